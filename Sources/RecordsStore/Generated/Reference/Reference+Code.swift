// generated from sql/queries/reference/code.sql by sqlgen: do not edit

public import Postgres

extension Reference {
    /// The codes of a list that are in use today.
    public struct CodeList: ManyStatement {
        public var list: String

        public init(list: String) {
            self.list = list
        }

        public struct Row: Sendable, Hashable {
            public var code: String
            public var label: String

            public init(code: String, label: String) {
                self.code = code
                self.label = label
            }
        }

        public static let name = "reference.code_list"
        public static let parameterTypes: [OID] = [25]
        public static let sql = """
            SELECT code, ref.say(label_zh, label_en) AS label FROM ref.code WHERE list = $1 AND valid @> ref.today() ORDER BY sort_order, code
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.list)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(code: try row.next(String.self), label: try row.next(String.self))
        }
    }
}

extension Reference.CodeList.Row: NamedFields {
    public static let fieldNames: [String] = ["code", "label"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.code
        case 1: return self.label
        default: return nil
        }
    }
}
