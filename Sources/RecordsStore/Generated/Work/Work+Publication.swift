// generated from sql/queries/work/publication.sql by sqlgen: do not edit

public import Postgres

extension Work {
    /// The three lists as the public reads them; needs nobody signed in.
    public struct PublicList: ManyStatement {
        public init() {}

        public struct Row: Sendable, Hashable {
            public var issue: String
            public var measure: String
            public var result: String
            public var area: String
            public var publishedOn: PGDate

            public init(issue: String, measure: String, result: String, area: String, publishedOn: PGDate) {
                self.issue = issue
                self.measure = measure
                self.result = result
                self.area = area
                self.publishedOn = publishedOn
            }
        }

        public static let name = "work.public_list"
        public static let parameterTypes: [OID] = []
        public static let sql = """
            SELECT issue, measure, result, area, published_on FROM work.public_list()
            """

        public func encode(into parameters: inout Parameters) {}

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(
                issue: try row.next(String.self),
                measure: try row.next(String.self),
                result: try row.next(String.self),
                area: try row.next(String.self),
                publishedOn: try row.next(PGDate.self)
            )
        }
    }

    /// Items written, published and withdrawn.
    public struct PublicationList: ManyStatement {
        public init() {}

        public struct Row: Sendable, Hashable {
            public var id: WorkPublicationItem.ID
            public var issueID: WorkIssue.ID
            public var number: String?
            public var publicIssue: String
            public var publicMeasure: String
            public var publicResult: String
            public var state: String
            public var stateLabel: String
            public var writerName: String
            public var approverName: String?
            public var publishedOn: PGDate?
            public var expiresOn: PGDate?

            public init(
                id: WorkPublicationItem.ID,
                issueID: WorkIssue.ID,
                number: String?,
                publicIssue: String,
                publicMeasure: String,
                publicResult: String,
                state: String,
                stateLabel: String,
                writerName: String,
                approverName: String?,
                publishedOn: PGDate?,
                expiresOn: PGDate?
            ) {
                self.id = id
                self.issueID = issueID
                self.number = number
                self.publicIssue = publicIssue
                self.publicMeasure = publicMeasure
                self.publicResult = publicResult
                self.state = state
                self.stateLabel = stateLabel
                self.writerName = writerName
                self.approverName = approverName
                self.publishedOn = publishedOn
                self.expiresOn = expiresOn
            }
        }

        public static let name = "work.publication_list"
        public static let parameterTypes: [OID] = []
        public static let sql = """
            SELECT item.id, item.issue_id, issue.number, item.public_issue, item.public_measure, item.public_result, item.state,
                   ref.state_label('publication', item.state) AS state_label, writer.name AS writer_name, approver.name AS approver_name, item.published_on, item.expires_on
            FROM work.publication_item AS item LEFT JOIN work.issue ON issue.id = item.issue_id
            LEFT JOIN people.person AS writer ON writer.id = item.written_by LEFT JOIN people.person AS approver ON approver.id = item.approved_by
            ORDER BY item.id DESC
            """

        public func encode(into parameters: inout Parameters) {}

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(
                id: try row.next(WorkPublicationItem.ID.self),
                issueID: try row.next(WorkIssue.ID.self),
                number: try row.next(String?.self),
                publicIssue: try row.next(String.self),
                publicMeasure: try row.next(String.self),
                publicResult: try row.next(String.self),
                state: try row.next(String.self),
                stateLabel: try row.next(String.self),
                writerName: try row.next(String.self),
                approverName: try row.next(String?.self),
                publishedOn: try row.next(PGDate?.self),
                expiresOn: try row.next(PGDate?.self)
            )
        }
    }

    /// What in a text could tell who a child is.
    public struct PublicationLeaks: ManyStatement {
        public var text: String

        public init(text: String) {
            self.text = text
        }

        public struct Row: Sendable, Hashable {
            public var kind: String
            public var found: String

            public init(kind: String, found: String) {
                self.kind = kind
                self.found = found
            }
        }

        public static let name = "work.publication_leaks"
        public static let parameterTypes: [OID] = [25]
        public static let sql = """
            SELECT kind, found FROM work.leaks($1)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.text)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(kind: try row.next(String.self), found: try row.next(String.self))
        }
    }

    /// Writes the public words of an issue.
    public struct WritePublication: OneStatement {
        public var issueID: WorkIssue.ID
        public var publicIssue: String
        public var publicMeasure: String
        public var publicResult: String

        public init(issueID: WorkIssue.ID, publicIssue: String, publicMeasure: String, publicResult: String) {
            self.issueID = issueID
            self.publicIssue = publicIssue
            self.publicMeasure = publicMeasure
            self.publicResult = publicResult
        }

        public struct Row: Sendable, Hashable {
            public var itemID: Int64

            public init(itemID: Int64) {
                self.itemID = itemID
            }
        }

        public static let name = "work.write_publication"
        public static let parameterTypes: [OID] = [20, 25, 25, 25]
        public static let sql = """
            SELECT work.write_publication($1, $2, $3, $4) AS item_id
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.issueID)
            parameters.append(self.publicIssue)
            parameters.append(self.publicMeasure)
            parameters.append(self.publicResult)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(itemID: try row.next(Int64.self))
        }
    }

    /// Approves and publishes an item; by another than its writer.
    public struct ApprovePublication: ExecuteStatement {
        public var itemID: Int64

        public init(itemID: Int64) {
            self.itemID = itemID
        }

        public static let name = "work.approve_publication"
        public static let parameterTypes: [OID] = [20]
        public static let sql = """
            SELECT work.approve_publication($1)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.itemID)
        }
    }

    /// Withdraws an item.
    public struct WithdrawPublication: ExecuteStatement {
        public var itemID: Int64

        public init(itemID: Int64) {
            self.itemID = itemID
        }

        public static let name = "work.withdraw_publication"
        public static let parameterTypes: [OID] = [20]
        public static let sql = """
            SELECT work.withdraw_publication($1)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.itemID)
        }
    }

    /// Notes that the public lists are exported, and tells how many items there are.
    public struct LogPublicationExport: OneStatement {
        public init() {}

        public struct Row: Sendable, Hashable {
            public var items: Int64

            public init(items: Int64) {
                self.items = items
            }
        }

        public static let name = "work.log_publication_export"
        public static let parameterTypes: [OID] = []
        public static let sql = """
            SELECT work.log_publication_export() AS items
            """

        public func encode(into parameters: inout Parameters) {}

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(items: try row.next(Int64.self))
        }
    }
}

