/// What the tool writes for `issueQueries` and the schema of `SmallSchool`, read line by line when it was put here.
extension GeneratorTests {
    static let issueSwift = ##"""
        // generated from sql/queries/work/issue.sql by sqlgen: do not edit

        public import Foundation
        public import Postgres

        extension Work {
            /// Issues of a student, newest first.
            ///
            /// All of them where no student is named.
            public struct IssueList: ManyStatement {
                public var studentID: PeopleStudent.ID?
                public var keys: [UUID]

                public init(studentID: PeopleStudent.ID?, keys: [UUID]) {
                    self.studentID = studentID
                    self.keys = keys
                }

                public struct Row: Sendable, Hashable {
                    public var id: WorkIssue.ID
                    public var studentID: PeopleStudent.ID?
                    public var title: String
                    public var raiser: String
                    public var `default`: Int64

                    public init(id: WorkIssue.ID, studentID: PeopleStudent.ID?, title: String, raiser: String, default: Int64) {
                        self.id = id
                        self.studentID = studentID
                        self.title = title
                        self.raiser = raiser
                        self.`default` = `default`
                    }
                }

                public static let name = "work.issue_list"
                public static let parameterTypes: [OID] = [20, 2951]
                public static let sql = #"""
                    SELECT issue.id, issue.student_id, issue.title, person.name AS raiser, count(step.id) AS "default"
                    FROM work.issue
                    JOIN people.person ON person.id = issue.raised_by
                    LEFT JOIN work.step ON step.issue_id = issue.id AND step.note <> E'\\n'
                    WHERE ($1::bigint IS NULL OR issue.student_id = $1) AND issue.key = ANY ($2)
                    GROUP BY issue.id, person.name
                    """#

                public func encode(into parameters: inout Parameters) {
                    parameters.append(self.studentID)
                    parameters.append(self.keys)
                }

                public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
                    Row(
                        id: try row.next(WorkIssue.ID.self),
                        studentID: try row.next(PeopleStudent.ID?.self),
                        title: try row.next(String.self),
                        raiser: try row.next(String.self),
                        default: try row.next(Int64.self)
                    )
                }
            }

            public struct IssueTouch: CountStatement {
                public var now: PGTimestamp
                public var id: WorkIssue.ID

                public init(now: PGTimestamp, id: WorkIssue.ID) {
                    self.now = now
                    self.id = id
                }

                public static let name = "work.issue_touch"
                public static let parameterTypes: [OID] = [1184, 20]
                public static let sql = """
                    UPDATE work.issue SET seen_at = $1 WHERE id = $2
                    """

                public func encode(into parameters: inout Parameters) {
                    parameters.append(self.now)
                    parameters.append(self.id)
                }
            }

            public struct IssuePing: ExecuteStatement {
                public init() {}

                public static let name = "work.issue_ping"
                public static let parameterTypes: [OID] = []
                public static let sql = """
                    SELECT pg_notify('work', '')
                    """

                public func encode(into parameters: inout Parameters) {}
            }
        }

        extension Work.IssueList.Row: NamedFields {
            public static let fieldNames: [String] = ["id", "studentID", "title", "raiser", "default"]

            public func field(_ index: Int) -> (any Sendable)? {
                switch index {
                case 0: return self.id
                case 1: return self.studentID
                case 2: return self.title
                case 3: return self.raiser
                case 4: return self.`default`
                default: return nil
                }
            }
        }

        """##

    static let identifiersSwift = ##"""
        // generated from the primary keys of the schema by sqlgen: do not edit

        /// The table `people.person`.
        public enum PeoplePerson {
            /// A key of `people.person`.
            public typealias ID = Identifier<PeoplePerson>
        }

        /// The table `people.student`.
        public enum PeopleStudent {
            /// A key of `people.student`.
            public typealias ID = Identifier<PeopleStudent>
        }

        extension Identifier<PeopleStudent> {
            /// The same number as a key of `people.person`, which a foreign key says it is.
            public var personID: PeoplePerson.ID { PeoplePerson.ID(rawValue: rawValue) }
        }

        /// The table `work.issue`.
        public enum WorkIssue {
            /// A key of `work.issue`.
            public typealias ID = Identifier<WorkIssue>
        }

        /// The table `work.step`.
        public enum WorkStep {
            /// A key of `work.step`.
            public typealias ID = Identifier<WorkStep>
        }

        """##
}
