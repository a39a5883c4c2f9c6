/// Reads `multipart/form-data`, RFC 7578, as browsers write it.
///
/// Strict: no preamble, no transfer encodings, no nested parts, UTF-8 names, one file.
enum MultipartParser {
    enum Problem: Error, Equatable {
        case noBoundary, malformed, tooManyParts, tooManyFiles
    }

    static let maximumParts = 50

    /// The boundary that the header `Content-Type` names, RFC 2046 section 5.1.1: 1 to 70 characters.
    static func boundary(ofContentType contentType: String) -> String? {
        let parts = contentType.split(separator: ";").map { $0.drop { $0 == " " || $0 == "\t" } }
        guard parts.first?.lowercased() == "multipart/form-data" else { return nil }
        for part in parts.dropFirst() where part.lowercased().hasPrefix("boundary=") {
            var value = part.dropFirst("boundary=".count)
            if value.hasPrefix("\""), value.hasSuffix("\""), value.count >= 2 { value = value.dropFirst().dropLast() }
            let allowed = value.utf8.allSatisfy {
                $0 >= 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
            }
            return (1...70).contains(value.utf8.count) && allowed ? String(value) : nil
        }
        return nil
    }

    static func parse(_ body: [UInt8], boundary: String) throws(Problem) -> FormBody {
        let opening = Array(("--" + boundary).utf8)
        // Within the body each delimiter begins with the line break before it.
        let delimiter = [0x0D, 0x0A] + opening
        guard body.starts(with: opening) else { throw .malformed }
        var form = FormBody()
        var parts = 0
        var position = opening.count
        while true {
            // After a delimiter: "--" for the last, else a line break.
            if body[position...].starts(with: [0x2D, 0x2D]) {
                let rest = body[(position + 2)...]
                guard rest.isEmpty || rest.elementsEqual([0x0D, 0x0A]) else { throw .malformed }
                return form
            }
            guard body[position...].starts(with: [0x0D, 0x0A]) else { throw .malformed }
            position += 2
            guard let headerEnd = find([0x0D, 0x0A, 0x0D, 0x0A], in: body, from: position),
                let contentEnd = find(delimiter, in: body, from: headerEnd + 2)
            else { throw .malformed }
            parts += 1
            guard parts <= maximumParts else { throw .tooManyParts }
            let content = contentEnd >= headerEnd + 4 ? body[(headerEnd + 4)..<contentEnd] : []
            try add(headers: body[position..<headerEnd], content: content, to: &form)
            position = contentEnd + delimiter.count
        }
    }

    private static func add(
        headers: ArraySlice<UInt8>, content: ArraySlice<UInt8>, to form: inout FormBody
    ) throws(Problem) {
        guard let headers = String(validating: headers, as: UTF8.self), headers.utf8.count <= 8192 else {
            throw .malformed
        }
        var name: String?
        var fileName: String?
        // "\r\n" is one Character, and split by lines takes it as one.
        for line in headers.split(whereSeparator: \.isNewline) {
            guard let colon = line.firstIndex(of: ":") else { throw .malformed }
            switch line[..<colon].lowercased() {
            case "content-disposition":
                let value = line[line.index(after: colon)...].drop { $0 == " " }
                guard value.lowercased().hasPrefix("form-data;") else { throw .malformed }
                name = parameter("name", of: value)
                fileName = parameter("filename", of: value)
            case "content-transfer-encoding": throw .malformed
            default: continue
            }
        }
        guard let name else { throw .malformed }
        if let fileName {
            // A file field that was left empty.
            if fileName.isEmpty && content.isEmpty { return }
            guard form.file == nil else { throw .tooManyFiles }
            form.file = UploadedFile(name: displayName(fileName), bytes: Array(content))
        } else {
            guard let value = String(validating: content, as: UTF8.self) else { throw .malformed }
            form.fields.append((name, value))
        }
    }

    /// A quoted parameter. Browsers write `%22` for a quotation mark in a name and never a backslash escape:
    /// https://html.spec.whatwg.org/#multipart-form-data
    private static func parameter(_ wanted: String, of value: Substring) -> String? {
        var rest = value
        while let semicolon = rest.firstIndex(of: ";") {
            rest = rest[rest.index(after: semicolon)...].drop { $0 == " " }
            guard rest.lowercased().hasPrefix(wanted + "=\"") else { continue }
            let quoted = rest.dropFirst(wanted.count + 2)
            return quoted.firstIndex(of: "\"").map { String(quoted[..<$0]) }
        }
        return nil
    }

    /// The last part of a path, without control characters, shortened.
    static func displayName(_ name: String) -> String {
        let last = name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? ""
        let visible = String(
            String.UnicodeScalarView(
                last.unicodeScalars.filter {
                    $0.properties.generalCategory != .control && $0.properties.generalCategory != .format
                }))
        return visible.isEmpty ? "file" : String(visible.prefix(120))
    }

    private static func find(_ pattern: [UInt8], in body: [UInt8], from start: Int) -> Int? {
        guard let first = pattern.first, body.count >= pattern.count, start >= 0 else { return nil }
        let last = body.count - pattern.count
        var index = start
        while index <= last {
            guard let candidate = body[index...last].firstIndex(of: first) else { return nil }
            if body[candidate...].starts(with: pattern) { return candidate }
            index = candidate + 1
        }
        return nil
    }
}
