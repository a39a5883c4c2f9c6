import Foundation
import Glibc
import Testing

/// The built program, run as a process of its own.
struct Program: Sendable {
    struct Result: Sendable {
        let output: String
        let words: String
        let status: Int32

        /// The objects of `--json`: an array of them, one, or one a line.
        func json() throws -> [[String: Any]] {
            let value = try? JSONSerialization.jsonObject(with: Data(output.utf8))
            if let list = value as? [[String: Any]] { return list }
            if let object = value as? [String: Any] { return [object] }
            return try output.split(separator: "\n").map { line in
                try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            }
        }
    }

    var environment: [String: String] = [:]
    var folder: URL?

    /// Beside the test program, where SwiftPM puts it.
    static let url: URL = {
        if let path = ProcessInfo.processInfo.environment["NUANXIN_PROGRAM"] { return URL(fileURLWithPath: path) }
        return URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
            .appendingPathComponent("nuanxin")
    }()

    func run(_ arguments: String..., input: String = "") async throws -> Result {
        try await run(arguments, input: input)
    }

    func run(_ arguments: [String], input: String = "") async throws -> Result {
        let process = Process()
        process.executableURL = Self.url
        process.arguments = arguments
        var clean = ["HOME": "/nonexistent", "PATH": "/usr/bin:/bin", "LANG": "zh_CN.UTF-8", "COLUMNS": "100"]
        clean.merge(environment) { $1 }
        process.environment = clean
        if let folder { process.currentDirectoryURL = folder }
        let (output, words, given) = (Pipe(), Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = words
        process.standardInput = given
        try process.run()
        try given.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try given.fileHandleForWriting.close()
        // Both at once, or a full pipe would stop the program.
        async let outputData = Self.read(output)
        async let wordsData = Self.read(words)
        let result = Result(
            output: String(decoding: await outputData, as: UTF8.self),
            words: String(decoding: await wordsData, as: UTF8.self), status: await Self.status(of: process))
        return result
    }

    private static func read(_ pipe: Pipe) async -> Data {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(returning: pipe.fileHandleForReading.readDataToEndOfFile())
            }
        }
    }

    private static func status(of process: Process) async -> Int32 {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                process.waitUntilExit()
                continuation.resume(returning: process.terminationStatus)
            }
        }
    }
}
