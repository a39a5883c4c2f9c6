/// What the program's exit code says. The numbers are those of sysexits(3); docs/reference/cli.md lists them.
enum ExitStatus: Int32, Sendable {
    /// The command or its arguments are wrong.
    case usage = 64
    /// What was given is not acceptable: a file, a value, a step that the record's state does not allow.
    case badData = 65
    /// There is no such record, or the caller may not know of it.
    case noRecord = 66
    /// No database answers.
    case unavailable = 69
    /// A fault of the program.
    case bug = 70
    /// Something else was in the way just now; the same may work in a moment.
    case tryAgain = 75
    /// The caller may not.
    case notPermitted = 77
    /// The database or the data folder is not set up for this.
    case configuration = 78
}

/// Why a command ends early, in the language of this run.
struct Failure: Error, Sendable {
    let status: ExitStatus
    let message: String

    init(_ status: ExitStatus, _ message: String) {
        self.status = status
        self.message = message
    }

    init(_ status: ExitStatus, _ chinese: String, _ english: String) {
        self.init(status, say(chinese, english))
    }
}
