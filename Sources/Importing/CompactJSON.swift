/// Writes flat JSON objects of texts on one line, for jsonb columns (RFC 8259).
enum CompactJSON {
    /// An object with its keys in order, so that the same row always gives the same line.
    static func object(_ members: [String: String]) -> String {
        var output = "{"
        for (index, member) in members.sorted(by: { $0.key < $1.key }).enumerated() {
            if index > 0 { output += "," }
            write(member.key, to: &output)
            output += ":"
            write(member.value, to: &output)
        }
        return output + "}"
    }

    private static func write(_ text: String, to output: inout String) {
        output += "\""
        // Nearly all values need no escape; then they are copied whole.
        if text.utf8.contains(where: { $0 < 0x20 || $0 == 0x22 || $0 == 0x5C }) {
            for scalar in text.unicodeScalars { write(scalar, to: &output) }
        } else {
            output += text
        }
        output += "\""
    }

    private static func write(_ scalar: Unicode.Scalar, to output: inout String) {
        switch scalar {
        case "\"": output += "\\\""
        case "\\": output += "\\\\"
        case "\n": output += "\\n"
        case "\r": output += "\\r"
        case "\t": output += "\\t"
        // jsonb cannot hold U+0000; the cleaning has taken it out of every value, and no key may bring it back.
        case "\0": break
        case "\u{1}"..."\u{1F}":
            let code = String(scalar.value, radix: 16)
            output += "\\u" + String(repeating: "0", count: 4 - code.count) + code
        default: output.unicodeScalars.append(scalar)
        }
    }
}
