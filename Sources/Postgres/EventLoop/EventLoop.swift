import CLibpq
import Glibc
import Synchronization

/// Something with a file descriptor whose readiness a loop watches.
protocol EventHandler: AnyObject, Sendable {
    /// Called on the loop's thread.
    nonisolated func socketIsReady()
}

/// One thread with an epoll set: the serial executor of every connection pinned to it, and a task executor for the
/// bodies of transactions, so that a statement inside a transaction costs no hop between threads.
///
/// No job on it may block.
// @unchecked: `inbox` and `thread` are synchronised; every other variable is touched only on the loop's own thread.
final class EventLoop: SerialExecutor, TaskExecutor, @unchecked Sendable {
    private enum Work {
        case job(UnownedJob)
        case call(@Sendable () -> Void)
    }

    private struct Inbox {
        var work: [Work] = []
        var isAsleep = false
    }

    private let inbox = Mutex(Inbox())
    private let thread = Atomic<UInt>(0)
    private let epollDescriptor: Int32
    private let wakeDescriptor: Int32

    /// Work enqueued by this thread itself: no lock, no wake-up.
    private var localWork: [Work] = []
    private var handlers: [Int32: any EventHandler] = [:]
    private var timers = TimerSet()

    init() {
        epollDescriptor = epoll_create1(Int32(EPOLL_CLOEXEC))
        wakeDescriptor = eventfd(0, Int32(EFD_NONBLOCK | EFD_CLOEXEC))
        precondition(epollDescriptor >= 0 && wakeDescriptor >= 0, "the system has no file descriptor left for a loop")
        control(EPOLL_CTL_ADD, wakeDescriptor, EPOLLIN.rawValue)
        let code = startThread { [self] in run() }
        precondition(code == 0, "the system has no thread left for a loop")
    }

    // MARK: Executors

    func enqueue(_ job: consuming ExecutorJob) { add(.job(UnownedJob(job))) }

    /// Runs `body` on the loop's thread, after what is queued already.
    func execute(_ body: @escaping @Sendable () -> Void) { add(.call(body)) }

    func asUnownedSerialExecutor() -> UnownedSerialExecutor { UnownedSerialExecutor(ordinary: self) }
    func asUnownedTaskExecutor() -> UnownedTaskExecutor { UnownedTaskExecutor(ordinary: self) }

    // Readiness calls run on the thread but inside no job; without these two `assumeIsolated` would trap there.
    func checkIsolated() { precondition(isCurrent, "not on the connection's loop") }
    func isIsolatingCurrentContext() -> Bool? { isCurrent }

    var isCurrent: Bool { thread.load(ordering: .relaxed) == UInt(pthread_self()) }

    private func add(_ work: Work) {
        if isCurrent {
            localWork.append(work)
            return
        }
        let mustWake = inbox.withLock { inbox in
            inbox.work.append(work)
            defer { inbox.isAsleep = false }
            return inbox.isAsleep
        }
        if mustWake { _ = eventfd_write(wakeDescriptor, 1) }
    }

    // MARK: Readiness (on the loop's thread only)

    func watch(_ descriptor: Int32, _ handler: any EventHandler) {
        handlers[descriptor] = handler
        control(EPOLL_CTL_ADD, descriptor, EPOLLIN.rawValue)
    }

    func setWriteInterest(_ wanted: Bool, for descriptor: Int32) {
        control(EPOLL_CTL_MOD, descriptor, wanted ? EPOLLIN.rawValue | EPOLLOUT.rawValue : EPOLLIN.rawValue)
    }

    /// `isClosed`: the descriptor is closed already, so that the kernel has forgotten it and its number may be
    /// somebody else's by now.
    func unwatch(_ descriptor: Int32, _ handler: any EventHandler, isClosed: Bool) {
        guard handlers[descriptor] === handler else { return }
        handlers[descriptor] = nil
        if !isClosed { control(EPOLL_CTL_DEL, descriptor, 0) }
    }

    private func control(_ operation: Int32, _ descriptor: Int32, _ events: UInt32) {
        var event = epoll_event()
        event.events = events
        event.data.fd = descriptor
        epoll_ctl(epollDescriptor, operation, descriptor, &event)
    }

    // MARK: Timers (on the loop's thread only)

    func schedule(at moment: Moment, _ action: @escaping @Sendable () -> Void) -> TimerSet.ID {
        timers.insert(at: moment, action)
    }

    func cancel(_ timer: TimerSet.ID) { timers.remove(timer) }

    // MARK: The thread

    private func run() {
        thread.store(UInt(pthread_self()), ordering: .relaxed)
        let serial = asUnownedSerialExecutor()
        let task = asUnownedTaskExecutor()
        var batch: [Work] = []
        var events = [epoll_event](repeating: epoll_event(), count: 64)
        while true {
            // Some rounds of work, then the sockets: work that breeds work must not starve them.
            for _ in 0..<16 {
                swap(&batch, &localWork)
                inbox.withLock { inbox in
                    batch.append(contentsOf: inbox.work)
                    inbox.work.removeAll(keepingCapacity: true)
                }
                for work in batch {
                    switch work {
                    case .job(let job): unsafe job.runSynchronously(isolatedTo: serial, taskExecutor: task)
                    case .call(let body): body()
                    }
                }
                batch.removeAll(keepingCapacity: true)
                if localWork.isEmpty { break }
            }
            for action in timers.takeDue() { action() }

            var timeout: Int32 = 0
            if localWork.isEmpty {
                let sleeps = inbox.withLock { inbox in
                    inbox.isAsleep = inbox.work.isEmpty
                    return inbox.isAsleep
                }
                if sleeps { timeout = timers.next.millisecondsFromNow }
            }
            let count = epoll_wait(epollDescriptor, &events, Int32(events.count), timeout)
            inbox.withLock { $0.isAsleep = false }
            for index in 0..<Int(max(0, count)) {
                let descriptor = events[index].data.fd
                if descriptor == wakeDescriptor {
                    var value: eventfd_t = 0
                    _ = eventfd_read(wakeDescriptor, &value)
                } else {
                    handlers[descriptor]?.socketIsReady()
                }
            }
        }
    }
}

extension EventLoop {
    /// The process's loops; they live as long as the process.
    private static let all: [EventLoop] = (0..<max(1, min(2, sysconf(Int32(_SC_NPROCESSORS_ONLN))))).map { _ in
        EventLoop()
    }
    private static let turn = Atomic<Int>(0)

    /// A loop for the next connection, in turn.
    static var next: EventLoop { all[turn.wrappingAdd(1, ordering: .relaxed).oldValue % all.count] }
}
