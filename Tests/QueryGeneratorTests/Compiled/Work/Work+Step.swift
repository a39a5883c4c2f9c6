// generated from sql/queries/work/step.sql by sqlgen: do not edit

public import Postgres

extension Work {
    /// Steps of an issue.
    public struct StepList: ManyStatement {
        public var issueID: WorkIssue.ID

        public init(issueID: WorkIssue.ID) {
            self.issueID = issueID
        }

        public struct Row: Sendable, Hashable {
            public var id: WorkStep.ID
            public var issueID: WorkIssue.ID
            public var tag: String
            public var note: String?
            public var tags: [String?]
            public var field: WorkStep.ID

            public init(
                id: WorkStep.ID,
                issueID: WorkIssue.ID,
                tag: String,
                note: String?,
                tags: [String?],
                field: WorkStep.ID
            ) {
                self.id = id
                self.issueID = issueID
                self.tag = tag
                self.note = note
                self.tags = tags
                self.field = field
            }
        }

        public static let name = "work.step_list"
        public static let parameterTypes: [OID] = [20]
        public static let sql = """
            SELECT step.id, step.issue_id, step.tag, step.note, ARRAY[step.tag, step.note] AS tags, step.id AS field
            FROM work.step WHERE step.issue_id = $1 ORDER BY step.id
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.issueID)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(
                id: try row.next(WorkStep.ID.self),
                issueID: try row.next(WorkIssue.ID.self),
                tag: try row.next(String.self),
                note: try row.next(String?.self),
                tags: try row.next([String?].self),
                field: try row.next(WorkStep.ID.self)
            )
        }
    }

    /// Steps, with conditions that may be left out.
    public struct StepSearch: ManyStatement {
        public var after: Int64
        public var tag: String?
        public var onlyNoted: Bool
        public var sort: Sort
        public var near: Int64
        public var most: Int64

        public init(
            after: Int64,
            tag: String? = nil,
            onlyNoted: Bool = false,
            sort: Sort = .byID,
            near: Int64,
            most: Int64
        ) {
            self.after = after
            self.tag = tag
            self.onlyNoted = onlyNoted
            self.sort = sort
            self.near = near
            self.most = most
        }

        public enum Sort: String, CaseIterable, Sendable {
            case byID = "by_id"
            case byNote = "by_note"
            case near
        }

        public struct Row: Sendable, Hashable {
            public var id: WorkStep.ID
            public var note: String?

            public init(id: WorkStep.ID, note: String?) {
                self.id = id
                self.note = note
            }
        }

        public static let name = "work.step_search"
        public static var parameterTypes: [OID] { variants[0].parameterTypes }
        public static var sql: String { variants[0].sql }
        public static let variants: [StatementVariant] = [
            // with tag and only_noted, by by_id
            StatementVariant(
                sql: """
                    SELECT id, note FROM work.step
                    WHERE id > $1
                      AND tag = $2
                      AND note IS NOT NULL
                    ORDER BY id
                    LIMIT $3
                    """,
                parameterTypes: [20, 25, 20]
            ),
            // with only_noted, by by_id
            StatementVariant(
                sql: """
                    SELECT id, note FROM work.step
                    WHERE id > $1
                      AND note IS NOT NULL
                    ORDER BY id
                    LIMIT $2
                    """,
                parameterTypes: [20, 20]
            ),
            // with tag, by by_id
            StatementVariant(
                sql: """
                    SELECT id, note FROM work.step
                    WHERE id > $1
                      AND tag = $2
                    ORDER BY id
                    LIMIT $3
                    """,
                parameterTypes: [20, 25, 20]
            ),
            // with no part, by by_id
            StatementVariant(
                sql: """
                    SELECT id, note FROM work.step
                    WHERE id > $1
                    ORDER BY id
                    LIMIT $2
                    """,
                parameterTypes: [20, 20]
            ),
            // with tag and only_noted, by by_note
            StatementVariant(
                sql: """
                    SELECT id, note FROM work.step
                    WHERE id > $1
                      AND tag = $2
                      AND note IS NOT NULL
                    ORDER BY note DESC, id
                    LIMIT $3
                    """,
                parameterTypes: [20, 25, 20]
            ),
            // with only_noted, by by_note
            StatementVariant(
                sql: """
                    SELECT id, note FROM work.step
                    WHERE id > $1
                      AND note IS NOT NULL
                    ORDER BY note DESC, id
                    LIMIT $2
                    """,
                parameterTypes: [20, 20]
            ),
            // with tag, by by_note
            StatementVariant(
                sql: """
                    SELECT id, note FROM work.step
                    WHERE id > $1
                      AND tag = $2
                    ORDER BY note DESC, id
                    LIMIT $3
                    """,
                parameterTypes: [20, 25, 20]
            ),
            // with no part, by by_note
            StatementVariant(
                sql: """
                    SELECT id, note FROM work.step
                    WHERE id > $1
                    ORDER BY note DESC, id
                    LIMIT $2
                    """,
                parameterTypes: [20, 20]
            ),
            // with tag and only_noted, by near
            StatementVariant(
                sql: """
                    SELECT id, note FROM work.step
                    WHERE id > $1
                      AND tag = $2
                      AND note IS NOT NULL
                    ORDER BY abs(id - $4), id
                    LIMIT $3
                    """,
                parameterTypes: [20, 25, 20, 20]
            ),
            // with only_noted, by near
            StatementVariant(
                sql: """
                    SELECT id, note FROM work.step
                    WHERE id > $1
                      AND note IS NOT NULL
                    ORDER BY abs(id - $3), id
                    LIMIT $2
                    """,
                parameterTypes: [20, 20, 20]
            ),
            // with tag, by near
            StatementVariant(
                sql: """
                    SELECT id, note FROM work.step
                    WHERE id > $1
                      AND tag = $2
                    ORDER BY abs(id - $4), id
                    LIMIT $3
                    """,
                parameterTypes: [20, 25, 20, 20]
            ),
            // with no part, by near
            StatementVariant(
                sql: """
                    SELECT id, note FROM work.step
                    WHERE id > $1
                    ORDER BY abs(id - $3), id
                    LIMIT $2
                    """,
                parameterTypes: [20, 20, 20]
            ),
        ]

        public var variant: Int {
            var variant = 0
            if self.tag == nil { variant += 1 }
            if !self.onlyNoted { variant += 2 }
            switch self.sort {
            case .byID: break
            case .byNote: variant += 4
            case .near: variant += 8
            }
            return variant
        }

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.after)
            if self.tag != nil { parameters.append(self.tag) }
            parameters.append(self.most)
            if self.sort == .near { parameters.append(self.near) }
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(id: try row.next(WorkStep.ID.self), note: try row.next(String?.self))
        }
    }

    public struct StepHead: MaybeStatement {
        public var id: WorkStep.ID

        public init(id: WorkStep.ID) {
            self.id = id
        }

        public typealias Row = StepLabel

        public static let name = "work.step_head"
        public static let parameterTypes: [OID] = [20]
        public static let sql = """
            SELECT id, tag FROM work.step WHERE id = $1
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.id)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(id: try row.next(WorkStep.ID.self), tag: try row.next(String.self))
        }
    }

    public struct StepFirst: OneStatement {
        public init() {}

        public typealias Row = StepLabel

        public static let name = "work.step_first"
        public static let parameterTypes: [OID] = []
        public static let sql = """
            SELECT id, tag FROM work.step ORDER BY id LIMIT 1
            """

        public func encode(into parameters: inout Parameters) {}

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(id: try row.next(WorkStep.ID.self), tag: try row.next(String.self))
        }
    }

    public struct StepAll: StreamStatement {
        public init() {}

        public typealias Row = StepLabel

        public static let name = "work.step_all"
        public static let parameterTypes: [OID] = []
        public static let sql = """
            SELECT id, tag FROM work.step
            """

        public func encode(into parameters: inout Parameters) {}

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(id: try row.next(WorkStep.ID.self), tag: try row.next(String.self))
        }
    }

    public struct StepNote: BatchStatement {
        public var note: String?
        public var id: WorkStep.ID

        public init(note: String?, id: WorkStep.ID) {
            self.note = note
            self.id = id
        }

        public static let name = "work.step_note"
        public static let parameterTypes: [OID] = [25, 20]
        public static let sql = """
            UPDATE work.step SET note = $1 WHERE id = $2
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.note)
            parameters.append(self.id)
        }
    }

    public struct StepForget: CountStatement {
        public var tag: String

        public init(tag: String) {
            self.tag = tag
        }

        public static let name = "work.step_forget"
        public static let parameterTypes: [OID] = [25]
        public static let sql = """
            DELETE FROM work.step WHERE tag = $1
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.tag)
        }
    }

    public struct StepPing: ExecuteStatement {
        public var id: String

        public init(id: String) {
            self.id = id
        }

        public static let name = "work.step_ping"
        public static let parameterTypes: [OID] = [25]
        public static let sql = """
            SELECT pg_notify('step', $1::text)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.id)
        }
    }

    public struct StepLoad: CopyStatement {
        public var id: WorkStep.ID
        public var issueID: WorkIssue.ID
        public var tag: String
        public var note: String?

        public init(id: WorkStep.ID, issueID: WorkIssue.ID, tag: String, note: String?) {
            self.id = id
            self.issueID = issueID
            self.tag = tag
            self.note = note
        }

        public static let name = "work.step_load"
        public static let columnTypes: [OID] = [20, 20, 25, 25]
        public static let sql = """
            COPY work.step (id, issue_id, tag, note) FROM STDIN (FORMAT binary)
            """

        public func encode(into row: inout CopyRow) {
            row.append(self.id)
            row.append(self.issueID)
            row.append(self.tag)
            row.append(self.note)
        }
    }
}

extension Work.StepList.Row: NamedFields {
    public static let fieldNames: [String] = ["id", "issueID", "tag", "note", "tags", "field"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.id
        case 1: return self.issueID
        case 2: return self.tag
        case 3: return self.note
        case 4: return self.tags
        case 5: return self.field
        default: return nil
        }
    }
}

extension Work.StepSearch.Row: NamedFields {
    public static let fieldNames: [String] = ["id", "note"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.id
        case 1: return self.note
        default: return nil
        }
    }
}
