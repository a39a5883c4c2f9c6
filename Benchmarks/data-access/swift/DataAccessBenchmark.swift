import ArgumentParser
import Glibc
import Postgres
import Synchronization

/// One case of the benchmark; the runner beside it says what it must print.
@main
struct DataAccessBenchmark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "data-access-benchmark")

    @Argument var name: String
    @Option var conninfo = ""
    @Option var seconds = 1.0
    @Option var connections = 1
    @Option(name: .customLong("warm-up")) var warmUp = 1

    func run() async throws {
        let database = Database(
            ConnectionOptions(conninfo), pool: PoolOptions(maximumSize: connections, maximumLifetime: .seconds(3600)))
        let measurement: Measurement
        if let operation = operation(name) {
            measurement = try await measure { client, gate in
                try await database.withConnection { lease in
                    try await gate.run(client) { client in try await operation(lease, &client) }
                }
            }
        } else if let operation = transactionOperation(name) {
            measurement = try await measure { client, gate in
                try await gate.run(client) { client in try await operation(database, &client) }
            }
        } else {
            throw ValidationError("no case \(name)")
        }
        await database.close()
        measurement.print(name)
    }

    /// Runs the connections side by side: first each its warm-up, then all until the time is over.
    private func measure(
        _ body: @escaping @Sendable (Client, Gate) async throws -> Share
    ) async throws -> Measurement {
        let gate = Gate(connections: connections, warmUp: warmUp, seconds: seconds)
        var total = Measurement()
        try await withThrowingTaskGroup(of: Share.self) { group in
            for index in 0..<connections {
                let client = Client(index: index, connections: connections, random: 42 + UInt32(index))
                group.addTask { try await body(client, gate) }
            }
            for try await share in group { total.add(share) }
        }
        total.seconds = gate.seconds(until: total.finished)
        return total
    }
}

func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

/// What one connection found out.
struct Share: Sendable {
    var check: Int64 = 0
    var rows = 0
    var latencies: [Double] = []
    var finished = 0.0
}

/// Lets all connections start the timed part together.
final class Gate: Sendable {
    private struct State {
        var waiting: [CheckedContinuation<Double, Never>] = []
        var start = 0.0
    }

    private let state = Mutex(State())
    private let connections: Int
    private let warmUp: Int
    private let seconds: Double

    init(connections: Int, warmUp: Int, seconds: Double) {
        self.connections = connections
        self.warmUp = warmUp
        self.seconds = seconds
    }

    func seconds(until end: Double) -> Double { end - state.withLock { $0.start } }

    private func pass() async -> Double {
        await withCheckedContinuation { continuation in
            let released = state.withLock { state -> [CheckedContinuation<Double, Never>] in
                state.waiting.append(continuation)
                guard state.waiting.count == connections else { return [] }
                state.start = now()
                return state.waiting
            }
            let start = state.withLock { $0.start }
            for continuation in released { continuation.resume(returning: start) }
        }
    }

    nonisolated(nonsending) func run(
        _ client: Client, _ operation: nonisolated(nonsending) (inout Client) async throws -> Void
    ) async throws -> Share {
        var client = client
        client.isFolding = true
        for _ in 0..<warmUp { try await operation(&client) }
        var share = Share(check: client.check)
        client.isFolding = false
        client.rows = 0
        let until = await pass() + seconds
        var started = now()
        share.latencies.reserveCapacity(100_000)
        repeat {
            try await operation(&client)
            let time = now()
            share.latencies.append(time - started)
            started = time
        } while started < until
        share.finished = started
        share.rows = client.rows
        return share
    }
}

struct Measurement {
    var check: Int64 = 0
    var rows = 0
    var latencies: [Double] = []
    var finished = 0.0
    var seconds = 0.0

    mutating func add(_ share: Share) {
        check += share.check
        rows += share.rows
        latencies += share.latencies
        finished = max(finished, share.finished)
    }

    func print(_ name: String) {
        let sorted = latencies.sorted()
        let microseconds = [sorted.count / 2, sorted.count * 99 / 100].map { sorted[$0] * 1e6 }
        Swift.print(
            #"{"case": "\#(name)", "program": "swift", "version": "6", "operations": \#(sorted.count), "#
                + #""seconds": \#(seconds), "rows": \#(rows), "peak_kib": \#(Self.peak()), "#
                + #""p50_us": \#(microseconds[0]), "p99_us": \#(microseconds[1]), "check": \#(check)}"#)
    }

    /// VmHWM of this process, in KiB.
    private static func peak() -> Int {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss
    }
}
