import CLibpq

extension WireConnection {
    /// What the server answers next, in the order in which it was asked.
    fileprivate enum Expected {
        case ignored
        case opening
        case preparation(item: Int, key: StatementKey, serverName: String)
        case answer(item: Int)
        case sync
    }

    /// Sends the batch under one Sync and reads every answer. One result for each item.
    ///
    /// Outside an explicit transaction the batch is a transaction of its own: it commits at the Sync or not at all.
    nonisolated func run(_ batch: Batch, _ limits: CallLimits) async throws(WireFailure) -> [ServerResult] {
        try await perform(limits) { (wire) async throws(WireFailure) in
            let isInTransaction = wire.transactionStatus != PQTRANS_IDLE || batch.opening != nil
            do throws(WireFailure) {
                return try await wire.pipeline(batch)
            } catch .failed(.server(let error)) where !isInTransaction && error.meansStalePlan {
                // The statement's table changed under its plan, or somebody threw the plans away. The Sync rolled
                // everything back, so that it can be run again with new plans.
                if error.sqlState == .invalidStatementName { wire.cache.forgetAll() }
                for case let key? in batch.items.map(\.key) { wire.cache.remove(key) }
                return try await wire.pipeline(batch)
            }
        }
    }

    private func pipeline(_ batch: Batch) async throws(WireFailure) -> [ServerResult] {
        try checkBeforeSending()
        guard PQenterPipelineMode(connection) == 1 else { throw .failed(.connection(lastMessage)) }
        guard let expected = send(batch) else {
            // The Sync did not go out, so that the server keeps nothing.
            let message = lastMessage
            abandon()
            await drainLost()
            throw .failed(.connection(message))
        }
        flush()
        var results = [ServerResult?](repeating: nil, count: batch.items.count)
        var failure: PostgresError?
        for next in expected {
            switch next {
            case .sync:
                try await awaitSync(failure)
            case .ignored, .opening, .preparation, .answer:
                try await read(next, of: batch, into: &results, &failure)
            }
        }
        guard PQexitPipelineMode(connection) == 1 else {
            abandon()
            throw failure.map(WireFailure.failed) ?? .lost(lastMessage)
        }
        if let failure { throw .failed(failure) }
        let complete = results.compactMap { $0 }
        guard complete.count == batch.items.count else { throw .lost("the server left out an answer") }
        return complete
    }

    /// Queues everything; nil if libpq refuses.
    private func send(_ batch: Batch) -> [Expected]? {
        var expected: [Expected] = []
        if transactionStatus == PQTRANS_IDLE, !cache.evicted.isEmpty {
            // A Sync of its own: it must not share the fate of the batch.
            for name in cache.takeEvicted() {
                guard sendPlain("DEALLOCATE \(name)") else { return nil }
                expected.append(.ignored)
            }
            guard PQpipelineSync(connection) == 1 else { return nil }
            expected.append(.sync)
        }
        if let opening = batch.opening {
            guard sendPlain(opening) else { return nil }
            expected.append(.opening)
        }
        var fresh: [StatementKey: String] = [:]
        for (index, item) in batch.items.enumerated() {
            let isSent: Bool
            if let key = item.key {
                let serverName: String
                if let known = cache.serverName(for: key) ?? fresh[key] {
                    serverName = known
                } else {
                    serverName = cache.newServerName()
                    let types = item.types.map(\.rawValue)
                    guard PQsendPrepare(connection, serverName, item.sql, Int32(types.count), types) == 1 else {
                        return nil
                    }
                    fresh[key] = serverName
                    expected.append(.preparation(item: index, key: key, serverName: serverName))
                }
                isSent =
                    item.parameters.withCArrays { count, values, lengths, formats in
                        PQsendQueryPrepared(
                            connection, serverName, count, values, lengths, formats, item.wantsBinary ? 1 : 0)
                    } == 1
            } else {
                let types = item.types.map(\.rawValue)
                isSent =
                    item.parameters.withCArrays { count, values, lengths, formats in
                        PQsendQueryParams(
                            connection, item.sql, count, types.isEmpty ? nil : types, values, lengths, formats,
                            item.wantsBinary ? 1 : 0)
                    } == 1
            }
            guard isSent else { return nil }
            expected.append(.answer(item: index))
        }
        guard PQpipelineSync(connection) == 1 else { return nil }
        expected.append(.sync)
        return expected
    }

    private func sendPlain(_ sql: String) -> Bool {
        PQsendQueryParams(connection, sql, 0, nil, nil, nil, nil, 0) == 1
    }

    /// Reads the answers of one queued command up to libpq's nil.
    private func read(
        _ expected: Expected, of batch: Batch, into results: inout [ServerResult?], _ failure: inout PostgresError?
    ) async throws(WireFailure) {
        while let result = await nextResult() {
            switch result.status {
            case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY:
                switch expected {
                case .preparation(_, let key, let serverName): cache.insert(key, serverName: serverName)
                case .answer(let item): results[item] = result
                case .ignored, .opening, .sync: break
                }
            case PGRES_PIPELINE_ABORTED:
                break
            case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
                // libpq 15 cannot leave COPY in a pipeline.
                abandon()
                await drainLost()
                throw .failed(.usage("COPY does not run as a statement; use copyIn"))
            default:
                let error = ServerError(result: result.pointer, sql: batch.sql(of: expected.item))
                // libpq's own errors, such as a lost connection, have no SQLSTATE.
                guard !error.sqlState.rawValue.isEmpty else { throw lost(after: failure) }
                if failure == nil, case .ignored = expected {} else { failure = failure ?? .server(error) }
            }
        }
        if isBroken { throw lost(after: failure) }
    }

    private func awaitSync(_ failure: PostgresError?) async throws(WireFailure) {
        while true {
            if let result = await nextResult() {
                if result.status == PGRES_PIPELINE_SYNC { return }
                let error = ServerError(result: result.pointer, sql: nil)
                guard !error.sqlState.rawValue.isEmpty, failure == nil, !error.endsSession else {
                    throw lost(after: failure)
                }
                // A deferred constraint fails at the commit that the Sync is.
                throw .failed(await readOn(after: .server(error)))
            }
            if isBroken { throw lost(after: failure) }
        }
    }

    /// The Sync itself failed: the answer that it is over is still to come.
    private func readOn(after failure: PostgresError) async -> PostgresError {
        while !isBroken {
            if let result = await nextResult(), result.status == PGRES_PIPELINE_SYNC { break }
        }
        if PQexitPipelineMode(connection) != 1 { abandon() }
        return failure
    }

    /// An error of the server that came before the loss says that nothing was kept; a bare loss says nothing.
    private func lost(after failure: PostgresError?) -> WireFailure {
        failure.map(WireFailure.failed) ?? .lost(lastMessage)
    }

    /// After `abandon()`: lets libpq notice the end of the socket.
    func drainLost() async {
        await wait { !$0.isBroken }
    }
}

extension Batch {
    fileprivate func sql(of item: Int?) -> String? {
        item.flatMap { items.indices.contains($0) ? items[$0].sql : nil } ?? opening
    }
}

extension WireConnection.Expected {
    fileprivate var item: Int? {
        switch self {
        case .preparation(let item, _, _), .answer(let item): item
        case .ignored, .opening, .sync: nil
        }
    }
}

extension ServerError {
    /// `cached plan must not change result type`, or a prepared statement that is gone.
    fileprivate var meansStalePlan: Bool {
        sqlState == .featureNotSupported && routine == "RevalidateCachedQuery" || sqlState == .invalidStatementName
    }
}
