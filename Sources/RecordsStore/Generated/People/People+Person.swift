// generated from sql/queries/people/person.sql by sqlgen: do not edit

public import Postgres

extension People {
    /// People in the directory by name, former name, class, staff or identity number. The search is logged.
    public struct SearchPeople: ManyStatement {
        public var term: String
        public var most: Int32

        public init(term: String, most: Int32) {
            self.term = term
            self.most = most
        }

        public struct Row: Sendable, Hashable {
            public var id: Int64
            public var name: String
            public var sex: String
            public var kind: String
            public var unit: String?

            public init(id: Int64, name: String, sex: String, kind: String, unit: String?) {
                self.id = id
                self.name = name
                self.sex = sex
                self.kind = kind
                self.unit = unit
            }
        }

        public static let name = "people.search_people"
        public static let parameterTypes: [OID] = [25, 23]
        public static let sql = """
            SELECT id, name, sex, kind, unit FROM people.search($1, $2)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.term)
            parameters.append(self.most)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(
                id: try row.next(Int64.self),
                name: try row.next(String.self),
                sex: try row.next(String.self),
                kind: try row.next(String.self),
                unit: try row.next(String?.self)
            )
        }
    }

    /// A person of the directory.
    public struct PersonCard: MaybeStatement {
        public var personID: PeoplePerson.ID

        public init(personID: PeoplePerson.ID) {
            self.personID = personID
        }

        public struct Row: Sendable, Hashable {
            public var id: PeoplePerson.ID
            public var name: String
            public var sex: String
            public var kind: String
            public var posts: String?
            public var subject: String?

            public init(
                id: PeoplePerson.ID,
                name: String,
                sex: String,
                kind: String,
                posts: String?,
                subject: String?
            ) {
                self.id = id
                self.name = name
                self.sex = sex
                self.kind = kind
                self.posts = posts
                self.subject = subject
            }
        }

        public static let name = "people.person_card"
        public static let parameterTypes: [OID] = [20]
        public static let sql = """
            SELECT id, name, sex, kind, posts, subject FROM people.card($1)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.personID)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(
                id: try row.next(PeoplePerson.ID.self),
                name: try row.next(String.self),
                sex: try row.next(String.self),
                kind: try row.next(String.self),
                posts: try row.next(String?.self),
                subject: try row.next(String?.self)
            )
        }
    }

    /// Members of staff of exactly this name or staff number.
    public struct StaffNamed: ManyStatement {
        public var name: String

        public init(name: String) {
            self.name = name
        }

        public struct Row: Sendable, Hashable {
            public var id: PeoplePerson.ID
            public var name: String
            public var staffNumber: String
            public var posts: String

            public init(id: PeoplePerson.ID, name: String, staffNumber: String, posts: String) {
                self.id = id
                self.name = name
                self.staffNumber = staffNumber
                self.posts = posts
            }
        }

        public static let name = "people.staff_named"
        public static let parameterTypes: [OID] = [25]
        public static let sql = """
            SELECT id, name, staff_number, posts FROM people.staff_directory($1)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.name)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(
                id: try row.next(PeoplePerson.ID.self),
                name: try row.next(String.self),
                staffNumber: try row.next(String.self),
                posts: try row.next(String.self)
            )
        }
    }

    /// Members of staff, for choosing a responsible person.
    public struct StaffList: ManyStatement {
        public init() {}

        public struct Row: Sendable, Hashable {
            public var id: PeoplePerson.ID
            public var name: String
            public var staffNumber: String
            public var posts: String

            public init(id: PeoplePerson.ID, name: String, staffNumber: String, posts: String) {
                self.id = id
                self.name = name
                self.staffNumber = staffNumber
                self.posts = posts
            }
        }

        public static let name = "people.staff_list"
        public static let parameterTypes: [OID] = []
        public static let sql = """
            SELECT id, name, staff_number, posts FROM people.staff_directory(NULL)
            """

        public func encode(into parameters: inout Parameters) {}

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(
                id: try row.next(PeoplePerson.ID.self),
                name: try row.next(String.self),
                staffNumber: try row.next(String.self),
                posts: try row.next(String.self)
            )
        }
    }
}

extension People.SearchPeople.Row: NamedFields {
    public static let fieldNames: [String] = ["id", "name", "sex", "kind", "unit"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.id
        case 1: return self.name
        case 2: return self.sex
        case 3: return self.kind
        case 4: return self.unit
        default: return nil
        }
    }
}

extension People.PersonCard.Row: NamedFields {
    public static let fieldNames: [String] = ["id", "name", "sex", "kind", "posts", "subject"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.id
        case 1: return self.name
        case 2: return self.sex
        case 3: return self.kind
        case 4: return self.posts
        case 5: return self.subject
        default: return nil
        }
    }
}

extension People.StaffNamed.Row: NamedFields {
    public static let fieldNames: [String] = ["id", "name", "staffNumber", "posts"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.id
        case 1: return self.name
        case 2: return self.staffNumber
        case 3: return self.posts
        default: return nil
        }
    }
}

extension People.StaffList.Row: NamedFields {
    public static let fieldNames: [String] = ["id", "name", "staffNumber", "posts"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.id
        case 1: return self.name
        case 2: return self.staffNumber
        case 3: return self.posts
        default: return nil
        }
    }
}
