extension QueryTyping {
    func columns(
        _ query: Query, _ descriptions: [Description], _ trees: [AnalysedTree?], _ nullableParameters: Set<String>,
        _ warnings: inout [Diagnostic]
    ) throws(Diagnostic) -> [TypedQuery.Column] {
        let found = descriptions[0].columns
        guard query.cardinality.hasRows else {
            if query.cardinality != .exec, !found.isEmpty {
                throw query.diagnostic(
                    "a statement that gives rows is not counted",
                    hint: ":one with count(*), or :many, :maybe, :one, :stream, :exec")
            }
            return []
        }
        guard !found.isEmpty else {
            throw query.diagnostic(
                "this statement gives no rows", hint: ":exec, or :count for the number of rows that it changes")
        }
        try checkVariantsAgree(query, descriptions)
        let nullable = nullableColumns(descriptions, nullableParameters)
        let origins = origins(descriptions, trees)
        var columns: [TypedQuery.Column] = []
        for (index, column) in found.enumerated() {
            let offset = query.offset(ofColumn: column.name)
            guard SwiftName.isIdentifier(column.name) else {
                throw query.diagnostic("column \(index + 1) is called “\(column.name)”", hint: "name it with AS")
            }
            let name = SwiftName.property(column.name)
            if columns.contains(where: { $0.name == name }) {
                throw query.diagnostic("two columns are called \(column.name)", hint: "name one of them with AS")
            }
            let elementsHoldNull = try elementsHoldNull(column.name, column.typeOID, query)
            guard
                let type = override(column.name, query)
                    ?? columnType(column.typeOID, origins[index], elementsHoldNull)
            else {
                throw query.diagnostic(
                    "column \(index + 1), \(column.name), is of type \(types.displayName(of: column.typeOID)), "
                        + "which no Swift type stands for",
                    at: offset,
                    hint: types.hint(for: column.typeOID) ?? "cast it, for example: (…)::text AS \(column.name)")
            }
            columns.append(
                TypedQuery.Column(
                    name: name, sqlName: column.name, type: type, serverType: types.displayName(of: column.typeOID),
                    isOptional: try isOptional(column.name, nullable[index], query, &warnings)))
        }
        return columns
    }

    /// A key if all of its origins lead to one table.
    func columnType(_ oid: UInt32, _ origins: Set<Catalog.ColumnKey>, _ elementsHoldNull: Bool) -> SwiftType? {
        if types.base(of: oid) == BuiltIn.bigint, let table = identifiers.table(ofColumns: origins),
            let name = identifiers.swiftType(ofTable: table)
        {
            return SwiftType(name: name)
        }
        return types.swiftType(of: oid, elementsHoldNull: elementsHoldNull)
    }

    private func isOptional(
        _ name: String, _ isNullable: Bool, _ query: Query, _ warnings: inout [Diagnostic]
    ) throws(Diagnostic) -> Bool {
        let notNull = query.headers.notNull.first { $0.name == name }
        let optional = query.headers.optional.first { $0.name == name }
        if let optional, notNull != nil {
            throw query.diagnostic("notnull: and optional: both name the column \(name)", at: optional.offset)
        }
        if let notNull {
            if !isNullable {
                warnings.append(query.warning("notnull: need not name \(name); it is never NULL", at: notNull.offset))
            }
            return false
        }
        if let optional, isNullable {
            warnings.append(query.warning("optional: need not name \(name); it may be NULL", at: optional.offset))
        }
        return isNullable || optional != nil
    }

    // MARK: - Over all variants

    /// Nullable where it is so in any variant.
    private func nullableColumns(_ descriptions: [Description], _ nullableParameters: Set<String>) -> [Bool] {
        var nullable = descriptions[0].columns.map { _ in false }
        for description in descriptions {
            let answers = nullability.isNullable(description, nullableParameters: nullableParameters)
            for (index, answer) in answers.enumerated() where answer { nullable[index] = true }
        }
        return nullable
    }

    /// The tree sees through views; the server's own answer stops at them. None where variants differ.
    private func origins(_ descriptions: [Description], _ trees: [AnalysedTree?]) -> [Set<Catalog.ColumnKey>] {
        let all = zip(descriptions, trees).map { description, tree in
            tree?.columnOrigins ?? description.columns.map { Set([$0.origin].compactMap(\.self)) }
        }
        return all[0].indices.map { index in all.allSatisfy { $0[index] == all[0][index] } ? all[0][index] : [] }
    }

    private func checkVariantsAgree(_ query: Query, _ descriptions: [Description]) throws(Diagnostic) {
        func text(_ columns: [Description.Column]) -> [String] {
            columns.map { "\($0.name) \(types.displayName(of: $0.typeOID))" }
        }
        let first = text(descriptions[0].columns)
        for (number, description) in descriptions.enumerated().dropFirst() {
            let other = text(description.columns)
            guard first != other else { continue }
            let index = zip(first, other).enumerated().first { $0.element.0 != $0.element.1 }?.offset
                ?? min(first.count, other.count)
            func column(_ texts: [String]) -> String { index < texts.count ? texts[index] : "missing" }
            throw query.diagnostic(
                "the variants have different columns: column \(index + 1) is \(column(first)) "
                    + "\(query.label(ofVariant: 0)), and \(column(other)) \(query.label(ofVariant: number))")
        }
    }
}

extension Query {
    /// “with state, by title”
    func label(ofVariant number: Int) -> String {
        var parts: [String] = []
        let present = template.conditions.enumerated().filter { number >> $0.offset & 1 == 0 }.map(\.element.name)
        if !template.conditions.isEmpty {
            parts.append(present.isEmpty ? "with no part" : "with " + present.joined(separator: " and "))
        }
        var rest = number >> template.conditions.count
        for order in template.orders {
            parts.append("by " + order.alternatives[rest % order.alternatives.count].name)
            rest /= order.alternatives.count
        }
        return parts.joined(separator: ", ")
    }
}
