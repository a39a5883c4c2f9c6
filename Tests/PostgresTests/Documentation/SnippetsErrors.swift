import Foundation
import Postgres
import Testing

// snippet.meaning
enum LendingProblem: Error, Equatable {
    case noCopyLeft, noSuchBook, readOnly, tryAgainLater, unclear
}

func meaning(of error: PostgresError) -> any Error {
    if error.violates("book_copies_not_negative") { return LendingProblem.noCopyLeft }
    if error.violates("loan_of_a_book") { return LendingProblem.noSuchBook }
    switch error {
    case .server(let error) where .readOnlyTransaction ~= error.sqlState: return LendingProblem.readOnly
    case .commitOutcomeUnknown: return LendingProblem.unclear
    case _ where error.isSafeToRetry: return LendingProblem.tryAgainLater
    default: return error
    }
}
// snippet.end

// snippet.rules
enum LoanRule: String {
    case noCopyLeft = "book_copies_not_negative"
    case noSuchBook = "loan_of_a_book"
}

func brokenRule(_ error: PostgresError) -> LoanRule? { error.violation() }
// snippet.end

extension SnippetTests {
    @Test func constraintsHaveMeanings() async throws {
        try await withLibrary { database in
            // snippet.constraint
            do throws(PostgresError) {
                _ = try await database.run(TakeCopy(bookID: 3))
            } catch {
                #expect(meaning(of: error) as? LendingProblem == .noCopyLeft)
            }
            // snippet.end
            let noBook = await postgresError {
                _ = try await database.run(AddLoan(bookID: 99, reader: "Li", key: UUID()))
            }
            #expect(noBook.map(meaning(of:)) as? LendingProblem == .noSuchBook)
            #expect(noBook.flatMap(brokenRule) == .noSuchBook)
            let readOnly = await postgresError {
                _ = try await database.read { try await $0.run(TakeCopy(bookID: 1)) }
            }
            #expect(readOnly.map(meaning(of:)) as? LendingProblem == .readOnly)
        }
    }

    @Test func aCaretShowsThePlace() async throws {
        let connection = try await Connection.open(testServer())
        // snippet.caret
        do throws(PostgresError) {
            try await connection.execute("SELECT name,\n    naem FROM pg_settings")
        } catch {
            print(error)
        }
        // snippet.end
        let error = await postgresError { try await connection.execute("SELECT name,\n    naem FROM pg_settings") }
        // Every line but the server's own words, which differ from version to version.
        let lines = String(describing: error?.description ?? "").split(separator: "\n")
        #expect(lines.first == "ERROR 42703: column \"naem\" does not exist")
        #expect(lines.suffix(2) == ["SQL LINE 2:     naem FROM pg_settings", "                ^"])
        await connection.close()
    }
}
