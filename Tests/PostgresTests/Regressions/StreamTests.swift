import Foundation
import Postgres
import Testing

/// Rows that come one by one.
extension RegressionTests.StreamTests {
    private struct Stop: Error {}

    private struct Insert: BatchStatement {
        static let name = "regression.insert_streamed"
        static let sql = "INSERT INTO streamed VALUES ($1)"
        static let parameterTypes: [OID] = [.int4]
        var id: Int32
        func encode(into parameters: inout Parameters) { parameters.append(id) }
    }

    @Test(arguments: [0, 1, 2, 127, 1023, 1024, 1025, 50_000] as [Int32])
    func everyRowComesOnceAndInOrder(_ count: Int32) async throws {
        try await withDatabase(PoolOptions(maximumSize: 1)) { database in
            for runsOnLoop in [true, false] {
                let numbers = try await database.transaction(TransactionOptions(runsOnLoop: runsOnLoop)) {
                    transaction in
                    try await transaction.stream(Pairs(count: count)) { stream in
                        var numbers: [Int32] = []
                        for try await row in stream { numbers.append(row.number) }
                        // After the last there is nothing more, however often it is asked for.
                        #expect(try await stream.nextRow() == nil)
                        return numbers
                    }
                }
                #expect(numbers == Array(0..<count).map { $0 + 1 })
            }
        }
    }

