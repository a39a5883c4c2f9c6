/// How a proxy treats what passes through it.
struct ProxySettings: Sendable {
    /// How one direction is treated.
    struct Treatment: Sendable {
        /// Each piece is passed on so much later.
        var delay = Duration.zero
        /// Bytes a second; nil: as fast as the receiver takes them.
        var rate: Int?
        /// Of connections to come: their bytes are kept.
        var isHeld = false
    }

    /// What becomes of a new connection.
    enum Welcome: Sendable {
        case served
        /// The server is called, but hears nothing before `FaultProxy.release()`.
        case held
        /// Accepted; then silence, as from a host that drops every packet.
        case unanswered
        /// Accepted and reset.
        case turnedAway
    }

    var server: ServerAddress
    var sessions = Welcome.served
    var cancelRequests = Welcome.served
    private var treatments = [Treatment(), Treatment()]

    init(server: ServerAddress) { self.server = server }

    subscript(direction: FaultProxy.Direction) -> Treatment {
        get { treatments[direction.rawValue] }
        set { treatments[direction.rawValue] = newValue }
    }
}
