import CSpreadsheet

/// Reads one XML part from front to back with libxml2's xmlTextReader, holding no more of it than the current node.
///
/// Document types are refused, so no entity is ever expanded, and nothing is fetched from a network.
final class XMLStream {
    enum Event {
        /// `isEmpty`: `<c/>`, which has no end event of its own.
        case start(isEmpty: Bool)
        case end
        case text
    }

    typealias Name = UnsafePointer<xmlChar>

    /// libxml2 wants its globals made before the first use, by one thread.
    private static let isReady: Bool = {
        xmlInitParser()
        return true
    }()

    private let reader: xmlTextReaderPtr
    private let entry: ZipEntry

    init(_ entry: ZipEntry) throws(SpreadsheetError.Problem) {
        precondition(Self.isReady)
        self.entry = entry
        // NONET: no network. NOERROR, NOWARNING: libxml2 would print to stderr. No NOENT, DTDLOAD or HUGE: entities
        // stay unexpanded, and libxml2's own limits (10 MB a text node, 256 levels) hold.
        let options =
            XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
            | XML_PARSE_COMPACT.rawValue
        let reader = xmlReaderForIO(
            { context, buffer, count in
                guard let context, let buffer, count > 0 else { return -1 }
                let entry = Unmanaged<ZipEntry>.fromOpaque(context).takeUnretainedValue()
                return Int32(entry.read(into: buffer, count: Int(count)))
            },
            // The entry belongs to `self.entry`, which outlives the reader.
            { _ in 0 },
            Unmanaged.passUnretained(entry).toOpaque(), nil, nil, Int32(options))
        guard let reader else { throw .damaged(part: entry.name) }
        // Some errors are printed in spite of NOERROR; what is wrong is told by `next()`.
        xmlTextReaderSetStructuredErrorHandler(reader, { _, _ in }, nil)
        self.reader = reader
    }

    deinit { xmlFreeTextReader(reader) }

    /// The one pointer that stands for a name in this part, so that names are compared by a single comparison.
    func name(_ text: String) -> Name? { xmlTextReaderConstString(reader, text) }

    /// The local name (without prefix) of the current element or attribute.
    var localName: Name? { xmlTextReaderConstLocalName(reader) }

    /// The text of the current text node or attribute.
    var value: Name? { xmlTextReaderConstValue(reader) }

    /// Steps to the next start, end or text; nil at the end of the part.
    func next() throws(SpreadsheetError.Problem) -> Event? {
        while true {
            let status = xmlTextReaderRead(reader)
            guard status == 1 else {
                if let problem = entry.problem { throw problem }
                if status == 0 { return nil }
                throw .damaged(part: entry.name)
            }
            switch UInt32(bitPattern: xmlTextReaderNodeType(reader)) {
            case XML_READER_TYPE_ELEMENT.rawValue: return .start(isEmpty: xmlTextReaderIsEmptyElement(reader) == 1)
            case XML_READER_TYPE_END_ELEMENT.rawValue: return .end
            case XML_READER_TYPE_TEXT.rawValue, XML_READER_TYPE_CDATA.rawValue, XML_READER_TYPE_WHITESPACE.rawValue,
                XML_READER_TYPE_SIGNIFICANT_WHITESPACE.rawValue:
                return .text
            case XML_READER_TYPE_DOCUMENT_TYPE.rawValue, XML_READER_TYPE_ENTITY_REFERENCE.rawValue,
                XML_READER_TYPE_ENTITY.rawValue:
                throw .forbiddenXML(part: entry.name)
            default: continue
            }
        }
    }

    /// Calls `body` for each attribute of the current element, then returns to the element.
    func forEachAttribute(_ body: (_ name: Name?, _ value: Name) -> Void) {
        var status = xmlTextReaderMoveToFirstAttribute(reader)
        while status == 1 {
            if let value { body(localName, value) }
            status = xmlTextReaderMoveToNextAttribute(reader)
        }
        xmlTextReaderMoveToElement(reader)
    }

    /// The attributes of the current element by local name: for the small parts, where speed does not matter.
    var attributes: [String: String] {
        var found: [String: String] = [:]
        forEachAttribute { name, value in
            guard let name else { return }
            found[String(cString: name)] = String(cString: value)
        }
        return found
    }

    /// The name of the current element as text: for the small parts.
    var elementName: String { localName.map { String(cString: $0) } ?? "" }
}
