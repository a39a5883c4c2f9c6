import Foundation
import Synchronization

/// A server's TLS as a pooler or a load balancer speaks it: in records as large as the standard allows.
///
/// PostgreSQL 15 itself never fills a record with more than 8 kB. The relay takes the encryption off and passes each
/// session on to a Unix socket. Messages to the client are gathered for a moment and sent in records of up to 16 kB:
/// https://www.rfc-editor.org/rfc/rfc8446#section-5.1
final class TLSRelay: Sendable {
    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    let port: UInt16
    private let library: Library
    private let listener: Int32
    private let server: ServerAddress
    private let sockets = Mutex<[Int32]>([])
    private let isStopped = Atomic<Bool>(false)

    /// - Parameter certificate: of `localhost`, with its key beside it: `name.crt` and `name.key`.
    init(to server: ServerAddress, certificate: String) throws {
        library = try Library(certificate: certificate + ".crt", key: certificate + ".key")
        listener = try Socket.listening(at: .loopback(port: 0))
        port = Socket.port(of: listener)
        self.server = server
        Thread.detachNewThread { [self] in accept() }
    }

    func stop() {
        isStopped.store(true, ordering: .releasing)
        sockets.withLock { for socket in $0 { shutdown(socket, Int32(SHUT_RDWR)) } }
    }

    private func accept() {
        while !isStopped.load(ordering: .acquiring) {
            var descriptor = pollfd(fd: listener, events: Int16(POLLIN), revents: 0)
            guard poll(&descriptor, 1, 50) > 0, let client = Socket.accepted(from: listener) else { continue }
            Thread.detachNewThread { [self] in serve(client) }
        }
        close(listener)
    }

    private func serve(_ client: Int32) {
        defer { close(client) }
        // OpenSSL writes without MSG_NOSIGNAL, also to a client that is gone.
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        // The thread has nothing else to do than to wait.
        _ = fcntl(client, F_SETFL, 0)
        var request = [UInt8](repeating: 0, count: 8)
        guard recv(client, &request, 8, Int32(MSG_WAITALL)) == 8, send(client, "S", 1, Int32(MSG_NOSIGNAL)) == 1,
            let server = try? Socket.connected(to: server)
        else { return }
        defer { close(server) }
        sockets.withLock { $0 += [client, server] }
        defer { sockets.withLock { $0.removeAll { $0 == client || $0 == server } } }
        guard let session = library.session(on: client) else { return }
        defer { library.end(session) }
        _ = fcntl(server, F_SETFL, 0)
        var block = [UInt8](repeating: 0, count: 256 * 1024)
        while true {
            var polls = [client, server].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            guard library.pending(session) > 0 || poll(&polls, 2, -1) > 0 else { return }
            if library.pending(session) > 0 || polls[0].revents != 0 {
                let count = Int(library.read(session, &block, Int32(block.count)))
                guard count > 0, send(server, block, count, Int32(MSG_NOSIGNAL)) == count else { return }
            }
            if polls[1].revents != 0 {
                var gathered = 0
                // Until the block is full or the server has paused.
                repeat {
                    let count = block.withUnsafeMutableBytes { bytes in
                        recv(server, bytes.baseAddress.map { $0 + gathered }, bytes.count - gathered, 0)
                    }
                    guard count > 0 else { return }
                    gathered += count
                    polls[1].revents = 0
                } while gathered < block.count && poll(&polls[1], 1, 2) > 0
                guard library.write(session, block, Int32(gathered)) == gathered else { return }
            }
        }
    }
}

extension TLSRelay {
    /// The few functions of OpenSSL that a server needs, out of the library that libpq has loaded.
    private struct Library: Sendable {
        typealias Pointer = UnsafeMutableRawPointer

        private let functions: Functions

        // @unchecked: pointers to functions, and to a context that is only read once it is set up.
        private struct Functions: @unchecked Sendable {
            let context: Pointer
            let new: @convention(c) (Pointer) -> Pointer?
            let free: @convention(c) (Pointer) -> Void
            let setSocket: @convention(c) (Pointer, Int32) -> Int32
            let accept: @convention(c) (Pointer) -> Int32
            let read: @convention(c) (Pointer, UnsafeMutableRawPointer, Int32) -> Int32
            let write: @convention(c) (Pointer, UnsafeRawPointer, Int32) -> Int32
            let pending: @convention(c) (Pointer) -> Int32
        }

        init(certificate: String, key: String) throws {
            let method: @convention(c) () -> Pointer? = try Self.find("TLS_server_method")
            let newContext: @convention(c) (Pointer?) -> Pointer? = try Self.find("SSL_CTX_new")
            let useCertificate: @convention(c) (Pointer, UnsafePointer<CChar>, Int32) -> Int32 =
                try Self.find("SSL_CTX_use_certificate_file")
            let useKey: @convention(c) (Pointer, UnsafePointer<CChar>, Int32) -> Int32 =
                try Self.find("SSL_CTX_use_PrivateKey_file")
            // 1: SSL_FILETYPE_PEM.
            guard let context = newContext(method()), useCertificate(context, certificate, 1) == 1,
                useKey(context, key, 1) == 1
            else { throw Failure(description: "OpenSSL does not take the certificate") }
            functions = Functions(
                context: context, new: try Self.find("SSL_new"), free: try Self.find("SSL_free"),
                setSocket: try Self.find("SSL_set_fd"), accept: try Self.find("SSL_accept"),
                read: try Self.find("SSL_read"), write: try Self.find("SSL_write"),
                pending: try Self.find("SSL_pending"))
        }

        private static func find<Function>(_ name: String) throws -> Function {
            guard let symbol = dlsym(nil, name) else { throw Failure(description: "OpenSSL has no \(name)") }
            return unsafe unsafeBitCast(symbol, to: Function.self)
        }

        /// After the handshake; nil if it failed.
        func session(on socket: Int32) -> Pointer? {
            guard let session = functions.new(functions.context) else { return nil }
            guard functions.setSocket(session, socket) == 1, functions.accept(session) == 1 else {
                functions.free(session)
                return nil
            }
            return session
        }

        func end(_ session: Pointer) { functions.free(session) }
        func pending(_ session: Pointer) -> Int32 { functions.pending(session) }
        func read(_ session: Pointer, _ bytes: UnsafeMutableRawPointer, _ count: Int32) -> Int32 {
            functions.read(session, bytes, count)
        }
        func write(_ session: Pointer, _ bytes: UnsafeRawPointer, _ count: Int32) -> Int32 {
            functions.write(session, bytes, count)
        }
    }
}
