import Foundation

/// What libFuzzer calls with every input it makes up. The first byte chooses the decoder, the others are for it.
/// https://llvm.org/docs/LibFuzzer.html
@_cdecl("LLVMFuzzerTestOneInput")
public func tryDecoder(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = UnsafeRawBufferPointer(start: start, count: count)
    guard let choice = bytes.first else { return 0 }
    let trial = DecoderTrial.all[Int(choice) % DecoderTrial.all.count]
    let outcome = trial.attempt(UnsafeRawBufferPointer(rebasing: bytes.dropFirst()))
    precondition(outcome != .unstable, "\(trial.name): what was read does not come back as it was sent")
    return 0
}

/// Writes a file with an input for every sample into the folder that NUANXIN_FUZZ_SAMPLES names.
@_cdecl("LLVMFuzzerInitialize")
public func writeSamples(
    _ count: UnsafeMutablePointer<CInt>?,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>?
) -> CInt {
    guard let folder = ProcessInfo.processInfo.environment["NUANXIN_FUZZ_SAMPLES"] else { return 0 }
    for (choice, trial) in DecoderTrial.all.enumerated() {
        for (number, sample) in trial.samples.enumerated() {
            let file = URL(filePath: folder).appending(path: "sample-\(choice)-\(number)")
            guard (try? Data([UInt8(choice)] + sample).write(to: file)) != nil else { return 1 }
        }
    }
    return 0
}
