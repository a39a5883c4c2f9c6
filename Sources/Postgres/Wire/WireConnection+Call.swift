import CLibpq
import Glibc
import Synchronization

extension WireConnection {
    private static let lastCallID = Atomic<UInt64>(0)

    /// Runs one call with its limits: liveness before, cancel request and deadline during, a clean state after.
    ///
    /// `body` runs with `call` set. It must read answers until none is left, whatever happens.
    nonisolated func perform<R: Sendable>(
        _ limits: CallLimits,
        _ body: @Sendable (isolated WireConnection) async throws(WireFailure) -> R
    ) async throws(WireFailure) -> R {
        let id = Self.lastCallID.wrappingAdd(1, ordering: .relaxed).newValue
        let result: Result<R, WireFailure> = await withTaskCancellationHandler {
            await runCall(id, limits, body)
        } onCancel: {
            guard limits.isCancellable else { return }
            loop.execute { [self] in
                assumeIsolated { $0.interrupt(id, .cancelled) }
            }
        }
        return try result.get()
    }

    private func runCall<R: Sendable>(
        _ id: UInt64, _ limits: CallLimits,
        _ body: @Sendable (isolated WireConnection) async throws(WireFailure) -> R
    ) async -> Result<R, WireFailure> {
        do {
            try begin(id, limits)
            let result: Result<R, WireFailure>
            do throws(WireFailure) { result = .success(try await body(self)) } catch { result = .failure(error) }
            return await end(result)
        } catch {
            return .failure(error)
        }
    }

    private func begin(_ id: UInt64, _ limits: CallLimits) throws(WireFailure) {
        guard call == nil else { throw .refused(.usage("a statement is already under way on this connection")) }
        if limits.isCancellable, Task.isCancelled { throw .refused(.cancelled) }
        guard Moment.now < limits.deadline else { throw .refused(.timedOut) }
        guard !isFinished, !isLost, isAlive.load(ordering: .relaxed) else { throw .unsent(lastMessage) }
        call = Call(id: id, limits: limits)
        isIdle.store(false, ordering: .relaxed)
        if limits.deadline != .never {
            call?.deadlineTimer = loop.schedule(at: limits.deadline) { [self] in
                assumeIsolated { $0.interrupt(id, .deadline) }
            }
        }
    }

    private var socketHasNews: Bool {
        var poll = pollfd()
        poll.fd = PQsocket(connection)
        poll.events = Int16(POLLIN)
        return Glibc.poll(&poll, 1, 0) != 0
    }

    /// Gives the connection back in a known state: no cancel request may still be on its way to it.
    private func end<R>(_ result: Result<R, WireFailure>) async -> Result<R, WireFailure> {
        if let timer = call?.deadlineTimer { loop.cancel(timer) }
        await wait { $0.call?.isCancelRequestUnderWay == true && !$0.isBroken }
        if let timer = call?.graceTimer { loop.cancel(timer) }
        let interruption = call?.interruption
        let isAbandoned = call?.isAbandoned ?? false
        call = nil
        if isBroken { finish() }
        isIdle.store(transactionStatus == PQTRANS_IDLE, ordering: .releasing)

        guard let interruption, case .failure(let failure) = result else { return result }
        let answer: PostgresError = interruption == .cancelled ? .cancelled : .timedOut
        switch failure {
        case .failed(.server(let error)) where error.sqlState == .queryCanceled: return .failure(.failed(answer))
        case .failed(.connection) where isAbandoned: return .failure(.failed(answer))
        default: return result
        }
    }

    // MARK: Interruption

    /// To be called in the same breath as sending: a cancel request that arrives before the statement has no effect,
    /// and a session that has ended before it is told apart from one that ends under it.
    func checkBeforeSending() throws(WireFailure) {
        switch call?.interruption {
        case nil: break
        case .cancelled: throw .refused(.cancelled)
        case .deadline: throw .refused(.timedOut)
        }
        if !isLost, socketHasNews { readAndFlush() }
        if hasFarewell { abandon() }
        guard !isBroken, isAlive.load(ordering: .relaxed) else { throw .unsent(lastMessage) }
    }

    /// Asks the server to stop, and closes the socket if it does not react in time.
    func interrupt(_ id: UInt64, _ reason: Interruption) {
        guard var current = call, current.id == id, current.interruption == nil else { return }
        current.interruption = reason
        call = current
        guard !isLost else { return }
        guard current.limits.isCancellable else {
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
            loop.execute {
                self.assumeIsolated { $0.cancelRequestReturned(id) }
            }
        }
        guard isStarted else {
            cancel.discard()
            abandon()
            return
        }
        call?.isCancelRequestUnderWay = true
        let grace = reason == .deadline ? CallLimits.graceAfterDeadline : CallLimits.graceAfterCancellation
        call?.graceTimer = loop.schedule(at: Moment.now + grace) { [self] in
            assumeIsolated { wire in
                if wire.call?.id == id { wire.abandon() }
            }
        }
        resumeWaiter()
    }

    private func cancelRequestReturned(_ id: UInt64) {
        guard call?.id == id else { return }
        call?.isCancelRequestUnderWay = false
        resumeWaiter()
    }

    /// Shuts the socket; the call under way then ends by the ordinary path of a lost connection.
    func abandon() {
        isAlive.store(false, ordering: .releasing)
        call?.isAbandoned = true
        let socket = PQsocket(connection)
        if !isLost, socket >= 0 { shutdown(socket, Int32(SHUT_RDWR)) }
        resumeWaiter()
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
