// generated from sql/queries/intake/batch.sql by sqlgen: do not edit

public import Postgres

extension Intake {
    /// Begins an import of one sheet; rows follow by COPY into intake.row_loading.
    public struct OpenBatch: OneStatement {
        public var form: String
        public var fileName: String
        public var sheetName: String
        public var fileSha256: [UInt8]
        public var context: String

        public init(form: String, fileName: String, sheetName: String, fileSha256: [UInt8], context: String) {
            self.form = form
            self.fileName = fileName
            self.sheetName = sheetName
            self.fileSha256 = fileSha256
            self.context = context
        }

        public struct Row: Sendable, Hashable {
            public var batchID: Int64

            public init(batchID: Int64) {
                self.batchID = batchID
            }
        }

        public static let name = "intake.open_batch"
        public static let parameterTypes: [OID] = [25, 25, 25, 17, 3802]
        public static let sql = """
            SELECT intake.open_batch($1, $2, $3, $4::bytea, $5::jsonb) AS batch_id
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.form)
            parameters.append(self.fileName)
            parameters.append(self.sheetName)
            parameters.append(self.fileSha256)
            parameters.append(self.context)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(batchID: try row.next(Int64.self))
        }
    }

    /// Judges every row of a batch.
    public struct JudgeBatch: ExecuteStatement {
        public var batchID: IntakeBatch.ID

        public init(batchID: IntakeBatch.ID) {
            self.batchID = batchID
        }

        public static let name = "intake.judge_batch"
        public static let parameterTypes: [OID] = [20]
        public static let sql = """
            SELECT intake.judge($1)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.batchID)
        }
    }

    /// Writes what the judgement allows into the records.
    public struct CommitBatch: ExecuteStatement {
        public var batchID: IntakeBatch.ID

        public init(batchID: IntakeBatch.ID) {
            self.batchID = batchID
        }

        public static let name = "intake.commit_batch"
        public static let parameterTypes: [OID] = [20]
        public static let sql = """
            SELECT intake.commit($1)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.batchID)
        }
    }

    /// Gives a batch up before it was committed.
    public struct DropBatch: ExecuteStatement {
        public var batchID: IntakeBatch.ID

        public init(batchID: IntakeBatch.ID) {
            self.batchID = batchID
        }

        public static let name = "intake.drop_batch"
        public static let parameterTypes: [OID] = [20]
        public static let sql = """
            SELECT intake.drop_batch($1)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.batchID)
        }
    }

    /// Takes a committed batch back while nothing was built on it.
    public struct UndoBatch: ExecuteStatement {
        public var batchID: IntakeBatch.ID

        public init(batchID: IntakeBatch.ID) {
            self.batchID = batchID
        }

        public static let name = "intake.undo_batch"
        public static let parameterTypes: [OID] = [20]
        public static let sql = """
            SELECT intake.undo($1)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.batchID)
        }
    }

    /// Counts of the verdicts of a batch.
    public struct BatchSummary: OneStatement {
        public var batchID: IntakeBatch.ID

        public init(batchID: IntakeBatch.ID) {
            self.batchID = batchID
        }

        public struct Row: Sendable, Hashable {
            public var form: String
            public var formLabel: String
            public var state: String
            public var rowCount: Int64
            public var newCount: Int64
            public var changeCount: Int64
            public var sameCount: Int64
            public var duplicateCount: Int64
            public var askCount: Int64
            public var refusedCount: Int64

            public init(
                form: String,
                formLabel: String,
                state: String,
                rowCount: Int64,
                newCount: Int64,
                changeCount: Int64,
                sameCount: Int64,
                duplicateCount: Int64,
                askCount: Int64,
                refusedCount: Int64
            ) {
                self.form = form
                self.formLabel = formLabel
                self.state = state
                self.rowCount = rowCount
                self.newCount = newCount
                self.changeCount = changeCount
                self.sameCount = sameCount
                self.duplicateCount = duplicateCount
                self.askCount = askCount
                self.refusedCount = refusedCount
            }
        }

        public static let name = "intake.batch_summary"
        public static let parameterTypes: [OID] = [20]
        public static let sql = """
            SELECT form, form_label, state, row_count, new_count, change_count, same_count, duplicate_count, ask_count, refused_count FROM intake.summary($1)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.batchID)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(
                form: try row.next(String.self),
                formLabel: try row.next(String.self),
                state: try row.next(String.self),
                rowCount: try row.next(Int64.self),
                newCount: try row.next(Int64.self),
                changeCount: try row.next(Int64.self),
                sameCount: try row.next(Int64.self),
                duplicateCount: try row.next(Int64.self),
                askCount: try row.next(Int64.self),
                refusedCount: try row.next(Int64.self)
            )
        }
    }

    /// What was found in the rows of a batch.
    public struct BatchFindings: ManyStatement {
        public var batchID: IntakeBatch.ID

        public init(batchID: IntakeBatch.ID) {
            self.batchID = batchID
        }

        public struct Row: Sendable, Hashable {
            public var rowNumber: Int32
            public var field: String?
            public var columnHeading: String?
            public var code: String
            public var effect: String
            public var message: String
            public var verdict: String?

            public init(
                rowNumber: Int32,
                field: String?,
                columnHeading: String?,
                code: String,
                effect: String,
                message: String,
                verdict: String?
            ) {
                self.rowNumber = rowNumber
                self.field = field
                self.columnHeading = columnHeading
                self.code = code
                self.effect = effect
                self.message = message
                self.verdict = verdict
            }
        }

        public static let name = "intake.batch_findings"
        public static let parameterTypes: [OID] = [20]
        public static let sql = """
            SELECT row_number, field, column_heading, code, effect, coalesce(message, '') AS message, verdict FROM intake.findings($1)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.batchID)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(
                rowNumber: try row.next(Int32.self),
                field: try row.next(String?.self),
                columnHeading: try row.next(String?.self),
                code: try row.next(String.self),
                effect: try row.next(String.self),
                message: try row.next(String.self),
                verdict: try row.next(String?.self)
            )
        }
    }

    /// Rows that did not go in, as they were, with the reasons.
    public struct RefusedRows: ManyStatement {
        public var batchID: IntakeBatch.ID

        public init(batchID: IntakeBatch.ID) {
            self.batchID = batchID
        }

        public struct Row: Sendable, Hashable {
            public var rowNumber: Int32
            public var raw: String
            public var reason: String

            public init(rowNumber: Int32, raw: String, reason: String) {
                self.rowNumber = rowNumber
                self.raw = raw
                self.reason = reason
            }
        }

        public static let name = "intake.refused_rows"
        public static let parameterTypes: [OID] = [20]
        public static let sql = """
            SELECT row_number, raw, reason FROM intake.refused_rows($1)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.batchID)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(rowNumber: try row.next(Int32.self), raw: try row.next(String.self), reason: try row.next(String.self))
        }
    }

    /// The caller's own batches, newest first.
    public struct BatchList: ManyStatement {
        public init() {}

        public struct Row: Sendable, Hashable {
            public var id: Int64
            public var form: String
            public var formLabel: String
            public var fileName: String
            public var sheetName: String
            public var state: String
            public var stateLabel: String
            public var loadedByName: String
            public var openedAt: PGTimestamp
            public var committedAt: PGTimestamp?
            public var undoneAt: PGTimestamp?
            public var rowCount: Int64
            public var newCount: Int64
            public var changeCount: Int64
            public var sameCount: Int64
            public var duplicateCount: Int64
            public var askCount: Int64
            public var refusedCount: Int64

            public init(
                id: Int64,
                form: String,
                formLabel: String,
                fileName: String,
                sheetName: String,
                state: String,
                stateLabel: String,
                loadedByName: String,
                openedAt: PGTimestamp,
                committedAt: PGTimestamp?,
                undoneAt: PGTimestamp?,
                rowCount: Int64,
                newCount: Int64,
                changeCount: Int64,
                sameCount: Int64,
                duplicateCount: Int64,
                askCount: Int64,
                refusedCount: Int64
            ) {
                self.id = id
                self.form = form
                self.formLabel = formLabel
                self.fileName = fileName
                self.sheetName = sheetName
                self.state = state
                self.stateLabel = stateLabel
                self.loadedByName = loadedByName
                self.openedAt = openedAt
                self.committedAt = committedAt
                self.undoneAt = undoneAt
                self.rowCount = rowCount
                self.newCount = newCount
                self.changeCount = changeCount
                self.sameCount = sameCount
                self.duplicateCount = duplicateCount
                self.askCount = askCount
                self.refusedCount = refusedCount
            }
        }

        public static let name = "intake.batch_list"
        public static let parameterTypes: [OID] = []
        public static let sql = """
            SELECT id, form, form_label, file_name, sheet_name, state, state_label, loaded_by_name, opened_at, committed_at, undone_at, row_count, new_count, change_count,
                   same_count, duplicate_count, ask_count, refused_count FROM intake.batches()
            """

        public func encode(into parameters: inout Parameters) {}

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(
                id: try row.next(Int64.self),
                form: try row.next(String.self),
                formLabel: try row.next(String.self),
                fileName: try row.next(String.self),
                sheetName: try row.next(String.self),
                state: try row.next(String.self),
                stateLabel: try row.next(String.self),
                loadedByName: try row.next(String.self),
                openedAt: try row.next(PGTimestamp.self),
                committedAt: try row.next(PGTimestamp?.self),
                undoneAt: try row.next(PGTimestamp?.self),
                rowCount: try row.next(Int64.self),
                newCount: try row.next(Int64.self),
                changeCount: try row.next(Int64.self),
                sameCount: try row.next(Int64.self),
                duplicateCount: try row.next(Int64.self),
                askCount: try row.next(Int64.self),
                refusedCount: try row.next(Int64.self)
            )
        }
    }

    /// Forms with their names.
    public struct ImportableForms: ManyStatement {
        public init() {}

        public struct Row: Sendable, Hashable {
            public var form: String
            public var label: String?

            public init(form: String, label: String?) {
                self.form = form
                self.label = label
            }
        }

        public static let name = "intake.importable_forms"
        public static let parameterTypes: [OID] = []
        public static let sql = """
            SELECT form, ref.say(label_zh, label_en) AS label FROM intake.form ORDER BY form
            """

        public func encode(into parameters: inout Parameters) {}

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(form: try row.next(String.self), label: try row.next(String?.self))
        }
    }
}

