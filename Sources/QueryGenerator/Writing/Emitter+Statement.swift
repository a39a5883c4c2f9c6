extension Emitter {
    func write(_ typed: TypedQuery, _ writer: inout SwiftWriter) {
        let query = typed.query
        writer.documentation(query.headers.documentation)
        writer.block("public struct \(SwiftName.escaped(typed.typeName)): \(query.cardinality.protocolName)") {
            writer in
            writeStorage(fields(of: typed), &writer)
            for order in query.template.orders {
                writer.line()
                write(order, &writer)
            }
            if let row = query.headers.row {
                writer.line()
                writer.line("public typealias Row = \(row.name)")
            } else if !typed.columns.isEmpty {
                writer.line()
                writeRow("Row", typed.columns, &writer)
            }
            writer.line()
            writer.line("public static let name = \"\(query.qualifiedName)\"")
            if let copy = typed.copy {
                write(copy, typed, &writer)
            } else {
                writeTexts(typed, &writer)
                writer.line()
                writeEncoding(typed, &writer)
            }
            if !typed.columns.isEmpty {
                writer.line()
                writeDecoding(typed.columns, &writer)
            }
        }
    }

    /// Parameters, conditions and orders, as they come in the file.
    private func fields(of typed: TypedQuery) -> [Field] {
        var fields: [(offset: Int, field: Field)] = []
        let template = typed.query.template
        for parameter in typed.parameters {
            let condition = template.conditions.first { $0.name == parameter.sqlName }
            let offset = condition?.offset ?? typed.query.parameters.first { $0.name == parameter.sqlName }?.offset ?? 0
            let field = Field(
                name: parameter.name, type: parameter.type.name + (parameter.isOptional ? "?" : ""),
                defaultValue: parameter.isCondition ? "nil" : nil)
            fields.append((offset, field))
        }
        for condition in template.conditions where typed.query.isFlag(condition) {
            let field = Field(name: SwiftName.property(condition.name), type: "Bool", defaultValue: "false")
            fields.append((condition.offset, field))
        }
        for order in template.orders {
            let first = SwiftName.property(order.alternatives[0].name)
            let field = Field(
                name: SwiftName.property(order.mention.name), type: SwiftName.type(order.mention.name),
                defaultValue: ".\(first)")
            fields.append((order.mention.offset, field))
        }
        // Stable where offsets are equal, which they are for the columns of a COPY.
        return fields.enumerated().sorted { ($0.element.offset, $0.offset) < ($1.element.offset, $1.offset) }
            .map(\.element.field)
    }

    private func write(_ order: Template.Order, _ writer: inout SwiftWriter) {
        writer.block("public enum \(SwiftName.type(order.mention.name)): String, CaseIterable, Sendable") { writer in
            for alternative in order.alternatives {
                let name = SwiftName.property(alternative.name)
                let rawValue = name == alternative.name ? "" : " = \"\(alternative.name)\""
                writer.line("case \(SwiftName.escaped(name))\(rawValue)")
            }
        }
    }

    // MARK: - Texts

    private func writeTexts(_ typed: TypedQuery, _ writer: inout SwiftWriter) {
        let query = typed.query
        guard query.variants.count > 1 else {
            writer.list("public static let parameterTypes: [OID] = [", oids(typed, query.text), "]")
            writer.literal("public static let sql = ", query.text.sql)
            return
        }
        writer.line("public static var parameterTypes: [OID] { variants[0].parameterTypes }")
        writer.line("public static var sql: String { variants[0].sql }")
        writer.line("public static let variants: [StatementVariant] = [")
        for (number, text) in query.variants.enumerated() {
            writer.indented { writer in
                writer.line("// \(query.label(ofVariant: number))")
                writer.line("StatementVariant(")
                writer.indented { writer in
                    writer.literal("sql: ", text.sql, closing: ",")
                    writer.list("parameterTypes: [", oids(typed, text), "]")
                }
                writer.line("),")
            }
        }
        writer.line("]")
        writer.line()
        writeVariantNumber(query, &writer)
    }

    /// None where the server is left to infer them all.
    private func oids(_ typed: TypedQuery, _ text: StatementText) -> [String] {
        let oids = text.parameters.compactMap { mention in
            typed.parameters.first { $0.sqlName == mention.name }?.declaredOID
        }
        return oids.allSatisfy { $0 == 0 } ? [] : oids.map(String.init)
    }

    /// As `VariantSet` counts them.
    private func writeVariantNumber(_ query: Query, _ writer: inout SwiftWriter) {
        writer.block("public var variant: Int") { writer in
            writer.line("var variant = 0")
            for index in query.template.conditions.indices {
                writer.line("if \(absence(ofCondition: index, query)) { variant += \(1 << index) }")
            }
            var factor = 1 << query.template.conditions.count
            for order in query.template.orders where order.alternatives.count > 1 {
                writer.line("switch self.\(SwiftName.escaped(SwiftName.property(order.mention.name))) {")
                for (index, alternative) in order.alternatives.enumerated() {
                    let effect = index == 0 ? "break" : "variant += \(index * factor)"
                    writer.line("case .\(SwiftName.property(alternative.name)): \(effect)")
                }
                writer.line("}")
                factor *= order.alternatives.count
            }
            writer.line("return variant")
        }
    }

    /// The guard as a Swift condition.
    private func text(of condition: Template.Guard, _ query: Query) -> String {
        switch condition {
        case .always: return "true"
        case .condition(let index):
            let mention = query.template.conditions[index]
            let name = "self." + SwiftName.escaped(SwiftName.property(mention.name))
            return query.isFlag(mention) ? name : "\(name) != nil"
        case .order(let index, let alternative):
            let order = query.template.orders[index]
            return "self.\(SwiftName.escaped(SwiftName.property(order.mention.name))) == "
                + ".\(SwiftName.property(order.alternatives[alternative].name))"
        }
    }

    /// Whether the part is left out, as a Swift condition.
    private func absence(ofCondition index: Int, _ query: Query) -> String {
        let mention = query.template.conditions[index]
        let name = "self." + SwiftName.escaped(SwiftName.property(mention.name))
        return query.isFlag(mention) ? "!\(name)" : "\(name) == nil"
    }

    // MARK: - Values

    private func writeEncoding(_ typed: TypedQuery, _ writer: inout SwiftWriter) {
        guard !typed.parameters.isEmpty else {
            writer.line("public func encode(into parameters: inout Parameters) {}")
            return
        }
        let query = typed.query
        writer.block("public func encode(into parameters: inout Parameters)") { writer in
            for parameter in typed.parameters {
                let append = "parameters.append(self.\(SwiftName.escaped(parameter.name)))"
                let guards = query.template.guards(ofParameter: parameter.sqlName)
                if guards.contains(.always) {
                    writer.line(append)
                } else {
                    let condition = guards.map { text(of: $0, query) }.sorted().joined(separator: " || ")
                    writer.line("if \(condition) { \(append) }")
                }
            }
        }
    }

    private func writeDecoding(_ columns: [TypedQuery.Column], _ writer: inout SwiftWriter) {
        writer.block("public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row") { writer in
            // Arguments are evaluated from left to right, which is the order of the columns.
            let values = columns.map { column in
                "\(SwiftName.label(column.name)): try row.next(\(column.type.name)\(column.isOptional ? "?" : "").self)"
            }
            writer.list("Row(", values, ")")
        }
    }

    private func write(_ copy: TypedQuery.Copy, _ typed: TypedQuery, _ writer: inout SwiftWriter) {
        writer.list("public static let columnTypes: [OID] = [", copy.columnOIDs.map(String.init), "]")
        writer.literal("public static let sql = ", copy.sql)
        writer.line()
        writer.block("public func encode(into row: inout CopyRow)") { writer in
            for column in typed.parameters { writer.line("row.append(self.\(SwiftName.escaped(column.name)))") }
        }
    }
}