extension Work.PublicList.Row: NamedFields {
    public static let fieldNames: [String] = ["issue", "measure", "result", "area", "publishedOn"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.issue
        case 1: return self.measure
        case 2: return self.result
        case 3: return self.area
        case 4: return self.publishedOn
        default: return nil
        }
    }
}

extension Work.PublicationList.Row: NamedFields {
    public static let fieldNames: [String] = [
        "id",
        "issueID",
        "number",
        "publicIssue",
        "publicMeasure",
        "publicResult",
        "state",
        "stateLabel",
        "writerName",
        "approverName",
        "publishedOn",
        "expiresOn"
    ]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.id
        case 1: return self.issueID
        case 2: return self.number
        case 3: return self.publicIssue
        case 4: return self.publicMeasure
        case 5: return self.publicResult
        case 6: return self.state
        case 7: return self.stateLabel
        case 8: return self.writerName
        case 9: return self.approverName
        case 10: return self.publishedOn
        case 11: return self.expiresOn
        default: return nil
        }
    }
}

extension Work.PublicationLeaks.Row: NamedFields {
    public static let fieldNames: [String] = ["kind", "found"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.kind
        case 1: return self.found
        default: return nil
        }
    }
}

extension Work.WritePublication.Row: NamedFields {
    public static let fieldNames: [String] = ["itemID"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.itemID
        default: return nil
        }
    }
}

extension Work.LogPublicationExport.Row: NamedFields {
    public static let fieldNames: [String] = ["items"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.items
        default: return nil
        }
    }
}
