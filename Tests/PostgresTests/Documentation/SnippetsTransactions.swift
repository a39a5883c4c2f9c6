import Foundation
import Postgres
import Testing

// snippet.idempotent
/// Lends a copy once for each key, however often it is asked.
func lend(_ bookID: Int64, to reader: String, key: UUID, in database: Database) async throws -> Int64 {
    for _ in 0..<3 {
        do {
            return try await database.write(retry: .conflicts(), deadline: .seconds(2)) { transaction in
                // Waits for an earlier attempt that may still be committing.
                guard let loan = try await transaction.run(AddLoan(bookID: bookID, reader: reader, key: key)) else {
                    return try await transaction.run(LoanByKey(key: key))
                }
                _ = try await transaction.run(TakeCopy(bookID: bookID))
                return loan
            }
        } catch PostgresError.commitOutcomeUnknown {
            // What was kept is found under its key; what was not is done now.
            continue
        }
    }
    throw PostgresError.commitOutcomeUnknown
}
// snippet.end

/// Ends a transaction of which nothing shall be left.
private struct Undo: Error {}

extension SnippetTests {
    @Test func readingAndWriting() async throws {
        try await withLibrary { database in
            // snippet.write
            let loan = try await database.write { transaction in
                _ = try await transaction.run(TakeCopy(bookID: 1))
                return try await transaction.run(AddLoan(bookID: 1, reader: "Li", key: UUID()))
            }
            // snippet.end
            #expect(loan != nil)
            // snippet.read
            let (novels, count) = try await database.read(isolation: .repeatableRead) { transaction in
                let novels = try await transaction.run(BookSearch(tag: "novel"))
                let count = try await transaction.run(LoanCount())
                return (novels, count)
            }
            // snippet.end
            #expect(novels.count == 2 && count == 1)
        }
    }

    @Test func optionsOfATransaction() async throws {
        try await withLibrary { database in
            // snippet.options
            let options = TransactionOptions(
                isolation: .serializable, deadline: .seconds(2), retry: .conflicts(attempts: 4))
            let left = try await database.transaction(options) { transaction in
                _ = try await transaction.run(TakeCopy(bookID: 1), within: .milliseconds(500))
                return try await transaction.rows("SELECT copies FROM library.book WHERE id = 1")
            }
            // snippet.end
            #expect(left == [["1"]])
        }
    }

    @Test func savepoints() async throws {
        try await withLibrary { database in
            // snippet.savepoint
            let lent = try await database.write { transaction in
                var lent: [Int64] = []
                for bookID: Int64 in [1, 2, 3] {
                    do {
                        try await transaction.savepoint { inner in
                            _ = try await inner.run(TakeCopy(bookID: bookID))
                        }
                        lent.append(bookID)
                    } catch let error as PostgresError where error.violates("book_copies_not_negative") {
                        // The others stay lent.
                        continue
                    }
                }
                return lent
            }
            // snippet.end
            #expect(lent == [1, 2])
            #expect(try await rows(database, "SELECT copies FROM library.book ORDER BY id") == [["1"], ["0"], ["0"]])
        }
    }

    @Test func aKeyMakesOneLoan() async throws {
        try await withLibrary { database in
            let key = UUID()
            let first = try await lend(1, to: "Li", key: key, in: database)
            let second = try await lend(1, to: "Li", key: key, in: database)
            #expect(first == second)
            #expect(try await rows(database, "SELECT copies FROM library.book WHERE id = 1") == [["1"]])
        }
    }

    /// A test that leaves nothing behind.
    @Test func aTestThatIsRolledBack() async throws {
        try await withLibrary { database in
            // snippet.rolled-back
            do {
                try await database.write { transaction in
                    _ = try await transaction.run(TakeCopy(bookID: 1))
                    let copies = try await transaction.rows("SELECT copies FROM library.book WHERE id = 1")
                    #expect(copies == [["1"]])
                    throw Undo()
                }
            } catch is Undo {}
            // snippet.end
            #expect(try await rows(database, "SELECT copies FROM library.book WHERE id = 1") == [["2"]])
        }
    }
}
