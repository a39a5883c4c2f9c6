import Foundation

/// What a process holds of the system.
struct ProcessCounts: Equatable, CustomStringConvertible {
    struct Leak: Error, CustomStringConvertible {
        var description: String
        init(_ description: String) { self.description = description }
    }

    var descriptors: Int
    var threads: Int

    static var now: ProcessCounts {
        func count(_ folder: String) -> Int { (try? FileManager.default.contentsOfDirectory(atPath: folder).count) ?? -1 }
        return ProcessCounts(descriptors: count("/proc/self/fd"), threads: count("/proc/self/task"))
    }

    var description: String { "\(descriptors) descriptors, \(threads) threads" }

    /// Waits until no more is held than then: threads and sockets end a moment after the call that was their last use.
    func expectAgain() async throws {
        var now = Self.now
        for _ in 0..<200 where now.descriptors > descriptors || now.threads > threads {
            try await Task.sleep(for: .milliseconds(20))
            now = Self.now
        }
        guard now.descriptors <= descriptors, now.threads <= threads else { throw Leak("\(self) before, \(now) now") }
    }
}
