// generated from sql/queries/work/task.sql by sqlgen: do not edit

public import Postgres

extension Work {
    /// Tasks within reach, nearest deadline first.
    public struct TaskList: ManyStatement {
        public var onlyMine: Bool
        public var onlyOpen: Bool
        public var onlyOverdue: Bool
        public var most: Int64

        public init(onlyMine: Bool, onlyOpen: Bool, onlyOverdue: Bool, most: Int64) {
            self.onlyMine = onlyMine
            self.onlyOpen = onlyOpen
            self.onlyOverdue = onlyOverdue
            self.most = most
        }

        public struct Row: Sendable, Hashable {
            public var id: WorkTask.ID
            public var issueID: WorkIssue.ID
            public var number: String
            public var title: String
            public var measure: String
            public var unitLabel: String?
            public var personName: String?
            public var deadline: PGDate
            public var state: String
            public var stateLabel: String
            public var isOpen: Bool
            public var isOverdue: Bool
            public var doneOn: PGDate?

            public init(
                id: WorkTask.ID,
                issueID: WorkIssue.ID,
                number: String,
                title: String,
                measure: String,
                unitLabel: String?,
                personName: String?,
                deadline: PGDate,
                state: String,
                stateLabel: String,
                isOpen: Bool,
                isOverdue: Bool,
                doneOn: PGDate?
            ) {
                self.id = id
                self.issueID = issueID
                self.number = number
                self.title = title
                self.measure = measure
                self.unitLabel = unitLabel
                self.personName = personName
                self.deadline = deadline
                self.state = state
                self.stateLabel = stateLabel
                self.isOpen = isOpen
                self.isOverdue = isOverdue
                self.doneOn = doneOn
            }
        }

        public static let name = "work.task_list"
        public static let parameterTypes: [OID] = [16, 16, 16, 20]
        public static let sql = """
            SELECT id, issue_id, number, title, measure, unit_label, person_name, deadline, state, state_label, is_open, is_overdue, done_on
            FROM work.list_tasks($1, $2, $3, $4)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.onlyMine)
            parameters.append(self.onlyOpen)
            parameters.append(self.onlyOverdue)
            parameters.append(self.most)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(
                id: try row.next(WorkTask.ID.self),
                issueID: try row.next(WorkIssue.ID.self),
                number: try row.next(String.self),
                title: try row.next(String.self),
                measure: try row.next(String.self),
                unitLabel: try row.next(String?.self),
                personName: try row.next(String?.self),
                deadline: try row.next(PGDate.self),
                state: try row.next(String.self),
                stateLabel: try row.next(String.self),
                isOpen: try row.next(Bool.self),
                isOverdue: try row.next(Bool.self),
                doneOn: try row.next(PGDate?.self)
            )
        }
    }

    /// Adds a task with milestones planned back from its deadline.
    public struct AddTask: OneStatement {
        public var issueID: WorkIssue.ID
        public var measure: String
        public var personID: PeoplePerson.ID?
        public var deadline: PGDate?

        public init(issueID: WorkIssue.ID, measure: String, personID: PeoplePerson.ID?, deadline: PGDate?) {
            self.issueID = issueID
            self.measure = measure
            self.personID = personID
            self.deadline = deadline
        }

        public struct Row: Sendable, Hashable {
            public var taskID: Int64

            public init(taskID: Int64) {
                self.taskID = taskID
            }
        }

        public static let name = "work.add_task"
        public static let parameterTypes: [OID] = [20, 25, 20, 1082]
        public static let sql = """
            SELECT work.add_task($1, $2, $3, $4) AS task_id
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.issueID)
            parameters.append(self.measure)
            parameters.append(self.personID)
            parameters.append(self.deadline)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(taskID: try row.next(Int64.self))
        }
    }

    /// A task is done or cancelled (action: done, cancel).
    public struct FinishTask: ExecuteStatement {
        public var taskID: WorkTask.ID
        public var action: String
        public var remark: String?

        public init(taskID: WorkTask.ID, action: String, remark: String?) {
            self.taskID = taskID
            self.action = action
            self.remark = remark
        }

        public static let name = "work.finish_task"
        public static let parameterTypes: [OID] = [20, 25, 25]
        public static let sql = """
            SELECT work.finish_task($1, $2, $3)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.taskID)
            parameters.append(self.action)
            parameters.append(self.remark)
        }
    }
}

extension Work.TaskList.Row: NamedFields {
    public static let fieldNames: [String] = [
        "id",
        "issueID",
        "number",
        "title",
        "measure",
        "unitLabel",
        "personName",
        "deadline",
        "state",
        "stateLabel",
        "isOpen",
        "isOverdue",
        "doneOn"
    ]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.id
        case 1: return self.issueID
        case 2: return self.number
        case 3: return self.title
        case 4: return self.measure
        case 5: return self.unitLabel
        case 6: return self.personName
        case 7: return self.deadline
        case 8: return self.state
        case 9: return self.stateLabel
        case 10: return self.isOpen
        case 11: return self.isOverdue
        case 12: return self.doneOn
        default: return nil
        }
    }
}

extension Work.AddTask.Row: NamedFields {
    public static let fieldNames: [String] = ["taskID"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.taskID
        default: return nil
        }
    }
}
