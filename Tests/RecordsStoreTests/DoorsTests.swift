import Postgres
import Records
import RecordsStore
import TestSupport
import Testing

/// A small school of two offices, each person on a login of their own.
private struct School {
    let database: TestDatabase
    let registrar: ConnectionOptions
    let safety: ConnectionOptions
    let web: ConnectionOptions

    init(in database: TestDatabase) async throws {
        self.database = database
        let names = ["registrar", "safety"].map { "\(database.name)_\($0)" }
        // Roles belong to the whole cluster, so their names hold the database's.
        for (name, role) in zip(names, ["registrar", "safety"]) {
            let connection = try await Connection.open(database.superuserOptions)
            let verifier = try connection.encryptPassword("test", user: name)
            _ = try await connection.rows(
                "SELECT access.set_up_account(\(name), \(name), \(verifier), ARRAY[\(role)], current_date + 30)")
            await connection.close()
        }
        registrar = database.options(as: names[0], password: "test")
        safety = database.options(as: names[1], password: "test")
        web = try await WebServerRole.shared.options(for: database)
    }

    func token(of person: ConnectionOptions) async throws -> String {
        let connection = try await Connection.open(person)
        let session = RecordsSession(connection: connection, language: .english)
        let token = try await session.run(Auth.OpenSession(address: nil, userAgent: nil)).token
        await connection.close()
        return token
    }
}

@Suite struct DoorsTests {
    @Test func theWebDoorAndTheOwnLoginAreTheSamePerson() async throws {
        try await withTestDatabase { database in
            let school = try await School(in: database)
            let connection = try await Connection.open(school.registrar)
            let own = try await RecordsSession(connection: connection, language: .english).run(Auth.Whoami())
            await connection.close()
            let token = try await school.token(of: school.registrar)
            try await database.withPool(school.web) { pool in
                let onTheWeb = try await RecordsSession(database: pool, token: token, language: .english).run(Auth.Whoami())
                #expect(onTheWeb?.personID == own?.personID)
                #expect(onTheWeb?.roles == ["registrar"])
            }
        }
    }

    @Test func nothingOfOneRequestIsLeftForTheNext() async throws {
        try await withTestDatabase { database in
            let school = try await School(in: database)
            let tokens = [try await school.token(of: school.registrar), try await school.token(of: school.safety)]
            // One connection, so that every request follows another person's on it.
            let pool = Database(school.web, pool: PoolOptions(maximumSize: 1))
            for round in 0..<40 {
                let session = RecordsSession(database: pool, token: tokens[round % 2], language: .english)
                if round % 5 == 3 {
                    // A request that fails half way must not leave its identity either.
                    await #expect(throws: RecordsError.self) {
                        _ = try await session.run(Work.CloseIssue(issueID: WorkIssue.ID(rawValue: 999_999)))
                    }
                } else {
                    let person = try await session.run(Auth.Whoami())
                    #expect(person?.roles == [round % 2 == 0 ? "registrar" : "safety"])
                }
                let nobody = try await RecordsSession(database: pool, token: nil, language: .english).run(Auth.Whoami())
                #expect(nobody == nil)
            }
            await pool.close()
        }
    }

    @Test func aClosedSessionIsOverAtTheNextRequest() async throws {
        try await withTestDatabase { database in
            let school = try await School(in: database)
            let token = try await school.token(of: school.registrar)
            try await database.withPool(school.web) { pool in
                let session = RecordsSession(database: pool, token: token, language: .english)
                let before = try await session.run(Auth.Whoami())
                #expect(before?.roles == ["registrar"])
                try await session.run(Auth.CloseSession())
                let after = try await session.run(Auth.Whoami())
                #expect(after == nil)
            }
        }
    }

    @Test func aRefusalSaysWhyInThePersonsLanguage() async throws {
        try await withTestDatabase { database in
            let school = try await School(in: database)
            let token = try await school.token(of: school.safety)
            try await database.withPool(school.web) { pool in
                for (language, word) in [(Language.chinese, "无权"), (.english, "may not")] {
                    let session = RecordsSession(database: pool, token: token, language: language)
                    do {
                        _ = try await session.run(Aid.AidGap(semester: nil))
                        Issue.record("safety read the aid gap")
                    } catch {
                        guard case .forbidden(let refusal)? = error as? RecordsError else {
                            Issue.record("\(error)")
                            continue
                        }
                        #expect(refusal.message?.contains(word) == true)
                        #expect(refusal.hint?.isEmpty == false)
                    }
                }
            }
        }
    }

    @Test func everyReportRunsForTheRegistrarOrRefuses() async throws {
        try await withTestDatabase { database in
            let school = try await School(in: database)
            let connection = try await Connection.open(school.registrar)
            let session = RecordsSession(connection: connection, language: .chinese)
            var refused: Set<String> = []
            for report in try ReportCatalogue().reports {
                do {
                    let columns = try await session.run(report).columns
                    #expect(!columns.isEmpty, "\(report.name)")
                    #expect(ReportHeadings.columns.isSuperset(of: columns), "\(report.name)")
                } catch {
                    guard case .forbidden? = error as? RecordsError else { throw error }
                    refused.insert(report.name)
                }
            }
            // What the registrar keeps answers; aid, counselling and integrity are others' business, by the matrix.
            #expect(
                refused.isDisjoint(with: [
                    "movements", "missing-data", "duplicates", "retention-due", "seats-per-person", "equipment-coverage",
                ]))
            #expect(refused.isSuperset(of: ["coverage-gap", "counselling-flow", "integrity-risks", "conduct-counts", "stuck-payments"]))
            await connection.close()
        }
    }
}
