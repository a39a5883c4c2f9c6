import Foundation
import Testing

/// What the types are there to prevent: each file of the folder MustNotCompile has a mistake at each line that ends in
/// `// error: …`, and the compiler must find those and no others. Control.swift has none.
extension RegressionTests.MustNotCompileTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "MustNotCompile")
    private static let root = folder.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    private static let files = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()

    @Test func everyMistakeIsThere() {
        #expect(Self.files.contains("Control.swift"))
        #expect(Self.files.count == 18)
    }

    @Test(arguments: files)
    func theCompilerFindsWhatIsMarked(_ file: String) async throws {
        let path = Self.folder.appending(path: file).path
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(
            separator: "\n", omittingEmptySubsequences: false)
        var wanted: [Int: String] = [:]
        for (index, line) in lines.enumerated() {
            if let mark = line.firstRange(of: "// error: ") { wanted[index + 1] = String(line[mark.upperBound...]) }
        }
        #expect(wanted.isEmpty == (file == "Control.swift"))

        let (output, status) = try await Self.compile(path)
        var found: [Int: String] = [:]
        // `path:line:column: error: message`; what else is printed explains these.
        for line in output.split(separator: "\n") where line.hasPrefix(path + ":") {
            let parts = line.dropFirst(path.count + 1).split(separator: ":", maxSplits: 3)
            guard parts.count == 4, let number = Int(parts[0]), parts[2] == " error" || parts[2] == " warning" else {
                continue
            }
            found[number] = String(parts[3])
        }
        #expect(found.keys.sorted() == wanted.keys.sorted(), "\(output)")
        for (number, message) in wanted {
            #expect(found[number]?.contains(message) == true, "line \(number): \(found[number] ?? "nothing")")
        }
        #expect((status == 0) == wanted.isEmpty, "\(output)")
    }

    /// As the targets of the package are compiled, down to SIL: isolation is checked only there.
    private static func compile(_ file: String) async throws -> (output: String, status: Int32) {
        // The test program stands beside the modules it was built from.
        let modules = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
            .appending(path: "Modules")
        let package = try String(contentsOf: root.appending(path: "Package.swift"), encoding: .utf8)
        let features = package.matches(of: #/enableUpcomingFeature\("([A-Za-z]+)"\)/#).map { String($0.output.1) }
        let moduleMap = root.appending(path: "Sources/CLibpq/module.modulemap").path
        let headers = try await run(["pkg-config", "--cflags-only-I", "libpq"]).output
            .split(whereSeparator: \.isWhitespace)
        var command = ["swiftc", "-emit-sil", "-o", "/dev/null", "-parse-as-library", "-module-name", "Misuse"]
        command += ["-swift-version", "6", "-warnings-as-errors"]
        for feature in Set(features).sorted() { command += ["-enable-upcoming-feature", feature] }
        command += ["-I", modules.path, "-Xcc", "-fmodule-map-file=\(moduleMap)"]
        for header in headers { command += ["-Xcc", String(header)] }
        return try await run(command + [file])
    }

    private static func run(_ command: [String]) async throws -> (output: String, status: Int32) {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = command
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let reader = pipe.fileHandleForReading
        return await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                let output = String(decoding: reader.readDataToEndOfFile(), as: UTF8.self)
                process.waitUntilExit()
                continuation.resume(returning: (output, process.terminationStatus))
            }
        }
    }
}
