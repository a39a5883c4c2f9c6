import Postgres
import Records
import RecordsStore
import TestSupport
import Testing

/// One connection of the web server serves one person after another.
extension AttackTests.Connection {
    /// What a request does, by what may go wrong with it.
    private enum Request: CaseIterable {
        case reads, fails, failsHalfWay, isCancelled, leavesASetting, rollsBack
    }

    /// Runs a request with the token; what it is told of who it is, if it is told anything.
    private func run(_ request: Request, _ session: RecordsSession) async throws -> String?? {
        switch request {
        case .reads:
            let seen = try await session.run(Auth.Whoami())
            return seen?.loginName
        case .fails:
            await #expect(throws: RecordsError.self) {
                _ = try await session.run(Work.CloseIssue(issueID: WorkIssue.ID(rawValue: 999_999)))
            }
            return nil
        case .failsHalfWay:
            await #expect(throws: RecordsError.self) {
                _ = try await session.run(
                    Auth.Whoami(), Work.CloseIssue(issueID: WorkIssue.ID(rawValue: 999_999)), Auth.Whoami())
            }
            return nil
        case .isCancelled:
            let task = Task { try await session.transaction { try await $0.execute("SELECT pg_sleep(30)") } }
            try await Task.sleep(for: .milliseconds(20))
            task.cancel()
            _ = await task.result
            return nil
        case .leavesASetting:
            // A request that could run any SQL could set its identity for the session; the layer resets the session.
            _ = try? await session.transaction { transaction in
                try await transaction.execute("SELECT set_config('nuanxin.session', current_setting('nuanxin.session'), false)")
            }
            return nil
        case .rollsBack:
            struct Stop: Error {}
            _ = try? await session.transaction { transaction in
                try await transaction.execute("SELECT 1")
                throw Stop()
            }
            return nil
        }
    }

    /// Every order of two requests of two people over one connection, and nobody after them.
    @Test func everyInterleavingOfTwoPeopleOverOneConnection() async throws {
        let school = try await AttackSchool.shared.value
        let people: [AttackSchool.Attacker] = [.homeroom, .clinic]
        var tokens: [String] = []
        for person in people { tokens.append(try await school.token(of: person)) }
        try await school.database.withPool(school.web) { _ in }
        let pool = Database(school.web, pool: PoolOptions(maximumSize: 1))
        var tried = 0
        for first in Request.allCases {
            for second in Request.allCases {
                for (one, two) in [(0, 1), (1, 0), (0, 0)] {
                    for (request, index) in [(first, one), (second, two)] {
                        let session = RecordsSession(database: pool, token: tokens[index], language: .english)
                        if let told = try await run(request, session) { #expect(told == school.login(people[index])) }
                        // Whoever comes without a token is nobody, whoever was here before.
                        let nobody = RecordsSession(database: pool, token: nil, language: .english)
                        let found = try await nobody.run(Auth.Whoami())
                        #expect(found == nil)
                        let other = RecordsSession(database: pool, token: tokens[1 - index], language: .english)
                        let seen = try await other.run(Auth.Whoami())
                        #expect(seen?.loginName == school.login(people[1 - index]))
                        tried += 1
                    }
                }
            }
        }
        await pool.close()
        #expect(tried == 6 * 6 * 3 * 2)
    }

    /// Two people at once over two connections, thousands of requests.
    @Test func twoPeopleAtOnceNeverSeeEachOther() async throws {
        let school = try await AttackSchool.shared.value
        let people: [AttackSchool.Attacker] = [.homeroom, .otherHomeroom]
        var tokens: [String] = []
        for person in people { tokens.append(try await school.token(of: person)) }
        let pool = Database(school.web, pool: PoolOptions(maximumSize: 2))
        await withTaskGroup(of: Int.self) { group in
            for (index, token) in tokens.enumerated() {
                for _ in 0..<4 {
                    group.addTask {
                        var wrong = 0
                        let session = RecordsSession(database: pool, token: token, language: .english)
                        for _ in 0..<200 {
                            let seen = try? await session.run(Auth.Whoami())
                            if seen??.loginName != school.login(people[index]) { wrong += 1 }
                        }
                        return wrong
                    }
                }
            }
            for await wrong in group { #expect(wrong == 0) }
        }
        await pool.close()
    }

    /// A right that ends while the session is open ends at the next statement, and a disabled account is nobody.
    @Test func rightsThatEndWhileTheSessionIsOpen() async throws {
        let school = try await AttackSchool.shared.value
        let login = "\(school.database.name)_leaving"
        try await withConnection(school.database.superuserOptions) { connection in
            let verifier = try connection.encryptPassword("test", user: login)
            try await connection.execute(
                "SELECT access.set_up_account('leaving', \(login), \(verifier), '{registrar}', ref.today() + 9)")
        }
        let own = try await Connection.open(school.database.options(as: login, password: "test"))
        let token = try await RecordsSession(connection: own, language: .english).run(Auth.OpenSession(address: nil, userAgent: nil)).token
        let pool = Database(school.web, pool: PoolOptions(maximumSize: 1))
        let session = RecordsSession(database: pool, token: token, language: .english)
        func seen() async throws -> [String?] {
            let direct = try await own.rows("SELECT count(*) > 0 FROM people.student")[0][0]
            let web = try await session.transaction {
                try await $0.rows("SELECT count(*) > 0 FROM people.student")[0][0]
            }
            return [direct, web]
        }
        #expect(try await seen() == ["t", "t"])
        try await school.database.execute(
            """
            UPDATE access.role_assignment SET valid = daterange(ref.today() - 9, ref.today())
            WHERE person_id = (SELECT person_id FROM auth.account WHERE login_name = '\(login)')
            """)
        #expect(try await seen() == ["f", "f"])
        try await school.database.execute(
            """
            UPDATE access.role_assignment SET valid = daterange(ref.today() - 9, ref.today() + 9)
            WHERE person_id = (SELECT person_id FROM auth.account WHERE login_name = '\(login)')
            """)
        #expect(try await seen() == ["t", "t"])
        try await school.database.execute(
            "UPDATE auth.account SET disabled_at = now() WHERE login_name = '\(login)'")
        #expect(try await seen() == ["f", "f"])
        await own.close()
        await pool.close()
    }
}
