import CLibpq
import Synchronization

extension WireConnection {
    /// Takes every answer that is there, without ever blocking in libpq.
    func pump() {
        while let exchange, exchange.ending == nil, !exchange.flow.isPaused {
            switch exchange.kind {
            case .copyIn:
                // libpq parses nothing until the copy has ended.
                return
            case .copyOut:
                guard takeCopiedData(exchange) else { return }
            default:
                guard PQisBusy(connection) == 0 else { return }
                let result = PQgetResult(connection)
                if let result, PQresultStatus(result) == PGRES_SINGLE_TUPLE {
                    deliver(row: 0, of: result, exchange)
                    PQclear(result)
                } else {
                    take(result.map { ServerResult($0) }, exchange)
                }
                if isFinished { return }
            }
        }
    }

    private func take(_ result: ServerResult?, _ exchange: Exchange) {
        switch exchange.kind {
        case .single: takeSingle(result, exchange)
        case .pipeline: takePipelined(result, exchange)
        case .script, .copyEnding: takeScript(result, exchange)
        case .describing, .description: takeDescription(result, exchange)
        case .copyInBeginning, .copyOutBeginning: takeCopyBeginning(result, exchange)
        case .copyIn, .copyOut: break
        }
    }

    /// A result that is no success: the server's error, or nil where the connection is what failed.
    private func serverError(_ result: ServerResult, _ sql: String?) -> ServerError? {
        let error = ServerError(result: result.pointer, sql: sql)
        // libpq's own errors, such as a lost connection, have no SQLSTATE.
        return error.sqlState.rawValue.isEmpty ? nil : error
    }

    // MARK: One statement

    private func takeSingle(_ result: ServerResult?, _ exchange: Exchange) {
        guard let result else {
            if let answer = exchange.result { return end(.result(answer)) }
            guard let failure = exchange.failure else { return end(lost(exchange)) }
            return fail(exchange, failure)
        }
        switch result.status {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY:
            noteCommand(result, exchange)
            noteLength(result, item: 0, exchange)
            exchange.result = result
        case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH: refuseCopy()
        default:
            exchange.result = nil
            if let error = serverError(result, exchange.batch.items.first?.textForErrors) {
                exchange.failure = exchange.failure ?? .server(error)
            } else {
                end(lost(exchange))
            }
        }
    }

    private static let copyIsNoStatement = PostgresError.usage(
        "COPY does not run as a statement; use copyIn or copyOut")

    /// Neither a pipeline of libpq 15 nor a plain statement can leave COPY.
    private func refuseCopy() {
        abandon()
        end(.failure(.failed(Self.copyIsNoStatement)))
    }

    // MARK: Pipelines

    private func takePipelined(_ result: ServerResult?, _ exchange: Exchange) {
        guard exchange.expected.indices.contains(exchange.next) else { return endPipeline(exchange) }
        let expected = exchange.expected[exchange.next]
        if case .sync = expected { return takeSync(result, exchange) }
        guard let result else {
            // The end of this command's answers.
            exchange.next += 1
            setRowMode(exchange)
            if isBroken { end(lost(exchange)) }
            return
        }
        switch result.status {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY: accept(result, expected, exchange)
        case PGRES_PIPELINE_ABORTED: break
        case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH: refuseCopy()
        default:
            guard let error = serverError(result, sql(of: expected, exchange)) else { return end(lost(exchange)) }
            if case .ignored = expected { return }
            exchange.failure = exchange.failure ?? .server(error)
        }
    }

    private func accept(_ result: ServerResult, _ expected: Exchange.Expected, _ exchange: Exchange) {
        switch expected {
        case .preparation(let item, let serverName):
            if let key = exchange.batch.items[item].key { cache.insert(key, serverName: serverName) }
        case .answer(let item):
            noteCommand(result, exchange)
            noteLength(result, item: item, exchange)
            exchange.results[item] = result
        // All at once where libpq did not take them one by one.
        case .rows: for row in 0..<result.rowCount { deliver(row: row, of: result.pointer, exchange) }
        case .ignored, .opening, .closing, .sync: break
        }
    }

    private func sql(of expected: Exchange.Expected, _ exchange: Exchange) -> String? {
        switch expected {
        case .preparation(let item, _), .answer(let item), .rows(let item): exchange.batch.items[item].textForErrors
        case .opening: exchange.batch.opening.first
        case .closing: exchange.batch.closing.first
        case .ignored, .sync: nil
        }
    }

