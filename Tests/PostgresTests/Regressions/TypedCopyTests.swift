import Foundation
import Postgres
import Testing

/// Typed rows of COPY … FROM STDIN (FORMAT binary), and batches of many rows.
extension RegressionTests.TypedCopyTests {
    private enum Mood: String, PostgresEnumeration { case sad, happy }

    /// Every type of column that has a binary form, twice over: a value and its absence.
    private struct Everything: CopyStatement {
        static let name = "regression.everything"
        static let sql = "COPY everything FROM STDIN (FORMAT binary)"
        static let columnTypes = columns.map(\.type)
        /// The server's names of the types, and what its own input function makes the same values from.
        static let columns: [(type: OID, name: String, literal: String)] = [
            (.bool, "bool", "true"), (.int2, "int2", "-32768"), (.int4, "int4", "2147483647"),
            (.int8, "int8", "-9223372036854775808"), (.float4, "float4", "1.5"), (.float8, "float8", "-Infinity"),
            (.numeric, "numeric", "-12345678901234567890.0987654321"), (.text, "text", "暖心 \\ \"x\"\n\t"),
            (.varchar, "varchar(9)", "varchar"), (.bpchar, "char(5)", "abc"), (.name, "name", "a_name"),
            (.character, "\"char\"", "z"), (.bytea, "bytea", "\\x00ff10"), (.oid, "oid", "4294967295"),
            (.date, "date", "2024-02-29"), (.time, "time", "23:59:59.999999"), (.timetz, "timetz", "12:30:00+05:30"),
            (.timestamp, "timestamp", "2026-11-25 03:05:06.000007"),
            (.timestamptz, "timestamptz", "1969-12-31 23:59:59.999999+00"),
            (.interval, "interval", "1 year -2 mons 3 days -04:05:06.000007"),
            (.uuid, "uuid", "00112233-4455-6677-8899-aabbccddeeff"), (.json, "json", "{\"a\": [1, null]}"),
            (.jsonb, "jsonb", "{\"a\": [1, null]}"), (.inet, "inet", "192.168.1.5/24"),
            (.cidr, "cidr", "2001:db8::/32"),
            (.macaddr, "macaddr", "08:00:2b:01:02:03"), (.macaddr8, "macaddr8", "08:00:2b:01:02:03:04:05"),
            (.varbit, "varbit", "10110"), (.bit, "bit(3)", "101"), (.int4Array, "int4[]", "{1,NULL,-3}"),
            (.textArray, "text[]", "{a,\"NULL\",\"\"}"), (.uuidArray, "uuid[]", "{}"),
            (.int4range, "int4range", "[1,10)"), (.numrange, "numrange", "(1.5,)"),
            (.daterange, "daterange", "empty"), (.int8multirange, "int8multirange", "{[1,3),[5,9)}"),
        ]

        var isNull: Bool

