import Foundation
import Postgres

/// A private server that takes encrypted sessions only, on 127.0.0.1, with a certificate for `localhost` alone.
///
/// Users: `scrammed` signs in with a password; `certified` needs a certificate besides, of the same authority and in
/// its own name.
/// https://www.postgresql.org/docs/15/ssl-tcp.html
final class TLSServer: Sendable {
    let folder: URL
    let port: UInt16
    private let lifeline: Lifeline

    static let shared = Task { try await TLSServer.start() }
    static let password = "correct horse 暖心"

    private init(_ folder: URL, _ port: UInt16, _ lifeline: Lifeline) {
        self.folder = folder
        self.port = port
        self.lifeline = lifeline
    }

    private static func start() async throws -> TLSServer {
        let folder = try OwnServer.newFolder()
        let port = try Socket.freePort()
        let settings = [
            "listen_addresses=127.0.0.1", "port=\(port)", "ssl=on", "ssl_cert_file=../localhost.crt",
            "ssl_key_file=../localhost.key", "ssl_ca_file=../authority.crt",
        ]
        let script =
            certificates + OwnServer.initialise + rules + OwnServer.serve("data", "", settings)
            + OwnServer.ready("", "-p \(port)") + users + OwnServer.end
        return TLSServer(folder, port, try await Lifeline.run(script, in: folder, ["\(port)", password]))
    }

    var address: ServerAddress { .loopback(port: port) }

    /// Without encryption, and without a password.
    var unixAddress: ServerAddress { .unix(path: file(".s.PGSQL.\(port)")) }

    /// A session of the superuser, on the Unix socket and so without encryption.
    var options: ConnectionOptions {
        ConnectionOptions("host=\(folder.path) port=\(port) user=postgres dbname=postgres")
    }

    /// A session that trusts the authority and nobody else, and binds the password to the encrypted channel.
    /// - Parameter port: of a proxy on 127.0.0.1 before the server.
    func options(user: String, port: UInt16? = nil) -> ConnectionOptions {
        Self.options(user: user, in: folder.path, port: port ?? self.port)
    }

    /// The same for a process that knows no more of the server than its folder.
    static func options(user: String, in folder: String, port: UInt16) -> ConnectionOptions {
        ConnectionOptions(
            """
            host=localhost hostaddr=127.0.0.1 port=\(port) user=\(user) dbname=postgres \
            sslmode=verify-full sslrootcert=\(folder)/authority.crt channel_binding=require gssencmode=disable
            """, overriding: ["password": password])
    }

    /// `authority.crt`, `stranger.crt` (another authority), `certified.crt` and `.key` …
    func file(_ name: String) -> String { folder.appending(path: name).path }

    private static let certificates = """
        authority() {
            openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj "/CN=$1" \
                -addext basicConstraints=critical,CA:TRUE -keyout $1.key -out $1.crt
        }
        certificate() {
            openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj "/CN=$1" \
                -keyout $1.key -out $1.csr
            printf 'subjectAltName=DNS:%s\\n' $1 >$1.ext
            openssl x509 -req -in $1.csr -CA $2.crt -CAkey $2.key -CAcreateserial -days 2 -extfile $1.ext -out $1.crt
        }
        {
            authority authority; authority stranger
            certificate localhost authority; certificate certified authority
            # In the right name, of the wrong authority.
            mkdir other; cp stranger.* other; cd other; certificate certified stranger; cd ..
        } >openssl.log 2>&1

        """

    /// https://www.postgresql.org/docs/15/auth-pg-hba-conf.html
    private static let rules = """
        cat >data/pg_hba.conf <<'RULES'
        local   all all                     trust
        hostssl all certified 127.0.0.1/32  scram-sha-256 clientcert=verify-full
        hostssl all scrammed  127.0.0.1/32  scram-sha-256
        RULES

        """

    private static let users = """
        "$programs/psql" -q -h "$folder" -p $3 -U postgres -d postgres -v password="$4" <<'SQL'
        SET password_encryption = 'scram-sha-256';
        CREATE ROLE scrammed LOGIN PASSWORD :'password';
        CREATE ROLE certified LOGIN PASSWORD :'password';
        SQL

        """
}
