import CLibpq

extension WireConnection {
    /// What a script of the simple protocol came to.
    struct ScriptOutcome: Sendable {
        /// The tag of its last command: `COMMIT`, `ROLLBACK`, `CREATE TABLE` …
        var commandTag = ""
        var isInTransaction = false
    }

    /// Runs one or many statements by the simple protocol. Outside an explicit transaction they are one together,
    /// unless they say otherwise themselves.
    nonisolated func script(_ sql: String, _ limits: CallLimits) async throws(WireFailure) -> ScriptOutcome {
        guard !sql.utf8.contains(0) else { throw .refused(.usage("SQL text cannot hold a zero byte")) }
        return try await perform(limits) { (wire) async throws(WireFailure) in
            try wire.checkBeforeSending()
            guard PQsendQuery(wire.connection, sql) == 1 else { throw .failed(.connection(wire.lastMessage)) }
            wire.flush()
            var outcome = ScriptOutcome()
            try await wire.readScript(sql) { outcome.commandTag = $0.commandTag }
            outcome.isInTransaction = wire.transactionStatus != PQTRANS_IDLE
            return outcome
        }
    }

    /// Reads every answer up to libpq's nil and throws the first error.
    func readScript(_ sql: String?, _ take: (ServerResult) -> Void) async throws(WireFailure) {
        var failure: PostgresError?
        while let result = await nextResult() {
            switch result.status {
            case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY:
                take(result)
            case PGRES_COPY_IN:
                // The server turns this into an error of the script.
                if PQputCopyEnd(connection, "COPY FROM STDIN needs copyIn") == 1 { flush() } else { abandon() }
            case PGRES_COPY_OUT, PGRES_COPY_BOTH:
                abandon()
                await drainLost()
                throw .failed(.usage("COPY TO STDOUT is not read here"))
            default:
                let error = ServerError(result: result.pointer, sql: sql)
                guard !error.sqlState.rawValue.isEmpty else {
                    throw failure.map(WireFailure.failed) ?? .lost(lastMessage)
                }
                failure = failure ?? .server(error)
            }
        }
        if let failure { throw .failed(failure) }
        if isBroken { throw .lost(lastMessage) }
    }

    /// What the server makes of a statement, without running it.
    nonisolated func describe(_ sql: String, _ limits: CallLimits) async throws(WireFailure) -> StatementDescription {
        try await perform(limits) { (wire) async throws(WireFailure) in
            try wire.checkBeforeSending()
            guard PQsendPrepare(wire.connection, "", sql, 0, nil) == 1 else {
                throw .failed(.connection(wire.lastMessage))
            }
            wire.flush()
            try await wire.readScript(sql) { _ in }
            guard PQsendDescribePrepared(wire.connection, "") == 1 else {
                throw .failed(.connection(wire.lastMessage))
            }
            wire.flush()
            var description = StatementDescription(parameterTypes: [], columns: [])
            try await wire.readScript(sql) { description = StatementDescription($0) }
            return description
        }
    }
}

/// What PostgreSQL finds out about a statement when it parses it.
public struct StatementDescription: Sendable, Hashable {
    public struct Column: Sendable, Hashable {
        public var name: String
        public var typeOID: OID
        /// The table that the column comes from; 0 for an expression.
        public var tableOID: OID
        /// `pg_attribute.attnum` in that table; 0 for an expression.
        public var attributeNumber: Int
        /// `pg_attribute.atttypmod`; -1 where the type has none.
        public var typeModifier: Int

        public init(name: String, typeOID: OID, tableOID: OID, attributeNumber: Int, typeModifier: Int) {
            self.name = name
            self.typeOID = typeOID
            self.tableOID = tableOID
            self.attributeNumber = attributeNumber
            self.typeModifier = typeModifier
        }
    }

    /// In order: `$1`, `$2` …
    public var parameterTypes: [OID]
    /// Empty for a statement that answers no rows.
    public var columns: [Column]

    public init(parameterTypes: [OID], columns: [Column]) {
        self.parameterTypes = parameterTypes
        self.columns = columns
    }

    init(_ result: ServerResult) {
        let pointer = result.pointer
        parameterTypes = (0..<max(0, PQnparams(pointer))).map { OID(rawValue: PQparamtype(pointer, $0)) }
        columns = (0..<max(0, PQnfields(pointer))).map { index in
            Column(
                name: result.columnName(Int(index)), typeOID: OID(rawValue: PQftype(pointer, index)),
                tableOID: OID(rawValue: PQftable(pointer, index)), attributeNumber: Int(PQftablecol(pointer, index)),
                typeModifier: Int(PQfmod(pointer, index)))
        }
    }
}
