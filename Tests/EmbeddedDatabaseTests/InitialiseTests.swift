import EmbeddedDatabase
import Foundation
import Glibc
import Postgres
import Testing

@Suite struct InitialiseTests {
    @Test func aNewClusterHasChecksumsStableOrderAndOnlyASocket() async throws {
        try await DataFolder.with(initialised: false) { folder in
            #expect(try await folder.database.initialise() == true)
            let running = try await folder.database.start()
            let options = try running.superuserOptions()
            let sql = """
                SELECT concat_ws(' ', current_setting('data_checksums'), pg_encoding_to_char(encoding), datcollate,
                    datctype,
                    quote_literal(current_setting('listen_addresses')), current_setting('TimeZone'),
                    current_setting('password_encryption'), current_setting('log_statement'))
                FROM pg_database WHERE datname = current_database()
                """
            #expect(try await value(sql, options) == "on UTF8 C C.UTF-8 '' Asia/Shanghai scram-sha-256 none")
            #expect(
                try await value("SELECT string_agg(DISTINCT auth_method, ',') FROM pg_hba_file_rules", options)
                    == "scram-sha-256")
            #expect(try await value("SHOW idle_in_transaction_session_timeout", options) == "0")
            try await running.stop()
        }
    }

    /// With LC_CTYPE=C the list is empty, and a search for a name silently finds nothing.
    @Test func chineseNamesHaveTrigrams() async throws {
        try await DataFolder.with { folder in
            let running = try await folder.database.start()
            let options = try running.superuserOptions()
            _ = try await value("CREATE EXTENSION pg_trgm", options)
            #expect(try await value("SELECT cardinality(show_trgm('张伟'))", options) != "0")
            try await running.stop()
        }
    }

    @Test func secretsAreReadableByTheServersUserOnly() async throws {
        try await DataFolder.with { folder in
            let modes = try shell("cd '\(folder.url.path)' && stat -c '%a %n' . cluster secrets secrets/* state.json")
            #expect(
                modes.split(separator: "\n") == [
                    "700 .", "700 cluster", "700 secrets", "600 secrets/nuanxin_superuser", "600 state.json",
                ])
            #expect(try folder.text("secrets/nuanxin_superuser").count == 33)
        }
    }

    @Test func initialisingTwiceChangesNothing() async throws {
        try await DataFolder.with { folder in
            let before = try shell("cd '\(folder.url.path)' && find . -type f | sort | xargs sha256sum")
            #expect(try await folder.database.initialise() == false)
            #expect(try shell("cd '\(folder.url.path)' && find . -type f | sort | xargs sha256sum") == before)
        }
    }

    @Test func anInterruptedInitialiseIsRepeated() async throws {
        try await DataFolder.with(initialised: false) { folder in
            try shell(
                "mkdir -p '\(folder.path("cluster.new/base"))' && echo 15 > '\(folder.path("cluster.new/PG_VERSION"))'")
            try shell("echo half > '\(folder.path("state.json.77.tmp"))'")
            #expect(try await folder.database.initialise() == true)
            try await folder.database.start().stop()
        }
    }

    @Test func initialisingFromTwoSidesMakesOneCluster() async throws {
        try await DataFolder.with(initialised: false) { folder in
            async let first = folder.database.initialise()
            async let second = folder.database.initialise()
            let made = try await [first, second]
            #expect(made.filter { $0 }.count == 1)
        }
    }

    @Test func aFolderWithSomethingElseIsRefused() async throws {
        try await DataFolder.with(initialised: false) { folder in
            try shell("mkdir '\(folder.url.path)' && echo x > '\(folder.path("作业.docx"))'")
            guard case .folderNotOurs(_, let found) = await failure({ try await folder.database.initialise() }) else {
                Issue.record("not refused")
                return
            }
            #expect(found == ["作业.docx"])
            #expect(try shell("ls '\(folder.url.path)'") == "作业.docx\n")
        }
    }

    @Test func aFileInPlaceOfTheFolderIsRefused() async throws {
        try await DataFolder.with(initialised: false) { folder in
            try shell("echo x > '\(folder.url.path)'")
            guard case .notAFolder = await failure({ try await folder.database.initialise() }) else {
                Issue.record("not refused")
                return
            }
        }
    }

    /// /sys takes no new folder, whoever asks.
    @Test func aPlaceWhereNothingCanBeWrittenIsNamed() async throws {
        let database = EmbeddedDatabase(folder: URL(fileURLWithPath: "/sys/nuanxin-test"))
        guard case .notWritable(let path, _) = await failure({ try await database.initialise() }) else {
            Issue.record("not refused")
            return
        }
        #expect(path == "/sys/nuanxin-test")
    }

    @Test func startingBeforeInitialisingSaysSo() async throws {
        try await DataFolder.with(initialised: false) { folder in
            guard case .notInitialised = await failure({ _ = try await folder.database.start() }) else {
                Issue.record("started")
                return
            }
            #expect(await folder.database.status().state == .notInitialised)
        }
    }

    @Test func aHalfCopiedFolderIsRefused() async throws {
        try await DataFolder.with { folder in
            try shell("rm '\(folder.path("state.json"))'")
            for attempt in [{ try await folder.database.initialise() }, { _ = try await folder.database.start() }]
                as [() async throws -> Void]
            {
                guard case .folderIncomplete(_, "state.json") = await failure(attempt) else {
                    Issue.record("not refused")
                    return
                }
            }
        }
    }
}
