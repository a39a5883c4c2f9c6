import Synchronization

/// Takes the rows of a COPY.
public final class CopyWriter {
    private let session: TransactionSession
    private let exchange: Exchange
    /// The bytes that wait to be sent, those of typed rows and others.
    @usableFromInline var block = CopyRow()
    /// The server or the deadline ended the copy before the program did.
    private(set) var hasEndedEarly = false
    @usableFromInline static let blockSize = 64 * 1024

    init(_ session: TransactionSession, _ exchange: Exchange) {
        self.session = session
        self.exchange = exchange
        block.bytes.reserveCapacity(Self.blockSize + Self.blockSize / 4)
    }

    /// Adds a row of a COPY in text format, in the columns' order; nil is NULL. Waits while the server cannot keep up.
    public nonisolated(nonsending) func write(row: [String?]) async throws(PostgresError) {
        try check()
        for (index, field) in row.enumerated() {
            if index > 0 { block.bytes.append(UInt8(ascii: "\t")) }
            if let field { try append(field) } else { block.bytes += [UInt8(ascii: "\\"), UInt8(ascii: "N")] }
        }
        block.bytes.append(UInt8(ascii: "\n"))
        if block.bytes.count >= Self.blockSize { try await flush() }
    }

    /// Adds bytes as they are, in whatever format the COPY has: text, csv, or binary with its header and trailer.
    public nonisolated(nonsending) func write(bytes: some Sequence<UInt8>) async throws(PostgresError) {
        try check()
        block.bytes.append(contentsOf: bytes)
        if block.bytes.count >= Self.blockSize { try await flush() }
    }

    /// Adds a row of a binary COPY; true when it is time to flush.
    @inlinable
    func add(_ row: some CopyStatement, _ types: [OID]) throws(PostgresError) -> Bool {
        try check()
        // In place: a buffer that had a second owner for a moment would be copied at every row.
        block.begin(types)
        row.encode(into: &block)
        if let problem = block.finish() { throw .usage(problem) }
        return block.bytes.count >= Self.blockSize
    }

    /// https://www.postgresql.org/docs/15/sql-copy.html#id-1.9.3.55.9.2
    private func append(_ field: String) throws(PostgresError) {
        // Most fields have nothing to escape and go as they are.
        guard field.utf8.contains(where: { $0 < 0x20 || $0 == UInt8(ascii: "\\") }) else {
            block.bytes.append(contentsOf: field.utf8)
            return
        }
        for byte in field.utf8 {
            switch byte {
            case 0: throw .usage("text cannot hold a zero byte")
            case UInt8(ascii: "\\"): block.bytes += [UInt8(ascii: "\\"), UInt8(ascii: "\\")]
            case UInt8(ascii: "\n"): block.bytes += [UInt8(ascii: "\\"), UInt8(ascii: "n")]
            case UInt8(ascii: "\r"): block.bytes += [UInt8(ascii: "\\"), UInt8(ascii: "r")]
            case UInt8(ascii: "\t"): block.bytes += [UInt8(ascii: "\\"), UInt8(ascii: "t")]
            default: block.bytes.append(byte)
            }
        }
    }

    @usableFromInline
    nonisolated(nonsending) func flush() async throws(PostgresError) {
        guard !block.bytes.isEmpty else { return }
        let goesOn = await session.wire.give(block.bytes, to: exchange)
        block.bytes.removeAll(keepingCapacity: true)
        if !goesOn { throw endedEarly() }
    }

    /// Who writes seldom would otherwise not hear of the end before a block is full.
    @usableFromInline
    func check() throws(PostgresError) {
        if exchange.takesNoMore.load(ordering: .relaxed) { throw endedEarly() }
    }

    private func endedEarly() -> PostgresError {
        hasEndedEarly = true
        return .usage("the copy has ended")
    }
}

extension Transaction {
    /// Runs a `COPY … FROM STDIN` with what `body` writes; returns how many rows there were.
    ///
    /// If `body` throws, the server throws all rows away and the transaction can only be rolled back.
    public nonisolated(nonsending) func copyIn(
        _ sql: SQL, _ body: nonisolated(nonsending) (CopyWriter) async throws -> Void
    ) async throws -> Int {
        try await copyIn(sql, named: "", body)
    }

    private nonisolated(nonsending) func copyIn(
        _ sql: SQL, named name: String, _ body: nonisolated(nonsending) (CopyWriter) async throws -> Void
    ) async throws -> Int {
        try check()
        let (exchange, _, watch) = try await session.copy(sql, name: name)
        do {
            let count = try await write(exchange, body)
            watch?.end(rows: 0, affected: count)
            return count
        } catch {
            watch?.end(error)
            throw error
        }
    }

    private nonisolated(nonsending) func write(
        _ exchange: Exchange, _ body: nonisolated(nonsending) (CopyWriter) async throws -> Void
    ) async throws -> Int {
        let writer = CopyWriter(session, exchange)
        let problem: (any Error)?
        do {
            try await body(writer)
            try await writer.flush()
            problem = nil
        } catch {
            problem = error
        }
        let outcome = await session.wire.endCopy(
            exchange, because: problem == nil ? nil : "the program gave the copy up")
        session.openFlow = nil
        // The program's own error is the cause, unless the copy had ended before it.
        if let problem, !writer.hasEndedEarly {
            _ = try? session.settle(outcome)
            throw problem
        }
        guard case .script(let ended) = try session.settle(outcome) else { return 0 }
        return ended.affectedCount
    }

    /// Copies typed rows into a table by COPY in binary format; returns how many there were.
    ///
    /// `body` writes the rows; it waits while the server cannot keep up.
    public nonisolated(nonsending) func copy<S: CopyStatement>(
        into type: S.Type, _ body: nonisolated(nonsending) (TypedCopyWriter<S>) async throws -> Void
    ) async throws -> Int {
        try await copyIn(.unsafeRaw(S.sql), named: S.name) { writer in
            try await writer.write(bytes: BinaryCopy.header)
            try await body(TypedCopyWriter(writer))
            try await writer.write(bytes: BinaryCopy.trailer)
        }
    }

    /// Copies typed rows into a table by COPY in binary format; returns how many there were.
    public nonisolated(nonsending) func copy<S: CopyStatement>(_ rows: some Sequence<S>) async throws -> Int {
        try await copy(into: S.self) { writer in
            for row in rows { try await writer.write(row) }
        }
    }
}

/// Takes typed rows of a COPY in binary format.
public final class TypedCopyWriter<S: CopyStatement> {
    @usableFromInline let writer: CopyWriter
    @usableFromInline let types = S.columnTypes

    init(_ writer: CopyWriter) { self.writer = writer }

    /// Adds a row. Waits while the server cannot keep up.
    // Without a call that may wait in the rows between: each takes as long as a row.
    @inlinable
    public nonisolated(nonsending) func write(_ row: S) async throws(PostgresError) {
        if try writer.add(row, types) { try await writer.flush() }
    }
}

/// https://www.postgresql.org/docs/15/sql-copy.html#id-1.9.3.55.9.4
enum BinaryCopy {
    /// The signature, no flags, no extension.
    static let header: [UInt8] = Array("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0x00] + [UInt8](repeating: 0, count: 8)
    /// A row of minus one columns.
    static let trailer: [UInt8] = [0xFF, 0xFF]
}
