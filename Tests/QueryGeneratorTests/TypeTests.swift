import Postgres
import Testing

@testable import QueryGenerator

private func swiftTypes(_ sql: String, headers: String = "") async throws -> [String] {
    try await typed(sql, headers: headers).columns.map { $0.type.name + ($0.isOptional ? "?" : "") }
}

extension GeneratorTests {
    @Suite struct TypeTests {
        /// Built-in types: <https://www.postgresql.org/docs/15/datatype.html>
        @Test(arguments: [
            ("bool", "Bool"), ("int2", "Int16"), ("int4", "Int32"), ("int8", "Int64"), ("float4", "Float"),
            ("float8", "Double"), ("numeric", "PGNumeric"), ("text", "String"), ("varchar(3)", "String"),
            ("char(3)", "String"), ("name", "String"), ("\"char\"", "UInt8"), ("bytea", "[UInt8]"), ("uuid", "UUID"),
            ("json", "String"), ("jsonb", "String"), ("xml", "String"), ("date", "PGDate"), ("time", "PGTime"),
            ("timetz", "PGZonedTime"), ("timestamp", "PGLocalTimestamp"), ("timestamptz", "PGTimestamp"),
            ("interval", "PGInterval"), ("inet", "PGInet"), ("cidr", "PGCIDR"), ("macaddr", "PGMACAddress"),
            ("macaddr8", "PGMACAddress8"), ("bit(3)", "PGBitString"), ("varbit", "PGBitString"), ("oid", "OID"),
            ("xid8", "PGTransactionID"), ("int4range", "PGRange<Int32>"), ("int8range", "PGRange<Int64>"),
            ("numrange", "PGRange<PGNumeric>"), ("daterange", "PGRange<PGDate>"),
            ("tsrange", "PGRange<PGLocalTimestamp>"), ("tstzrange", "PGRange<PGTimestamp>"),
            ("int4multirange", "PGMultirange<Int32>"), ("int8multirange", "PGMultirange<Int64>"),
            ("nummultirange", "PGMultirange<PGNumeric>"), ("datemultirange", "PGMultirange<PGDate>"),
            ("tsmultirange", "PGMultirange<PGLocalTimestamp>"), ("tstzmultirange", "PGMultirange<PGTimestamp>"),
            ("int4[]", "[Int32]"), ("interval[]", "[PGInterval]"), ("int4range[]", "[PGRange<Int32>]"),
            ("datemultirange[]", "[PGMultirange<PGDate>]"), ("work.mood", "WorkMood"), ("work.mood[]", "[WorkMood]"),
            ("work.tag", "String"), ("work.tag[]", "[String]"), ("work.tags", "[String]"), ("work.span", "WorkSpan"),
            ("work.address[]", "[WorkAddress]"), ("work.visit", "WorkVisitRow"),
        ])
        func everyTypeHasASwiftType(_ type: String, _ expected: String) async throws {
            #expect(try await swiftTypes("SELECT NULL::\(type) AS x") == [expected + "?"])
            let parameter = try await typed("SELECT 1 AS x WHERE :x::\(type) IS NOT NULL").parameters[0]
            #expect(parameter.type.name == expected)
        }

        @Test(arguments: [
            ("point", "column 1, x, is of type point, which no Swift type stands for", "cast it, for example: (…)::text AS x"),
            ("money", "column 1, x, is of type money, which no Swift type stands for", "cast it, for example: (…)::text AS x"),
            ("\"char\"[]", "column 1, x, is of type \"char\"[], which no Swift type stands for", "cast it, for example: (…)::text AS x"),
            ("work.spot", "column 1, x, is of type work.spot, which no Swift type stands for", "its field place is of type point"),
            ("work.spot[]", "column 1, x, is of type work.spot[], which no Swift type stands for", "its field place is of type point"),
            ("pg_catalog.pg_class", "column 1, x, is of type pg_class, which no Swift type stands for", nil),
        ] as [(String, String, String?)])
        func typesWithoutOneAreNamed(_ type: String, _ message: String, _ hint: String?) async throws {
            let problem = await #expect(throws: Diagnostic.self) { try await typed("SELECT NULL::\(type) AS x") }
            #expect(problem?.message == message)
            if let hint { #expect(problem?.hint == hint) }
        }

        @Test func elementsAreNullableOnlyWhereSaid() async throws {
            let sql = "SELECT tag_list, moods, earlier, more_tags FROM work.visit"
            #expect(try await swiftTypes(sql) == ["[String]", "[WorkMood]?", "[WorkAddress]?", "[String]?"])
            #expect(
                try await swiftTypes(sql, headers: "-- elements?: tag_list, earlier, more_tags")
                    == ["[String?]", "[WorkMood]?", "[WorkAddress?]?", "[String?]?"])
            let parameters = try await typed(
                "SELECT id FROM work.issue WHERE id = ANY (:ids) AND tags && :tags", headers: "-- elements?: ids, tags"
            ).parameters
            #expect(parameters.map(\.type.name) == ["[WorkIssue.ID?]", "[String?]"])
        }

