import Postgres
import TestSupport
import Testing

/// What attackers with SQL try, each attack a test of its own that shows what they get. Numbers and reasons:
/// `docs/security.md`.
///
/// One after another: a login role may hold ten connections.
@Suite(.serialized) enum AttackTests {
    @Suite struct Connection {}
    @Suite struct History {}
    @Suite struct Identity {}
    @Suite struct Row {}
    @Suite struct SideDoor {}
}

/// What an attacker with SQL tries, and exactly what PostgreSQL answers.
struct Attack: Sendable, CustomTestStringConvertible {
    enum Answer: Sendable, Equatable {
        /// The SQLSTATE, and what the message says.
        case refused(SQLState, String)
        case rows([[String?]])

        static let nothing = Answer.rows([])
        static func value(_ value: String?) -> Answer { .rows([[value]]) }
    }

    var name: String
    var attacker: AttackSchool.Attacker?
    /// All but the last prepare the attack. `{student1}` stands for a key.
    var statements: [String]
    var answer: Answer
    /// A statement before the last may be what is refused.
    var testDescription: String { name }

    /// - Parameter attacker: nil: the web server's login without anybody's token.
    init(_ name: String, by attacker: AttackSchool.Attacker?, _ statements: String..., gets answer: Answer) {
        self.name = name
        self.attacker = attacker
        self.statements = statements
        self.answer = answer
    }
}

extension AttackSchool {
    /// Makes the attack on a connection of its own, in a transaction that is rolled back.
    func answer(to attack: Attack) async throws -> Attack.Answer {
        let options = attack.attacker.map { self.options($0) } ?? web
        return try await withConnection(options) { connection in
            try await connection.execute("SELECT set_config('nuanxin.language', 'en', false)")
            let isScript = attack.statements.contains { $0.hasPrefix("COMMIT") }
            if !isScript { try await connection.execute(.unsafeRaw("BEGIN")) }
            var rows: [[String?]] = []
            for statement in attack.statements {
                do throws(PostgresError) {
                    rows = try await connection.rows(.unsafeRaw(self.filled(statement)))
                } catch {
                    guard case .server(let refusal) = error else { throw error }
                    return .refused(refusal.sqlState, refusal.message)
                }
            }
            return .rows(rows)
        }
    }

    func filled(_ statement: String) -> String {
        var statement = statement
        for (name, key) in keys { statement = statement.replacing("{\(name)}", with: String(key)) }
        return statement.replacing("{database}", with: database.name)
    }
}

/// Makes the attack and compares; a refusal's message must hold the words.
func expect(_ attack: Attack, sourceLocation: SourceLocation = #_sourceLocation) async throws {
    let school = try await AttackSchool.shared.value
    let answer = try await school.answer(to: attack)
    switch (attack.answer, answer) {
    case (.refused(let state, let words), .refused(let found, let message)):
        #expect(found == state, "\(message)", sourceLocation: sourceLocation)
        #expect(message.contains(words), sourceLocation: sourceLocation)
    default:
        #expect(answer == attack.answer, sourceLocation: sourceLocation)
    }
}
