// generated from sql/queries/work/issue.sql by sqlgen: do not edit

public import Postgres

extension Work {
    /// Issues within reach, open ones with the nearest deadline first.
    public struct IssueList: ManyStatement {
        public var state: String?
        public var area: String?
        public var unitID: UnitsUnit.ID?
        public var text: String?
        public var most: Int64
        public var skip: Int64

        public init(state: String?, area: String?, unitID: UnitsUnit.ID?, text: String?, most: Int64, skip: Int64) {
            self.state = state
            self.area = area
            self.unitID = unitID
            self.text = text
            self.most = most
            self.skip = skip
        }

        public struct Row: Sendable, Hashable {
            public var id: WorkIssue.ID
            public var number: String
            public var title: String
            public var area: String
            public var areaLabel: String
            public var severity: String
            public var state: String
            public var stateLabel: String
            public var isOpen: Bool
            public var unitLabel: String?
            public var leaderLabel: String?
            public var heardOn: PGDate
            public var deadline: PGDate?
            public var deadlineOriginal: PGDate?
            public var closedOn: PGDate?
            public var workingDaysLate: Int32?
            public var cycle: Int32
            public var isRestricted: Bool
            public var isOverdue: Bool
            public var total: Int64

            public init(
                id: WorkIssue.ID,
                number: String,
                title: String,
                area: String,
                areaLabel: String,
                severity: String,
                state: String,
                stateLabel: String,
                isOpen: Bool,
                unitLabel: String?,
                leaderLabel: String?,
                heardOn: PGDate,
                deadline: PGDate?,
                deadlineOriginal: PGDate?,
                closedOn: PGDate?,
                workingDaysLate: Int32?,
                cycle: Int32,
                isRestricted: Bool,
                isOverdue: Bool,
                total: Int64
            ) {
                self.id = id
                self.number = number
                self.title = title
                self.area = area
                self.areaLabel = areaLabel
                self.severity = severity
                self.state = state
                self.stateLabel = stateLabel
                self.isOpen = isOpen
                self.unitLabel = unitLabel
                self.leaderLabel = leaderLabel
                self.heardOn = heardOn
                self.deadline = deadline
                self.deadlineOriginal = deadlineOriginal
                self.closedOn = closedOn
                self.workingDaysLate = workingDaysLate
                self.cycle = cycle
                self.isRestricted = isRestricted
                self.isOverdue = isOverdue
                self.total = total
            }
        }