        func encode(into row: inout CopyRow) {
            func add<T: PostgresEncodable>(_ value: T?) { row.append(isNull ? nil : value) }
            add(true)
            add(Int16.min)
            add(Int32.max)
            add(Int64.min)
            add(Float(1.5))
            add(-Double.infinity)
            add(PGNumeric("-12345678901234567890.0987654321"))
            add("暖心 \\ \"x\"\n\t")
            add("varchar")
            add("abc")
            add("a_name")
            add(UInt8(ascii: "z"))
            add([0, 255, 16] as [UInt8])
            add(OID(rawValue: .max))
            add(PGDate(year: 2024, month: 2, day: 29))
            add(PGTime(hour: 23, minute: 59, second: 59, microsecond: 999_999))
            add(PGTime(hour: 12, minute: 30).flatMap { PGZonedTime($0, secondsFromUTC: 19_800) })
            add(
                PGDate(year: 2026, month: 11, day: 25).flatMap { day in
                    PGTime(hour: 3, minute: 5, second: 6, microsecond: 7).flatMap { PGLocalTimestamp(day, $0) }
                })
            // The epoch of Unix is 10,957 days before that of PostgreSQL.
            add(PGTimestamp(microseconds: -10_957 * 86_400_000_000 - 1))
            add(PGInterval(months: 10, days: 3, microseconds: -14_706_000_007))
            add(UUID(uuidString: "00112233-4455-6677-8899-AABBCCDDEEFF"))
            add(PGJSON("{\"a\": [1, null]}"))
            add(PGJSONB("{\"a\": [1, null]}"))
            add(PGInet("192.168.1.5/24"))
            add(PGCIDR("2001:db8::/32"))
            add(PGMACAddress(bytes: [0x08, 0x00, 0x2B, 0x01, 0x02, 0x03]))
            add(PGMACAddress8(bytes: [0x08, 0x00, 0x2B, 0x01, 0x02, 0x03, 0x04, 0x05]))
            add(PGBitString("10110"))
            add(PGBitString("101"))
            add([1, nil, -3] as [Int32?])
            add(["a", "NULL", ""])
            add([] as [UUID])
            add(PGRange<Int32>(from: 1, upTo: 10))
            add(PGNumeric("1.5").map { PGRange.bounds(lower: .excluding($0), upper: .unbounded) })
            add(PGRange<PGDate>.empty)
            add(PGMultirange([PGRange<Int64>(from: 1, upTo: 3), PGRange<Int64>(from: 5, upTo: 9)]))
        }
    }

    @Test func everyTypeArrivesAsTheServersOwnInputMakesIt() async throws {
        let columns = Everything.columns.enumerated().map { "c\($0) \($1.name)" }.joined(separator: ", ")
        let literals = Everything.columns.map { SQL.quoted(literal: $0.literal) }.joined(separator: ", ")
        let texts = Everything.columns.indices.map { "c\($0)::text" }.joined(separator: ", ")
        try await withConnection { connection in
            try await connection.execute(
                .unsafeRaw(
                    """
                    SET TimeZone = 'UTC';
                    CREATE TEMP TABLE everything (\(columns));
                    CREATE TEMP TABLE wanted (LIKE everything);
                    INSERT INTO wanted VALUES (\(literals));
                    """))
            let count = try await connection.transaction { transaction in
                try await transaction.copy([false, true, false].map(Everything.init))
            }
            #expect(count == 3)
            let found = try await connection.rows(.unsafeRaw("SELECT \(texts) FROM everything WHERE c0 IS NOT NULL"))
            let wanted = try await connection.rows(.unsafeRaw("SELECT \(texts) FROM wanted"))
            #expect(found.count == 2)
            for row in found {
                for (index, column) in Everything.columns.enumerated() {
                    #expect(row[index] == wanted[0][index], "\(column.name)")
                }
            }
            let nulls = try await connection.rows(.unsafeRaw("SELECT \(texts) FROM everything WHERE c0 IS NULL"))
            #expect(nulls == [Array(repeating: nil, count: Everything.columns.count)])
        }
    }

    /// Types of the database's own: an enumeration, and a domain, which goes as the type beneath it.
    private struct Own: CopyStatement {
        static let name = "regression.own"
        static let sql = "COPY own (mood, positive) FROM STDIN (FORMAT binary)"
        @TaskLocal static var moodType = OID.unspecified
        static var columnTypes: [OID] { [moodType, .int4] }
        var mood: Mood
        var number: Int32
        func encode(into row: inout CopyRow) {
            row.append(mood)
            row.append(number)
        }
    }

