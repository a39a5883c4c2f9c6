import Postgres
import Records

/// A login and its password, to be told once.
struct SignIn: Sendable {
    var login: String
    var password: String
    var name: String
    var roles: [String]

    static var columns: [Column<SignIn>] {
        [
            Column("login_name", "登录名", "login", \.login),
            Column("password", "密码", "password", \.password),
            Column("name", "姓名", "name", \.name),
            Column("roles", "角色", "roles", \.roles),
        ]
    }
}

/// The people who make all others' accounts; a superuser sets them up, because nobody is there to approve.
enum FirstAccounts {
    static let administrator = NewAccountHolder(name: "系统管理员", login: "setup.admin")
    static let partyOffice = [
        NewAccountHolder(name: "党办甲", login: "setup.party1"), NewAccountHolder(name: "党办乙", login: "setup.party2"),
    ]
    static let clerk = NewAccountHolder(name: "建库员", login: "setup.clerk")

    /// In a year.
    static var lastDay: PGDate { DayArgument.today.adding(days: 365) ?? DayArgument.today }

    static func list(
        administrator: NewAccountHolder = administrator, partyOffice: [NewAccountHolder] = partyOffice,
        clerk: NewAccountHolder = clerk
    ) -> [(holder: NewAccountHolder, roles: [String])] {
        [(administrator, ["administrator"])] + partyOffice.map { ($0, ["party_office"]) } + [(clerk, ["data_setup"])]
    }

    static func exist(_ connection: Connection) async throws -> Bool {
        do throws(PostgresError) {
            return try await connection.rows("SELECT FROM auth.account LIMIT 1").isEmpty == false
        } catch {
            throw Failure(error)
        }
    }

    static func requireNone(_ connection: Connection) async throws {
        guard try await !exist(connection) else {
            throw Failure(
                .badData, "这个数据库已有账号。以后的账号请由系统管理员用 nuanxin account add 建立。",
                "This database has accounts. Let the administrator make others with nuanxin account add.")
        }
    }

    /// - Parameter connection: a superuser's.
    static func make(
        _ accounts: [(holder: NewAccountHolder, roles: [String])], until: PGDate, connection: Connection,
        readsPasswords: Bool = false
    ) async throws -> [SignIn] {
        let signIns = try accounts.map { account in
            SignIn(
                login: account.holder.login, password: try readsPasswords ? Passwords.ask(login: account.holder.login) : Passwords.generate(),
                name: account.holder.name, roles: account.roles)
        }
        do {
            try await connection.transaction { transaction in
                let language = Speech.language.rawValue
                try await transaction.execute("SELECT set_config('nuanxin.language', \(language), true)")
                for signIn in signIns {
                    let verifier = try connection.encryptPassword(signIn.password, user: signIn.login)
                    try await transaction.execute(
                        "SELECT access.set_up_account(\(signIn.name), \(signIn.login), \(verifier), \(signIn.roles), \(until))"
                    )
                }
            }
        } catch let error as PostgresError {
            throw Failure(error)
        }
        return signIns
    }
}