    @Test func aStreamLeftEarlyLeavesTheTransactionUsable() async throws {
        try await withDatabase(PoolOptions(maximumSize: 1)) { database in
            let pid = try await database.run(BackendPID())
            try await database.transaction { transaction in
                try await transaction.execute(.unsafeRaw("CREATE TEMP TABLE streamed (id int) ON COMMIT DROP"))
                for taken in [0, 1, 100, 5000] {
                    _ = try await transaction.run(Insert(id: Int32(taken)))
                    let numbers = try await transaction.stream(Pairs(count: 1_000_000, length: 100)) { stream in
                        var numbers: [Int32] = []
                        while numbers.count < taken, let row = try await stream.nextRow() { numbers.append(row.number) }
                        return numbers
                    }
                    #expect(numbers == Array(0..<Int32(taken)).map { $0 + 1 })
                }
                await #expect(throws: Stop.self) {
                    try await transaction.stream(Pairs(count: 1_000_000)) { stream in
                        for try await row in stream where row.number == 10 { throw Stop() }
                    }
                }
                // What the transaction did before each of them is still there.
                #expect(try await transaction.rows("SELECT count(*) FROM streamed") == [["4"]])
                #expect(try await transaction.run(BackendPID()) == pid)
            }
            #expect(try await database.run(BackendPID()) == pid)
        }
    }

    /// An early end may meet the last row on its way.
    @Test func aStreamLeftAtItsVeryEndIsLeftToo() async throws {
        try await withDatabase(PoolOptions(maximumSize: 1)) { database in
            try await database.transaction { transaction in
                for count in 1...200 as ClosedRange<Int32> {
                    try await transaction.stream(Pairs(count: count)) { stream in
                        var left = count
                        while left > 0, try await stream.nextRow() != nil { left -= 1 }
                        #expect(left == 0)
                    }
                    try await expectNext(in: transaction)
                }
            }
        }
    }

    /// Each stream stands behind a savepoint of its own, which must not outlive it: thousands of open ones slow the
    /// whole server down.
    @Test func manyStreamsLeaveNoSavepointsBehind() async throws {
        try await withDatabase(PoolOptions(maximumSize: 1)) { database in
            try await database.transaction { transaction in
                try await transaction.execute(.unsafeRaw("CREATE TEMP TABLE streamed (id int) ON COMMIT DROP"))
                for number in 0..<50 as Range<Int32> {
                    try await transaction.stream(Pairs(count: 10)) { stream in
                        if number % 2 == 0 { for try await _ in stream {} } else { _ = try await stream.nextRow() }
                    }
                    try await transaction.copyOut("COPY (SELECT generate_series(1, 10)) TO STDOUT") { reader in
                        if number % 2 == 0 { for try await _ in reader {} } else { _ = try await reader.nextRow() }
                    }
                    _ = try await transaction.run(Insert(id: number))
                }
                // Each that is still open and has written holds a lock on a transaction number of its own.
                let locks = try await transaction.rows(
                    "SELECT count(*) FROM pg_locks WHERE locktype = 'transactionid' AND pid = pg_backend_pid()")
                #expect(locks == [["1"]])
            }
        }
    }

    /// The rows before an error come before it.
    @Test func anErrorMidwayComesAfterItsRows() async throws {
        struct Quotients: StreamStatement {
            static let name = "regression.quotients"
            static let sql = "SELECT 100000 / (3000 - i) FROM generate_series(1, 4000) i"
            static func decode(_ row: inout RowReader) throws(PostgresError) -> Int32 { try row.next(Int32.self) }
        }
        try await withDatabase(PoolOptions(maximumSize: 1)) { database in
            try await database.transaction { transaction in
                let taken = Count()
                let error = await postgresError {
                    try await transaction.savepoint { inner in
                        try await inner.stream(Quotients()) { stream in
                            for try await _ in stream { taken.add() }
                        }
                    }
                }
                #expect(error?.serverError?.sqlState == "22012")
                #expect(taken.value == 2999)
                try await expectNext(in: transaction)
            }
        }
    }

    /// A value of a type that nobody asked for ends the stream, not the transaction.
    @Test func aRowThatCannotBeReadIsToldWithItsStatement() async throws {
        struct Wrong: StreamStatement {
            static let name = "regression.wrong"
            static let sql = "SELECT i::text FROM generate_series(1, 100000) i"
            static func decode(_ row: inout RowReader) throws(PostgresError) -> Int32 { try row.next(Int32.self) }
        }
        try await withDatabase(PoolOptions(maximumSize: 1)) { database in
            try await database.transaction { transaction in
                let error = await postgresError { try await transaction.stream(Wrong()) { for try await _ in $0 {} } }
                guard case .decoding(let failure)? = error else {
                    Issue.record("\(String(describing: error))")
                    return
                }
                #expect(failure.statement == Wrong.name)
                try await expectNext(in: transaction)
            }
        }
    }

    /// The connection is busy with the rows.
    @Test func theTransactionInsideItsOwnStreamIsRefused() async throws {
        try await withDatabase(PoolOptions(maximumSize: 1)) { database in
            try await database.transaction { transaction in
                let last = try await transaction.stream(Pairs(count: 20_000)) { stream in
                    _ = try await stream.nextRow()
                    let error = await postgresError { _ = try await transaction.run(Increment(value: 1)) }
                    #expect(error?.isUsage == true, "\(String(describing: error))")
                    let inner = await postgresError { try await transaction.savepoint { _ in } }
                    #expect(inner?.isUsage == true, "\(String(describing: inner))")
                    var last: Int32 = 0
                    for try await row in stream { last = row.number }
                    return last
                }
                #expect(last == 20_000)
                _ = try await transaction.copyOut("COPY (SELECT 1) TO STDOUT") { reader in
                    let error = await postgresError { _ = try await transaction.run(Increment(value: 1)) }
                    #expect(error?.isUsage == true, "\(String(describing: error))")
                    let row = try await reader.nextRow()
                    #expect(row == Array("1\n".utf8))
                }
                try await transaction.execute(.unsafeRaw("CREATE TEMP TABLE streamed (id int) ON COMMIT DROP"))
                let count = try await transaction.copyIn("COPY streamed FROM STDIN") { writer in
                    try await writer.write(row: ["1"])
                    let error = await postgresError { _ = try await transaction.run(Increment(value: 1)) }
                    #expect(error?.isUsage == true, "\(String(describing: error))")
                    try await writer.write(row: ["2"])
                }
                #expect(count == 2)
            }
        }
    }

    @Test func aStreamIsOverWithItsClosure() async throws {
        try await withDatabase(PoolOptions(maximumSize: 1)) { database in
            try await database.transaction { transaction in
                nonisolated(unsafe) var kept: RowStream<Pairs>?
                try await transaction.stream(Pairs(count: 10)) { kept = $0 }
                let error = await postgresError { _ = try await kept?.nextRow() }
                #expect(error?.isUsage == true)
                try await expectNext(in: transaction)
            }
        }
    }

    /// T16: rows of many pieces; whoever waits inside libpq for the rest holds up all others on his thread.
    @Test func rowsInPiecesHoldUpNobody() async throws {
        try await withFaults { database, proxy in
            // At once goes what the rate gives in 20 ms, so that each row comes in about six pieces.
            proxy.set { $0[.toClient].rate = 16 * 1024 * 50 }
            let lengths = try await whileOthersWork {
                try await database.transaction { transaction in
                    try await transaction.stream(Pairs(count: 6, length: 100_000)) { stream in
                        var lengths: [Int] = []
                        for try await row in stream { lengths.append(row.text.utf8.count) }
                        return lengths
                    }
                }
            }
            #expect(lengths == Array(repeating: 100_000, count: 6))
        }
    }

    /// A slow reader makes the server wait, and not the program's memory grow. In a process of its own, so that other
    /// tests' memory is not counted.
    @Test func aSlowReaderKeepsTheServerWaiting() async throws {
        let folder = try await OwnServer.shared.value.folder.path
        await #expect(processExitsWith: .success) { [folder = folder as String] in
            func highWaterMark() throws -> Int {
                let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
                let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") })
                return try #require(Int(line.split(separator: " ")[1]))
            }
            let options = ConnectionOptions("host=\(folder) user=postgres dbname=postgres")
            let database = Database(options, pool: PoolOptions(maximumSize: 1))
            let observer = try await Connection.open(options)
            let (kilobytes, bytes) = try await database.transaction { transaction in
                let pid = try await transaction.run(BackendPID())
                // What is made once is there, and a stream has run.
                _ = try await transaction.stream(Pairs(count: 3000, length: 1000)) { for try await _ in $0 {} }
                let before = try highWaterMark()
                return try await transaction.stream(Pairs(count: 200_000, length: 1000)) { stream in
                    _ = try await stream.nextRow()
                    var waits = ""
                    for _ in 0..<500 where waits != "ClientWrite" {
                        waits =
                            try await observer.rows("SELECT wait_event FROM pg_stat_activity WHERE pid = \(pid)")[0][0]
                            ?? ""
                    }
                    try #require(waits == "ClientWrite")
                    var bytes = 0
                    for try await row in stream { bytes += row.text.utf8.count }
                    return (try highWaterMark() - before, bytes)
                }
            }
            try #require(bytes == 199_999 * 1000)
            // A megabyte may wait to be taken, and as much again be with its taker; libpq's own buffer comes to it.
            try #require(kilobytes < 16 * 1024)
            await observer.close()
            await database.close()
        }
    }
}
