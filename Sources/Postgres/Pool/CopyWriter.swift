/// Takes the rows of a COPY.
public final class CopyWriter {
    private let channel: CopyChannel
    private var buffer: [UInt8] = []
    /// The server or the deadline ended the copy before the program did.
    private(set) var hasEndedEarly = false
    private static let blockSize = 64 * 1024

    init(_ channel: CopyChannel) { self.channel = channel }

    /// Adds a row in the columns' order; nil is NULL. Waits while the server cannot keep up.
    public nonisolated(nonsending) func write(row: [String?]) async throws(PostgresError) {
        for (index, field) in row.enumerated() {
            if index > 0 { buffer.append(UInt8(ascii: "\t")) }
            if let field { try append(field) } else { buffer += [UInt8(ascii: "\\"), UInt8(ascii: "N")] }
        }
        buffer.append(UInt8(ascii: "\n"))
        if buffer.count >= Self.blockSize { try await flush() }
    }

    /// https://www.postgresql.org/docs/15/sql-copy.html#id-1.9.3.55.9.2
    private func append(_ field: String) throws(PostgresError) {
        for byte in field.utf8 {
            switch byte {
            case 0: throw .usage("text cannot hold a zero byte")
            case UInt8(ascii: "\\"): buffer += [UInt8(ascii: "\\"), UInt8(ascii: "\\")]
            case UInt8(ascii: "\n"): buffer += [UInt8(ascii: "\\"), UInt8(ascii: "n")]
            case UInt8(ascii: "\r"): buffer += [UInt8(ascii: "\\"), UInt8(ascii: "r")]
            case UInt8(ascii: "\t"): buffer += [UInt8(ascii: "\\"), UInt8(ascii: "t")]
            default: buffer.append(byte)
            }
        }
    }

    nonisolated(nonsending) func flush() async throws(PostgresError) {
        guard !buffer.isEmpty else { return }
        let block = buffer
        buffer.removeAll(keepingCapacity: true)
        guard await channel.give(block) else {
            hasEndedEarly = true
            throw .usage("the copy has ended early")
        }
    }
}
