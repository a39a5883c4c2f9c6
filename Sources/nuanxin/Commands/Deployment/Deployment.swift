import ArgumentParser

/// The commands that run the whole program: with an embedded database, or on a database that is there.
enum Deployment {
    static var commands: [any ParsableCommand.Type] { [UpCommand.self, ServeCommand.self] }
}
