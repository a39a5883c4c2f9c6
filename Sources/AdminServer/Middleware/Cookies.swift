import Hummingbird
import Records

/// The cookie of a signed-in person: the token of the session, and a secret that every form repeats.
struct SessionCookie: Sendable {
    let token: String
    let formSecret: String

    init(token: String) {
        self.token = token
        formSecret = RandomSecret.make()
    }

    /// Reads what `value` writes; anything else is no cookie of ours.
    init?(_ value: String) {
        let parts = value.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].utf8.count == 64, parts[1].utf8.count == 32,
            value.utf8.allSatisfy({ $0 == UInt8(ascii: ".") || RandomSecret.isHexadecimal($0) })
        else { return nil }
        token = String(parts[0])
        formSecret = String(parts[1])
    }

    var value: String { token + "." + formSecret }
}

/// Names and flags of the cookies.
///
/// The prefix `__Host-` has browsers refuse the cookie unless it is secure, of this host alone, and for every path:
/// https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-4.1.3.2. Plain HTTP cannot have it.
struct CookieJar: Sendable {
    let isSecure: Bool

    var sessionName: String { isSecure ? "__Host-nuanxin" : "nuanxin" }
    var formSecretName: String { isSecure ? "__Host-nuanxin-form" : "nuanxin-form" }
    static let languageName = "nuanxin-language"

    /// Lax: a link in a message from a colleague opens the page signed in; a form on another site does not.
    func session(_ session: SessionCookie) -> Cookie {
        Cookie(name: sessionName, value: session.value, path: "/", secure: isSecure, httpOnly: true, sameSite: .lax)
    }

    func noSession() -> Cookie {
        Cookie(name: sessionName, value: "", maxAge: 0, path: "/", secure: isSecure, httpOnly: true, sameSite: .lax)
    }

    func formSecret(_ secret: String) -> Cookie {
        Cookie(name: formSecretName, value: secret, path: "/", secure: isSecure, httpOnly: true, sameSite: .strict)
    }

    func language(_ language: Language) -> Cookie {
        Cookie(
            name: Self.languageName, value: language.rawValue, maxAge: 365 * 86400, path: "/", secure: isSecure,
            httpOnly: true,
            sameSite: .lax)
    }
}

/// Secrets of 128 random bits, in hexadecimal.
enum RandomSecret {
    static func make() -> String {
        // On every platform of ours the system's generator is a cryptographic one.
        var generator = SystemRandomNumberGenerator()
        return (0..<2).map { _ in
            let digits = String(generator.next(), radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }

    static func isHexadecimal(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }

    /// Takes as long for a wrong first character as for a wrong last one.
    static func areEqual(_ left: String, _ right: String) -> Bool {
        let left = Array(left.utf8)
        let right = Array(right.utf8)
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