    private func takeSync(_ result: ServerResult?, _ exchange: Exchange) {
        guard let result else {
            if isBroken { end(lost(exchange)) }
            return
        }
        if result.status == PGRES_PIPELINE_SYNC {
            exchange.next += 1
            if exchange.next == exchange.expected.count {
                endPipeline(exchange)
            } else {
                setRowMode(exchange)
            }
            return
        }
        guard let error = serverError(result, nil), exchange.failure == nil, !error.endsSession else {
            return end(lost(exchange))
        }
        // A deferred constraint fails at the commit that the Sync is; that it is over is still to be said.
        exchange.failure = .server(error)
    }

    private func endPipeline(_ exchange: Exchange) {
        guard PQexitPipelineMode(connection) == 1 else {
            abandon()
            return end(lost(exchange))
        }
        if let failure = exchange.failure { return fail(exchange, failure) }
        var results: [ServerResult] = []
        results.reserveCapacity(exchange.results.count)
        for case let result? in exchange.results { results.append(result) }
        end(results.count == exchange.results.count ? .results(results) : lost(exchange))
    }

    /// Ends a call by its error, save where its plans had gone stale: its table changed under them, or somebody threw
    /// them away. They are forgotten, and the call is made again with new ones if the Sync has rolled everything back.
    private func fail(_ exchange: Exchange, _ failure: PostgresError) {
        guard case .server(let error) = failure, error.meansStalePlan else { return end(.failure(.failed(failure))) }
        if error.sqlState == .invalidStatementName { cache.forgetAll() }
        for case let key? in exchange.batch.items.map(\.key) { cache.remove(key) }
        guard exchange.mayReplan, exchange.interruption == nil else { return end(.failure(.failed(failure))) }
        exchange.failure = nil
        exchange.expected.removeAll(keepingCapacity: true)
        exchange.sink = nil
        exchange.takesAll = false
        exchange.next = 0
        sendBatch(exchange)
        exchange.mayReplan = false
    }

    // MARK: Scripts and descriptions

    private func takeScript(_ result: ServerResult?, _ exchange: Exchange) {
        guard let result else {
            if let failure = exchange.failure { return end(.failure(.failed(failure))) }
            if isBroken { return end(lost(exchange)) }
            return end(.script(exchange.outcome))
        }
        switch result.status {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY:
            noteCommand(result, exchange)
            exchange.outcome.commandTag = result.commandTag
            exchange.outcome.affectedCount = result.affectedCount
        case PGRES_COPY_IN:
            exchange.failure = exchange.failure ?? Self.copyIsNoStatement
            // The server turns this into an error of the script.
            if PQputCopyEnd(connection, "COPY FROM STDIN needs copyIn") == 1 { flush() } else { abandon() }
        case PGRES_COPY_OUT, PGRES_COPY_BOTH: refuseCopy()
        default:
            guard let error = serverError(result, exchange.sql) else { return end(lost(exchange)) }
            exchange.failure = exchange.failure ?? .server(error)
        }
    }

    private func takeDescription(_ result: ServerResult?, _ exchange: Exchange) {
        guard let result else {
            if let failure = exchange.failure { return end(.failure(.failed(failure))) }
            if isBroken { return end(lost(exchange)) }
            if case .description = exchange.kind {
                return end(exchange.description.map(ExchangeOutcome.description) ?? lost(exchange))
            }
            exchange.kind = .description
            if PQsendDescribePrepared(connection, "") == 1 { flush() } else { failToSend() }
            return
        }
        switch result.status {
        case PGRES_COMMAND_OK:
            if case .description = exchange.kind { exchange.description = StatementDescription(result) }
        default:
            guard let error = serverError(result, exchange.sql) else { return end(lost(exchange)) }
            exchange.failure = exchange.failure ?? .server(error)
        }
    }

    /// Whether the rows of what is expected next are wanted one by one, which libpq must be told before the first.
    func setRowMode(_ exchange: Exchange) {
        switch exchange.expected[exchange.next] {
        case .rows: PQsetSingleRowMode(connection)
        case .answer: if exchange.takesAll { PQsetSingleRowMode(connection) }
        default: break
        }
    }

