import Glibc
public import Records

/// The address is in use, is not this machine's, or is for the superuser only.
public struct CannotListen: Error, Explained, Sendable {
    public let host: String
    public let port: Int
    /// Another program listens there; it may be gone in a moment.
    public let isTaken: Bool

    static let codes: Set<Int32> = [EADDRINUSE, EADDRNOTAVAIL, EACCES]

    public func message(_ language: Language) -> String {
        isTaken
            ? language.choose(
                "端口 \(port) 已被别的程序占用。请用 --port 换一个(0 为任意空闲端口),或先停止那个程序。",
                "Port \(port) is taken by another program. Choose another by --port (0 takes any free one), or stop that "
                    + "program.")
            : language.choose(
                "不能在 \(host) 的端口 \(port) 上监听:地址不是本机的,或端口小于 1024 而无权使用。请改用 --host、--port。",
                "Cannot listen on \(host), port \(port): the address is not this machine's, or a port below 1024 is not "
                    + "permitted. Choose others by --host and --port.")
    }
}
