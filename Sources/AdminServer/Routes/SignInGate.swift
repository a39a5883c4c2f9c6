/// Bounds how many passwords are tried at once, since each attempt opens a connection. Who must wait after wrong ones is
/// for the database to say.
actor SignInGate {
    static let attemptsAtOnce = 8
    private var running = 0

    /// False where as many are under way as may be; each that may begin is ended by `leave`.
    func enter() -> Bool {
        guard running < Self.attemptsAtOnce else { return false }
        running += 1
        return true
    }

    func leave() { running -= 1 }
}
