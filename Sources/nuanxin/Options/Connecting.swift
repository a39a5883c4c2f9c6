import Postgres
import Records
import RecordsStore

/// Opening connections from the command line.
enum Connecting {
    /// Connects by libpq's rules; asks for a password on the terminal where one is needed and none is kept.
    static func open(_ options: ConnectionOptions) async throws -> Connection {
        do throws(PostgresError) {
            return try await Connection.open(options)
        } catch {
            guard needsPassword(error) else { throw Failure(error) }
            guard let password = Terminal.readSecret(prompt: say("密码:", "Password: ")) else {
                throw Failure(
                    .notPermitted, "需要密码。请在终端中运行,或使用 PGPASSWORD、密码文件(~/.pgpass)。",
                    "A password is needed. Run in a terminal, or use PGPASSWORD or a password file (~/.pgpass).")
            }
            do throws(PostgresError) {
                return try await Connection.open(options.with("password", password))
            } catch {
                throw Failure(error)
            }
        }
    }

    /// libpq gives no code for it: fe-auth.c says `fe_sendauth: no password supplied`.
    private static func needsPassword(_ error: PostgresError) -> Bool {
        if case .connection(let reason) = error { reason.contains("no password supplied") } else { false }
    }

    /// Connects as a person, and refuses to go on where row security would not hold.
    static func openAsPerson(_ options: GlobalOptions) async throws -> Connection {
        let connection = try await open(DatabaseChoice(options).personOptions(login: options.user))
        do {
            try await requirePerson(connection)
        } catch {
            await connection.close()
            throw error
        }
        return connection
    }

    static func superuserRefused(_ login: String) -> Failure {
        Failure(
            .notPermitted,
            "登录名“\(login)”是数据库超级用户,不受任何权限约束,也不代表任何人,因此拒绝继续。请用 --user 以个人账号登录。"
                + "(只有 nuanxin db … 可以用超级用户。)",
            "The login \"\(login)\" is a superuser: no rule would bind it, and it is nobody in particular. "
                + "Use --user with a "
                + "person's login. (Only nuanxin db … works as a superuser.)")
    }

    private static func requirePerson(_ connection: Connection) async throws {
        let rows: [[String?]]
        do throws(PostgresError) {
            rows = try await connection.rows(
                """
                SELECT login.rolsuper OR login.rolbypassrls, session_user,
                       EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'access')
                FROM pg_catalog.pg_roles AS login WHERE login.rolname = session_user
                """)
        } catch {
            throw Failure(error)
        }
        guard let row = rows.first, row.count == 3 else {
            throw Failure(.notPermitted, "数据库不认识这个登录名。", "The database does not know this login.")
        }
        if row[0] == "t" { throw superuserRefused(row[1] ?? "") }
        guard row[2] == "t" else {
            throw Failure(
                .configuration, "这个数据库里没有暖心的数据结构。请先运行 nuanxin db migrate。",
                "This database has no Nuanxin schema. Run nuanxin db migrate first.")
        }
    }
}

extension Connection {
    /// Closes the connection after `body`, whatever came of it.
    nonisolated(nonsending) func closing<R>(_ body: nonisolated(nonsending) () async throws -> R) async throws -> R {
        do {
            let result = try await body()
            await close()
            return result
        } catch {
            await close()
            throw error
        }
    }
}
