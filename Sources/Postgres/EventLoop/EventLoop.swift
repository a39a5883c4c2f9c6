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
final class EventLoop: TaskExecutor, @unchecked Sendable {
    fileprivate enum Work {
        /// Of a task that prefers this loop. It must not run as isolated: code that belongs to no actor would then be
        /// taken for code that has to leave one, and be queued anew at every turn.
        case job(UnownedJob)
        /// Of an actor whose executor this loop is.
        case isolatedJob(UnownedJob)
        case call(@Sendable () -> Void)
    }

    /// Its place among the process's loops.
    let index: Int
    private let inbox = Locked<[Work]>([])
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
        isolation.loop.store(self)
        let code = startThread { [self] in run() }
        precondition(code == 0, "the system has no thread left for a loop")
    }

    // MARK: Executors

    func enqueue(_ job: consuming ExecutorJob) { add(.job(UnownedJob(job))) }

    /// Runs `body` on the loop's thread, after what is queued already.
    func execute(_ body: @escaping @Sendable () -> Void) { add(.call(body)) }

    func asUnownedTaskExecutor() -> UnownedTaskExecutor { UnownedTaskExecutor(ordinary: self) }

    /// For actors that live on this loop.
    let isolation = LoopIsolation()

    var isCurrent: Bool { thread.load(ordering: .relaxed) == UInt(pthread_self()) }

    fileprivate func add(_ work: Work) {
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
        let serial = isolation.asUnownedSerialExecutor()
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
                let start = Moment.now.nanoseconds
                for work in batch {
                    switch work {
                    case .job(let job): unsafe job.runSynchronously(on: task)
                    case .isolatedJob(let job): unsafe job.runSynchronously(isolatedTo: serial, taskExecutor: task)
                    case .call(let body): body()
                    }
                }
                // Mostly there is one; a clock for each of several would cost more than it tells.
                let nanoseconds = Moment.now.nanoseconds - start
                if nanoseconds > slow { noteSlowRound(nanoseconds, jobs: batch.count) }
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

    private var slowRounds = 0
    private var lastWarning = Moment(nanoseconds: 0)

    /// At most one line a second: a busy machine makes every job slow.
    private func noteSlowRound(_ nanoseconds: UInt64, jobs: Int) {
        slowRounds += 1
        guard lastWarning + .seconds(1) < Moment.now else { return }
        Self.logger.warning(
            "jobs kept the loop from its connections; move long computations out of the transaction",
            metadata: [
                "milliseconds": "\(nanoseconds / 1_000_000)", "jobs": "\(jobs)", "times": "\(slowRounds)",
                "loop": "\(index)",
            ])
        slowRounds = 0
        lastWarning = Moment.now
    }
}

/// The serial executor of actors that live on a loop.
final class LoopIsolation: SerialExecutor {
    /// Set once, before the loop's thread starts; loops live as long as the process.
    fileprivate let loop = LoopReference()

    func enqueue(_ job: consuming ExecutorJob) { loop.load().add(.isolatedJob(UnownedJob(job))) }
    func asUnownedSerialExecutor() -> UnownedSerialExecutor { UnownedSerialExecutor(ordinary: self) }

    // Readiness calls run on the thread but inside no job; without these two `assumeIsolated` would trap there.
    func checkIsolated() { precondition(loop.load().isCurrent, "not on the actor's loop") }
    func isIsolatingCurrentContext() -> Bool? { loop.load().isCurrent }
}

/// A loop and its executor refer to each other.
// @unchecked: written once, by the loop's initialiser, before anybody else can see the executor.
private final class LoopReference: @unchecked Sendable {
    private var loop: EventLoop?
    func store(_ loop: EventLoop) { self.loop = loop }
    func load() -> EventLoop { loop.unsafelyUnwrapped }
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
