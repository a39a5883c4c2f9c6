/// The Swift type of a parameter or a result column, without its optionality.
struct SwiftType: Equatable, Sendable {
    /// As Swift writes it: `PeopleStudent.ID`, `[Int64]`.
    var name: String
    /// The module to import for it beside Postgres: `Foundation`, `Records`.
    var module: String?
}

/// PostgreSQL types -> Swift types.
struct TypeMap: Sendable {
    let catalog: Catalog

    private static let known: [UInt32: SwiftType] = [
        16: SwiftType(name: "Bool"),
        17: SwiftType(name: "[UInt8]"),
        19: SwiftType(name: "String"),  // name
        20: SwiftType(name: "Int64"),
        21: SwiftType(name: "Int16"),
        23: SwiftType(name: "Int32"),
        25: SwiftType(name: "String"),  // text
        114: SwiftType(name: "String"),  // json
        700: SwiftType(name: "Float"),
        701: SwiftType(name: "Double"),
        1042: SwiftType(name: "String"),  // character(n)
        1043: SwiftType(name: "String"),  // character varying
        1082: SwiftType(name: "PGDate"),
        1114: SwiftType(name: "PGTimestamp"),
        1184: SwiftType(name: "PGTimestamp"),
        1700: SwiftType(name: "PGNumeric"),
        2950: SwiftType(name: "UUID", module: "Foundation"),
        3802: SwiftType(name: "String"),  // jsonb
        3910: SwiftType(name: "PGRange<PGTimestamp>"),
        3912: SwiftType(name: "PGRange<PGDate>"),
    ]

    /// Nil where no Swift type stands for it.
    func swiftType(of oid: UInt32) -> SwiftType? {
        if let known = Self.known[oid] { return known }
        guard let entry = catalog.types[oid] else { return nil }
        switch entry.kind {
        case "d": return swiftType(of: entry.base)
        case "e": return SwiftType(name: Self.enumName(entry))
        default:
            guard entry.element != 0, let element = swiftType(of: entry.element) else { return nil }
            return SwiftType(name: "[\(element.name)]", module: element.module)
        }
    }

    func displayName(of oid: UInt32) -> String { catalog.types[oid]?.displayName ?? "of OID \(oid)" }

    /// The type without the domains over it.
    func base(of oid: UInt32) -> UInt32 {
        guard let entry = catalog.types[oid], entry.kind == "d" else { return oid }
        return base(of: entry.base)
    }

    /// The enum types among these types and what they are made of.
    func enums(behind oids: Set<UInt32>) -> [Catalog.TypeEntry] {
        var found: [UInt32: Catalog.TypeEntry] = [:]
        for oid in oids {
            var entry = catalog.types[oid]
            while let current = entry {
                if current.kind == "e" { found[current.oid] = current }
                entry = catalog.types[current.kind == "d" ? current.base : current.element]
            }
        }
        return Array(found.values)
    }

    static func enumName(_ entry: Catalog.TypeEntry) -> String {
        SwiftName.type(entry.schema) + SwiftName.type(entry.name)
    }
}
