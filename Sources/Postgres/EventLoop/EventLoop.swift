import CLibpq
import Glibc
import Logging
import Synchronization

/// Something with a file descriptor whose readiness a loop watches.
protocol EventHandler: AnyObject, Sendable {
    /// Called on the loop's thread.
    func socketIsReady()
}

/// One thread with an epoll set: it drives every connection pinned to it, and is the task executor for the bodies of
/// transactions, so that a statement inside a transaction costs no hop between threads.
///
/// No job on it may block; one that takes longer than `slowJob` is logged.
// @unchecked: `inbox`, `isAsleep`, `hasMail` and `thread` are synchronised; every other variable is touched only on the
// loop's own thread.
final class EventLoop: SerialExecutor, TaskExecutor, @unchecked Sendable {
    private enum Work {
        case job(UnownedJob)
        case call(@Sendable () -> Void)
    }

    /// Its place among the process's loops.
    let index: Int
    private let inbox = Mutex<[Work]>([])
    /// Says without a lock that `inbox` is not empty.
    private let hasMail = Atomic<Bool>(false)
    /// The thread waits in epoll_wait, or is about to.
    private let isAsleep = Atomic<Bool>(false)
    private let thread = Atomic<UInt>(0)
    private let epollDescriptor: Int32
    private let wakeDescriptor: Int32

    /// Work enqueued by this thread itself: no lock, no wake-up.
    private var localWork: [Work] = []
    /// By descriptor: numbers are small and used again.
    private var handlers: [(any EventHandler)?] = []
    private var timers = TimerSet()

    init(index: Int = 0) {
        self.index = index
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
        inbox.withLock { $0.append(work) }
        hasMail.store(true, ordering: .sequentiallyConsistent)
        // Either the loop sees the mail before it sleeps, or this sees that it sleeps.
        if isAsleep.exchange(false, ordering: .sequentiallyConsistent) { _ = eventfd_write(wakeDescriptor, 1) }
    }

    // MARK: Readiness (on the loop's thread only)

    func watch(_ descriptor: Int32, _ handler: any EventHandler) {
        let place = Int(descriptor)
        while handlers.count <= place { handlers.append(nil) }
        handlers[place] = handler
        control(EPOLL_CTL_ADD, descriptor, EPOLLIN.rawValue)
    }

    func setInterest(reading: Bool, writing: Bool, for descriptor: Int32) {
        control(
            EPOLL_CTL_MOD, descriptor, (reading ? EPOLLIN.rawValue : 0) | (writing ? EPOLLOUT.rawValue : 0))
    }

    /// `isClosed`: the descriptor is closed already, so that the kernel has forgotten it and its number may be
    /// somebody else's by now.
    func unwatch(_ descriptor: Int32, _ handler: any EventHandler, isClosed: Bool) {
        let place = Int(descriptor)
        guard handlers.indices.contains(place), handlers[place] === handler else { return }
        handlers[place] = nil
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

    /// A job that runs longer keeps every other connection of the loop waiting.
    static let slowJob = Duration.milliseconds(5)
    private static let logger = Logger(label: "postgres.loop")

    private func run() {
        thread.store(UInt(pthread_self()), ordering: .relaxed)
        let serial = asUnownedSerialExecutor()
        let task = asUnownedTaskExecutor()
        var batch: [Work] = []
        var events = [epoll_event](repeating: epoll_event(), count: 64)
        let slow = UInt64(Self.slowJob.components.attoseconds / 1_000_000_000)
        while true {
            // Some rounds of work, then the sockets: work that breeds work must not starve them.
            for _ in 0..<16 {
                swap(&batch, &localWork)
                if hasMail.exchange(false, ordering: .acquiring) {
                    inbox.withLock { inbox in
                        batch.append(contentsOf: inbox)
                        inbox.removeAll(keepingCapacity: true)
                    }
                }
                if batch.isEmpty { break }
                var start = Moment.now.nanoseconds
                for work in batch {
                    switch work {
                    case .job(let job): unsafe job.runSynchronously(isolatedTo: serial, taskExecutor: task)
                    case .call(let body): body()
                    }
                    let end = Moment.now.nanoseconds
                    if end - start > slow { logSlowJob(nanoseconds: end - start) }
                    start = end
                }
                batch.removeAll(keepingCapacity: true)
            }
            if timers.next != .never { for action in timers.takeDue() { action() } }
            wait(&events)
        }
    }

    private func wait(_ events: inout [epoll_event]) {
        var timeout: Int32 = 0
        if localWork.isEmpty {
            isAsleep.store(true, ordering: .sequentiallyConsistent)
            if !hasMail.load(ordering: .sequentiallyConsistent) { timeout = timers.next.millisecondsFromNow }
        }
        let count = epoll_wait(epollDescriptor, &events, Int32(events.count), timeout)
        isAsleep.store(false, ordering: .relaxed)
        for index in 0..<Int(max(0, count)) {
            let descriptor = events[index].data.fd
            if descriptor == wakeDescriptor {
                var value: eventfd_t = 0
                _ = eventfd_read(wakeDescriptor, &value)
            } else if handlers.indices.contains(Int(descriptor)) {
                handlers[Int(descriptor)]?.socketIsReady()
            }
        }
    }

    private func logSlowJob(nanoseconds: UInt64) {
        Self.logger.warning(
            "a job kept the loop from its other connections; move long computations out of the transaction",
            metadata: ["milliseconds": "\(nanoseconds / 1_000_000)", "loop": "\(index)"])
    }
}

extension EventLoop {
    /// The process's loops; they live as long as the process.
    static let all: [EventLoop] = (0..<max(1, min(2, sysconf(Int32(_SC_NPROCESSORS_ONLN))))).map(EventLoop.init)
    private static let turn = Atomic<Int>(0)

    /// A loop for the next connection, in turn.
    static var next: EventLoop { all[turn.wrappingAdd(1, ordering: .relaxed).oldValue % all.count] }

    /// The loop whose thread this is; nil on any other.
    static var current: EventLoop? { all.first { $0.isCurrent } }
}
