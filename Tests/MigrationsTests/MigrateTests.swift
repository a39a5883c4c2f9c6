import EmbeddedDatabase
import Foundation
import Migrations
import Postgres
import Synchronization
import TestSupport
import Testing

@Suite struct MigrateTests {
    @Test func anEmptyDatabaseGetsEverything() async throws {
        try await SQLFolder.withExample { folder, database in
            let migrator = try folder.migrator(database.superuserOptions)
            #expect(try await migrator.status().pending == ["20261101T0900_create_student"])
            #expect(try await migrator.migrate() == ["20261101T0900_create_student"])
            #expect(try await migrator.status().pending == [])
            #expect(try await migrator.status().isCurrent)
            // The seed went through the trigger that code/ made of the migration's placeholder.
            #expect(try await database.value("SELECT school.greeting(1)") == "你好,张伟")
            #expect(
                try await database.value(
                    """
                    SELECT string_agg(DISTINCT pg_get_userbyid(relowner)::text, ',') FROM pg_class
                    WHERE relnamespace = 'school'::regnamespace
                    """) == folder.owner)
            #expect(
                try await database.value(
                    "SELECT has_function_privilege('\(folder.owner)_reader', 'school.prefix()', 'EXECUTE')")
                    == "f")
        }
    }

    @Test func migratingTwiceChangesNothing() async throws {
        try await SQLFolder.withExample { folder, database in
            let migrator = try folder.migrator(database.superuserOptions)
            try await migrator.migrate()
            let before = try await database.rows("SELECT name, applied_at FROM nuanxin_migration.applied")
            #expect(try await migrator.migrate() == [])
            #expect(try await database.rows("SELECT name, applied_at FROM nuanxin_migration.applied") == before)
            #expect(try await migrator.verify() == [])
            #expect(
                try await database.functions() == ["stamp", "made_by_migration", "greeting", "prefix", "no_change"])
        }
    }

    @Test func onlyNewMigrationsRun() async throws {
        try await SQLFolder.withExample { folder, database in
            try await folder.migrator(database.superuserOptions).migrate()
            try folder.write(
                "migrations/20261102T0900_add_phone.sql", "ALTER TABLE school.student ADD COLUMN phone text;")
            let migrator = try folder.migrator(database.superuserOptions)
            #expect(try await migrator.status().pending == ["20261102T0900_add_phone"])
            #expect(try await migrator.migrate() == ["20261102T0900_add_phone"])
            #expect(try await migrator.verify() == [])
        }
    }

    @Test func aFailedMigrationLeavesNothingAndNamesTheLine() async throws {
        try await SQLFolder.withExample { folder, database in
            try await folder.migrator(database.superuserOptions).migrate()
            try folder.write(
                "migrations/20261102T0900_break.sql",
                """
                -- 一个写错的迁移
                CREATE TABLE school.half (id int);
                SELECT '中文', no_such_column;
                """)
            let error = await migrationFailure { try await folder.migrator(database.superuserOptions).migrate() }
            guard case .failed("migrations/20261102T0900_break.sql", 3, let server) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(server.message.contains("no_such_column"))
            #expect(try await database.value("SELECT to_regclass('school.half')") == nil)
            #expect(try await folder.migrator(database.superuserOptions).status().pending == ["20261102T0900_break"])
        }
    }

    @Test func anEditedMigrationIsRefused() async throws {
        try await SQLFolder.withExample { folder, database in
            try await folder.migrator(database.superuserOptions).migrate()
            try folder.write(SQLFolder.firstMigration, "CREATE SCHEMA another;")
            let migrator = try folder.migrator(database.superuserOptions)
            #expect(try await migrator.status().edited == ["20261101T0900_create_student"])
            guard
                case .edited(["20261101T0900_create_student"]) = await migrationFailure({ try await migrator.migrate() }
                )
            else {
                Issue.record("not refused")
                return
            }
        }
    }

    @Test func otherLineEndsAreNoEdit() async throws {
        try await SQLFolder.withExample { folder, database in
            try await folder.migrator(database.superuserOptions).migrate()
            let file = folder.url.appendingPathComponent(SQLFolder.firstMigration)
            let text = try String(contentsOf: file, encoding: .utf8)
            try folder.write(SQLFolder.firstMigration, "\u{FEFF}" + text.replacing("\n", with: "\r\n"))
            #expect(try await folder.migrator(database.superuserOptions).status().edited == [])
        }
    }

    @Test func anOlderProgramIsRefused() async throws {
        try await SQLFolder.withExample { folder, database in
            try await folder.migrator(database.superuserOptions).migrate()
            try folder.remove(SQLFolder.firstMigration)
            let error = await migrationFailure { try await folder.migrator(database.superuserOptions).migrate() }
            guard case .unknownApplied(["20261101T0900_create_student"]) = error else {
                Issue.record("not refused")
                return
            }
        }
    }

    @Test func aMigrationOlderThanTheNewestAppliedIsRefused() async throws {
        try await SQLFolder.withExample { folder, database in
            try await folder.migrator(database.superuserOptions).migrate()
            try folder.write("migrations/20261031T0900_late.sql", "CREATE TABLE school.late (id int);")
            let error = await migrationFailure { try await folder.migrator(database.superuserOptions).migrate() }
            guard case .outOfOrder("20261031T0900_late", "20261101T0900_create_student") = error else {
                Issue.record("not refused")
                return
            }
        }
    }

    /// Waiting in the lock's queue makes every reader wait behind; so it must not wait long, but try again.
    @Test func aLongReaderIsWaitedForInShortTriesAndNamed() async throws {
        try await SQLFolder.withExample { folder, database in
            try await folder.migrator(database.superuserOptions).migrate()
            try folder.write("migrations/20261102T0900_add.sql", "ALTER TABLE school.student ADD COLUMN phone text;")
            let reader = try await Connection.open(database.superuserOptions.with("application_name", "a long reader"))
            try await reader.execute("BEGIN")
            _ = try await reader.rows("SELECT * FROM school.student")
            var patience = Migrator.Patience()
            patience.firstPause = .milliseconds(50)
            let seen = Mutex<[Blocker]>([])
            let migrator = try folder.migrator(database.superuserOptions, patience: patience) { event in
                if case .waiting(_, _, _, let blockers) = event { seen.withLock { $0 += blockers } }
            }
            async let applied = migrator.migrate()
            // Meanwhile others can read, each time within a moment.
            let other = try await Connection.open(database.superuserOptions)
            var isNamed = false
            for _ in 0..<300 where !isNamed {
                let start = ContinuousClock.now
                _ = try await other.rows("SELECT * FROM school.student")
                #expect(ContinuousClock.now - start < .milliseconds(900))
                try await Task.sleep(for: .milliseconds(30))
                isNamed = seen.withLock {
                    $0.contains { $0.application == "a long reader" && $0.state == "idle in transaction" }
                }
            }
            try await reader.execute("COMMIT")
            #expect(try await applied == ["20261102T0900_add"])
            #expect(isNamed)
            await other.close()
            await reader.close()
        }
    }

    @Test func patienceEndsWithTheBlockersName() async throws {
        try await SQLFolder.withExample { folder, database in
            try await folder.migrator(database.superuserOptions).migrate()
            try folder.write("migrations/20261102T0900_add.sql", "ALTER TABLE school.student ADD COLUMN phone text;")
            let reader = try await Connection.open(
                database.superuserOptions.with("application_name", "a forgotten window"))
            try await reader.execute("BEGIN")
            _ = try await reader.rows("SELECT * FROM school.student")
            var patience = Migrator.Patience()
            patience.firstPause = .milliseconds(20)
            patience.total = .milliseconds(400)
            let migrator = try folder.migrator(database.superuserOptions, patience: patience)
            guard case .stillLocked(_, let blockers) = await migrationFailure({ try await migrator.migrate() }) else {
                Issue.record("not refused")
                return
            }
            #expect(blockers.map(\.application) == ["a forgotten window"])
            await reader.close()
        }
    }

    @Test func twoRunnersApplyEachMigrationOnce() async throws {
        try await SQLFolder.withExample { folder, database in
            let first = try folder.migrator(database.superuserOptions)
            let second = try folder.migrator(database.superuserOptions)
            async let one = first.migrate()
            async let two = second.migrate()
            let applied = try await one + two
            #expect(applied == ["20261101T0900_create_student"])
        }
    }

    /// Roles are the whole server's: two databases make the same ones.
    @Test func twoDatabasesOfOneServerMigrateAtOnce() async throws {
        try await SQLFolder.withExample { folder, database in
            try await withEmptyDatabase { other in
                async let one = folder.migrator(database.superuserOptions).migrate()
                async let two = folder.migrator(other.superuserOptions).migrate()
                let applied = try await one + two
                #expect(applied.count == 2)
            }
        }
    }

    @Test func anotherRunnerIsNamedWhenItTakesTooLong() async throws {
        try await SQLFolder.withExample { folder, database in
            let other = try await Connection.open(database.superuserOptions)
            _ = try await other.rows("SELECT pg_advisory_lock(7960017421024489844)")
            var patience = Migrator.Patience()
            patience.otherRunner = .milliseconds(100)
            let migrator = try folder.migrator(database.superuserOptions, patience: patience)
            guard case .anotherRunner(let pid) = await migrationFailure({ try await migrator.migrate() }) else {
                Issue.record("ran")
                return
            }
            #expect(pid == Int(other.backendPID))
            await other.close()
        }
    }

    @Test func anIndexIsBuiltConcurrentlyOutsideATransactionAndItsLeftoverReplaced() async throws {
        try await SQLFolder.withExample { folder, database in
            try await folder.migrator(database.superuserOptions).migrate()
            try await database.execute("INSERT INTO school.student VALUES (2, '张伟', NULL)")
            // The first try fails on two equal names and leaves an invalid index.
            let script = """
                -- no-transaction
                CREATE UNIQUE INDEX CONCURRENTLY student_name_idx ON school.student (name);
                COMMENT ON INDEX school.student_name_idx IS 'a; b';
                """
            try folder.write("migrations/20261102T0900_index.sql", script)
            let error = await migrationFailure { try await folder.migrator(database.superuserOptions).migrate() }
            guard case .failed(_, 2, _) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(try await database.value("SELECT count(*) FROM pg_index WHERE NOT indisvalid") == "1")
            try await database.execute("UPDATE school.student SET name = '李娜' WHERE id = 2")
            try await folder.migrator(database.superuserOptions).migrate()
            #expect(try await database.value("SELECT count(*) FROM pg_index WHERE NOT indisvalid") == "0")
            #expect(
                try await database.value(
                    "SELECT pg_get_userbyid(relowner) FROM pg_class WHERE relname = 'student_name_idx'")
                    == folder.owner)
            #expect(try await folder.migrator(database.superuserOptions).verify() == [])
        }
    }

    @Test func aSlowStatementIsStoppedUnlessTheFileAllowsIt() async throws {
        try await SQLFolder.withExample { folder, database in
            try folder.write("migrations/20261102T0900_slow.sql", "SELECT pg_sleep(0.4);")
            var patience = Migrator.Patience()
            patience.statementTimeout = .milliseconds(150)
            let error = await migrationFailure {
                try await folder.migrator(database.superuserOptions, patience: patience).migrate()
            }
            guard case .failed(_, _, let server) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(server.sqlState == .queryCanceled)
            try folder.write(
                "migrations/20261102T0900_slow.sql", "SET LOCAL statement_timeout = '5s'; SELECT pg_sleep(0.4);")
            try await folder.migrator(database.superuserOptions, patience: patience).migrate()
        }
    }

    @Test func aRestorePointStandsBeforeEachMigration() async throws {
        try await SQLFolder.withExample { folder, database in
            let name = "20261102T0900_\(folder.owner)"
            try folder.write("migrations/\(name).sql", "CREATE TABLE school.later (id int);")
            try await folder.migrator(database.superuserOptions).migrate()
            let cluster = try await TestCluster.shared.database()
            let log = try String(contentsOf: cluster.logFile, encoding: .utf8)
            #expect(log.contains("restore point \"nuanxin before \(name)\" created"))
        }
    }

    @Test func onlyASuperuserMayMigrate() async throws {
        try await SQLFolder.withExample { folder, database in
            let login = try await database.createLogin("clerk", in: [])
            guard case .notSuperuser = await migrationFailure({ try await folder.migrator(login).migrate() }) else {
                Issue.record("ran")
                return
            }
        }
    }

    @Test func nothingRunsWhenTheFilesAreThoseOfTheLastTime() async throws {
        try await SQLFolder.withExample { folder, database in
            try await folder.migrator(database.superuserOptions).migrate()
            try await database.execute("CREATE POLICY by_hand ON school.student USING (true)")
            try await folder.migrator(database.superuserOptions).migrate(rebuild: .whenChanged)
            #expect(try await database.value("SELECT count(*) FROM pg_policy WHERE polname = 'by_hand'") == "1")
            try folder.write("code/policies/student.sql", "")
            try await folder.migrator(database.superuserOptions).migrate(rebuild: .whenChanged)
            #expect(try await database.value("SELECT count(*) FROM pg_policy") == "0")
        }
    }
}
