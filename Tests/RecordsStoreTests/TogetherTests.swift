import Foundation
import Postgres
import Records
import RecordsStore
import TestSupport
import Testing

/// Two people at the same records at the same time: budgets hold, steps are taken once, and nobody's words are lost.
@Suite struct TogetherTests {
    @Test func twoLeadersDoNotOverspendABudget() async throws {
        try await withTestDatabase { database in
            let people = try await hire(["leader", "leader"], in: database)
            let superuser = try await Connection.open(database.superuserOptions)
            // Ten awards of 150, and a budget of 800: five fit.
            let awards = try await superuser.rows(
                """
                WITH born AS (INSERT INTO people.person (name, sex) SELECT 'student' || n, '1' FROM generate_series(1, 10) AS n RETURNING id),
                     taught AS (INSERT INTO people.student (person_id, entry_year) SELECT id, 2025 FROM born RETURNING person_id)
                INSERT INTO aid.award (student_id, scheme, semester, amount, state)
                SELECT person_id, 'national_grant', ref.semester_on(ref.today()), 150, 'proposed' FROM taught RETURNING id
                """
            ).compactMap { $0[0] }
            _ = try await superuser.rows(
                "INSERT INTO aid.budget (scheme, semester, amount, basis) VALUES ('national_grant', ref.semester_on(ref.today()), 800, 'test')")
            let outcomes = await atOnce(people) { person, index in
                var outcomes: [String] = []
                for award in index == 0 ? awards : awards.reversed() {
                    outcomes.append(await outcome(of: "SELECT aid.approve_award(\(award)::bigint)", as: person))
                }
                return outcomes
            }
            let approved = try await superuser.rows("SELECT count(*), sum(amount) FROM aid.award WHERE state = 'approved'")
            #expect(approved.first.map { [$0[0], $0[1]] } == ["5", "750.00"])
            #expect(outcomes.joined().count { $0 == "done" } == 5)
            #expect(Set(outcomes.joined()) == ["done", "NX001"])
            await superuser.close()
        }
    }

    @Test func twoOfficesCorrectOneRecordAndBothAreKept() async throws {
        try await withTestDatabase { database in
            let people = try await hire(["party_office", "party_office"], in: database)
            let superuser = try await Connection.open(database.superuserOptions)
            let fee = try #require(
                try await superuser.rows(
                    """
                    WITH paper AS (INSERT INTO registers.document (title, issuer, number, issued_on, kind) VALUES ('t', 'i', '1', '2024-01-01', 'law') RETURNING id)
                    INSERT INTO registers.fee_item (title, amount, per, basis_id, from_day) SELECT 'fee', 1, 'term', id, '2024-01-01' FROM paper RETURNING id
                    """
                ).first?[0])
            for round in 1...20 {
                let outcomes = await atOnce(people) { person, index in
                    let field = index == 0 ? "{\"amount\": \"\(round)\"}" : "{\"per\": \"term \(round)\"}"
                    return await outcome(of: "SELECT registers.run('fee_item', 'change', \(fee)::bigint, \(field)::jsonb)", as: person)
                }
                #expect(outcomes == ["done", "done"])
                let kept = try await superuser.rows("SELECT amount::int, per FROM registers.fee_item")
                #expect(kept.first.map { [$0[0], $0[1]] } == ["\(round)", "term \(round)"])
            }
            // Each of the forty changes left the version before it, and who made it.
            let versions = try await superuser.rows(
                "SELECT count(*), count(DISTINCT changed_by) FROM history.version WHERE table_name = 'registers.fee_item'")
            #expect(versions.first.map { [$0[0], $0[1]] } == ["40", "2"])
            await superuser.close()
        }
    }

    @Test func aStepIsTakenOnceAndTheOtherIsToldTheState() async throws {
        try await withTestDatabase { database in
            let people = try await hire(["party_office", "party_office"], in: database)
            let superuser = try await Connection.open(database.superuserOptions)
            for _ in 1...10 {
                let letter = try #require(
                    try await superuser.rows(
                        """
                        INSERT INTO work.letter (received_on, channel, is_anonymous, raiser_name, subject, letter_text, about_conduct, tell_by, answer_by)
                        VALUES (ref.today(), 'letter', false, 'somebody', 'water', 'no water', false, ref.today() + 15, ref.today() + 60) RETURNING id
                        """
                    ).first?[0])
                let outcomes = await atOnce(people) { person, _ in
                    await outcome(of: "SELECT registers.run('letter', 'tell', \(letter)::bigint, '{}')", as: person)
                }
                #expect(outcomes.sorted() == ["NX001", "done"])
                let steps = try await superuser.rows(
                    "SELECT count(*) FROM work.lifecycle_event WHERE lifecycle = 'letter' AND record_id = \(letter)::bigint AND action = 'tell'")
                #expect(steps.first?[0] == "1")
            }
            await superuser.close()
        }
    }

    /// One login for each role, and its connection.
    private func hire(_ roles: [String], in database: TestDatabase) async throws -> [Connection] {
        let superuser = try await Connection.open(database.superuserOptions)
        var people: [Connection] = []
        for (index, role) in roles.enumerated() {
            let name = "\(database.name)_\(index)"
            let verifier = try superuser.encryptPassword("test", user: name)
            _ = try await superuser.rows(
                "SELECT access.set_up_account(\(name), \(name), \(verifier), ARRAY[\(role)], current_date + 30)")
            people.append(try await Connection.open(database.options(as: name, password: "test")))
        }
        await superuser.close()
        return people
    }

    private func atOnce<Answer: Sendable>(
        _ people: [Connection], _ work: @escaping @Sendable (Connection, Int) async -> Answer
    ) async -> [Answer] {
        await withTaskGroup(of: (Int, Answer).self) { group in
            for (index, person) in people.enumerated() { group.addTask { (index, await work(person, index)) } }
            var answers: [(Int, Answer)] = []
            for await answer in group { answers.append(answer) }
            return answers.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }
}

/// "done", or the SQLSTATE of the refusal.
private func outcome(of statement: SQL, as person: Connection) async -> String {
    do {
        _ = try await person.rows(statement)
        return "done"
    } catch {
        return error.serverError?.sqlState.rawValue ?? "\(error)"
    }
}
