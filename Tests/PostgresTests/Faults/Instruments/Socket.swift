import Foundation

/// Where a server listens.
enum ServerAddress: Sendable, Hashable {
    case unix(path: String)
    /// A port of 127.0.0.1.
    case loopback(port: UInt16)
}

/// The few calls on sockets that the instruments need. A socket is its number; -1 is none.
enum Socket {
    struct Failure: Error, CustomStringConvertible {
        var description: String

        init(_ call: String) { description = "\(call): \(String(cString: strerror(errno)))" }
    }

    static func listening(at address: ServerAddress) throws -> Int32 {
        let socket = try make(for: address)
        let isListening = withAddress(address) { bind(socket, $0, $1) == 0 && listen(socket, 64) == 0 }
        guard isListening else {
            defer { close(socket) }
            throw Failure("bind or listen")
        }
        setNonBlocking(socket)
        return socket
    }

    /// Connects and waits until the system has connected, which on one machine it does whatever the server does.
    static func connected(to address: ServerAddress) throws -> Int32 {
        let socket = try make(for: address)
        guard withAddress(address, { connect(socket, $0, $1) == 0 }) else {
            defer { close(socket) }
            throw Failure("connect")
        }
        setNonBlocking(socket)
        return socket
    }

    /// The next connection; nil where none waits.
    static func accepted(from listener: Int32) -> Int32? {
        let socket = accept(listener, nil, nil)
        guard socket >= 0 else { return nil }
        setNonBlocking(socket)
        setNoDelay(socket)
        return socket
    }

    /// The port of 127.0.0.1 that the system chose.
    static func port(of socket: Int32) -> UInt16 {
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { _ = getsockname(socket, $0, &length) }
        }
        return UInt16(bigEndian: address.sin_port)
    }

    /// A port that was free a moment ago.
    static func freePort() throws -> UInt16 {
        let socket = try listening(at: .loopback(port: 0))
        defer { close(socket) }
        return port(of: socket)
    }

    /// Closes, and tells the other side at once. Another thread that waits for the socket would put off what `close`
    /// alone says.
    static func end(_ socket: Int32) {
        shutdown(socket, Int32(SHUT_RDWR))
        close(socket)
    }

    /// Closes with an RST instead of a FIN, and throws unsent bytes away. A Unix socket knows no RST.
    static func reset(_ socket: Int32) {
        // https://man7.org/linux/man-pages/man2/connect.2.html: it dissolves the association.
        var nobody = sockaddr()
        nobody.sa_family = sa_family_t(AF_UNSPEC)
        connect(socket, &nobody, socklen_t(MemoryLayout<sockaddr>.size))
        end(socket)
    }

    private static func make(for address: ServerAddress) throws -> Int32 {
        let family = if case .unix = address { AF_UNIX } else { AF_INET }
        let socket = socket(family, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard socket >= 0 else { throw Failure("socket") }
        setNoDelay(socket)
        return socket
    }

    /// Not blocking, and not for children.
    static func setNonBlocking(_ descriptor: Int32) {
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    }

    /// Without it the system joins what the proxy sends in pieces. No effect on a Unix socket.
    private static func setNoDelay(_ socket: Int32) {
        var yes: Int32 = 1
        setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
    }

    private static func withAddress<R>(
        _ address: ServerAddress, _ body: (UnsafePointer<sockaddr>, socklen_t) -> R
    ) -> R {
        switch address {
        case .unix(let path):
            var native = sockaddr_un()
            native.sun_family = sa_family_t(AF_UNIX)
            withUnsafeMutableBytes(of: &native.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
            return withUnsafePointer(to: &native) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
                }
            }
        case .loopback(let port):
            var native = sockaddr_in()
            native.sin_family = sa_family_t(AF_INET)
            native.sin_port = port.bigEndian
            native.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
            return withUnsafePointer(to: &native) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
        }
    }
}
