// generated from sql/queries/access/role.sql by sqlgen: do not edit

public import Postgres

extension Access {
    /// The roles of the school.
    public struct RoleList: ManyStatement {
        public init() {}

        public struct Row: Sendable, Hashable {
            public var role: String
            public var label: String?

            public init(role: String, label: String?) {
                self.role = role
                self.label = label
            }
        }

        public static let name = "access.role_list"
        public static let parameterTypes: [OID] = []
        public static let sql = """
            SELECT role, ref.say(label_zh, label_en) AS label FROM access.role ORDER BY role
            """

        public func encode(into parameters: inout Parameters) {}

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(role: try row.next(String.self), label: try row.next(String?.self))
        }
    }

    /// Proposes a role for a person; it gives nothing until another person approves it.
    public struct ProposeRole: OneStatement {
        public var personID: PeoplePerson.ID
        public var role: String
        public var unitID: UnitsUnit.ID?
        public var purpose: String
        public var until: PGDate

        public init(personID: PeoplePerson.ID, role: String, unitID: UnitsUnit.ID?, purpose: String, until: PGDate) {
            self.personID = personID
            self.role = role
            self.unitID = unitID
            self.purpose = purpose
            self.until = until
        }

        public struct Row: Sendable, Hashable {
            public var assignmentID: Int64

            public init(assignmentID: Int64) {
                self.assignmentID = assignmentID
            }
        }

        public static let name = "access.propose_role"
        public static let parameterTypes: [OID] = [20, 25, 20, 25, 1082]
        public static let sql = """
            SELECT access.propose_role($1, $2, $3, $4, $5) AS assignment_id
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.personID)
            parameters.append(self.role)
            parameters.append(self.unitID)
            parameters.append(self.purpose)
            parameters.append(self.until)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(assignmentID: try row.next(Int64.self))
        }
    }

    /// Approves a proposed role.
    public struct ApproveRole: ExecuteStatement {
        public var assignmentID: Int64

        public init(assignmentID: Int64) {
            self.assignmentID = assignmentID
        }

        public static let name = "access.approve_role"
        public static let parameterTypes: [OID] = [20]
        public static let sql = """
            SELECT access.approve_role($1)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.assignmentID)
        }
    }

    /// Roles that wait for approval.
    public struct ProposedRoles: ManyStatement {
        public init() {}

        public struct Row: Sendable, Hashable {
            public var id: Int64
            public var name: String
            public var role: String
            public var roleLabel: String
            public var unit: String?
            public var purpose: String
            public var proposedBy: String?
            public var firstDay: PGDate
            public var lastDay: PGDate

            public init(
                id: Int64,
                name: String,
                role: String,
                roleLabel: String,
                unit: String?,
                purpose: String,
                proposedBy: String?,
                firstDay: PGDate,
                lastDay: PGDate
            ) {
                self.id = id
                self.name = name
                self.role = role
                self.roleLabel = roleLabel
                self.unit = unit
                self.purpose = purpose
                self.proposedBy = proposedBy
                self.firstDay = firstDay
                self.lastDay = lastDay
            }
        }

        public static let name = "access.proposed_roles"
        public static let parameterTypes: [OID] = []
        public static let sql = """
            SELECT id, name, role, role_label, unit, purpose, proposed_by, first_day, last_day FROM access.proposed_roles()
            """

        public func encode(into parameters: inout Parameters) {}

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(
                id: try row.next(Int64.self),
                name: try row.next(String.self),
                role: try row.next(String.self),
                roleLabel: try row.next(String.self),
                unit: try row.next(String?.self),
                purpose: try row.next(String.self),
                proposedBy: try row.next(String?.self),
                firstDay: try row.next(PGDate.self),
                lastDay: try row.next(PGDate.self)
            )
        }
    }
}

extension Access.RoleList.Row: NamedFields {
    public static let fieldNames: [String] = ["role", "label"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.role
        case 1: return self.label
        default: return nil
        }
    }
}

extension Access.ProposeRole.Row: NamedFields {
    public static let fieldNames: [String] = ["assignmentID"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.assignmentID
        default: return nil
        }
    }
}

extension Access.ProposedRoles.Row: NamedFields {
    public static let fieldNames: [String] = [
        "id",
        "name",
        "role",
        "roleLabel",
        "unit",
        "purpose",
        "proposedBy",
        "firstDay",
        "lastDay"
    ]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.id
        case 1: return self.name
        case 2: return self.role
        case 3: return self.roleLabel
        case 4: return self.unit
        case 5: return self.purpose
        case 6: return self.proposedBy
        case 7: return self.firstDay
        case 8: return self.lastDay
        default: return nil
        }
    }
}
