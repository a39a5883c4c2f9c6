import ArgumentParser
import Foundation
import Postgres
import RecordsStore

/// A command that works on the records as the person who calls it.
protocol RecordsCommand: AsyncParsableCommand {
    var options: GlobalOptions { get }
    /// Whether it works with a password that somebody else made: nothing does but changing it.
    static var worksWithFirstPassword: Bool { get }
    func run(as caller: Caller) async throws
}

extension RecordsCommand {
    static var worksWithFirstPassword: Bool { false }

    func run() async throws {
        let options = options
        let connection = try await Connecting.openAsPerson(options)
        let caller = Caller(connection: connection, printer: options.printer) {
            try await Connecting.openAsPerson(options)
        }
        do {
            // Lists would only be empty, which says nothing of why.
            if !Self.worksWithFirstPassword { try await caller.run(Auth.RequireOwnPassword()) }
            try await run(as: caller)
        } catch {
            await caller.noteRefusal(error, of: Self.self)
            await connection.close()
            throw error
        }
        await connection.close()
    }
}

extension Caller {
    /// What was refused rolled back with its traces; it is written down now, in a transaction of its own.
    func noteRefusal(_ error: any Error, of command: any ParsableCommand.Type) async {
        guard let refusal = (error as? RecordsError)?.deniedAccess else { return }
        _ = try? await run(
            Audit.Refused(what: command._commandName, sqlstate: refusal.sqlState ?? ""))
    }

    /// Writes down a file, or what a pipe took in its place.
    func noteExport(_ what: String, of recordClass: String, rows: Int, bytes: [UInt8], format: String, filters: String?)
        async throws
    {
        let digest = SHA256Digest.of(bytes).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
        try await run(
            Audit.Exported(
                onClass: recordClass, what: what, rowCount: Int64(rows), fileSha256: digest, format: format,
                filters: filters))
    }
}

/// The person who runs a command, at the records.
struct Caller: Sendable {
    let connection: Connection
    let session: RecordsSession
    let printer: Printer
    private let reopen: @Sendable () async throws -> Connection

    init(connection: Connection, printer: Printer, reopen: @escaping @Sendable () async throws -> Connection) {
        self.connection = connection
        self.printer = printer
        self.reopen = reopen
        session = RecordsSession(connection: connection, language: Speech.language)
    }

    /// Reads: one round trip.
    func run<S: Statement>(_ statement: S) async throws(RecordsError) -> S.Output {
        try await session.run(statement)
    }

    /// Reads several things: one round trip, too.
    func run<each S: Statement>(_ statements: repeat each S) async throws(RecordsError) -> (repeat (each S).Output) {
        try await session.run(repeat each statements)
    }

    /// Changes something, once.
    ///
    /// The command's key goes in with the change. When the connection breaks before the answer, the same is sent once
    /// more under the same key: either it takes effect now, or the database knows that it did before.
    func change<S: Statement>(_ statement: S) async throws -> S.Output {
        let claim = Audit.ClaimCommand(key: UUID(), route: "cli " + S.name, request: S.name)
        do throws(RecordsError) {
            return try await session.run(claim, statement).1
        } catch {
            guard case .outcomeUnknown = error else { throw error }
        }
        let connection = try await reopen()
        return try await connection.closing {
            do throws(RecordsError) {
                return try await RecordsSession(connection: connection, language: Speech.language).run(claim, statement)
                    .1
            } catch {
                guard case .alreadyDone = error else { throw error }
                throw Failure(
                    .tryAgain, "已经保存,但连接中断,没有收到回执。请查看记录,不要重复办理。",
                    "It was kept, but the connection broke before the answer came. Look at the record; do not do "
                        + "it again."
                )
            }
        }
    }
}