extension Intake.OpenBatch.Row: NamedFields {
    public static let fieldNames: [String] = ["batchID"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.batchID
        default: return nil
        }
    }
}

extension Intake.BatchSummary.Row: NamedFields {
    public static let fieldNames: [String] = [
        "form",
        "formLabel",
        "state",
        "rowCount",
        "newCount",
        "changeCount",
        "sameCount",
        "duplicateCount",
        "askCount",
        "refusedCount"
    ]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.form
        case 1: return self.formLabel
        case 2: return self.state
        case 3: return self.rowCount
        case 4: return self.newCount
        case 5: return self.changeCount
        case 6: return self.sameCount
        case 7: return self.duplicateCount
        case 8: return self.askCount
        case 9: return self.refusedCount
        default: return nil
        }
    }
}

extension Intake.BatchFindings.Row: NamedFields {
    public static let fieldNames: [String] = [
        "rowNumber",
        "field",
        "columnHeading",
        "code",
        "effect",
        "message",
        "verdict"
    ]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.rowNumber
        case 1: return self.field
        case 2: return self.columnHeading
        case 3: return self.code
        case 4: return self.effect
        case 5: return self.message
        case 6: return self.verdict
        default: return nil
        }
    }
}

extension Intake.RefusedRows.Row: NamedFields {
    public static let fieldNames: [String] = ["rowNumber", "raw", "reason"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.rowNumber
        case 1: return self.raw
        case 2: return self.reason
        default: return nil
        }
    }
}

extension Intake.BatchList.Row: NamedFields {
    public static let fieldNames: [String] = [
        "id",
        "form",
        "formLabel",
        "fileName",
        "sheetName",
        "state",
        "stateLabel",
        "loadedByName",
        "openedAt",
        "committedAt",
        "undoneAt",
        "rowCount",
        "newCount",
        "changeCount",
        "sameCount",
        "duplicateCount",
        "askCount",
        "refusedCount"
    ]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.id
        case 1: return self.form
        case 2: return self.formLabel
        case 3: return self.fileName
        case 4: return self.sheetName
        case 5: return self.state
        case 6: return self.stateLabel
        case 7: return self.loadedByName
        case 8: return self.openedAt
        case 9: return self.committedAt
        case 10: return self.undoneAt
        case 11: return self.rowCount
        case 12: return self.newCount
        case 13: return self.changeCount
        case 14: return self.sameCount
        case 15: return self.duplicateCount
        case 16: return self.askCount
        case 17: return self.refusedCount
        default: return nil
        }
    }
}

extension Intake.ImportableForms.Row: NamedFields {
    public static let fieldNames: [String] = ["form", "label"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.form
        case 1: return self.label
        default: return nil
        }
    }
}
