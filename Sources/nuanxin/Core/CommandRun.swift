import ArgumentParser
import Foundation
import Glibc

/// From the arguments to the exit code.
enum CommandRun {
    static func main(_ root: any ParsableCommand.Type) async -> Never {
        do {
            var command = try root.parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
            exit(0)
        } catch let error as ExitCode {
            exit(error.rawValue)
        } catch {
            end(root, error)
        }
    }

    /// Says what went wrong and ends; ArgumentParser's own messages are told in the language of the run.
    private static func end(_ root: any ParsableCommand.Type, _ error: any Error) -> Never {
        if isOfArgumentParser(error) {
            let code = root.exitCode(for: error)
            let text = ParserWords.translated(root.fullMessage(for: error))
            if code.isSuccess { Terminal.writeData(text + "\n") } else { Terminal.writeWords(text) }
            exit(code.isSuccess ? 0 : ExitStatus.usage.rawValue)
        }
        let failure = Failure(any: error)
        Terminal.writeWords(failure.message)
        exit(failure.status.rawValue)
    }

    /// Its error types are internal, all but a few, so they are told by the module that they come from.
    private static func isOfArgumentParser(_ error: any Error) -> Bool {
        String(reflecting: type(of: error)).hasPrefix("ArgumentParser.")
    }
}
