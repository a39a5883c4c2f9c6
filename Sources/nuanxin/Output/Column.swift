/// A column of an answer: its key in JSON and CSV, its heading and look in a table.
struct Column<Row> {
    /// As in SQL: `student_name`.
    let key: String
    /// nil: in JSON and CSV only.
    let heading: String?
    let json: (Row) -> JSONValue
    let shown: (Row) -> String

    /// A column that the table shows, too.
    init<Value: Showable>(_ key: String, _ chinese: String, _ english: String, _ value: @escaping (Row) -> Value) {
        self.key = key
        heading = say(chinese, english)
        json = { value($0).json }
        shown = { value($0).shown }
    }

    /// A column whose codes the table shows as words.
    init<Value: Showable>(
        _ key: String, _ chinese: String, _ english: String, _ value: @escaping (Row) -> Value,
        words: @escaping (Value) -> String
    ) {
        self.key = key
        heading = say(chinese, english)
        json = { value($0).json }
        shown = { words(value($0)) }
    }

    /// A column for programs, which the table leaves out.
    init<Value: Showable>(_ key: String, _ value: @escaping (Row) -> Value) {
        self.key = key
        heading = nil
        json = { value($0).json }
        shown = { value($0).shown }
    }

    /// Numbers line up at their ends.
    func isNumber(_ row: Row) -> Bool {
        if case .number = json(row) { true } else { false }
    }
}

extension Array {
    /// A row as a JSON object, its members in the order of the columns.
    func object<Row>(_ row: Row) -> JSONValue where Element == Column<Row> {
        .object(map { JSONValue.Member(key: $0.key, value: $0.json(row)) })
    }
}
