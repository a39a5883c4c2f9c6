import Foundation
import Glibc

/// The passwords of the roles that programs log in as, one file a role, readable by the server's user only.
struct Secrets: Sendable {
    let layout: FolderLayout
    let account: ServerAccount

    static func isRoleName(_ name: String) -> Bool {
        guard let first = name.utf8.first, name.utf8.count <= 63 else { return false }
        func isLetter(_ byte: UInt8) -> Bool { (97...122).contains(byte) || byte == 95 }
        return isLetter(first) && name.utf8.allSatisfy { isLetter($0) || (48...57).contains($0) }
    }

    func password(of role: String) throws(EmbeddedDatabaseError) -> String? {
        guard Self.isRoleName(role) else { throw .badRoleName(role) }
        guard let text = try? String(contentsOfFile: layout.secret(role), encoding: .utf8) else {
            guard !layout.exists(layout.secret(role)) else {
                throw .notWritable(layout.secret(role), reason: errorText(EACCES))
            }
            return nil
        }
        return text.trimmingCharacters(in: .newlines)
    }

    /// The kept password, or a new one of 192 random bits.
    func passwordOrNew(of role: String) throws(EmbeddedDatabaseError) -> String {
        if let password = try password(of: role) { return password }
        var generator = SystemRandomNumberGenerator()
        let bytes = (0..<24).map { _ in UInt8.random(in: 0...255, using: &generator) }
        let password = Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
        try account.makeFolder(layout.secrets)
        try DurableFile.write(password + "\n", to: layout.secret(role), account: account)
        try writePassfile()
        return password
    }

    /// libpq's password file with every kept role, so that a connection string need not show a password.
    private func writePassfile() throws(EmbeddedDatabaseError) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: layout.secrets)) ?? []
        var lines = ""
        for role in names.sorted() where Self.isRoleName(role) {
            guard let password = try password(of: role) else { continue }
            let escaped = password.replacing("\\", with: "\\\\").replacing(":", with: "\\:")
            lines += "*:*:*:\(role):\(escaped)\n"
        }
        try DurableFile.write(lines, to: layout.passfile, account: account)
    }
}
