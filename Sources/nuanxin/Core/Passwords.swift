import Postgres
import Records

/// New passwords. They leave this program only as SCRAM-SHA-256 verifiers.
enum Passwords {
    /// Asks twice on the terminal; without one, reads a line from the standard input.
    static func ask(login: String) throws -> String {
        guard Terminal.isInputTerminal else {
            guard let line = readLine(strippingNewline: true) else {
                throw Failure(.usage, "没有从标准输入读到密码。", "No password came from the standard input.")
            }
            return try checked(line, login)
        }
        guard let first = Terminal.readSecret(prompt: say("新密码:", "New password: ")),
            let second = Terminal.readSecret(prompt: say("再输一次:", "Once more: "))
        else { throw Failure(.usage, "没有终端可以输入密码。", "There is no terminal to type a password at.") }
        guard first == second else { throw Failure(.badData, "两次输入不一致。", "The two differ.") }
        return try checked(first, login)
    }

    private static func checked(_ password: String, _ login: String) throws -> String {
        try NewPassword.check(password, login: login)
        return password
    }

    /// Four groups of four from 31 signs that are not mistaken for each other: 79 bits.
    static func generate() -> String {
        let signs = Array("abcdefghjkmnpqrstuvwxyz23456789")
        var generator = SystemRandomNumberGenerator()
        return (0..<4).map { _ in
            String((0..<4).map { _ in signs[Int.random(in: 0..<signs.count, using: &generator)] })
        }.joined(separator: "-")
    }

    static func verifier(of password: String, login: String, connection: Connection) throws -> String {
        do throws(PostgresError) {
            return try connection.encryptPassword(password, user: login)
        } catch {
            throw Failure(error)
        }
    }
}
