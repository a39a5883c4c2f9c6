import Foundation
import Postgres
import Testing

extension FaultTests {
    /// https://www.postgresql.org/docs/15/libpq-ssl.html
    @Suite struct TLSTests {
        @Test func theRightServerIsTrustedAndThePasswordBoundToIt() async throws {
            let server = try await TLSServer.shared.value
            let rows = try await withConnection(server.options(user: "scrammed")) { connection in
                try await connection.rows("SELECT ssl, version FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
            }
            #expect(rows == [["t", "TLSv1.3"]])
        }

        @Test func aServerOfAnotherAuthorityIsRefused() async throws {
            let server = try await TLSServer.shared.value
            let error = await failure(
                server.options(user: "scrammed").with("sslrootcert", server.file("stranger.crt")))
            #expect(error?.isConnection == true)
            #expect("\(String(describing: error))".contains("certificate verify failed"))
        }

        /// The certificate names `localhost` alone.
        @Test func aServerOfAnotherNameIsRefused() async throws {
            let server = try await TLSServer.shared.value
            let error = await failure(server.options(user: "scrammed").with("host", "records.example"))
            #expect(error?.isConnection == true)
            #expect("\(String(describing: error))".contains("does not match host name"))
            // With verify-ca the name does not matter: it is the name that the refusal was about.
            let lax = server.options(user: "scrammed").with("host", "records.example").with("sslmode", "verify-ca")
            #expect(await failure(lax) == nil)
        }

        /// Nothing to bind to: a server that does without encryption, or somebody who pretends to be one.
        @Test func channelBindingIsNotGivenUp() async throws {
            let server = try await TLSServer.shared.value
            let error = await failure(server.options(user: "scrammed").with("sslmode", "disable"))
            #expect(error != nil)
            let trusting = server.options.with("user", "scrammed")
            #expect(await failure(trusting) == nil)
            let bound = await failure(trusting.with("channel_binding", "require"))
            #expect("\(String(describing: bound))".contains("channel binding"))
        }

        @Test func aClientsCertificateIsAskedForAndMustFit() async throws {
            let server = try await TLSServer.shared.value
            let without = await failure(server.options(user: "certified"))
            #expect(without?.serverError?.sqlState == .invalidAuthorization, "\(String(describing: without))")
            let with = server.options(user: "certified").with("sslcert", server.file("certified.crt"))
                .with("sslkey", server.file("certified.key"))
            let rows = try await withConnection(with) { connection in
                try await connection.rows("SELECT client_dn FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
            }
            #expect(rows == [["/CN=certified"]])
            // Of another authority; and in another's name.
            let forged = await failure(
                with.with("sslcert", server.file("other/certified.crt"))
                    .with("sslkey", server.file("other/certified.key")))
            #expect(forged != nil)
            let borrowed = await failure(
                with.with("sslcert", server.file("localhost.crt")).with("sslkey", server.file("localhost.key")))
            #expect(borrowed?.serverError?.sqlState.errorClass == "28", "\(String(describing: borrowed))")
        }

        /// T20: a record of TLS holds up to 16 kB, libpq's free buffer sometimes no more than half of that. What it
        /// does not take at once stays inside OpenSSL, where no event of the socket tells of it.
        @Test func recordsLargerThanTheFreeBufferAreReadToTheirEnd() async throws {
            let server = try await TLSServer.shared.value
            let relay = try TLSRelay(to: server.unixAddress, certificate: server.file("localhost"))
            defer { relay.stop() }
            let options = server.options(user: "scrammed", port: relay.port).with("channel_binding", "disable")
            let database = Database(options, pool: PoolOptions(maximumSize: 1, callDeadline: .seconds(2)))
            // Rows of a few kilobytes keep the buffer at its first 16 kB and leave parts of themselves in it, so that
            // the last record of some of these answers finds too little room.
            for length in stride(from: 3_000, to: 5_400, by: 157) {
                for count in 4..<14 {
                    let call = try await timed {
                        try await database.run(Blocks(count: Int32(count), length: Int32(length)))
                    }
                    #expect(try call.result.get() == Array(repeating: length, count: count))
                    // What is left in OpenSSL would come to light when the deadline closes the socket, and look well.
                    try #require(call.duration < .seconds(1))
                }
            }
            try await close(database)
        }

        @Test(arguments: [1_000, 8_100, 8_193, 16_384, 16_385, 100_000, 3_000_000])
        func rowsOfEverySizeArrive(_ length: Int) async throws {
            let server = try await TLSServer.shared.value
            let database = Database(
                server.options(user: "scrammed"), pool: PoolOptions(maximumSize: 1, callDeadline: .seconds(10)))
            let text = PipelineFaultTests.text(ofLength: length)
            for _ in 0..<(length > 1_000_000 ? 1 : 10) {
                let (echo, rows, next) = try await database.run(
                    EchoText(text: text), Series(count: 700), Increment(value: 1))
                #expect(echo == text && rows.count == 700 && next == 2)
            }
            try await close(database)
        }

        /// The network breaks records into pieces.
        @Test func rowsArriveInPieces() async throws {
            let server = try await TLSServer.shared.value
            try await withProxy(to: server.address) { proxy in
                let database = Database(
                    server.options(user: "scrammed", port: proxy.port),
                    pool: PoolOptions(maximumSize: 1, callDeadline: .seconds(10)))
                try await expectAnswer(from: database)
                // The proxy sends at once what the rate gives in 20 ms.
                proxy.set { $0[.toClient].rate = 5_003 * 50 }
                let text = PipelineFaultTests.text(ofLength: 60_000)
                let (echo, rows) = try await database.run(EchoText(text: text), Series(count: 2000))
                #expect(echo == text && rows.count == 2000)
                try await close(database)
            }
        }

        /// A cut that TLS does not announce is no end of the answer.
        @Test(arguments: [FaultProxy.Ending.reset, .end])
        func aCutUnderTLSIsALostConnection(_ ending: FaultProxy.Ending) async throws {
            let server = try await TLSServer.shared.value
            try await withProxy(to: server.address) { proxy in
                let database = Database(
                    server.options(user: "scrammed", port: proxy.port),
                    pool: PoolOptions(maximumSize: 1, callDeadline: .seconds(10)))
                try await expectAnswer(from: database)
                proxy.on(.bytes(.toClient, 30_000), .cut(ending))
                let error = await postgresError { _ = try await database.run(Series(count: 50_000)) }
                #expect(error?.isCommitOutcomeUnknown == true, "\(String(describing: error))")
                try await expectAnswer(from: database)
                try await close(database)
            }
        }

        /// A byte changed on the way ends the session; it never changes a value.
        @Test func aChangedByteNeverReachesTheProgram() async throws {
            let server = try await TLSServer.shared.value
            try await withProxy(to: server.address) { proxy in
                let database = Database(
                    server.options(user: "scrammed", port: proxy.port),
                    pool: PoolOptions(maximumSize: 1, callDeadline: .seconds(10)))
                try await expectAnswer(from: database)
                proxy.on(.message(.toClient), .corrupt(at: 40))
                let call = try await timed { try await database.run(Increment(value: 1)) }
                guard case .failure = call.result else {
                    Issue.record("a forged record was read")
                    return
                }
                try await expectAnswer(from: database)
                try await close(database)
            }
        }

        /// libpq sends cancel requests in the clear, to a server that takes them so before it looks at its rules.
        @Test func aCancellationWorksOverTLS() async throws {
            let server = try await TLSServer.shared.value
            let database = Database(
                server.options(user: "scrammed"), pool: PoolOptions(maximumSize: 1, callDeadline: .milliseconds(200)))
            try await expectAnswer(from: database)
            let call = try await timed { try await database.run(Sleep(seconds: 30)) }
            #expect(call.error?.isTimedOut == true, "\(call.result)")
            #expect(call.duration < .milliseconds(700) + slack)
            try await expectAnswer(from: database)
            try await close(database)
        }

        private func withConnection<R: Sendable>(
            _ options: ConnectionOptions, _ body: (Connection) async throws -> R
        ) async throws -> R {
            let connection = try await Connection.open(options)
            let result: Result<R, any Error>
            do { result = .success(try await body(connection)) } catch { result = .failure(error) }
            await connection.close()
            return try result.get()
        }

        /// Why the connection is refused; nil if it is not.
        private func failure(_ options: ConnectionOptions) async -> PostgresError? {
            await postgresError { try await withConnection(options) { _ in } }
        }
    }
}
