/// A row type of the database, field by field in the order of its attributes.
///
///     struct Address: PostgresComposite {
///         var street: String
///         var number: Int32?
///
///         init(_ fields: inout CompositeReader) throws(DecodingProblem) {
///             street = try fields.next()
///             number = try fields.next()
///         }
///
///         func write(_ fields: inout CompositeWriter) {
///             fields.append(street)
///             fields.append(number)
///         }
///     }
///
/// It is read in binary. As a parameter it travels as text, for the types of a database's own have no fixed
/// identifiers; so do arrays of it.
/// https://www.postgresql.org/docs/15/rowtypes.html
public protocol PostgresComposite: PostgresCodable {
    /// Reads every field, from the left; one too many or too few is an error.
    init(_ fields: inout CompositeReader) throws(DecodingProblem)
    /// Appends every field, from the left.
    func write(_ fields: inout CompositeWriter)
}

extension PostgresComposite {
    public static var postgresType: OID { .unspecified }
    public func encode(into bytes: inout [UInt8]) { bytes += postgresText.utf8 }

    public var postgresText: String {
        var fields = CompositeWriter()
        write(&fields)
        return fields.text
    }

    public static func canDecode(_ type: OID) -> Bool { type.isOfUsers || type == .record }

    @inlinable
    public static func decode(_ bytes: UnsafeRawBufferPointer, type: OID) throws(DecodingProblem) -> Self {
        var fields = try CompositeReader(bytes)
        let value = try Self(&fields)
        try fields.finish()
        return value
    }
}

/// Reads the fields of a composite value from the left.
// The form of record_send in src/backend/utils/adt/rowtypes.c of PostgreSQL 15. Dropped attributes are not sent.
public struct CompositeReader: ~Copyable {
    @usableFromInline var reader: ByteReader
    @usableFromInline var fieldsLeft: Int32

    @inlinable
    init(_ bytes: UnsafeRawBufferPointer) throws(DecodingProblem) {
        var reader = ByteReader(bytes)
        let count = try reader.integer(Int32.self)
        guard count >= 0 else { try DecodingProblem.throwFieldCount() }
        self.reader = reader
        fieldsLeft = count
    }

    /// The next field's value. Ask for `T?` where the field may be NULL; any field of a composite may.
    @inlinable
    public mutating func next<T: PostgresDecodable>(_ type: T.Type = T.self) throws(DecodingProblem) -> T {
        guard fieldsLeft > 0 else { try DecodingProblem.throwNoSuchField() }
        fieldsLeft -= 1
        let type = OID(rawValue: try reader.integer(UInt32.self))
        guard T.canDecodeInside(type) else { try DecodingProblem.throwWrongType(wanted: T.self) }
        guard let content = try reader.sized() else { return try T.decodeNull() }
        return try T.decode(content, type: type)
    }

    /// All fields must have been read.
    @inlinable
    func finish() throws(DecodingProblem) {
        guard fieldsLeft == 0 else { try DecodingProblem.throwFieldCount() }
        try reader.finish()
    }
}

extension DecodingProblem {
    @inline(never) @usableFromInline static func throwFieldCount() throws(DecodingProblem) -> Never {
        throw .malformed("a composite's number of fields")
    }
    @inline(never) @usableFromInline static func throwNoSuchField() throws(DecodingProblem) -> Never {
        throw .noSuchColumn
    }
}

/// Writes the fields of a composite value from the left.
public struct CompositeWriter {
    private var fields: [String] = []

    /// Adds the next field's value; nil is NULL.
    public mutating func append<T: PostgresEncodable>(_ value: T) {
        // NULL is written as nothing at all.
        fields.append(value.isNull ? "" : Self.written(value.postgresText))
    }

    /// As the server writes it: `(a,"b c",)`.
    var text: String { "(" + fields.joined(separator: ",") + ")" }

    private static func written(_ text: String) -> String {
        guard text.isEmpty || text.utf8.contains(where: needsQuotes) else { return text }
        var quoted = "\""
        for scalar in text.unicodeScalars {
            if scalar == "\"" || scalar == "\\" { quoted.unicodeScalars.append(scalar) }
            quoted.unicodeScalars.append(scalar)
        }
        return quoted + "\""
    }

    private static func needsQuotes(_ byte: UInt8) -> Bool {
        switch byte {
        case 9...13, 32: true  // white space
        default: "\"\\(),".utf8.contains(byte)
        }
    }
}
