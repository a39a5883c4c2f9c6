// generated from sql/queries/work/home.sql by sqlgen: do not edit

public import Postgres

extension Work {
    /// What waits for the caller: numbers for the home page.
    public struct HomeCounts: OneStatement {
        public init() {}

        public struct Row: Sendable, Hashable {
            public var overdueTasks: Int64
            public var openTasks: Int64
            public var toAssign: Int64
            public var toVerify: Int64
            public var toClose: Int64
            public var toApprove: Int64

            public init(
                overdueTasks: Int64,
                openTasks: Int64,
                toAssign: Int64,
                toVerify: Int64,
                toClose: Int64,
                toApprove: Int64
            ) {
                self.overdueTasks = overdueTasks
                self.openTasks = openTasks
                self.toAssign = toAssign
                self.toVerify = toVerify
                self.toClose = toClose
                self.toApprove = toApprove
            }
        }

        public static let name = "work.home_counts"
        public static let parameterTypes: [OID] = []
        public static let sql = """
            SELECT overdue_tasks, open_tasks, to_assign, to_verify, to_close, to_approve FROM work.home_counts()
            """

        public func encode(into parameters: inout Parameters) {}

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(
                overdueTasks: try row.next(Int64.self),
                openTasks: try row.next(Int64.self),
                toAssign: try row.next(Int64.self),
                toVerify: try row.next(Int64.self),
                toClose: try row.next(Int64.self),
                toApprove: try row.next(Int64.self)
            )
        }
    }
}

extension Work.HomeCounts.Row: NamedFields {
    public static let fieldNames: [String] = [
        "overdueTasks",
        "openTasks",
        "toAssign",
        "toVerify",
        "toClose",
        "toApprove"
    ]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.overdueTasks
        case 1: return self.openTasks
        case 2: return self.toAssign
        case 3: return self.toVerify
        case 4: return self.toClose
        case 5: return self.toApprove
        default: return nil
        }
    }
}