        public static let name = "work.issue_list"
        public static let parameterTypes: [OID] = [25, 25, 20, 25, 20, 20]
        public static let sql = """
            SELECT issue.id, issue.number, issue.title, issue.area, ref.label('issue_area', issue.area) AS area_label, issue.severity, issue.state,
                   ref.say(state.label_zh, state.label_en) AS state_label, state.is_open, units.label(issue.unit_id) AS unit_label,
                   coalesce(leader.name, issue.leader_name) AS leader_label, issue.heard_on, issue.deadline, issue.deadline_original, issue.closed_on,
                   issue.working_days_late, issue.cycle, work.is_restricted(issue.id) AS is_restricted,
                   coalesce(state.is_open AND issue.deadline_original < ref.today(), false) AS is_overdue, count(*) OVER () AS total
            FROM work.issue
            JOIN ref.lifecycle_state AS state ON state.lifecycle = issue.lifecycle AND state.state = issue.state
            LEFT JOIN people.person AS leader ON leader.id = issue.leader_id
            WHERE ($1::text IS NULL OR issue.state = $1 OR ($1 = 'open' AND state.is_open) OR ($1 = 'overdue' AND state.is_open AND issue.deadline_original < ref.today()))
              AND ($2::text IS NULL OR issue.area = $2)
              AND ($3::bigint IS NULL OR issue.unit_id = $3)
              AND ($4::text IS NULL OR strpos(issue.title, $4) > 0 OR issue.number = $4)
            ORDER BY state.is_open DESC, issue.deadline NULLS FIRST, issue.id DESC
            LIMIT $5 OFFSET $6
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.state)
            parameters.append(self.area)
            parameters.append(self.unitID)
            parameters.append(self.text)
            parameters.append(self.most)
            parameters.append(self.skip)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(
                id: try row.next(WorkIssue.ID.self),
                number: try row.next(String.self),
                title: try row.next(String.self),
                area: try row.next(String.self),
                areaLabel: try row.next(String.self),
                severity: try row.next(String.self),
                state: try row.next(String.self),
                stateLabel: try row.next(String.self),
                isOpen: try row.next(Bool.self),
                unitLabel: try row.next(String?.self),
                leaderLabel: try row.next(String?.self),
                heardOn: try row.next(PGDate.self),
                deadline: try row.next(PGDate?.self),
                deadlineOriginal: try row.next(PGDate?.self),
                closedOn: try row.next(PGDate?.self),
                workingDaysLate: try row.next(Int32?.self),
                cycle: try row.next(Int32.self),
                isRestricted: try row.next(Bool.self),
                isOverdue: try row.next(Bool.self),
                total: try row.next(Int64.self)
            )
        }
    }

    /// An issue.
    public struct IssueHead: MaybeStatement {
        public var issueID: WorkIssue.ID

        public init(issueID: WorkIssue.ID) {
            self.issueID = issueID
        }

        public struct Row: Sendable, Hashable {
            public var id: WorkIssue.ID
            public var number: String
            public var title: String
            public var area: String
            public var areaLabel: String
            public var severity: String
            public var state: String
            public var stateLabel: String
            public var isOpen: Bool
            public var unitID: UnitsUnit.ID?
            public var unitLabel: String?
            public var leaderID: PeoplePerson.ID?
            public var leaderLabel: String?
            public var heardOn: PGDate
            public var deadline: PGDate?
            public var deadlineOriginal: PGDate?
            public var closedOn: PGDate?
            public var workingDaysLate: Int32?
            public var cycle: Int32
            public var isRestricted: Bool
            public var raisedByName: String?
            public var isOverdue: Bool

            public init(
                id: WorkIssue.ID,
                number: String,
                title: String,
                area: String,
                areaLabel: String,
                severity: String,
                state: String,
                stateLabel: String,
                isOpen: Bool,
                unitID: UnitsUnit.ID?,
                unitLabel: String?,
                leaderID: PeoplePerson.ID?,
                leaderLabel: String?,
                heardOn: PGDate,
                deadline: PGDate?,
                deadlineOriginal: PGDate?,
                closedOn: PGDate?,
                workingDaysLate: Int32?,
                cycle: Int32,
                isRestricted: Bool,
                raisedByName: String?,
                isOverdue: Bool
            ) {
                self.id = id
                self.number = number
                self.title = title
                self.area = area
                self.areaLabel = areaLabel
                self.severity = severity
                self.state = state
                self.stateLabel = stateLabel
                self.isOpen = isOpen
                self.unitID = unitID
                self.unitLabel = unitLabel
                self.leaderID = leaderID
                self.leaderLabel = leaderLabel
                self.heardOn = heardOn
                self.deadline = deadline
                self.deadlineOriginal = deadlineOriginal
                self.closedOn = closedOn
                self.workingDaysLate = workingDaysLate
                self.cycle = cycle
                self.isRestricted = isRestricted
                self.raisedByName = raisedByName
                self.isOverdue = isOverdue
            }
        }

        public static let name = "work.issue_head"
        public static let parameterTypes: [OID] = [20]
        public static let sql = """
            SELECT issue.id, issue.number, issue.title, issue.area, ref.label('issue_area', issue.area) AS area_label, issue.severity, issue.state,
                   ref.say(state.label_zh, state.label_en) AS state_label, state.is_open, issue.unit_id, units.label(issue.unit_id) AS unit_label, issue.leader_id,
                   coalesce(leader.name, issue.leader_name) AS leader_label, issue.heard_on, issue.deadline, issue.deadline_original, issue.closed_on,
                   issue.working_days_late, issue.cycle, work.is_restricted(issue.id) AS is_restricted, work.raised_by_name(issue.id) AS raised_by_name,
                   coalesce(state.is_open AND issue.deadline_original < ref.today(), false) AS is_overdue
            FROM work.issue
            JOIN ref.lifecycle_state AS state ON state.lifecycle = issue.lifecycle AND state.state = issue.state
            LEFT JOIN people.person AS leader ON leader.id = issue.leader_id
            WHERE issue.id = $1
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.issueID)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(
                id: try row.next(WorkIssue.ID.self),
                number: try row.next(String.self),
                title: try row.next(String.self),
                area: try row.next(String.self),
                areaLabel: try row.next(String.self),
                severity: try row.next(String.self),
                state: try row.next(String.self),
                stateLabel: try row.next(String.self),
                isOpen: try row.next(Bool.self),
                unitID: try row.next(UnitsUnit.ID?.self),
                unitLabel: try row.next(String?.self),
                leaderID: try row.next(PeoplePerson.ID?.self),
                leaderLabel: try row.next(String?.self),
                heardOn: try row.next(PGDate.self),
                deadline: try row.next(PGDate?.self),
                deadlineOriginal: try row.next(PGDate?.self),
                closedOn: try row.next(PGDate?.self),
                workingDaysLate: try row.next(Int32?.self),
                cycle: try row.next(Int32.self),
                isRestricted: try row.next(Bool.self),
                raisedByName: try row.next(String?.self),
                isOverdue: try row.next(Bool.self)
            )
        }
    }

    /// The issue of this number.
    public struct IssueIDOfNumber: MaybeStatement {
        public var number: String

        public init(number: String) {
            self.number = number
        }

        public struct Row: Sendable, Hashable {
            public var id: WorkIssue.ID

            public init(id: WorkIssue.ID) {
                self.id = id
            }
        }

        public static let name = "work.issue_id_of_number"
        public static let parameterTypes: [OID] = [25]
        public static let sql = """
            SELECT id FROM work.issue WHERE number = $1
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.number)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(id: try row.next(WorkIssue.ID.self))
        }
    }

    /// What happened to an issue, oldest first.
    public struct IssueEvents: ManyStatement {
        public var issueID: WorkIssue.ID

        public init(issueID: WorkIssue.ID) {
            self.issueID = issueID
        }

        public struct Row: Sendable, Hashable {
            public var id: WorkIssueEvent.ID
            public var action: String
            public var actionLabel: String
            public var toStateLabel: String
            public var personName: String?
            public var happenedAt: PGTimestamp
            public var reason: String?

            public init(
                id: WorkIssueEvent.ID,
                action: String,
                actionLabel: String,
                toStateLabel: String,
                personName: String?,
                happenedAt: PGTimestamp,
                reason: String?
            ) {
                self.id = id
                self.action = action
                self.actionLabel = actionLabel
                self.toStateLabel = toStateLabel
                self.personName = personName
                self.happenedAt = happenedAt
                self.reason = reason
            }
        }

        public static let name = "work.issue_events"
        public static let parameterTypes: [OID] = [20]
        public static let sql = """
            SELECT event.id, event.action,
                   coalesce((SELECT ref.say(step.label_zh, step.label_en) FROM ref.lifecycle_transition AS step WHERE step.lifecycle = 'issue' AND step.action = event.action LIMIT 1),
                            CASE event.action WHEN 'report' THEN ref.say('登记', 'raised') WHEN 'import' THEN ref.say('台账导入', 'imported') WHEN 'task_done' THEN ref.say('任务完成', 'task done')
                                 WHEN 'task_cancel' THEN ref.say('任务取消', 'task cancelled') ELSE event.action END) AS action_label,
                   ref.state_label('issue', event.to_state) AS to_state_label, person.name AS person_name, event.happened_at, event.reason
            FROM work.issue_event AS event LEFT JOIN people.person ON person.id = event.person_id
            WHERE event.issue_id = $1 ORDER BY event.id
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.issueID)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(
                id: try row.next(WorkIssueEvent.ID.self),
                action: try row.next(String.self),
                actionLabel: try row.next(String.self),
                toStateLabel: try row.next(String.self),
                personName: try row.next(String?.self),
                happenedAt: try row.next(PGTimestamp.self),
                reason: try row.next(String?.self)
            )
        }
    }

    /// Tasks of an issue.
    public struct IssueTasks: ManyStatement {
        public var issueID: WorkIssue.ID

        public init(issueID: WorkIssue.ID) {
            self.issueID = issueID
        }

        public struct Row: Sendable, Hashable {
            public var id: WorkTask.ID
            public var measure: String
            public var unitLabel: String?
            public var personName: String?
            public var deadline: PGDate
            public var state: String
            public var stateLabel: String
            public var isOpen: Bool
            public var doneOn: PGDate?
            public var cycle: Int32
            public var isMine: Bool

            public init(
                id: WorkTask.ID,
                measure: String,
                unitLabel: String?,
                personName: String?,
                deadline: PGDate,
                state: String,
                stateLabel: String,
                isOpen: Bool,
                doneOn: PGDate?,
                cycle: Int32,
                isMine: Bool
            ) {
                self.id = id
                self.measure = measure
                self.unitLabel = unitLabel
                self.personName = personName
                self.deadline = deadline
                self.state = state
                self.stateLabel = stateLabel
                self.isOpen = isOpen
                self.doneOn = doneOn
                self.cycle = cycle
                self.isMine = isMine
            }
        }

        public static let name = "work.issue_tasks"
        public static let parameterTypes: [OID] = [20]
        public static let sql = """
            SELECT task.id, task.measure, units.label(task.unit_id) AS unit_label, person.name AS person_name, task.deadline, task.state,
                   ref.say(state.label_zh, state.label_en) AS state_label, state.is_open, task.done_on, task.cycle, coalesce(task.person_id = access.person_id(), false) AS is_mine
            FROM work.task JOIN ref.lifecycle_state AS state ON state.lifecycle = task.lifecycle AND state.state = task.state
            LEFT JOIN people.person ON person.id = task.person_id
            WHERE task.issue_id = $1 ORDER BY task.cycle, task.id
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.issueID)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(
                id: try row.next(WorkTask.ID.self),
                measure: try row.next(String.self),
                unitLabel: try row.next(String?.self),
                personName: try row.next(String?.self),
                deadline: try row.next(PGDate.self),
                state: try row.next(String.self),
                stateLabel: try row.next(String.self),
                isOpen: try row.next(Bool.self),
                doneOn: try row.next(PGDate?.self),
                cycle: try row.next(Int32.self),
                isMine: try row.next(Bool.self)
            )
        }
    }

    /// Milestones of an issue's tasks.
    public struct IssueMilestones: ManyStatement {
        public var issueID: WorkIssue.ID

        public init(issueID: WorkIssue.ID) {
            self.issueID = issueID
        }

        public struct Row: Sendable, Hashable {
            public var id: WorkMilestone.ID
            public var taskID: WorkTask.ID
            public var ordinal: Int32
            public var label: String
            public var plannedOn: PGDate
            public var doneOn: PGDate?

            public init(
                id: WorkMilestone.ID,
                taskID: WorkTask.ID,
                ordinal: Int32,
                label: String,
                plannedOn: PGDate,
                doneOn: PGDate?
            ) {
                self.id = id
                self.taskID = taskID
                self.ordinal = ordinal
                self.label = label
                self.plannedOn = plannedOn
                self.doneOn = doneOn
            }
        }

        public static let name = "work.issue_milestones"
        public static let parameterTypes: [OID] = [20]
        public static let sql = """
            SELECT milestone.id, milestone.task_id, milestone.ordinal, milestone.label, milestone.planned_on, milestone.done_on
            FROM work.milestone JOIN work.task ON task.id = milestone.task_id WHERE task.issue_id = $1 ORDER BY milestone.task_id, milestone.ordinal
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.issueID)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(
                id: try row.next(WorkMilestone.ID.self),
                taskID: try row.next(WorkTask.ID.self),
                ordinal: try row.next(Int32.self),
                label: try row.next(String.self),
                plannedOn: try row.next(PGDate.self),
                doneOn: try row.next(PGDate?.self)
            )
        }
    }

    /// Results and sign-offs of an issue, one a cycle.
    public struct IssueResults: ManyStatement {
        public var issueID: WorkIssue.ID

        public init(issueID: WorkIssue.ID) {
            self.issueID = issueID
        }

        public struct Row: Sendable, Hashable {
            public var cycle: Int32
            public var text: String
            public var evidence: String
            public var achievedOn: PGDate
            public var claimedByName: String?
            public var verifiedOn: PGDate?
            public var verifiedByName: String?
            public var method: String?

            public init(
                cycle: Int32,
                text: String,
                evidence: String,
                achievedOn: PGDate,
                claimedByName: String?,
                verifiedOn: PGDate?,
                verifiedByName: String?,
                method: String?
            ) {
                self.cycle = cycle
                self.text = text
                self.evidence = evidence
                self.achievedOn = achievedOn
                self.claimedByName = claimedByName
                self.verifiedOn = verifiedOn
                self.verifiedByName = verifiedByName
                self.method = method
            }
        }

        public static let name = "work.issue_results"
        public static let parameterTypes: [OID] = [20]
        public static let sql = """
            SELECT result.cycle, result.text, result.evidence, result.achieved_on, claimer.name AS claimed_by_name, signoff.verified_on,
                   verifier.name AS verified_by_name, signoff.method
            FROM work.result LEFT JOIN people.person AS claimer ON claimer.id = result.claimed_by
            LEFT JOIN work.signoff ON signoff.issue_id = result.issue_id AND signoff.cycle = result.cycle
            LEFT JOIN people.person AS verifier ON verifier.id = signoff.verified_by
            WHERE result.issue_id = $1 ORDER BY result.cycle
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.issueID)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(
                cycle: try row.next(Int32.self),
                text: try row.next(String.self),
                evidence: try row.next(String.self),
                achievedOn: try row.next(PGDate.self),
                claimedByName: try row.next(String?.self),
                verifiedOn: try row.next(PGDate?.self),
                verifiedByName: try row.next(String?.self),
                method: try row.next(String?.self)
            )
        }
    }

    /// What the caller may do with an issue now.
    public struct IssueActions: ManyStatement {
        public var issueID: WorkIssue.ID

        public init(issueID: WorkIssue.ID) {
            self.issueID = issueID
        }

        public struct Row: Sendable, Hashable {
            public var action: String
            public var label: String
            public var condition: String

            public init(action: String, label: String, condition: String) {
                self.action = action
                self.label = label
                self.condition = condition
            }
        }

        public static let name = "work.issue_actions"
        public static let parameterTypes: [OID] = [20]
        public static let sql = """
            SELECT action, label, guard AS condition FROM work.issue_actions($1)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.issueID)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(
                action: try row.next(String.self),
                label: try row.next(String.self),
                condition: try row.next(String.self)
            )
        }
    }

    /// The report behind a restricted issue, for discipline alone. Logged.
    public struct IssueConductReport: ManyStatement {
        public var issueID: WorkIssue.ID

        public init(issueID: WorkIssue.ID) {
            self.issueID = issueID
        }

        public struct Row: Sendable, Hashable {
            public var text: String
            public var reporterName: String?
            public var outcome: String?

            public init(text: String, reporterName: String?, outcome: String?) {
                self.text = text
                self.reporterName = reporterName
                self.outcome = outcome
            }
        }

        public static let name = "work.issue_conduct_report"
        public static let parameterTypes: [OID] = [20]
        public static let sql = """
            SELECT text, reporter_name, outcome FROM work.read_conduct_report($1)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.issueID)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(
                text: try row.next(String.self),
                reporterName: try row.next(String?.self),
                outcome: try row.next(String?.self)
            )
        }
    }

    /// Raises an issue.
    public struct AddIssue: OneStatement {
        public var title: String
        public var area: String
        public var channel: String
        public var heardOn: PGDate
        public var severity: String
        public var visitID: FieldVisit.ID?

        public init(
            title: String,
            area: String,
            channel: String,
            heardOn: PGDate,
            severity: String,
            visitID: FieldVisit.ID?
        ) {
            self.title = title
            self.area = area
            self.channel = channel
            self.heardOn = heardOn
            self.severity = severity
            self.visitID = visitID
        }

        public struct Row: Sendable, Hashable {
            public var issueID: Int64

            public init(issueID: Int64) {
                self.issueID = issueID
            }
        }

        public static let name = "work.add_issue"
        public static let parameterTypes: [OID] = [25, 25, 25, 1082, 25, 20]
        public static let sql = """
            SELECT work.add_issue($1, $2, $3, $4, $5, $6) AS issue_id
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.title)
            parameters.append(self.area)
            parameters.append(self.channel)
            parameters.append(self.heardOn)
            parameters.append(self.severity)
            parameters.append(self.visitID)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(issueID: try row.next(Int64.self))
        }
    }

    /// Declines an issue with a reason.
    public struct DeclineIssue: ExecuteStatement {
        public var issueID: WorkIssue.ID
        public var reason: String

        public init(issueID: WorkIssue.ID, reason: String) {
            self.issueID = issueID
            self.reason = reason
        }

        public static let name = "work.decline_issue"
        public static let parameterTypes: [OID] = [20, 25]
        public static let sql = """
            SELECT work.decline_issue($1, $2)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.issueID)
            parameters.append(self.reason)
        }
    }

    /// Gives an issue to a leader and a unit with a deadline.
    public struct AssignIssue: ExecuteStatement {
        public var issueID: WorkIssue.ID
        public var leaderID: PeoplePerson.ID
        public var unitID: UnitsUnit.ID
        public var deadline: PGDate

        public init(issueID: WorkIssue.ID, leaderID: PeoplePerson.ID, unitID: UnitsUnit.ID, deadline: PGDate) {
            self.issueID = issueID
            self.leaderID = leaderID
            self.unitID = unitID
            self.deadline = deadline
        }

        public static let name = "work.assign_issue"
        public static let parameterTypes: [OID] = [20, 20, 20, 1082]
        public static let sql = """
            SELECT work.assign_issue($1, $2, $3, $4)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.issueID)
            parameters.append(self.leaderID)
            parameters.append(self.unitID)
            parameters.append(self.deadline)
        }
    }

    /// Claims that an issue is done, with its result and evidence.
    public struct ClaimIssueDone: ExecuteStatement {
        public var issueID: WorkIssue.ID
        public var result: String
        public var evidence: String

        public init(issueID: WorkIssue.ID, result: String, evidence: String) {
            self.issueID = issueID
            self.result = result
            self.evidence = evidence
        }

        public static let name = "work.claim_issue_done"
        public static let parameterTypes: [OID] = [20, 25, 25]
        public static let sql = """
            SELECT work.claim_done($1, $2, $3)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.issueID)
            parameters.append(self.result)
            parameters.append(self.evidence)
        }
    }

    /// Verifies a claimed issue; by another than its doers and leader.
    public struct VerifyIssue: ExecuteStatement {
        public var issueID: WorkIssue.ID
        public var method: String
        public var remark: String?

        public init(issueID: WorkIssue.ID, method: String, remark: String?) {
            self.issueID = issueID
            self.method = method
            self.remark = remark
        }

        public static let name = "work.verify_issue"
        public static let parameterTypes: [OID] = [20, 25, 25]
        public static let sql = """
            SELECT work.verify_issue($1, $2, $3)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.issueID)
            parameters.append(self.method)
            parameters.append(self.remark)
        }
    }

    /// Sends a claimed issue back to work.
    public struct ReturnIssue: ExecuteStatement {
        public var issueID: WorkIssue.ID
        public var reason: String

        public init(issueID: WorkIssue.ID, reason: String) {
            self.issueID = issueID
            self.reason = reason
        }

        public static let name = "work.return_issue"
        public static let parameterTypes: [OID] = [20, 25]
        public static let sql = """
            SELECT work.return_issue($1, $2)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.issueID)
            parameters.append(self.reason)
        }
    }

    /// Signs an issue off.
    public struct CloseIssue: ExecuteStatement {
        public var issueID: WorkIssue.ID

        public init(issueID: WorkIssue.ID) {
            self.issueID = issueID
        }

        public static let name = "work.close_issue"
        public static let parameterTypes: [OID] = [20]
        public static let sql = """
            SELECT work.close_issue($1)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.issueID)
        }
    }

    /// Reopens an issue with a reason and a new deadline.
    public struct ReopenIssue: ExecuteStatement {
        public var issueID: WorkIssue.ID
        public var reason: String
        public var deadline: PGDate

        public init(issueID: WorkIssue.ID, reason: String, deadline: PGDate) {
            self.issueID = issueID
            self.reason = reason
            self.deadline = deadline
        }

        public static let name = "work.reopen_issue"
        public static let parameterTypes: [OID] = [20, 25, 1082]
        public static let sql = """
            SELECT work.reopen_issue($1, $2, $3)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.issueID)
            parameters.append(self.reason)
            parameters.append(self.deadline)
        }
    }
}

extension Work.IssueList.Row: NamedFields {
    public static let fieldNames: [String] = [
        "id",
        "number",
        "title",
        "area",
        "areaLabel",
        "severity",
        "state",
        "stateLabel",
        "isOpen",
        "unitLabel",
        "leaderLabel",
        "heardOn",
        "deadline",
        "deadlineOriginal",
        "closedOn",
        "workingDaysLate",
        "cycle",
        "isRestricted",
        "isOverdue",
        "total"
    ]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.id
        case 1: return self.number
        case 2: return self.title
        case 3: return self.area
        case 4: return self.areaLabel
        case 5: return self.severity
        case 6: return self.state
        case 7: return self.stateLabel
        case 8: return self.isOpen
        case 9: return self.unitLabel
        case 10: return self.leaderLabel
        case 11: return self.heardOn
        case 12: return self.deadline
        case 13: return self.deadlineOriginal
        case 14: return self.closedOn
        case 15: return self.workingDaysLate
        case 16: return self.cycle
        case 17: return self.isRestricted
        case 18: return self.isOverdue
        case 19: return self.total
        default: return nil
        }
    }
}

extension Work.IssueHead.Row: NamedFields {
    public static let fieldNames: [String] = [
        "id",
        "number",
        "title",
        "area",
        "areaLabel",
        "severity",
        "state",
        "stateLabel",
        "isOpen",
        "unitID",
        "unitLabel",
        "leaderID",
        "leaderLabel",
        "heardOn",
        "deadline",
        "deadlineOriginal",
        "closedOn",
        "workingDaysLate",
        "cycle",
        "isRestricted",
        "raisedByName",
        "isOverdue"
    ]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.id
        case 1: return self.number
        case 2: return self.title
        case 3: return self.area
        case 4: return self.areaLabel
        case 5: return self.severity
        case 6: return self.state
        case 7: return self.stateLabel
        case 8: return self.isOpen
        case 9: return self.unitID
        case 10: return self.unitLabel
        case 11: return self.leaderID
        case 12: return self.leaderLabel
        case 13: return self.heardOn
        case 14: return self.deadline
        case 15: return self.deadlineOriginal
        case 16: return self.closedOn
        case 17: return self.workingDaysLate
        case 18: return self.cycle
        case 19: return self.isRestricted
        case 20: return self.raisedByName
        case 21: return self.isOverdue
        default: return nil
        }
    }
}

extension Work.IssueIDOfNumber.Row: NamedFields {
    public static let fieldNames: [String] = ["id"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.id
        default: return nil
        }
    }
}

extension Work.IssueEvents.Row: NamedFields {
    public static let fieldNames: [String] = [
        "id",
        "action",
        "actionLabel",
        "toStateLabel",
        "personName",
        "happenedAt",
        "reason"
    ]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.id
        case 1: return self.action
        case 2: return self.actionLabel
        case 3: return self.toStateLabel
        case 4: return self.personName
        case 5: return self.happenedAt
        case 6: return self.reason
        default: return nil
        }
    }
}

extension Work.IssueTasks.Row: NamedFields {
    public static let fieldNames: [String] = [
        "id",
        "measure",
        "unitLabel",
        "personName",
        "deadline",
        "state",
        "stateLabel",
        "isOpen",
        "doneOn",
        "cycle",
        "isMine"
    ]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.id
        case 1: return self.measure
        case 2: return self.unitLabel
        case 3: return self.personName
        case 4: return self.deadline
        case 5: return self.state
        case 6: return self.stateLabel
        case 7: return self.isOpen
        case 8: return self.doneOn
        case 9: return self.cycle
        case 10: return self.isMine
        default: return nil
        }
    }
}

extension Work.IssueMilestones.Row: NamedFields {
    public static let fieldNames: [String] = ["id", "taskID", "ordinal", "label", "plannedOn", "doneOn"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.id
        case 1: return self.taskID
        case 2: return self.ordinal
        case 3: return self.label
        case 4: return self.plannedOn
        case 5: return self.doneOn
        default: return nil
        }
    }
}

extension Work.IssueResults.Row: NamedFields {
    public static let fieldNames: [String] = [
        "cycle",
        "text",
        "evidence",
        "achievedOn",
        "claimedByName",
        "verifiedOn",
        "verifiedByName",
        "method"
    ]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.cycle
        case 1: return self.text
        case 2: return self.evidence
        case 3: return self.achievedOn
        case 4: return self.claimedByName
        case 5: return self.verifiedOn
        case 6: return self.verifiedByName
        case 7: return self.method
        default: return nil
        }
    }
}

extension Work.IssueActions.Row: NamedFields {
    public static let fieldNames: [String] = ["action", "label", "condition"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.action
        case 1: return self.label
        case 2: return self.condition
        default: return nil
        }
    }
}

extension Work.IssueConductReport.Row: NamedFields {
    public static let fieldNames: [String] = ["text", "reporterName", "outcome"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.text
        case 1: return self.reporterName
        case 2: return self.outcome
        default: return nil
        }
    }
}

extension Work.AddIssue.Row: NamedFields {
    public static let fieldNames: [String] = ["issueID"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.issueID
        default: return nil
        }
    }
}
