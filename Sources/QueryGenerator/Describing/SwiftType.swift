/// The Swift type of a parameter or a result column, without its optionality.
struct SwiftType: Equatable, Sendable {
    /// As Swift writes it: `PeopleStudent.ID`, `[Int64]`.
    var name: String
    /// The module to import for it beside Postgres: `Foundation`, `Records`.
    var module: String?

    /// - Parameter holdsNull: whether elements may be NULL.
    func array(holdsNull: Bool = false) -> SwiftType {
        SwiftType(name: "[\(name)\(holdsNull ? "?" : "")]", module: module)
    }
}

/// PostgreSQL types -> Swift types.
struct TypeMap: Sendable {
    let catalog: Catalog

    /// What a :copy writes where its binary form is not that of the type above: jsonb's begins with a version.
    static func copied(_ type: SwiftType, as oid: UInt32) -> SwiftType {
        oid == 3802 && type.name == "String" ? SwiftType(name: "PGJSONB") : type
    }

    /// Built-in types by their OID: pg_type.dat of PostgreSQL 15. Arrays of them follow from these.
    private static let known: [UInt32: SwiftType] = [
        16: SwiftType(name: "Bool"),
        17: SwiftType(name: "[UInt8]"),  // bytea
        18: SwiftType(name: "UInt8"),  // "char"
        19: SwiftType(name: "String"),  // name
        20: SwiftType(name: "Int64"),
        21: SwiftType(name: "Int16"),
        23: SwiftType(name: "Int32"),
        25: SwiftType(name: "String"),  // text
        26: SwiftType(name: "OID"),
        114: SwiftType(name: "String"),  // json
        142: SwiftType(name: "String"),  // xml
        700: SwiftType(name: "Float"),
        701: SwiftType(name: "Double"),
        1042: SwiftType(name: "String"),  // character(n)
        1043: SwiftType(name: "String"),  // character varying
        1700: SwiftType(name: "PGNumeric"),
        2950: SwiftType(name: "UUID", module: "Foundation"),
        3802: SwiftType(name: "String"),  // jsonb
        5069: SwiftType(name: "PGTransactionID"),  // xid8
        // Dates and times
        1082: SwiftType(name: "PGDate"),
        1083: SwiftType(name: "PGTime"),
        1114: SwiftType(name: "PGLocalTimestamp"),
        1184: SwiftType(name: "PGTimestamp"),  // with time zone
        1186: SwiftType(name: "PGInterval"),
        1266: SwiftType(name: "PGZonedTime"),
        // Networks and bits
        650: SwiftType(name: "PGCIDR"),
        774: SwiftType(name: "PGMACAddress8"),
        829: SwiftType(name: "PGMACAddress"),
        869: SwiftType(name: "PGInet"),
        1560: SwiftType(name: "PGBitString"),
        1562: SwiftType(name: "PGBitString"),  // bit varying
        // Ranges and multiranges
        3904: SwiftType(name: "PGRange<Int32>"),
        3906: SwiftType(name: "PGRange<PGNumeric>"),
        3908: SwiftType(name: "PGRange<PGLocalTimestamp>"),
        3910: SwiftType(name: "PGRange<PGTimestamp>"),  // with time zone
        3912: SwiftType(name: "PGRange<PGDate>"),
        3926: SwiftType(name: "PGRange<Int64>"),
        4451: SwiftType(name: "PGMultirange<Int32>"),
        4532: SwiftType(name: "PGMultirange<PGNumeric>"),
        4533: SwiftType(name: "PGMultirange<PGLocalTimestamp>"),
        4534: SwiftType(name: "PGMultirange<PGTimestamp>"),  // with time zone
        4535: SwiftType(name: "PGMultirange<PGDate>"),
        4536: SwiftType(name: "PGMultirange<Int64>"),
    ]

    /// Nil where no Swift type stands for it.
    /// - Parameter elementsHoldNull: whether the elements of an array may be NULL.
    func swiftType(of oid: UInt32, elementsHoldNull: Bool = false) -> SwiftType? {
        if let known = Self.known[oid] { return known }
        guard let entry = catalog.types[oid] else { return nil }
        switch entry.kind {
        case "d": return swiftType(of: entry.base, elementsHoldNull: elementsHoldNull)
        case "e": return SwiftType(name: name(of: entry))
        case "c":
            // The rows of the system's own tables are nobody's business.
            guard entry.schema != "pg_catalog", entry.schema != "information_schema", fields(of: entry) != nil else {
                return nil
            }
            return SwiftType(name: name(of: entry))
        default:
            // An array of bytes is bytea, and "char"[] would be taken for it.
            guard entry.element != 0, entry.element != 18 else { return nil }
            return swiftType(of: entry.element)?.array(holdsNull: elementsHoldNull)
        }
    }

    /// The fields of a composite type, in order. Nil where one of them has no Swift type.
    ///
    /// Any may be NULL: the server keeps NOT NULL for the rows of tables and for no other values.
    func fields(of entry: Catalog.TypeEntry) -> [(name: String, type: SwiftType)]? {
        var fields: [(name: String, type: SwiftType)] = []
        for (_, column) in catalog.columns(of: entry.relation) {
            guard let type = swiftType(of: column.typeOID), SwiftName.isIdentifier(column.name) else { return nil }
            let name = SwiftName.property(column.name)
            if fields.contains(where: { $0.name == name }) { return nil }
            fields.append((name, type))
        }
        return fields.isEmpty ? nil : fields
    }

    /// Why there is no Swift type, or what to do about it.
    func hint(for oid: UInt32) -> String? {
        guard let entry = catalog.types[base(of: oid)] else { return nil }
        if entry.element != 0 { return hint(for: entry.element) }
        guard entry.kind == "c" else { return nil }
        let field = catalog.columns(of: entry.relation).first { swiftType(of: $0.column.typeOID) == nil }
        return field.map { "its field \($0.column.name) is of type \(displayName(of: $0.column.typeOID))" }
    }

    func displayName(of oid: UInt32) -> String { catalog.types[oid]?.displayName ?? "of OID \(oid)" }

    /// The type without the domains over it.
    func base(of oid: UInt32) -> UInt32 {
        guard let entry = catalog.types[oid], entry.kind == "d" else { return oid }
        return base(of: entry.base)
    }

    func isArray(_ oid: UInt32) -> Bool { catalog.types[base(of: oid)].map { $0.element != 0 } ?? false }

    /// The enums and composites among these types and what they are made of.
    func made(behind oids: some Sequence<UInt32>) -> [Catalog.TypeEntry] {
        var found: [UInt32: Catalog.TypeEntry] = [:]
        var visited: Set<UInt32> = []
        var open = Array(oids)
        while let oid = open.popLast() {
            guard visited.insert(oid).inserted, Self.known[oid] == nil, let entry = catalog.types[oid] else { continue }
            switch entry.kind {
            case "e": found[oid] = entry
            case "c":
                found[oid] = entry
                open += catalog.columns(of: entry.relation).map(\.column.typeOID)
            default: open += [entry.base, entry.element]
            }
        }
        return found.values.sorted { ($0.schema, $0.name) < ($1.schema, $1.name) }
    }

    /// `WorkMood`. The row of a table is `WorkIssueRow`, since `WorkIssue` names its keys.
    func name(of entry: Catalog.TypeEntry) -> String {
        let name = SwiftName.type(entry.schema) + SwiftName.type(entry.name)
        return entry.kind == "c" && catalog.table(entry.relation) != nil ? name + "Row" : name
    }
}
