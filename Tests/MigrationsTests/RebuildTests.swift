import Foundation
import Migrations
import Postgres
import TestSupport
import Testing

@Suite struct RebuildTests {
    @Test func whatSomebodyMadeByHandIsGone() async throws {
        try await SQLFolder.withExample { folder, database in
            let migrator = try folder.migrator(database.superuserOptions)
            try await migrator.migrate()
            try await database.execute(
                """
                CREATE POLICY by_hand ON school.student USING (true);
                GRANT ALL ON school.student TO PUBLIC;
                GRANT SELECT (class) ON school.student TO \(folder.owner)_reader WITH GRANT OPTION;
                GRANT EXECUTE ON FUNCTION school.prefix() TO PUBLIC;
                GRANT CREATE ON SCHEMA school TO \(folder.owner)_reader;
                CREATE FUNCTION school.by_hand() RETURNS int LANGUAGE sql AS 'SELECT 1';
                CREATE TRIGGER by_hand BEFORE UPDATE ON school.student FOR EACH ROW EXECUTE FUNCTION school.no_change();
                DROP POLICY readers_read ON school.student;
                CREATE OR REPLACE FUNCTION school.prefix() RETURNS text LANGUAGE sql AS 'SELECT ''变了''';
                """)
            #expect(try await migrator.verify().count >= 8)
            try await migrator.migrate()
            #expect(try await migrator.verify() == [])
        }
    }

    @Test func whatNoFileMakesAnyMoreIsGone() async throws {
        try await SQLFolder.withExample { folder, database in
            try await folder.migrator(database.superuserOptions).migrate()
            try folder.remove("code/triggers/student.sql")
            try folder.remove("code/policies/student.sql")
            try folder.write(
                "code/functions/student.sql",
                "CREATE OR REPLACE FUNCTION school.greeting(id int) RETURNS text LANGUAGE sql AS 'SELECT NULL::text';")
            try await folder.migrator(database.superuserOptions).migrate()
            // What the migration made stays, and so does its trigger.
            #expect(try await database.functions() == ["stamp", "made_by_migration", "greeting"])
            #expect(
                try await database.value("SELECT string_agg(tgname, ',') FROM pg_trigger WHERE NOT tgisinternal")
                    == "stamp")
            #expect(try await database.value("SELECT count(*) FROM pg_policy") == "0")
        }
    }

    /// CREATE OR REPLACE refuses another result type.
    @Test func aFunctionMayChangeItsResultAndItsParametersNames() async throws {
        try await SQLFolder.withExample { folder, database in
            try await folder.migrator(database.superuserOptions).migrate()
            try folder.write(
                "code/functions/student.sql",
                "CREATE OR REPLACE FUNCTION school.greeting(student int) RETURNS int LANGUAGE sql AS 'SELECT $1';")
            try folder.remove("code/triggers/student.sql")
            try await folder.migrator(database.superuserOptions).migrate()
            #expect(try await database.value("SELECT school.greeting(student => 7)") == "7")
        }
    }

    /// DROP … CASCADE would take the constraint, the default, the index and the view with it, silently.
    @Test func whatATableOrViewUsesIsNotDropped() async throws {
        try await SQLFolder.withExample { folder, database in
            try await folder.migrator(database.superuserOptions).migrate()
            try folder.write(
                "code/functions/used.sql",
                """
                CREATE OR REPLACE FUNCTION school.is_name(text) RETURNS boolean LANGUAGE sql IMMUTABLE
                RETURN school.inner_rule($1);
                """)
            try folder.write(
                "code/functions/a_inner.sql",
                "CREATE OR REPLACE FUNCTION school.inner_rule(text) RETURNS boolean LANGUAGE sql IMMUTABLE "
                    + "RETURN $1 <> '';"
            )
            try folder.write(
                "reporting/named.sql", "CREATE OR REPLACE VIEW school.named AS SELECT school.prefix() AS prefix;")
            try await folder.migrator(database.superuserOptions).migrate()
            try await database.execute(
                "ALTER TABLE school.student ADD CONSTRAINT student_name_is_one CHECK (school.is_name(name))")
            let oids =
                "SELECT string_agg(oid::text, ',' ORDER BY proname) FROM pg_proc WHERE proname IN "
                + "('is_name', 'inner_rule', 'prefix')"
            let before = try await database.value(oids)
            try await folder.migrator(database.superuserOptions).migrate()
            #expect(try await database.value(oids) == before)
            #expect(
                try await database.value("SELECT count(*) FROM pg_constraint WHERE conname = 'student_name_is_one'")
                    == "1")
            #expect(try await database.value("SELECT prefix FROM school.named") == "你好,")
        }
    }

    @Test func aRebuildThatFailsLeavesEverythingAsItWas() async throws {
        try await SQLFolder.withExample { folder, database in
            let good = try folder.migrator(database.superuserOptions)
            try await good.migrate()
            try folder.write("code/grants/z.sql", "\n\nGRANT SELECT ON school.nothing TO PUBLIC;")
            let error = await migrationFailure { try await folder.migrator(database.superuserOptions).migrate() }
            guard case .failed("code/grants/z.sql", _, _) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(try await good.verify() == [])
        }
    }

    /// The body is checked when all functions are there, not only when somebody calls it.
    @Test func aFunctionThatCallsNothingKnownIsRefused() async throws {
        try await SQLFolder.withExample { folder, database in
            try folder.write(
                "code/functions/z.sql",
                "CREATE OR REPLACE FUNCTION school.broken() RETURNS int LANGUAGE sql AS "
                    + "'SELECT school.no_such_function()';"
            )
            let error = await migrationFailure { try await folder.migrator(database.superuserOptions).migrate() }
            guard case .failed("code/functions: school.broken()", _, let server) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(server.message.contains("no_such_function"))
        }
    }

    /// A file may work as another role for a while; the next one begins as the owner again.
    @Test func aFileThatChangesTheRoleDoesNotChangeTheNext() async throws {
        try await SQLFolder.withExample { folder, database in
            try folder.write(
                "code/functions/a.sql",
                """
                CREATE OR REPLACE FUNCTION school.as_superuser() RETURNS int LANGUAGE sql AS 'SELECT 1';
                RESET ROLE;
                ALTER FUNCTION school.as_superuser() OWNER TO CURRENT_USER;
                SET search_path = school;
                """)
            let migrator = try folder.migrator(database.superuserOptions)
            try await migrator.migrate()
            try await migrator.migrate()
            let owner = "SELECT pg_get_userbyid(proowner) FROM pg_proc WHERE proname = "
            #expect(try await database.value(owner + "'as_superuser'") == "nuanxin_superuser")
            #expect(try await database.value(owner + "'greeting'") == folder.owner)
        }
    }

    @Test func schemasOfOthersAreNotTouched() async throws {
        try await SQLFolder.withExample { folder, database in
            let migrator = try folder.migrator(database.superuserOptions)
            try await migrator.migrate()
            try await database.execute(
                """
                CREATE SCHEMA analyst;
                CREATE TABLE analyst.sheet (id int);
                GRANT SELECT ON analyst.sheet TO PUBLIC;
                CREATE FUNCTION analyst.mine() RETURNS int LANGUAGE sql AS 'SELECT 1';
                """)
            try await migrator.migrate()
            #expect(try await database.value("SELECT analyst.mine()") == "1")
            #expect(try await database.value("SELECT relacl IS NOT NULL FROM pg_class WHERE relname = 'sheet'") == "t")
            #expect(try await migrator.verify().map(\.object) == ["schema analyst"])
        }
    }
}