        @Test func compositesBecomeStructs() async throws {
            let project = try TemporaryProject([
                "work/visit.sql": "-- name: places :many\nSELECT place, earlier FROM work.visit;"
            ])
            defer { project.delete() }
            #expect(try await project.file("Composites.swift") == Self.compositesSwift)
            // Types within the composite are written too.
            #expect(try await project.file("Enums.swift").contains("public enum WorkMood: String"))
        }

        @Test func compositesOfParametersAreWritten() async throws {
            let project = try TemporaryProject([
                "work/visit.sql": "-- name: move :exec\nUPDATE work.visit SET place = :place WHERE work.visit.tag = 'x';"
            ])
            defer { project.delete() }
            #expect(try await project.file("Composites.swift").contains("public struct WorkSpan: Sendable, Hashable"))
            #expect(try await project.file("Work/Work+Visit.swift").contains("public var place: WorkAddress\n"))
        }

        /// A label that is no Swift name is called by its place.
        @Test func labelsOfEveryKind() async throws {
            let server = try #require(DatabaseTrait.current)
            try await ScratchDatabase(server: server).with { options in
                try await DescribingDatabase.withConnection(options) { connection in
                    try await connection.execute("CREATE SCHEMA work")
                    try await connection.execute(
                        #"CREATE TYPE work.odd AS ENUM ('in between', 'in_between', '!', 'self', '中', 'a"b\')"#)
                    let project = try TemporaryProject(["work/odd.sql": "-- name: odd :one\nSELECT '!'::work.odd AS x;"])
                    defer { project.delete() }
                    let files = try await project.generator.output(describedBy: connection).files
                    let file = try #require(files.first { $0.path == "Enums.swift" })
                    #expect(
                        file.text.hasSuffix(
                            ##"""
                                case inBetween = "in between"
                                case value2 = "in_between"
                                case value3 = "!"
                                case value4 = "self"
                                case 中 = "中"
                                case aB = #"a"b\"#
                            }

                            """##))
                }
            }
        }

        static let compositesSwift = """
            // generated from the composite types of the schema by sqlgen: do not edit

            public import Foundation
            public import Postgres

            /// The type `work.address`. The server holds no NOT NULL for its fields.
            public struct WorkAddress: Sendable, Hashable, PostgresComposite {
                public var street: String?
                public var number: Int32?
                public var moods: [WorkMood]?
                public var span: WorkSpan?
                public var key: UUID?

                public init(street: String?, number: Int32?, moods: [WorkMood]?, span: WorkSpan?, key: UUID?) {
                    self.street = street
                    self.number = number
                    self.moods = moods
                    self.span = span
                    self.key = key
                }

                public init(_ fields: inout CompositeReader) throws(DecodingProblem) {
                    self.street = try fields.next()
                    self.number = try fields.next()
                    self.moods = try fields.next()
                    self.span = try fields.next()
                    self.key = try fields.next()
                }

                public func write(_ fields: inout CompositeWriter) {
                    fields.append(self.street)
                    fields.append(self.number)
                    fields.append(self.moods)
                    fields.append(self.span)
                    fields.append(self.key)
                }
            }

            /// The type `work.span`. The server holds no NOT NULL for its fields.
            public struct WorkSpan: Sendable, Hashable, PostgresComposite {
                public var firstDay: PGDate?
                public var lastDay: PGDate?

                public init(firstDay: PGDate?, lastDay: PGDate?) {
                    self.firstDay = firstDay
                    self.lastDay = lastDay
                }

                public init(_ fields: inout CompositeReader) throws(DecodingProblem) {
                    self.firstDay = try fields.next()
                    self.lastDay = try fields.next()
                }

                public func write(_ fields: inout CompositeWriter) {
                    fields.append(self.firstDay)
                    fields.append(self.lastDay)
                }
            }

            """
    }
}
