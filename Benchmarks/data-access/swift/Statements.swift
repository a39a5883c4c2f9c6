import Postgres

/// A wide row: a key, a number, two texts, one of which may be missing, an instant and a measure.
struct Item: Sendable {
    var id: Int64
    var kind: Int32
    var code: String
    var note: String?
    var at: PGTimestamp
    var score: Double

    static func read(_ row: inout RowReader) throws(PostgresError) -> Item {
        Item(
            id: try row.next(), kind: try row.next(), code: try row.next(), note: try row.next(), at: try row.next(),
            score: try row.next())
    }

    /// Microseconds from 1970 to 2000.
    static let epoch: Int64 = 946_684_800_000_000

    var check: Int64 {
        id + Int64(kind) + Int64(code.utf8.count) + Int64(code.utf8.last ?? 0) + Int64(note?.utf8.count ?? -1)
            + (at.microseconds + Self.epoch) % 1_000_003 + Int64(score * 4)
    }
}

struct ItemByID: ManyStatement {
    static let name = "item_by_id"
    static let sql = "SELECT id, kind, code, note, at, score FROM item WHERE id = $1"
    static let parameterTypes: [OID] = [.int8]
    var id: Int64
    func encode(into parameters: inout Parameters) { parameters.append(id) }
    static func decode(_ row: inout RowReader) throws(PostgresError) -> Item { try Item.read(&row) }
}

struct ItemsUpTo: ManyStatement {
    static let name = "items_up_to"
    static let sql = "SELECT id, kind, code, note, at, score FROM item WHERE id <= $1"
    static let parameterTypes: [OID] = [.int8]
    var id: Int64
    func encode(into parameters: inout Parameters) { parameters.append(id) }
    static func decode(_ row: inout RowReader) throws(PostgresError) -> Item { try Item.read(&row) }
}

struct ItemStream: StreamStatement {
    static let name = "item_stream"
    static let sql = ItemsUpTo.sql
    static let parameterTypes: [OID] = [.int8]
    var id: Int64
    func encode(into parameters: inout Parameters) { parameters.append(id) }
    static func decode(_ row: inout RowReader) throws(PostgresError) -> Item { try Item.read(&row) }
}

struct World: Sendable {
    var id: Int32
    var randomNumber: Int32
}

struct WorldByID: OneStatement {
    static let name = "world_by_id"
    static let sql = "SELECT id, randomnumber FROM world WHERE id = $1"
    static let parameterTypes: [OID] = [.int4]
    var id: Int32
    func encode(into parameters: inout Parameters) { parameters.append(id) }
    static func decode(_ row: inout RowReader) throws(PostgresError) -> World {
        World(id: try row.next(), randomNumber: try row.next())
    }
}

struct UpdateWorld: BatchStatement {
    static let name = "update_world"
    static let sql = "UPDATE world SET randomnumber = $2 WHERE id = $1"
    static let parameterTypes: [OID] = [.int4, .int4]
    var id: Int32
    var randomNumber: Int32
    func encode(into parameters: inout Parameters) {
        parameters.append(id)
        parameters.append(randomNumber)
    }
}

struct Fortune: Sendable {
    var id: Int32
    var message: String
}

struct Fortunes: ManyStatement {
    static let name = "fortunes"
    static let sql = "SELECT id, message FROM fortune"
    static func decode(_ row: inout RowReader) throws(PostgresError) -> Fortune {
        Fortune(id: try row.next(), message: try row.next())
    }
}

struct TypeRow: Sendable {
    var name: String
    var namespace, owner: OID
    var length: Int16
    var isByValue: Bool
    var category: UInt8
    var isPreferred, isDefined: Bool
    var delimiter: UInt8
    var relation, element, array: OID

    var check: Int64 {
        Int64(name.utf8.count) + Int64(namespace.rawValue) + Int64(owner.rawValue) + Int64(length)
            + (isByValue ? 1 : 0) + Int64(category) + (isPreferred ? 1 : 0) + (isDefined ? 1 : 0) + Int64(delimiter)
            + Int64(relation.rawValue) + Int64(element.rawValue) + Int64(array.rawValue)
    }
}

struct Types: ManyStatement {
    static let name = "types"
    static let sql = """
        SELECT typname, typnamespace, typowner, typlen, typbyval, typcategory, typispreferred, typisdefined, typdelim, \
        typrelid, typelem, typarray FROM pg_type WHERE typtypmod = $1 AND typisdefined = $2
        """
    static let parameterTypes: [OID] = [.int4, .bool]
    func encode(into parameters: inout Parameters) {
        parameters.append(Int32(-1))
        parameters.append(true)
    }
    static func decode(_ row: inout RowReader) throws(PostgresError) -> TypeRow {
        TypeRow(
            name: try row.next(), namespace: try row.next(), owner: try row.next(), length: try row.next(),
            isByValue: try row.next(), category: try row.next(), isPreferred: try row.next(),
            isDefined: try row.next(), delimiter: try row.next(), relation: try row.next(), element: try row.next(),
            array: try row.next())
    }
}

