import CLibpq
import Glibc
import Synchronization

extension WireConnection {
    private static let lastCallID = Atomic<UInt64>(0)

    /// What a call asks for.
    enum Request: Sendable {
        case batch(Batch, isFirstOfLease: Bool)
        case script(String)
        case describe(String)
        case copyIn(Batch)
        case copyOut(Batch, any PieceSink)
        case stream(Batch, any PieceSink)
    }

    /// Makes one call and waits for its outcome: from the loop's own thread at once, from any other by way of its queue.
    ///
    /// Cancelling the task stops the call, unless its limits say otherwise; the outcome then says what became of it.
    /// - Parameter isWatched: the caller runs inside `stoppingOnCancellation`, so that a call made on the loop needs no
    ///   handler of its own.
    nonisolated(nonsending) func call(
        _ request: Request, _ limits: CallLimits, isWatched: Bool = false
    ) async -> ExchangeOutcome {
        let id = Self.lastCallID.wrappingAdd(1, ordering: .relaxed).newValue
        guard limits.isCancellable else { return await begin(id, request, limits) }
        if Task.isCancelled { return .failure(.refused(.cancelled)) }
        // On the loop nothing comes between this look and the start of the call.
        if isWatched, loop.isCurrent { return await begin(id, request, limits) }
        return await withTaskCancellationHandler {
            await begin(id, request, limits)
        } onCancel: {
            loop.execute { [self] in
                // A task that was cancelled before its call has started: the call finds that out when it starts.
                if exchange?.id == id { interrupt(id, .cancelled) } else { cancelledCall = id }
            }
        }
    }

    /// Runs `body`, and stops whatever call is under way when the task is cancelled: one handler for many calls.
    nonisolated(nonsending) func stoppingOnCancellation<R: Sendable>(
        _ body: nonisolated(nonsending) () async throws -> R
    ) async throws -> R {
        try await withTaskCancellationHandler {
            try await body()
        } onCancel: {
            loop.execute { [self] in
                if let exchange, exchange.limits.isCancellable { interrupt(exchange.id, .cancelled) }
            }
        }
    }

    private nonisolated(nonsending) func begin(
        _ id: UInt64, _ request: Request, _ limits: CallLimits
    ) async -> ExchangeOutcome {
        let outcome = await withUnsafeContinuation { waiter in
            if loop.isCurrent {
                start(id, request, limits, waiter)
            } else {
                loop.execute { [self] in start(id, request, limits, waiter) }
            }
        }
        receive()
        return outcome
    }

    // MARK: Sending

    private func start(_ id: UInt64, _ request: Request, _ limits: CallLimits, _ waiter: Exchange.Waiter) {
        if let refusal = cancelledCall == id ? .refused(.cancelled) : refusal(of: request, limits) {
            publish()
            waiter.resume(returning: .failure(refusal))
            return
        }
        isIdle.store(false, ordering: .relaxed)
        if limits.deadline != .never { watch(limits.deadline) }
        switch request {
        case .batch(let batch, _):
            let started = Exchange(id: id, kind: .pipeline, limits: limits, batch: batch, waiter: waiter)
            exchange = started
            sendBatch(started)
        case .script(let sql): startScript(id, sql, limits, waiter)
        case .describe(let sql):
            let started = Exchange(id: id, kind: .describing, limits: limits, batch: Batch(), waiter: waiter)
            started.sql = sql
            exchange = started
            if PQsendPrepare(connection, "", sql, 0, nil) == 1 { flush() } else { failToSend() }
        case .copyIn(let batch):
            startCopy(Exchange(id: id, kind: .copyInBeginning, limits: limits, batch: batch, waiter: waiter))
        case .copyOut(let batch, let sink):
            let started = Exchange(id: id, kind: .copyOutBeginning, limits: limits, batch: batch, waiter: waiter)
            started.sink = sink
            startCopy(started)
        case .stream(let batch, let sink):
            let started = Exchange(id: id, kind: .pipeline, limits: limits, batch: batch, waiter: waiter)
            started.sink = sink
            startStream(started)
        }
    }

    private func refusal(of request: Request, _ limits: CallLimits) -> WireFailure? {
        guard exchange == nil else {
            return .refused(.usage("a statement is already under way on this connection"))
        }
        if limits.deadline != .never, Moment.now >= limits.deadline { return .refused(.timedOut) }
        let mustLook =
            switch request {
            case .batch(_, let isFirstOfLease): isFirstOfLease
            case .script, .describe, .copyIn, .copyOut, .stream: true
            }
        if mustLook, !isFinished { _ = isStillThere() }
        guard !isBroken, isAlive.load(ordering: .relaxed) else { return .unsent(lastMessage) }
        return nil
    }

    private func startScript(_ id: UInt64, _ sql: String, _ limits: CallLimits, _ waiter: Exchange.Waiter) {
        let started = Exchange(id: id, kind: .script, limits: limits, batch: Batch(), waiter: waiter)
        started.sql = sql
        exchange = started
        if PQsendQuery(connection, sql) == 1 { flush() } else { failToSend() }
    }

