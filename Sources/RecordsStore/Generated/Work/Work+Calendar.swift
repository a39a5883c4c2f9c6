// generated from sql/queries/work/calendar.sql by sqlgen: do not edit

public import Postgres

extension Work {
    /// What is due, by the secret of a calendar address; nothing for a secret that there is not.
    public struct CalendarEntries: ManyStatement {
        public var secret: String

        public init(secret: String) {
            self.secret = secret
        }

        public struct Row: Sendable, Hashable {
            public var dueOn: PGDate
            public var kind: String
            public var subject: String
            public var path: String

            public init(dueOn: PGDate, kind: String, subject: String, path: String) {
                self.dueOn = dueOn
                self.kind = kind
                self.subject = subject
                self.path = path
            }
        }

        public static let name = "work.calendar_entries"
        public static let parameterTypes: [OID] = [25]
        public static let sql = """
            SELECT due_on, kind, subject, path FROM work.calendar_entries($1)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.secret)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(
                dueOn: try row.next(PGDate.self),
                kind: try row.next(String.self),
                subject: try row.next(String.self),
                path: try row.next(String.self)
            )
        }
    }

    /// Makes a new calendar address of the caller's; the old one ends.
    public struct MakeCalendarAddress: OneStatement {
        public init() {}

        public struct Row: Sendable, Hashable {
            public var secret: String

            public init(secret: String) {
                self.secret = secret
            }
        }

        public static let name = "work.make_calendar_address"
        public static let parameterTypes: [OID] = []
        public static let sql = """
            SELECT work.make_calendar_address() AS secret
            """

        public func encode(into parameters: inout Parameters) {}

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(secret: try row.next(String.self))
        }
    }

    /// Ends the caller's calendar feed.
    public struct EndCalendarAddress: ExecuteStatement {
        public init() {}

        public static let name = "work.end_calendar_address"
        public static let parameterTypes: [OID] = []
        public static let sql = """
            SELECT work.end_calendar_address()
            """

        public func encode(into parameters: inout Parameters) {}
    }
}

extension Work.CalendarEntries.Row: NamedFields {
    public static let fieldNames: [String] = ["dueOn", "kind", "subject", "path"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.dueOn
        case 1: return self.kind
        case 2: return self.subject
        case 3: return self.path
        default: return nil
        }
    }
}

extension Work.MakeCalendarAddress.Row: NamedFields {
    public static let fieldNames: [String] = ["secret"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.secret
        default: return nil
        }
    }
}
