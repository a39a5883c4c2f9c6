import Foundation
import Postgres
import Testing

extension FaultTests {
    @Suite struct PipelineFaultTests {
        /// T15: megabytes both ways at once over a network that holds little. Who does not read while it writes waits
        /// for a server that waits for it; who waits for either inside libpq holds up all others on his thread.
        @Test func megabytesBothWaysDoNotLock() async throws {
            try await withFaults { database, proxy in
                proxy.set { settings in
                    settings[.toServer].rate = 16 << 20
                    settings[.toClient].rate = 16 << 20
                }
                // More than the system's own buffers take.
                let text = Self.text(ofLength: 2 << 20)
                let (a, b, c, d) = try await whileOthersWork {
                    try await database.run(
                        EchoText(text: text + "a"), EchoText(text: text + "b"), EchoText(text: text + "c"),
                        EchoText(text: text + "d"))
                }
                #expect([a, b, c, d].map(\.utf8.count) == Array(repeating: text.utf8.count + 1, count: 4))
                #expect([a, b, c, d].map(\.last) == ["a", "b", "c", "d"])
                #expect(a.dropLast() == text)
                #expect(proxy.record.bytes.allSatisfy { $0 > 8 << 20 })
            }
        }

        /// T15: the server's answers stay on the way until all questions are out.
        @Test func answersThatComeLateDoNotLock() async throws {
            try await withFaults { database, proxy in
                let text = Self.text(ofLength: 1 << 20)
                try await expectAnswer(from: database)
                proxy.hold(.toClient)
                // The server reads all of the first question before it begins to answer.
                let sent = proxy.on(.bytes(.toServer, 1 << 20))
                async let answers = database.run(EchoText(text: text), EchoText(text: text), Increment(value: 1))
                try await proxy.reached(sent)
                proxy.release()
                let (first, second, next) = try await answers
                #expect(first == text && second == text && next == 2)
            }
        }

        /// T16: answers in pieces, none of which ends where a message does. Who waits inside libpq for the rest holds
        /// up all others on his thread.
        @Test(arguments: [997, 16 * 1024 + 1])
        func largeAnswersInPiecesArriveWholeAndHoldUpNobody(_ piece: Int) async throws {
            try await withFaults { database, proxy in
                // The proxy sends at once what the rate gives in 20 ms.
                proxy.set { $0[.toClient].rate = piece * 50 }
                let count = Int32(piece / 4)
                let call = try await whileOthersWork {
                    try await timed {
                        try await database.run(Series(count: count), Increment(value: 1), Series(count: count * 2))
                    }
                }
                #expect(call.duration > .milliseconds(300))
                let (first, next, second) = try call.result.get()
                #expect(next == 2)
                for (rows, count) in [(first, count), (second, count * 2)] {
                    #expect(rows.map(\.number) == Array(1...count))
                    #expect(rows.allSatisfy { $0.text == "row \($0.number)" })
                }
            }
        }

        @Test func aPipelineCutMidwayKeepsNothing() async throws {
            let table = try await FaultTable()
            try await withFaults { database, proxy in
                try await expectAnswer(from: database)
                // Long before the Sync at the end.
                proxy.on(.bytes(.toServer, 300_000), .cut(.reset))
                let text = Self.text(ofLength: 1 << 20)
                let error = await postgresError {
                    _ = try await database.run(Note(table: table.name), EchoText(text: text))
                }
                #expect(error?.isCommitOutcomeUnknown == true, "\(String(describing: error))")
                try await table.expectRows(0)
                try await expectAnswer(from: database)
            }
        }

        @Test func anAnswerCutMidwayIsNoShortAnswer() async throws {
            try await withFaults { database, proxy in
                proxy.on(.bytes(.toClient, 40_000), .cut(.end))
                let error = await postgresError { _ = try await database.run(Series(count: 50_000)) }
                #expect(error?.isCommitOutcomeUnknown == true, "\(String(describing: error))")
                try await expectAnswer(from: database)
            }
        }

        /// A length that cannot be right. The connection is done with, the process is not.
        @Test func aBrokenLengthEndsTheConnectionOnly() async throws {
            try await withFaults { database, proxy in
                try await expectAnswer(from: database)
                proxy.on(.message(.toClient, type: "D"), .corrupt(at: 1))
                let call = try await timed { try await database.run(Increment(value: 1)) }
                guard case .failure = call.result else {
                    Issue.record("an answer of a negative length was read")
                    return
                }
                try await expectAnswer(from: database)
            }
        }

        /// A message of a type that does not exist.
        @Test func aBrokenTypeEndsTheConnectionOnly() async throws {
            try await withFaults { database, proxy in
                try await expectAnswer(from: database)
                proxy.on(.message(.toClient, type: "D"), .corrupt(at: 0))
                let call = try await timed { try await database.run(Increment(value: 1)) }
                guard case .failure = call.result else {
                    Issue.record("a message of no known type was read")
                    return
                }
                try await expectAnswer(from: database)
            }
        }

        static func text(ofLength length: Int) -> String {
            String(String(repeating: "0123456789 abcdef ", count: length / 18 + 1).prefix(length))
        }
    }
}
