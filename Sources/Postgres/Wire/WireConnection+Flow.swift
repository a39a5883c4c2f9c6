import CLibpq
import Synchronization

// Calls whose rows come or go piece by piece: streams, COPY in, COPY out.
extension WireConnection {
    // MARK: Beginning

    func startStream(_ started: Exchange) {
        exchange = started
        let waiter = started.waiter
        started.waiter = nil
        sendStream(started)
        // From here on the taker learns how it goes.
        publish()
        waiter?.resume(returning: started.flow.end ?? .begun(started))
    }

    /// The rows of the batch's last statement are wanted one by one; what is before it is not.
    private func sendStream(_ started: Exchange) {
        started.results = []
        guard let item = started.batch.items.last, PQenterPipelineMode(connection) == 1 else { return failToSend() }
        for opening in started.batch.opening {
            guard sendPlain(opening) else { return failToSend() }
            started.expected.append(.opening)
        }
        let parameters = started.batch.parameters
        guard sendUnnamed(item, parameters) else { return failToSend() }
        started.expected.append(.rows(item: started.batch.items.count - 1))
        for closing in started.batch.closing {
            guard sendPlain(closing) else { return failToSend() }
            started.expected.append(.closing)
        }
        guard PQpipelineSync(connection) == 1 else { return failToSend() }
        started.expected.append(.sync)
        setRowMode(started)
        flush()
    }

    func startCopy(_ started: Exchange) {
        exchange = started
        guard let item = started.batch.items.first else { return failToSend() }
        started.sql = item.textForErrors
        if sendUnnamed(item, started.batch.parameters) { flush() } else { failToSend() }
    }

    func takeCopyBeginning(_ result: ServerResult?, _ exchange: Exchange) {
        guard let result else {
            if let failure = exchange.failure { return end(.failure(.failed(failure))) }
            return end(lost(exchange))
        }
        switch (result.status, exchange.kind) {
        case (PGRES_COPY_IN, .copyInBeginning): begin(.copyIn, exchange)
        case (PGRES_COPY_OUT, .copyOutBeginning): begin(.copyOut, exchange)
        case (PGRES_COPY_IN, _), (PGRES_COPY_OUT, _), (PGRES_COPY_BOTH, _):
            abandon()
            end(.failure(.failed(.usage("the COPY goes in the other direction"))))
        case (PGRES_COMMAND_OK, _), (PGRES_TUPLES_OK, _), (PGRES_EMPTY_QUERY, _):
            exchange.failure = .usage("the statement is no COPY … FROM STDIN or TO STDOUT")
        default:
            let error = ServerError(result: result.pointer, sql: exchange.sql)
            guard !error.sqlState.rawValue.isEmpty else { return end(lost(exchange)) }
            exchange.failure = exchange.failure ?? .server(error)
        }
    }

    private func begin(_ kind: Exchange.Kind, _ exchange: Exchange) {
        exchange.kind = kind
        let waiter = exchange.waiter
        exchange.waiter = nil
        publish()
        waiter?.resume(returning: .begun(exchange))
    }

    // MARK: Receiving

    /// Keeps a row for whoever takes them, and lets the server wait when nobody does.
    func deliver(row: Int, of result: OpaquePointer, _ exchange: Exchange) {
        if exchange.flow.discards { return }
        guard let sink = exchange.sink else {
            abandon()
            return end(.failure(.failed(.usage("libpq hands out single rows that nobody has asked for"))))
        }
        sink.take(row: row, of: result)
        // Whoever takes all at the end has room for all.
        if exchange.takesAll { return }
        // What libpq holds of a row beyond the two kilobytes that each has.
        exchange.flow.byteCount += max(128, PQresultMemorySize(result) - 3000)
        if exchange.isFull {
            exchange.flow.isPaused = true
            setReading(false)
        }
        // A taker is served when the socket has been emptied, or the buffer is full: not for every row.
        if exchange.flow.isPaused || PQisBusy(connection) == 1 { serveTaker(exchange) }
    }

    private func serveTaker(_ exchange: Exchange) {
        guard let taker = exchange.flow.taker, exchange.waiting > 0 else { return }
        exchange.flow.taker = nil
        handOver(exchange)
        publish()
        taker.resume(returning: nil)
        resumeReading(exchange)
    }

    func resumeReading(_ exchange: Exchange) {
        guard exchange.flow.isPaused else { return }
        exchange.flow.isPaused = false
        guard self.exchange === exchange else { return }
        setReading(true)
        // What libpq has read already would wake nobody.
        let id = exchange.id
        loop.execute { [self] in if self.exchange?.id == id { pump() } }
    }

    /// Has the next pieces of a stream or copy handed over to their sink's taker, or answers with the end of them. Called
    /// on any thread.
    nonisolated(nonsending) func takePieces(of exchange: Exchange) async -> ExchangeOutcome? {
        let answer = await withUnsafeContinuation { taker in
            if loop.isCurrent {
                take(taker, exchange)
            } else {
                loop.execute { [self] in take(taker, exchange) }
            }
        }
        receive()
        return answer
    }