    /// Hands over what was read while it came, and notes whether the statement's next answer is better read so.
    private func noteLength(_ result: ServerResult, item: Int, _ exchange: Exchange) {
        if exchange.takesAll, let sink = exchange.sink {
            result.decoded = sink
            if let key = exchange.batch.items[item].key { cache.note(key, readOneByOne: sink.count) }
        } else if PQresultMemorySize(result.pointer) >= StatementCache.longAnswer,
            let key = exchange.batch.items[item].key
        {
            cache.note(key, longAnswer: result.rowCount)
        }
    }

    // MARK: What commands change besides data

    /// Notices by their tags commands that change the session or end the transaction.
    private func noteCommand(_ result: ServerResult, _ exchange: Exchange) {
        // Those that answer rows or count them are none.
        guard result.status == PGRES_COMMAND_OK, let tag = PQcmdStatus(result.pointer),
            Self.firstLettersOfNotedTags.contains(UInt8(bitPattern: tag.pointee))
        else { return }
        switch String(cString: tag) {
        case "SET", "LISTEN":
            // Whoever sends scripts says so himself, and the layer's own set nothing that lasts.
            if case .script = exchange.kind { return }
            isTouched.store(true, ordering: .relaxed)
        case "COMMIT", "PREPARE TRANSACTION": hasEndedTransaction.store(true, ordering: .releasing)
        // Also the tag of ROLLBACK TO, which ends none.
        case "ROLLBACK": exchange.hasRolledBack = true
        case "BEGIN", "START TRANSACTION":
            if exchange.hasRolledBack { hasEndedTransaction.store(true, ordering: .releasing) }
        default: break
        }
    }

    private static let firstLettersOfNotedTags = Array("SLCPRB".utf8)

    // MARK: Ending

    /// An error of the server that came before the loss says that nothing was kept; a bare loss says nothing.
    func lost(_ exchange: Exchange) -> ExchangeOutcome {
        .failure(exchange.failure.map(WireFailure.failed) ?? .lost(lastMessage))
    }

    /// The socket is gone and the call has not had its answer.
    func loseExchange() {
        guard let exchange, exchange.ending == nil else { return finish() }
        end(lost(exchange))
    }

    /// Gives the connection back in a known state: no cancel request may still be on its way to it.
    func end(_ outcome: ExchangeOutcome) {
        guard let exchange else { return }
        if exchange.isCancelRequestUnderWay, !isBroken {
            exchange.ending = outcome
            return
        }
        if let timer = exchange.graceTimer { loop.cancel(timer) }
        self.exchange = nil
        setReading(true)
        if isBroken { finish() }
        isIdle.store(transactionStatus == PQTRANS_IDLE, ordering: .releasing)
        let outcome = exchange.translated(outcome)
        if case .failure(.failed(.server(let error))) = outcome, error.sqlState == .readOnlyTransaction {
            wasReadOnly.store(true, ordering: .relaxed)
        }
        exchange.flow.end = outcome
        exchange.takesNoMore.store(true, ordering: .relaxed)
        exchange.batch.removeAll()
        spareBatch = exchange.batch
        // Those who take or give go on by themselves; a waiter waits for the whole call.
        let taker = exchange.flow.taker
        let giver = exchange.flow.giver
        let waiter = exchange.waiter
        exchange.waiter = nil
        if let taker {
            exchange.flow.taker = nil
            // What came before the end is taken before it.
            let isOver = exchange.waiting == 0
            if !isOver { handOver(exchange) }
            publish()
            taker.resume(returning: isOver ? outcome : nil)
        }
        publish()
        giver?.resume(returning: false)
        exchange.flow.giver = nil
        publish()
        waiter?.resume(returning: outcome)
    }
}

extension Exchange {
    /// A call that was interrupted ended because of that, if it ended with what an interruption brings about.
    fileprivate func translated(_ outcome: ExchangeOutcome) -> ExchangeOutcome {
        guard let interruption, case .failure(let failure) = outcome else { return outcome }
        let answer: PostgresError = interruption == .cancelled ? .cancelled : .timedOut
        switch failure {
        case .failed(.server(let error)) where error.sqlState == .queryCanceled || hasStoppedSending:
            return .failure(.failed(answer))
        case .failed(.connection) where isAbandoned: return .failure(.failed(answer))
        default: return outcome
        }
    }
}

extension ServerError {
    /// `cached plan must not change result type`, or a prepared statement that is gone.
    fileprivate var meansStalePlan: Bool {
        sqlState == .featureNotSupported && routine == "RevalidateCachedQuery" || sqlState == .invalidStatementName
    }
}
