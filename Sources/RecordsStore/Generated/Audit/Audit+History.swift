// generated from sql/queries/audit/history.sql by sqlgen: do not edit

public import Postgres

extension Audit {
    /// Who changed what and when in a record and its parts, newest first. Logged.
    public struct RecordHistory: ManyStatement {
        public var record: String
        public var key: Int64
        public var skip: Int32
        public var most: Int32

        public init(record: String, key: Int64, skip: Int32, most: Int32) {
            self.record = record
            self.key = key
            self.skip = skip
            self.most = most
        }

        public struct Row: Sendable, Hashable {
            public var changedAt: PGTimestamp?
            public var changedBy: Int64?
            public var changedByName: String?
            public var part: String
            public var partLabel: String
            public var rowKey: String
            public var operation: String
            public var columnName: String
            public var columnLabel: String
            public var oldValue: String?
            public var newValue: String?
            public var request: String?
            public var transactionNumber: String?

            public init(
                changedAt: PGTimestamp?,
                changedBy: Int64?,
                changedByName: String?,
                part: String,
                partLabel: String,
                rowKey: String,
                operation: String,
                columnName: String,
                columnLabel: String,
                oldValue: String?,
                newValue: String?,
                request: String?,
                transactionNumber: String?
            ) {
                self.changedAt = changedAt
                self.changedBy = changedBy
                self.changedByName = changedByName
                self.part = part
                self.partLabel = partLabel
                self.rowKey = rowKey
                self.operation = operation
                self.columnName = columnName
                self.columnLabel = columnLabel
                self.oldValue = oldValue
                self.newValue = newValue
                self.request = request
                self.transactionNumber = transactionNumber
            }
        }

        public static let name = "audit.record_history"
        public static let parameterTypes: [OID] = [25, 20, 23, 23]
        public static let sql = """
            SELECT changed_at, changed_by, changed_by_name, part, part_label, row_key, operation, column_name, column_label, old_value, new_value, request, transaction_number
            FROM history.of_record($1, $2, $3, $4)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.record)
            parameters.append(self.key)
            parameters.append(self.skip)
            parameters.append(self.most)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(
                changedAt: try row.next(PGTimestamp?.self),
                changedBy: try row.next(Int64?.self),
                changedByName: try row.next(String?.self),
                part: try row.next(String.self),
                partLabel: try row.next(String.self),
                rowKey: try row.next(String.self),
                operation: try row.next(String.self),
                columnName: try row.next(String.self),
                columnLabel: try row.next(String.self),
                oldValue: try row.next(String?.self),
                newValue: try row.next(String?.self),
                request: try row.next(String?.self),
                transactionNumber: try row.next(String?.self)
            )
        }
    }

    /// A record and its parts as they stood at a moment. Logged.
    public struct RecordAsOf: ManyStatement {
        public var record: String
        public var key: Int64
        public var moment: PGTimestamp

        public init(record: String, key: Int64, moment: PGTimestamp) {
            self.record = record
            self.key = key
            self.moment = moment
        }

        public struct Row: Sendable, Hashable {
            public var part: String
            public var rowKey: String
            public var state: String

            public init(part: String, rowKey: String, state: String) {
                self.part = part
                self.rowKey = rowKey
                self.state = state
            }
        }

        public static let name = "audit.record_as_of"
        public static let parameterTypes: [OID] = [25, 20, 1184]
        public static let sql = """
            SELECT part, row_key, state FROM history.as_of($1, $2, $3)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.record)
            parameters.append(self.key)
            parameters.append(self.moment)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(part: try row.next(String.self), rowKey: try row.next(String.self), state: try row.next(String.self))
        }
    }
}

extension Audit.RecordHistory.Row: NamedFields {
    public static let fieldNames: [String] = [
        "changedAt",
        "changedBy",
        "changedByName",
        "part",
        "partLabel",
        "rowKey",
        "operation",
        "columnName",
        "columnLabel",
        "oldValue",
        "newValue",
        "request",
        "transactionNumber"
    ]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.changedAt
        case 1: return self.changedBy
        case 2: return self.changedByName
        case 3: return self.part
        case 4: return self.partLabel
        case 5: return self.rowKey
        case 6: return self.operation
        case 7: return self.columnName
        case 8: return self.columnLabel
        case 9: return self.oldValue
        case 10: return self.newValue
        case 11: return self.request
        case 12: return self.transactionNumber
        default: return nil
        }
    }
}

extension Audit.RecordAsOf.Row: NamedFields {
    public static let fieldNames: [String] = ["part", "rowKey", "state"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.part
        case 1: return self.rowKey
        case 2: return self.state
        default: return nil
        }
    }
}
