/// A node of the server's analysed statement.
///
/// The notation is that of PostgreSQL 15's outfuncs.c: `{NAME :field value …}`, `( … )` for lists, `<>` for nothing.
indirect enum Node: Sendable {
    case nothing
    case atom(String)
    case list([Node])
    case object(NodeObject)

    var object: NodeObject? { if case .object(let object) = self { object } else { nil } }
    var atom: String? { if case .atom(let text) = self { text } else { nil } }
    var int: Int? { atom.flatMap(Int.init) }

    /// The members of a list; none for nothing.
    var members: [Node] {
        switch self {
        case .nothing: []
        case .list(let members): members
        case .atom, .object: [self]
        }
    }

    var isNothing: Bool { if case .nothing = self { true } else { false } }
}

/// A class, so that a node has an identity to remember results under.
final class NodeObject: Sendable {
    let name: String
    let fields: [String: Node]

    init(name: String, fields: [String: Node]) {
        self.name = name
        self.fields = fields
    }

    subscript(field: String) -> Node { fields[field] ?? .nothing }
    func int(_ field: String) -> Int { self[field].int ?? 0 }
    func isTrue(_ field: String) -> Bool { self[field].atom == "true" }
    var id: ObjectIdentifier { ObjectIdentifier(self) }
}

/// Reads the notation.
struct NodeReader {
    private let scalars: [Unicode.Scalar]
    private var position = 0

    /// Nil where the text is not in the notation, so that the caller falls back to what needs no tree.
    static func read(_ text: String) -> Node? {
        var reader = NodeReader(scalars: Array(text.unicodeScalars))
        guard let node = reader.value() else { return nil }
        reader.skipBlanks()
        return reader.position == reader.scalars.count ? node : nil
    }

    private init(scalars: [Unicode.Scalar]) { self.scalars = scalars }

    private var next: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

    private mutating func skipBlanks() {
        while let next, next == " " || next == "\n" || next == "\t" { position += 1 }
    }

    private mutating func token() -> String? {
        var text = ""
        let start = position
        while let next, !" \n\t(){}".unicodeScalars.contains(next) {
            position += 1
            if next == "\\", let escaped = self.next {
                text.unicodeScalars.append(escaped)
                position += 1
            } else {
                text.unicodeScalars.append(next)
            }
        }
        return position > start ? text : nil
    }

    private mutating func quoted() -> String? {
        var text = ""
        position += 1
        while let next {
            position += 1
            if next == "\"" { return text }
            if next == "\\", let escaped = self.next {
                text.unicodeScalars.append(escaped)
                position += 1
            } else {
                text.unicodeScalars.append(next)
            }
        }
        return nil
    }

    private mutating func value() -> Node? {
        skipBlanks()
        switch next {
        case nil: return nil
        case "{": return object()
        case "(": return list()
        case "\"": return quoted().map(Node.atom)
        case "<" where position + 1 < scalars.count && scalars[position + 1] == ">":
            position += 2
            return .nothing
        default: return token().map(Node.atom)
        }
    }

    private mutating func list() -> Node? {
        position += 1
        var members: [Node] = []
        while true {
            skipBlanks()
            if next == ")" {
                position += 1
                // Lists of numbers begin with their kind: (i 1 2), (o 23 25), (b 4).
                if case .atom(let kind)? = members.first, ["i", "o", "b"].contains(kind) { members.removeFirst() }
                return .list(members)
            }
            guard let member = value() else { return nil }
            members.append(member)
        }
    }

    private mutating func object() -> Node? {
        position += 1
        skipBlanks()
        guard let name = token() else { return nil }
        var fields: [String: Node] = [:]
        while true {
            skipBlanks()
            switch next {
            case "}":
                position += 1
                return .object(NodeObject(name: name, fields: fields))
            case ":":
                position += 1
                guard let field = token() else { return nil }
                var values: [Node] = []
                while true {
                    skipBlanks()
                    if next == ":" || next == "}" { break }
                    guard let value = value() else { return nil }
                    values.append(value)
                }
                // A constant's bytes are several tokens; everything else that we read is one.
                fields[field] = values.count == 1 ? values[0] : .list(values)
            default: return nil
            }
        }
    }
}
