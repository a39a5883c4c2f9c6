import Glibc

/// The cluster's settings, written anew at each start, so that an old cluster gets a new release's settings too.
/// What the school changes itself stands in `cluster/local.conf`, which is read after ours and never written by us.
struct ServerSettings: Sendable {
    let layout: FolderLayout
    /// Further settings, after ours.
    var additions: [String: String] = [:]

    /// What `initialise` puts at the end of postgresql.conf.
    static let includes = """

        # Nuanxin: its settings, then yours.
        include = 'nuanxin.conf'
        include_if_exists = 'local.conf'

        """

    static let localComment = """
        # 本校自己的 PostgreSQL 设置写在这里,升级不会改动本文件。
        # Your own PostgreSQL settings; no upgrade changes this file.

        """

    var text: String {
        var settings: [(String, String)] = [
            // Reached by the Unix socket only; `port` is part of the socket's name.
            ("listen_addresses", ""),
            ("port", "5432"),
            ("unix_socket_permissions", "0700"),
            ("cluster_name", layout.clusterName),
            ("max_connections", "60"),
            ("password_encryption", "scram-sha-256"),
            ("shared_preload_libraries", ""),
            ("dynamic_shared_memory_type", Self.hasRoomySharedMemory ? "posix" : "mmap"),
            // A promise that was acknowledged stays.
            ("fsync", "on"),
            ("full_page_writes", "on"),
            ("synchronous_commit", "on"),
            // A forgotten open transaction holds locks and the clean-up of old rows.
            ("idle_in_transaction_session_timeout", "30s"),
            ("client_connection_check_interval", "10s"),
            ("timezone", "Asia/Shanghai"),
            ("log_timezone", "Asia/Shanghai"),
            ("lc_messages", "C.UTF-8"),
            // Small statements under row policies: compiling them costs more than it gives.
            ("jit", "off"),
            // The log names no child: no statement, no parameter, no detail with a key's value.
            ("log_destination", "stderr"),
            ("logging_collector", "off"),
            ("log_statement", "none"),
            ("log_min_error_statement", "panic"),
            ("log_parameter_max_length", "0"),
            ("log_parameter_max_length_on_error", "0"),
            ("log_error_verbosity", "terse"),
            ("log_line_prefix", "%m [%p] %q%u@%d "),
        ]
        settings += additions.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        let lines = settings.map { "\($0.0) = '\($0.1.replacing("'", with: "''"))'" }
        return "# Written by nuanxin at each start. Put your own settings into local.conf.\n"
            + lines.joined(separator: "\n") + "\n"
    }

    /// Containers give /dev/shm 64 MB: too little for a parallel hash join, which then fails.
    static var hasRoomySharedMemory: Bool { hasRoom(inSharedMemory: "/dev/shm") }

    static func hasRoom(inSharedMemory path: String) -> Bool {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { return false }
        return UInt64(status.f_blocks) * UInt64(status.f_frsize) >= 256 * 1_048_576
    }
}
