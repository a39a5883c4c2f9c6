/// A value on its way out, as JSON has them (RFC 8259). Members of an object keep their order.
enum JSONValue: Sendable, Hashable {
    case null
    case text(String)
    /// Digits, with a point and a sign where there are any.
    case number(String)
    case flag(Bool)
    case list([JSONValue])
    case object([Member])

    struct Member: Sendable, Hashable {
        var key: String
        var value: JSONValue
    }

    static func members(_ pairs: [(String, JSONValue)]) -> JSONValue {
        .object(pairs.map { Member(key: $0.0, value: $0.1) })
    }

    /// On one line.
    var line: String {
        var output = ""
        write(to: &output)
        return output
    }

    private func write(to output: inout String) {
        switch self {
        case .null: output += "null"
        case .text(let text): Self.write(text, to: &output)
        case .number(let digits): output += digits
        case .flag(let flag): output += flag ? "true" : "false"
        case .list(let values):
            output += "["
            for (index, value) in values.enumerated() {
                if index > 0 { output += "," }
                value.write(to: &output)
            }
            output += "]"
        case .object(let members):
            output += "{"
            for (index, member) in members.enumerated() {
                if index > 0 { output += "," }
                Self.write(member.key, to: &output)
                output += ":"
                member.value.write(to: &output)
            }
            output += "}"
        }
    }

    private static func write(_ text: String, to output: inout String) {
        output += "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": output += "\\\""
            case "\\": output += "\\\\"
            case "\n": output += "\\n"
            case "\r": output += "\\r"
            case "\t": output += "\\t"
            // Controls by RFC 8259; the C1 ones and DEL besides, for some of them are commands to a terminal.
            case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}":
                let code = String(scalar.value, radix: 16)
                output += "\\u" + String(repeating: "0", count: 4 - code.count) + code
            default: output.unicodeScalars.append(scalar)
            }
        }
        output += "\""
    }
}
