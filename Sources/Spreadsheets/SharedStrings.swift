import CSpreadsheet

/// The texts of a workbook that its cells name by number.
enum SharedStrings {
    static func read(_ entry: ZipEntry) throws(SpreadsheetError.Problem) -> [String] {
        let stream = try XMLStream(entry)
        let item = stream.name("si")
        let text = stream.name("t")
        let phonetic = stream.name("rPh")
        var strings: [String] = []
        var current = ""
        var isInText = false
        var isInPhonetic = false
        while let event = try stream.next() {
            switch event {
            case .start(let isEmpty):
                let name = stream.localName
                if name == item {
                    current = ""
                    if isEmpty { strings.append("") }
                } else if name == text {
                    isInText = !isEmpty && !isInPhonetic
                } else if name == phonetic {
                    isInPhonetic = !isEmpty
                }
            case .end:
                let name = stream.localName
                if name == item {
                    strings.append(unescaped(current))
                } else if name == text {
                    isInText = false
                } else if name == phonetic {
                    isInPhonetic = false
                }
            case .text:
                // The runs of a rich text are joined; the reading aids of East Asian text (rPh) are left out.
                if isInText, let value = stream.value { current += String(cString: value) }
            }
        }
        return strings
    }

    /// Undoes `_x000D_`, the writing of characters that XML cannot hold (ECMA-376-1:2016, 22.9.2.19, ST_Xstring).
    static func unescaped(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "_")), text.contains("_x") else { return text }
        return text.replacing(#/_x([0-9A-Fa-f]{4})_/#) { match in
            guard let code = UInt32(match.output.1, radix: 16), let scalar = Unicode.Scalar(code) else {
                return String(match.output.0)
            }
            return String(Character(scalar))
        }
    }
}