    /// Sends the batch: one statement that is prepared already goes as it is; everything else in a pipeline under one
    /// Sync.
    func sendBatch(_ exchange: Exchange) {
        let isInTransaction = transactionStatus != PQTRANS_IDLE
        exchange.mayReplan = !isInTransaction && exchange.batch.opening.isEmpty
        if exchange.batch.items.count == 1, exchange.batch.opening.isEmpty, isInTransaction || cache.evicted.isEmpty,
            usesNamedStatements, let key = exchange.batch.items[0].key, !cache.hasLongAnswer(key),
            let name = cache.serverName(for: key)
        {
            exchange.kind = .single
            let isSent = exchange.batch.parameters.withCArrays(exchange.batch.items[0].parameters) {
                PQsendQueryPrepared(connection, name, $0, $1, $2, $3, 1)
            }
            if isSent == 1 { flush() } else { failToSend() }
            return
        }
        exchange.kind = .pipeline
        exchange.results = [ServerResult?](repeating: nil, count: exchange.batch.items.count)
        guard PQenterPipelineMode(connection) == 1, queue(exchange) else { return failToSend() }
        flush()
    }

    /// Queues everything for one Sync; false if libpq refuses.
    private func queue(_ exchange: Exchange) -> Bool {
        guard transactionStatus != PQTRANS_IDLE || queueDeallocations(exchange) else { return false }
        for opening in exchange.batch.opening {
            guard sendPlain(opening) else { return false }
            exchange.expected.append(.opening)
        }
        exchange.expected.reserveCapacity(exchange.batch.items.count + 3)
        var names = KnownNames()
        for index in exchange.batch.items.indices {
            guard queue(item: index, of: exchange, &names) else { return false }
        }
        guard PQpipelineSync(connection) == 1 else { return false }
        exchange.expected.append(.sync)
        if exchange.takesAll { setRowMode(exchange) }
        return true
    }

    /// If the one statement's answer was a long one when it was last asked, its rows are read while they come.
    // Only in a pipeline: there the Sync makes libpq forget the mode, which otherwise holds for the next pipeline's first
    // statement, too.
    private func takeRowsOneByOne(_ key: StatementKey, _ exchange: Exchange) {
        guard exchange.batch.items.count == 1, cache.hasLongAnswer(key), let sink = exchange.batch.items[0].makeSink()
        else { return }
        exchange.sink = sink
        exchange.takesAll = true
    }

    /// Under a Sync of their own: they must not share the fate of the batch.
    private func queueDeallocations(_ exchange: Exchange) -> Bool {
        guard !cache.evicted.isEmpty else { return true }
        for name in cache.takeEvicted() {
            guard sendPlain("DEALLOCATE \(name)") else { return false }
            exchange.expected.append(.ignored)
        }
        exchange.expected.append(.sync)
        return PQpipelineSync(connection) == 1
    }

    /// Names of the batch's statements: the last one, which most batches use over and over, and those that the batch
    /// itself prepares.
    private struct KnownNames {
        var last: (key: StatementKey, name: String)?
        var fresh: [StatementKey: String] = [:]
    }

    private func queue(item index: Int, of exchange: Exchange, _ names: inout KnownNames) -> Bool {
        let batch = exchange.batch
        guard usesNamedStatements, let key = batch.items[index].key else {
            exchange.expected.append(.answer(item: index))
            return sendUnnamed(batch.items[index], batch.parameters)
        }
        let serverName: String
        if let last = names.last, last.key == key {
            serverName = last.name
        } else if let known = cache.serverName(for: key) ?? names.fresh[key] {
            serverName = known
        } else {
            serverName = cache.newServerName()
            let text = batch.items[index].text
            let types = text.parameterTypes.map(\.rawValue)
            guard PQsendPrepare(connection, serverName, text.sql, Int32(types.count), types) == 1 else { return false }
            names.fresh[key] = serverName
            exchange.expected.append(.preparation(item: index, serverName: serverName))
        }
        names.last = (key, serverName)
        takeRowsOneByOne(key, exchange)
        exchange.expected.append(.answer(item: index))
        return batch.parameters.withCArrays(batch.items[index].parameters) {
            PQsendQueryPrepared(connection, serverName, $0, $1, $2, $3, 1)
        } == 1
    }

    /// Parsed anew each time: ad-hoc SQL, and every statement behind a proxy that lends a session for one transaction.
    func sendUnnamed(_ item: Batch.Item, _ parameters: Parameters) -> Bool {
        let text = item.text
        let types = text.parameterTypes.map(\.rawValue)
        return parameters.withCArrays(item.parameters) {
            PQsendQueryParams(
                connection, text.sql, $0, types.isEmpty ? nil : types, $1, $2, $3, item.wantsBinary ? 1 : 0)
        } == 1
    }

    func sendPlain(_ sql: String) -> Bool {
        PQsendQueryParams(connection, sql, 0, nil, nil, nil, nil, 0) == 1
    }

    /// The Sync did not go out, so that the server keeps nothing.
    func failToSend() {
        let message = lastMessage
        abandon()
        end(.failure(.failed(.connection(message))))
    }
}
