public import Foundation
public import Records

extension AdminServer {
    /// Where and how to serve.
    public struct Configuration: Sendable {
        /// An address or a name that resolves to one.
        public let host: String
        /// 0: any free port.
        public let port: Int
        /// Whether a proxy in front of the server speaks TLS with the browsers and hands the `Host` header on
        /// unchanged.
        public let behindTLSProxy: Bool
        /// Whether cookies are sent over TLS only; off on plain HTTP over the loopback interface.
        public let secureCookies: Bool
        /// In which times of day are shown, and which day it is; the database's own setting should be the same.
        public var timeZone: TimeZone

        /// - Throws: `Problem.plainHTTPOnOpenAddress` where names and passwords would cross a network unencrypted.
        public init(
            host: String = "127.0.0.1", port: Int = 8080, behindTLSProxy: Bool = false, timeZone: TimeZone = schoolTime
        ) throws(Problem) {
            guard behindTLSProxy || Self.isLoopback(host) else { throw .plainHTTPOnOpenAddress(host) }
            guard (0...65535).contains(port) else { throw .portOutOfRange(port) }
            self.host = host
            self.port = port
            self.behindTLSProxy = behindTLSProxy
            secureCookies = behindTLSProxy
            self.timeZone = timeZone
        }

        /// China keeps one time.
        public static let schoolTime = TimeZone(identifier: "Asia/Shanghai") ?? .current

        public enum Problem: Error, Equatable, Sendable {
            /// Without TLS only this machine may reach the server.
            case plainHTTPOnOpenAddress(String)
            case portOutOfRange(Int)
        }

        /// 127.0.0.0/8, ::1 and the name that RFC 6761 keeps for them.
        static func isLoopback(_ host: String) -> Bool {
            let host = host.lowercased()
            if host == "localhost" || host == "::1" || host == "[::1]" { return true }
            let parts = host.split(separator: ".", omittingEmptySubsequences: false)
            return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
        }
    }
}

extension AdminServer.Configuration.Problem: Explained {
    public func message(_ language: Language) -> String {
        switch self {
        case .plainHTTPOnOpenAddress(let host):
            language.choose(
                "不能在 \(host) 上提供未加密的网页服务:密码和学生信息会以明文经过网络。请只监听本机(127.0.0.1),或在前面设置加密代理并注明。",
                "Pages are not served unencrypted on \(host): passwords and records would cross the network in the clear."
                    + " Listen on this machine only (127.0.0.1), or put a TLS proxy in front and say so.")
        case .portOutOfRange(let port):
            language.choose("端口 \(port) 不在 0 至 65535 之间。", "Port \(port) is not within 0 to 65535.")
        }
    }
}