struct Series: ManyStatement {
    static let name = "series"
    static let sql = "SELECT i FROM generate_series(1, $1) AS i"
    static let parameterTypes: [OID] = [.int4]
    func encode(into parameters: inout Parameters) { parameters.append(Int32(1000)) }
    static func decode(_ row: inout RowReader) throws(PostgresError) -> Int32 { try row.next() }
}

struct One: ManyStatement {
    static let name = "one"
    static let sql = "SELECT 1+1"
    static func decode(_ row: inout RowReader) throws(PostgresError) -> Int32 { try row.next() }
}

struct BinaryValues: ManyStatement {
    static let name = "binary_values"
    static let sql = "SELECT value FROM binary_value"
    static func decode(_ row: inout RowReader) throws(PostgresError) -> [UInt8] { try row.next() }
}

struct ArrayValues: ManyStatement {
    static let name = "array_values"
    static let sql = "SELECT value FROM array_value"
    static func decode(_ row: inout RowReader) throws(PostgresError) -> [Int32] { try row.next() }
}

/// A row of the table `inserted`.
struct Inserted: BatchStatement {
    static let name = "inserted"
    static let sql = "INSERT INTO inserted VALUES ($1, $2, $3, $4, $5, $6, $7)"
    static let parameterTypes: [OID] = [.int4, .int4, .int4, .text, .float8, .int4, .text]
    var a: Int32 = 10
    var b: Int32 = 11
    var c: Int32 = 10
    var d = "TESTTESTTEST"
    var e = 10.333
    var f: Int32 = 12_341_234
    var g = "123412341234"

    func encode(into parameters: inout Parameters) {
        parameters.append(a)
        parameters.append(b)
        parameters.append(c)
        parameters.append(d)
        parameters.append(e)
        parameters.append(f)
        parameters.append(g)
    }

    func encode(into row: inout CopyRow) {
        row.append(a)
        row.append(b)
        row.append(c)
        row.append(d)
        row.append(e)
        row.append(f)
        row.append(g)
    }
}

struct CopiedInserted: CopyStatement {
    static let name = "copied_inserted"
    static let sql = "COPY inserted FROM STDIN (FORMAT binary)"
    static let columnTypes = Inserted.parameterTypes
    var row = Inserted()
    func encode(into writer: inout CopyRow) { row.encode(into: &writer) }
}

struct CopiedItem: CopyStatement {
    static let name = "copied_item"
    static let sql = "COPY load FROM STDIN (FORMAT binary)"
    static let columnTypes: [OID] = [.int8, .int4, .text, .text, .timestamptz, .float8]
    var item: Item
    func encode(into row: inout CopyRow) {
        row.append(item.id)
        row.append(item.kind)
        row.append(item.code)
        row.append(item.note)
        row.append(item.at)
        row.append(item.score)
    }
}

struct SetToken: OneStatement {
    static let name = "set_token"
    static let sql = "SELECT set_config('app.token', $1, true)"
    static let parameterTypes: [OID] = [.text]
    var token: String
    func encode(into parameters: inout Parameters) { parameters.append(token) }
    static func decode(_ row: inout RowReader) throws(PostgresError) -> String { try row.next() }
}

struct Record: Sendable {
    var id: Int64
    var owner: Int32
    var code: String

    static func read(_ row: inout RowReader) throws(PostgresError) -> Record {
        Record(id: try row.next(), owner: try row.next(), code: try row.next())
    }
}

struct RecordByID: OneStatement {
    static let name = "record_by_id"
    static let sql = "SELECT id, owner, code FROM record WHERE id = $1"
    static let parameterTypes: [OID] = [.int8]
    var id: Int64
    func encode(into parameters: inout Parameters) { parameters.append(id) }
    static func decode(_ row: inout RowReader) throws(PostgresError) -> Record { try Record.read(&row) }
}

struct GuardedRecordByID: OneStatement {
    static let name = "guarded_record_by_id"
    static let sql = "SELECT id, owner, code FROM guarded_record WHERE id = $1"
    static let parameterTypes: [OID] = [.int8]
    var id: Int64
    func encode(into parameters: inout Parameters) { parameters.append(id) }
    static func decode(_ row: inout RowReader) throws(PostgresError) -> Record { try Record.read(&row) }
}
