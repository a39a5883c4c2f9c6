import Testing

/// Whatever bytes come, a decoder reads them or throws; it never stops the program.
@Suite(.serialized) struct MalformedBytesTests {
    @Test(arguments: DecoderTrial.all.map(\.name)) func mutatedBytesAreReadOrRefused(_ name: String) async throws {
        let trial = try #require(DecoderTrial.all.first { $0.name == name })
        var random = SeededGenerator(seed: 32)
        var outcomes: [DecoderTrial.Outcome: Int] = [:]
        for number in 0..<20_000 {
            // Other tests measure time on the same few threads.
            if number % 100 == 0 { await Task.yield() }
            let bytes = mutated(trial.samples, using: &random)
            let outcome = bytes.withUnsafeBytes(trial.attempt)
            outcomes[outcome, default: 0] += 1
            if outcome == .unstable { Issue.record("\(name): \(bytes)") }
        }
        // Else the mutations would try nothing.
        if !trial.samples.isEmpty { #expect(outcomes[.read, default: 0] > 0) }
    }

    @Test(arguments: DecoderTrial.all.map(\.name)) func whatIsInOrderIsReadAndHalfOfItIsNot(_ name: String) throws {
        let trial = try #require(DecoderTrial.all.first { $0.name == name })
        for sample in trial.samples {
            #expect(sample.withUnsafeBytes(trial.attempt) == .read)
            for count in 0..<sample.count {
                let outcome = sample.prefix(count).withUnsafeBytes(trial.attempt)
                // Any bytes are bytea, and text and json are not looked into.
                if !Self.ofAnyLength.contains(where: name.hasPrefix) { #expect(outcome == .refused, "\(count)") }
            }
        }
    }

    private static let ofAnyLength = ["String", "Data", "PGJSON", "Array<UInt8>"]

    private func mutated(_ samples: [[UInt8]], using random: inout SeededGenerator) -> [UInt8] {
        guard var bytes = samples.randomElement(using: &random) else {
            return (0..<Int.random(in: 0...20, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
        }
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let place = Int.random(in: 0...bytes.count, using: &random)
            switch Int.random(in: 0..<6, using: &random) {
            case 0: bytes.removeLast(bytes.count - place)
            case 1: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
            case 2 where place < bytes.count: bytes.remove(at: place)
            case 3 where place < bytes.count: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            case 4 where place + 4 <= bytes.count:
                // A length, a count or a number at its end.
                let extreme = [Int32.min, .max, -1, 0, 1, 6, 7, 0x3FFF].randomElement(using: &random) ?? 0
                for index in 0..<4 {
                    bytes[place + index] = UInt8(truncatingIfNeeded: extreme >> Int32(24 - 8 * index))
                }
            case 5 where place < bytes.count:
                bytes[place] = [0, 1, 4, 127, 128, 255].randomElement(using: &random) ?? 0
            default: break
            }
        }
        return bytes
    }
}