    private func take(_ taker: Flow.Taker, _ exchange: Exchange) {
        if exchange.waiting > 0 {
            handOver(exchange)
            publish()
            taker.resume(returning: nil)
            resumeReading(exchange)
        } else if let end = exchange.flow.end {
            publish()
            taker.resume(returning: end)
        } else {
            exchange.flow.taker = taker
        }
    }

    /// Takes what has arrived of a COPY TO STDOUT; false where the pump must stop.
    func takeCopiedData(_ exchange: Exchange) -> Bool {
        var buffer: UnsafeMutablePointer<CChar>?
        let length = PQgetCopyData(connection, &buffer, 1)
        switch length {
        case 1...:
            defer { PQfreemem(buffer) }
            let bytes = UnsafeRawBufferPointer(start: buffer, count: Int(length))
            if exchange.flow.discards { return true }
            exchange.sink?.take(data: bytes)
            exchange.flow.byteCount += Int(length)
            guard exchange.isFull else { return true }
            exchange.flow.isPaused = true
            setReading(false)
            serveTaker(exchange)
            return true
        case 0:
            serveTaker(exchange)
            return false
        case -1:
            exchange.kind = .copyEnding
            return true
        default:
            end(lost(exchange))
            return false
        }
    }

    /// Asks the server to stop a stream or copy whose rest nobody wants, and waits until it has.
    nonisolated(nonsending) func stopTaking(_ exchange: Exchange) async -> ExchangeOutcome {
        let answer = await withUnsafeContinuation { waiter in
            loop.execute { [self] in
                if let end = exchange.flow.end {
                    publish()
                    waiter.resume(returning: end)
                    return
                }
                exchange.sink?.discard()
                exchange.flow.byteCount = 0
                exchange.flow.discards = true
                exchange.waiter = waiter
                if exchange.interruption == nil { interrupt(exchange.id, .cancelled) }
                resumeReading(exchange)
            }
        }
        receive()
        return answer
    }

    // MARK: Sending

    /// Gives the next block of a COPY FROM STDIN, and waits until it is on its way; false when the copy has ended early.
    nonisolated(nonsending) func give(_ block: [UInt8], to exchange: Exchange) async -> Bool {
        let answer = await withUnsafeContinuation { giver in
            if loop.isCurrent {
                put(block, giver, exchange)
            } else {
                loop.execute { [self] in put(block, giver, exchange) }
            }
        }
        receive()
        return answer
    }

    private func put(_ block: [UInt8], _ giver: UnsafeContinuation<Bool, Never>, _ exchange: Exchange) {
        guard exchange.flow.end == nil, !exchange.hasStoppedSending, !isBroken else {
            publish()
            giver.resume(returning: false)
            return
        }
        let isQueued = block.withUnsafeBytes { bytes in
            PQputCopyData(connection, bytes.bindMemory(to: CChar.self).baseAddress, Int32(bytes.count))
        }
        guard isQueued == 1 else {
            stopSending(exchange, lastMessage)
            publish()
            giver.resume(returning: false)
            return
        }
        exchange.flow.giver = giver
        flush()
    }

    func resumeGiver() {
        guard let exchange, let giver = exchange.flow.giver else { return }
        exchange.flow.giver = nil
        publish()
        giver.resume(returning: !exchange.hasStoppedSending)
    }

    /// Ends the rows of a COPY FROM STDIN; with a reason the server throws all of them away.
    nonisolated(nonsending) func endCopy(_ exchange: Exchange, because reason: String?) async -> ExchangeOutcome {
        let answer = await withUnsafeContinuation { waiter in
            loop.execute { [self] in
                if let end = exchange.flow.end {
                    publish()
                    waiter.resume(returning: end)
                    return
                }
                exchange.waiter = waiter
                if !exchange.hasStoppedSending { finishSending(exchange, reason) }
            }
        }
        receive()
        return answer
    }

    /// Ends the rows before the program does.
    func stopSending(_ exchange: Exchange, _ reason: String) {
        guard !exchange.hasStoppedSending else { return }
        exchange.hasStoppedSending = true
        finishSending(exchange, reason)
    }

    private func finishSending(_ exchange: Exchange, _ reason: String?) {
        exchange.hasStoppedSending = exchange.hasStoppedSending || reason != nil
        exchange.kind = .copyEnding
        if PQputCopyEnd(connection, reason) == 1 {
            flush()
            // A giver that waited for the socket goes on: what it gave will be thrown away.
            resumeGiver()
        } else {
            abandon()
        }
    }
}

extension WireConnection {
    func handOver(_ exchange: Exchange) {
        exchange.flow.byteCount = 0
        exchange.sink?.handOver()
    }
}
