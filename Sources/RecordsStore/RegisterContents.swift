import Foundation

/// What `registers.page` answers: a page of a register.
public struct RegisterTable: Decodable, Sendable {
    public var register: String
    public var label: String
    public var systems: [String]
    public var headings: [RegisterHeading]
    public var filters: [RegisterField]
    public var rows: [RegisterRow]
    /// Whether another page follows.
    public var more: Bool
    public var actions: [RegisterAction]

    /// - Throws: `RecordsError.unexpected` where the answer is not what the database promises.
    public init(json: String) throws(RecordsError) { self = try RegisterJSON.decoded(json) }
}

/// What `registers.open` answers: a record, its lists, what happened to it, what can be done with it now.
public struct RegisterEntry: Decodable, Sendable {
    public struct Part: Decodable, Sendable {
        public var part: String
        public var label: String
        public var headings: [RegisterHeading]
        public var rows: [RegisterRow]
    }

    public struct Event: Decodable, Sendable {
        /// School time, to the minute.
        public var at: String
        public var action: String
        public var from: String?
        public var to: String
        public var person: String?
        public var reason: String?
    }

    public var register: String
    public var label: String
    public var id: Int64
    /// nil: its records have no states.
    public var lifecycle: String?
    public var hasHistory: Bool
    public var headings: [RegisterHeading]
    public var record: [String: RegisterValue]
    /// What the values are called in the caller's language, by column.
    public var words: [String: String?]
    public var parts: [Part]
    public var events: [Event]
    public var actions: [RegisterAction]

    /// - Throws: `RecordsError.unexpected` where the answer is not what the database promises.
    public init(json: String) throws(RecordsError) { self = try RegisterJSON.decoded(json) }
}

/// A column of a list or of a record.
public struct RegisterHeading: Decodable, Sendable {
    public var name: String
    public var label: String
    public var kind: String
    /// The code list, life cycle or register that the values are of.
    public var source: String?
}

/// A row of a list: its values, and what they are called.
public struct RegisterRow: Decodable, Sendable {
    public var record: [String: RegisterValue]
    public var words: [String: String?]

    public init(record: [String: RegisterValue], words: [String: String?]) {
        self.record = record
        self.words = words
    }

    /// The key of the record, where the list is of records.
    public var id: String? {
        guard case .number(let digits)? = record["id"] else { return nil }
        return digits
    }

    public func word(_ column: String) -> String? { words[column] ?? nil }
}

/// Something that can be done: a form.
public struct RegisterAction: Decodable, Sendable {
    public var action: String
    public var label: String
    public var hint: String?
    /// What must hold, in words.
    public var `guard`: String?
    public var fields: [RegisterField]
}

/// A field of a form.
public struct RegisterField: Decodable, Sendable {
    public struct Choice: Decodable, Sendable {
        public var value: String
        public var label: String
    }

    public var name: String
    public var label: String
    public var kind: String
    public var required: Bool
    public var choices: [Choice]?
}

/// A value of a record, as PostgreSQL's JSON has it.
public enum RegisterValue: Decodable, Sendable, Hashable {
    case null
    case flag(Bool)
    /// As it was written, so that amounts keep their cents.
    case number(String)
    case text(String)
    case list([RegisterValue])
    case object([String: RegisterValue])

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let flag = try? container.decode(Bool.self) {
            self = .flag(flag)
        } else if let number = try? container.decode(Decimal.self) {
            self = .number(number.description)
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let list = try? container.decode([RegisterValue].self) {
            self = .list(list)
        } else {
            self = .object(try container.decode([String: RegisterValue].self))
        }
    }
}

/// What is sent to `registers.page` and `registers.run`: what was typed, by field.
public enum RegisterJSON {
    /// Fields with nothing in them are left out.
    public static func encoded(_ fields: [(name: String, value: String)]) -> String {
        let typed = fields.filter { !$0.value.trimmingCharacters(in: .whitespacesAndNewlines).isEmpty }
        let object = Dictionary(typed.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
        guard let data = try? JSONEncoder().encode(object) else { return "{}" }
        return String(decoding: data, as: UTF8.self)
    }

    static func decoded<Contents: Decodable>(_ json: String) throws(RecordsError) -> Contents {
        do {
            return try JSONDecoder().decode(Contents.self, from: Data(json.utf8))
        } catch {
            throw .unexpected("\(error)")
        }
    }
}
