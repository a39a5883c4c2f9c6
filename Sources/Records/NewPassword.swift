/// What a new password must be, said before it leaves the machine: the server sees only its verifier.
public enum NewPassword {
    /// Characters.
    public static let shortest = 10

    /// - Throws: what is wrong with it.
    public static func check(_ password: String, login: String) throws(NewPasswordProblem) {
        if password.count < shortest { throw .tooShort }
        if !login.isEmpty, password.lowercased().contains(login.lowercased()) { throw .holdsLoginName }
        if Set(password).count < 4 { throw .tooFewCharacters }
    }
}

/// Why a password is not accepted.
public enum NewPasswordProblem: Error, Explained, Equatable {
    case tooShort
    case holdsLoginName
    case tooFewCharacters

    public func message(_ language: Language) -> String {
        switch self {
        case .tooShort:
            language.choose(
                "密码至少 \(NewPassword.shortest) 个字符。", "A password has at least \(NewPassword.shortest) characters.")
        case .holdsLoginName:
            language.choose("密码不能含有登录名。", "A password does not hold the login name.")
        case .tooFewCharacters:
            language.choose("密码至少要有 4 个不同的字符。", "A password has at least 4 different characters.")
        }
    }
}