    @Test func typesOfTheDatabasesOwn() async throws {
        try await withConnection { connection in
            try await connection.execute(
                .unsafeRaw(
                    """
                    CREATE TYPE pg_temp.mood AS ENUM ('sad', 'happy');
                    CREATE DOMAIN pg_temp.positive AS int CHECK (VALUE > 0);
                    CREATE TEMP TABLE own (mood pg_temp.mood, positive pg_temp.positive);
                    """))
            let number = try #require(try await connection.rows("SELECT 'pg_temp.mood'::regtype::oid")[0][0])
            let type = OID(rawValue: try #require(UInt32(number)))
            try await Own.$moodType.withValue(type) {
                let rows = [Own(mood: .happy, number: 1), Own(mood: .sad, number: 2)]
                let count = try await connection.transaction { try await $0.copy(rows) }
                #expect(count == 2)
                // The domain's rule holds, and a row that breaks it undoes them all.
                let error = await postgresError {
                    try await connection.transaction { _ = try await $0.copy([Own(mood: .sad, number: 0)]) }
                }
                #expect(error?.serverError?.sqlState == .checkViolation)
            }
            let found = try await connection.rows("SELECT mood, positive FROM own ORDER BY positive")
            #expect(found == [["happy", "1"], ["sad", "2"]])
        }
    }

    /// A row that does not fit its columns is the program's mistake; it never reaches the server in part.
    private struct Misfit: CopyStatement {
        static let name = "regression.misfit"
        static let sql = "COPY misfit FROM STDIN (FORMAT binary)"
        static let columnTypes: [OID] = [.int4, .text]
        var kind: Int
        func encode(into row: inout CopyRow) {
            switch kind {
            case 0: row.append(Int32(1))
            case 1: for _ in 0..<3 { row.append(Int32(1)) }
            case 2:
                row.append("one")
                row.append("two")
            default:
                row.append(Int32(1))
                row.append("two")
            }
        }
    }

    @Test func aRowThatDoesNotFitIsRefused() async throws {
        try await withDatabase(PoolOptions(maximumSize: 1)) { database in
            try await database.transaction {
                try await $0.execute(.unsafeRaw("CREATE TEMP TABLE misfit (a int, b text)"))
            }
            let pid = try await database.run(BackendPID())
            for kind in 0..<3 {
                let error = await postgresError {
                    try await database.transaction { _ = try await $0.copy([3, 3, kind, 3].map(Misfit.init)) }
                }
                #expect(error?.isUsage == true, "\(kind): \(String(describing: error))")
            }
            let rows = try await database.transaction { transaction in
                #expect(try await transaction.copy([Misfit(kind: 3)]) == 1)
                return try await transaction.rows("SELECT count(*), pg_backend_pid() FROM misfit")
            }
            #expect(rows == [["1", "\(pid)"]])
        }
    }

    /// Ten thousand of one statement in one round trip, each with its own answer, and all or none.
    @Test func tenThousandInOneBatch() async throws {
        struct Insert: OneStatement {
            static let name = "regression.insert_batched"
            static let sql = "INSERT INTO batched VALUES ($1, $2) RETURNING id * 2"
            static let parameterTypes: [OID] = [.int4, .text]
            var id: Int32
            func encode(into parameters: inout Parameters) {
                parameters.append(id)
                parameters.append(id % 3 == 0 ? nil : "row \(id)")
            }
            static func decode(_ row: inout RowReader) throws(PostgresError) -> Int32 { try row.next(Int32.self) }
        }
        try await withDatabase(PoolOptions(maximumSize: 1)) { database in
            try await database.transaction {
                try await $0.execute(.unsafeRaw("CREATE TEMP TABLE batched (id int PRIMARY KEY, v text)"))
            }
            let numbers = Array(Int32(1)...10_000)
            let doubled = numbers.map { $0 * 2 }
            let ways: [@Sendable ([Insert]) async throws -> [Int32]] = [
                { try await database.run(batch: $0) },
                { batch in try await database.withConnection { try await $0.run(batch: batch) } },
                { batch in try await database.transaction { try await $0.run(batch: batch) } },
            ]
            for way in ways {
                let error = await postgresError { _ = try await way((numbers + [5000]).map(Insert.init)) }
                #expect(error?.serverError?.sqlState == .uniqueViolation)
                #expect(try await way(numbers.map(Insert.init)) == doubled)
                let found = try await database.transaction { transaction in
                    let rows = try await transaction.rows("SELECT count(*), sum(id), count(v) FROM batched")
                    try await transaction.execute("TRUNCATE batched")
                    return rows
                }
                #expect(found == [["10000", "50005000", "6667"]])
            }
        }
    }
}
