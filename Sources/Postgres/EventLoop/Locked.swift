import Glibc

/// A value that is read and changed under a lock.
///
/// `Synchronization.Mutex` does the same, but the Thread Sanitizer cannot see it (Swift 6.3, Linux) and takes everything
/// under it for a race. What POSIX has, it knows.
// @unchecked: the value is reached only by `withLock`, which holds the lock meanwhile.
struct Locked<Value>: ~Copyable, @unchecked Sendable {
    private let lock: UnsafeMutablePointer<pthread_mutex_t>
    private let value: UnsafeMutablePointer<Value>

    init(_ value: sending Value) {
        lock = .allocate(capacity: 1)
        lock.initialize(to: pthread_mutex_t())
        pthread_mutex_init(lock, nil)
        self.value = .allocate(capacity: 1)
        self.value.initialize(to: value)
    }

    deinit {
        value.deinitialize(count: 1)
        value.deallocate()
        pthread_mutex_destroy(lock)
        lock.deallocate()
    }

    borrowing func withLock<R, E: Error>(_ body: (inout Value) throws(E) -> R) throws(E) -> R {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        return try body(&value.pointee)
    }

    /// Makes what was done under the lock before known to this thread, for the Thread Sanitizer: a continuation that was
    /// resumed before its task came to wait hands its value over safely, but unseen.
    borrowing func synchronise() { withLock { _ in } }
}
