import AdminServer
import EmbeddedDatabase
import Importing
import Migrations
import Postgres
import Records
import RecordsStore
import Spreadsheets

extension Failure {
    /// What any error of the layers below means for the exit code, and what to say.
    init(any error: any Error) {
        switch error {
        case let failure as Failure: self = failure
        case let error as RecordsError: self.init(error)
        case let error as PostgresError: self.init(error)
        case let error as EmbeddedDatabaseError: self.init(error)
        case let error as MigrationError: self.init(error)
        case let error as SpreadsheetError: self.init(.badData, error.message(Speech.language))
        case let error as ImportProblem: self.init(.badData, error.message(Speech.language))
        case let error as CannotListen:
            self.init(error.isTaken ? .tryAgain : .configuration, error.message(Speech.language))
        case let error as any Explained: self.init(.badData, error.message(Speech.language))
        default: self.init(.bug, say("程序出错:", "The program failed: ") + "\(error)")
        }
    }

    init(_ error: RecordsError) {
        let status: ExitStatus =
            switch error {
            case .notFound: .noRecord
            case .conflict, .invalid, .notAllowedNow: .badData
            case .forbidden, .sessionNeeded, .passwordChangeDue: .notPermitted
            case .changedMeanwhile, .outcomeUnknown, .alreadyDone: .tryAgain
            case .unavailable(let refusal): Self.isPassing(refusal.sqlState) ? .tryAgain : .unavailable
            case .unexpected: .bug
            }
        var message = error.message(in: Speech.language)
        // Whoever runs a program in a terminal can report the cause; a page would only tell the administrator.
        if case .unexpected(let reason) = error { message += "\n" + reason }
        self.init(status, message)
    }

    /// Deadlocks, serialisation failures and locks that were not free end by themselves.
    private static func isPassing(_ sqlState: String?) -> Bool {
        guard let sqlState else { return false }
        return sqlState.hasPrefix("40") || sqlState == "55P03"
    }

    init(_ error: PostgresError) {
        switch error {
        case .server(let refusal) where refusal.severity == "FATAL": self.init(refused: refusal)
        // libpq has no code for them: fe-connect.c says `invalid connection option "…"` and `definition of service "…"
        // not found` before it looks for any server.
        case .connection(let reason)
        where reason.contains("invalid connection option") || reason.contains("definition of service"):
            self.init(.configuration, say("连接串不对:", "The connection string is wrong: ") + reason)
        case .connection(let reason):
            self.init(.unavailable, say("连不上数据库:", "No connection to the database: ") + reason)
        default: self.init(RecordsError(error))
        }
    }

    /// The server answered, and let nobody in.
    private init(refused error: ServerError) {
        let status: ExitStatus =
            switch error.sqlState {
            case .invalidAuthorization, .insufficientPrivilege: .notPermitted
            case .invalidCatalogName: .configuration
            default: .unavailable
            }
        if error.message.contains("password authentication failed") {
            self.init(
                status, "登录名或密码不对,或账号已停用。请核对 --user(或 PGUSER)与密码。",
                "The login or its password is wrong, or the account is disabled. Check --user (or PGUSER) and the password."
            )
            return
        }
        self.init(status, say("数据库拒绝连接:", "The database refuses the connection: ") + error.message)
    }

    init(_ error: EmbeddedDatabaseError) {
        let status: ExitStatus =
            switch error {
            case .notRunning, .serverExited, .notReady, .strangerAnswers, .stopTimedOut, .noSpace, .database:
                .unavailable
            case .alreadyRunning, .heldElsewhere, .processesRemain, .cancelled: .tryAgain
            case .badRoleName: .usage
            case .programFailed: .bug
            default: .configuration
            }
        let messages = error.messages
        self.init(status, messages.chinese, messages.english)
    }

    init(_ error: MigrationError) {
        let status: ExitStatus =
            switch error {
            case .notSuperuser: .notPermitted
            case .anotherRunner, .stillLocked, .cancelled: .tryAgain
            case .database(let cause): Failure(cause).status
            case .failed: .bug
            default: .configuration
            }
        let messages = error.messages
        self.init(status, messages.chinese, messages.english)
    }
}
