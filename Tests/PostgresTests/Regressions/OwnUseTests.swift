import Postgres
import Testing

/// A program that gets in its own way: by the pool inside its own transaction, or by one connection from several tasks.
extension RegressionTests.OwnUseTests {
    /// T13: with one connection the program would wait for itself until the acquire timeout.
    @Test func thePoolInsideItsOwnTransactionIsRefusedAtOnce() async throws {
        try await withDatabase(PoolOptions(maximumSize: 1, acquireTimeout: .seconds(30))) { database in
            try await returns(within: .seconds(5)) {
                try await database.transaction { transaction in
                    try await transaction.execute("SELECT 1")
                    try await Self.expectRefusals(by: database)
                    // The refusals are no harm to the transaction.
                    #expect(try await transaction.run(Increment(value: 1)) == 2)
                    try await transaction.savepoint { _ in try await Self.expectRefusals(by: database) }
                    _ = try await transaction.stream(Pairs(count: 3)) { _ in try await Self.expectRefusals(by: database)
                    }
                }
                try await database.withConnection { lease in
                    try await Self.expectRefusals(by: database)
                    #expect(try await lease.run(Increment(value: 1)) == 2)
                }
            }
            try await expectAnswer(from: database)
        }
    }

    private static func expectRefusals(by database: Database) async throws {
        let calls: [@Sendable () async throws -> Void] = [
            { _ = try await database.run(Increment(value: 1)) },
            { _ = try await database.run(in: SetScope(value: "x"), ReadScope()) },
            { _ = try await database.run(batch: [Increment(value: 1)]) },
            { try await database.transaction { try await $0.execute("SELECT 1") } },
            { try await database.withConnection { try await $0.execute("SELECT 1") } },
        ]
        for call in calls { #expect(await postgresError(call)?.isUsage == true) }
        // Child tasks and tasks that inherit the transaction's context would deadlock all the same.
        async let child = postgresError(calls[0])
        #expect(await child?.isUsage == true)
        let errors = await withTaskGroup(of: PostgresError?.self) { group in
            for call in calls { group.addTask { await postgresError(call) } }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(errors.allSatisfy { $0?.isUsage == true })
        let inheriting = Task { try await calls[0]() }
        #expect(await postgresError { try await inheriting.value }?.isUsage == true)
    }

    /// T13: where another connection is free there is nothing to wait for.
    @Test func anotherConnectionServesTheInnerCall() async throws {
        try await withDatabase(PoolOptions(maximumSize: 2)) { database in
            try await database.transaction { transaction in
                let outer = try await transaction.run(BackendPID())
                let inner = try await database.run(BackendPID())
                #expect(inner != outer)
            }
        }
    }

    /// T14: the compiler refuses it; who forces it gets an answer of his own or none.
    @Test func statementsForcedOntoOneTransactionAreNeverMixed() async throws {
        try await withDatabase(PoolOptions(maximumSize: 1)) { database in
            try await database.transaction { transaction in
                nonisolated(unsafe) let forced = transaction
                _ = try await transaction.run(EchoText(text: "first"))
                try await Self.expectOwnAnswers { try await forced.run(EchoText(text: $0)) }
                #expect(try await transaction.run(Increment(value: 1)) == 2)
            }
            try await database.withConnection { lease in
                nonisolated(unsafe) let forced = lease
                try await Self.expectOwnAnswers { try await forced.run(EchoText(text: $0)) }
                #expect(try await lease.run(Increment(value: 1)) == 2)
            }
            try await expectAnswer(from: database)
        }
    }

    private static func expectOwnAnswers(_ call: @escaping @Sendable (String) async throws -> String) async throws {
        let answered = try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<100 {
                group.addTask {
                    let text = "\(number)"
                    do {
                        let answer = try await call(text)
                        #expect(answer == text)
                        return true
                    } catch let error as PostgresError where error.isUsage {
                        return false
                    }
                }
            }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(answered > 0)
    }
}
