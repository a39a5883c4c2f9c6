public import Foundation

/// A JSON text as the server holds it; parsed when asked.
public protocol PostgresJSON: PostgresCodable, Hashable, CustomStringConvertible {
    /// The text in UTF-8.
    var bytes: [UInt8] { get }
    /// - Parameter bytes: the text in UTF-8. Only the server checks it.
    init(bytes: [UInt8])
}

extension PostgresJSON {
    /// Only the server checks the text.
    public init(_ text: String) { self.init(bytes: Array(text.utf8)) }

    /// Writes a Swift value as JSON.
    public init(encoding value: some Encodable, with encoder: JSONEncoder = JSONEncoder()) throws {
        self.init(bytes: [UInt8](try encoder.encode(value)))
    }

    /// Reads a Swift value from the JSON.
    public func decoded<T: Decodable>(
        as type: T.Type = T.self, with decoder: JSONDecoder = JSONDecoder()
    ) throws -> T {
        try decoder.decode(type, from: Data(bytes))
    }

    public var description: String { String(decoding: bytes, as: UTF8.self) }
    public var postgresText: String { description }
    public static func canDecode(_ type: OID) -> Bool { type == .json || type == .jsonb }

    public static func decode(_ bytes: UnsafeRawBufferPointer, type: OID) throws(DecodingProblem) -> Self {
        // A domain inside an array or a composite does not tell what it is over. No text of JSON begins with this byte.
        let isVersioned = type == .jsonb || (type.isOfUsers && bytes.first == JSONCodec.version)
        guard isVersioned else { return Self(bytes: [UInt8](bytes)) }
        guard bytes.first == JSONCodec.version else { throw .malformed("an unknown version of jsonb") }
        return Self(bytes: [UInt8](bytes.dropFirst()))
    }
}

/// jsonb_send in src/backend/utils/adt/jsonb.c of PostgreSQL 15: a byte for the version, then the text.
enum JSONCodec {
    static let version: UInt8 = 1
}

/// PostgreSQL's `json`: the text is kept as it was written, and `==` compares its bytes.
public struct PGJSON: PostgresJSON {
    public let bytes: [UInt8]
    public init(bytes: [UInt8]) { self.bytes = bytes }

    public static var postgresType: OID { .json }
    public static var postgresArrayType: OID { .jsonArray }
    public func encode(into bytes: inout [UInt8]) { bytes += self.bytes }
}

/// PostgreSQL's `jsonb`: the server sends the text in a form of its own (keys in order, each once), and `==` compares
/// the bytes of this text, which may differ from what was sent to the server.
public struct PGJSONB: PostgresJSON {
    public let bytes: [UInt8]
    public init(bytes: [UInt8]) { self.bytes = bytes }

    public static var postgresType: OID { .jsonb }
    public static var postgresArrayType: OID { .jsonbArray }
    public func encode(into bytes: inout [UInt8]) {
        bytes.append(JSONCodec.version)
        bytes += self.bytes
    }
}
