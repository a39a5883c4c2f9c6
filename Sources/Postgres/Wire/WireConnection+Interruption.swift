import CLibpq

extension WireConnection {
    /// Asks the server to stop, and closes the socket if it does not react in time.
    func interrupt(_ id: UInt64, _ reason: Exchange.Interruption) {
        guard let exchange, exchange.id == id, exchange.interruption == nil, exchange.ending == nil else { return }
        exchange.interruption = reason
        guard !isLost else { return }
        if case .copyIn = exchange.kind {
            // The server waits for rows and looks at nothing else: the end of the rows is what stops it.
            stopSending(exchange, "the program's call was cancelled or ran out of time")
            limitPatience(exchange, reason)
            return
        }
        guard exchange.limits.isCancellable else {
            // A COMMIT that is cancelled midway would leave its outcome open in more ways than a lost one.
            abandon()
            return
        }
        guard let request = PQgetCancel(connection) else {
            abandon()
            return
        }
        let cancel = CancelRequest(pointer: request)
        let isStarted = HelperThreads.cancelling.runNow { [self] in
            cancel.send()
            loop.execute { [self] in cancelRequestReturned(id) }
        }
        guard isStarted else {
            cancel.discard()
            abandon()
            return
        }
        exchange.isCancelRequestUnderWay = true
        // Where nobody takes rows any more, the socket must be read to its end all the same.
        exchange.flow.discards = true
        resumeReading(exchange)
        limitPatience(exchange, reason)
    }

    private func limitPatience(_ exchange: Exchange, _ reason: Exchange.Interruption) {
        let id = exchange.id
        let grace = reason == .deadline ? CallLimits.graceAfterDeadline : CallLimits.graceAfterCancellation
        exchange.graceTimer = loop.schedule(at: Moment.now + grace) { [self] in
            guard let exchange = self.exchange, exchange.id == id else { return }
            exchange.graceTimer = nil
            abandon()
            // The answer is there already, and only the cancel request hangs: it must not keep its caller.
            if let ending = exchange.ending {
                exchange.isCancelRequestUnderWay = false
                exchange.ending = nil
                end(ending)
            }
        }
    }

    private func cancelRequestReturned(_ id: UInt64) {
        guard let exchange, exchange.id == id else { return }
        exchange.isCancelRequestUnderWay = false
        guard let ending = exchange.ending else { return }
        exchange.ending = nil
        end(ending)
    }
}

/// A copy of what is needed to cancel; usable on any thread.
// @unchecked: PGcancel is immutable, and exactly one of `send` and `discard` is called, once.
private struct CancelRequest: @unchecked Sendable {
    let pointer: OpaquePointer

    /// Blocks until the server has taken the request in, or for ever if the server is frozen.
    func send() {
        var message = [CChar](repeating: 0, count: 256)
        _ = PQcancel(pointer, &message, Int32(message.count))
        PQfreeCancel(pointer)
    }

    func discard() { PQfreeCancel(pointer) }
}
