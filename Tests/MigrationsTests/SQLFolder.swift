import Foundation
import Migrations
import Postgres
import TestSupport

/// A small folder of SQL files for one test.
struct SQLFolder: Sendable {
    let url: URL
    /// Roles belong to the whole cluster: each test has an owner of its own.
    let owner: String

    init() throws {
        let name = String(UInt64.random(in: 0...UInt64.max), radix: 36)
        url = FileManager.default.temporaryDirectory.appendingPathComponent("nuanxin-sql-\(name)", isDirectory: true)
        owner = "owner_\(name)"
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    func write(_ path: String, _ text: String) throws {
        let file = url.appendingPathComponent(path)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    func remove(_ path: String) throws {
        try FileManager.default.removeItem(at: url.appendingPathComponent(path))
    }

    func migrator(
        _ options: ConnectionOptions, patience: Migrator.Patience = .init(),
        progress: @escaping @Sendable (MigrationEvent) -> Void = { _ in }
    ) throws -> Migrator {
        Migrator(options, files: try MigrationFiles(folder: url), owner: owner, patience: patience, progress: progress)
    }

    static let firstMigration = "migrations/20261101T0900_create_student.sql"

    /// A table, a function, a trigger, a policy, a grant, a view and a seed.
    func writeExample() throws {
        try write(
            "roles.sql",
            """
            DO $$ BEGIN
                IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '\(owner)') THEN
                    CREATE ROLE \(owner) NOLOGIN;
                END IF;
                IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '\(owner)_reader') THEN
                    CREATE ROLE \(owner)_reader NOLOGIN;
                END IF;
                EXECUTE format('GRANT CREATE ON DATABASE %I TO \(owner)', current_database());
            END $$;
            ALTER DEFAULT PRIVILEGES FOR ROLE \(owner) REVOKE ALL ON FUNCTIONS FROM PUBLIC;
            """)
        try write(
            Self.firstMigration,
            """
            CREATE SCHEMA school;
            CREATE FUNCTION school.stamp() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
            CREATE FUNCTION school.made_by_migration() RETURNS int LANGUAGE sql AS 'SELECT 1';
            CREATE TABLE school.student (id int PRIMARY KEY, name text NOT NULL, class text);
            CREATE TRIGGER stamp BEFORE INSERT ON school.student FOR EACH ROW EXECUTE FUNCTION school.stamp();
            ALTER TABLE school.student ENABLE ROW LEVEL SECURITY;
            COMMENT ON TABLE school.student IS '学生';
            """)
        try write(
            "code/functions/student.sql",
            """
            CREATE OR REPLACE FUNCTION school.stamp() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN NEW.name := btrim(NEW.name); RETURN NEW; END $$;
            -- Calls a function that stands below it.
            CREATE OR REPLACE FUNCTION school.greeting(id int) RETURNS text LANGUAGE sql AS
                'SELECT school.prefix() || name FROM school.student s WHERE s.id = $1';
            CREATE OR REPLACE FUNCTION school.prefix() RETURNS text LANGUAGE sql AS 'SELECT ''你好,''';
            CREATE OR REPLACE FUNCTION school.no_change() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RETURN NULL; END $$;
            """)
        try write(
            "code/triggers/student.sql",
            """
            CREATE OR REPLACE TRIGGER no_delete BEFORE DELETE ON school.student
            FOR EACH ROW EXECUTE FUNCTION school.no_change();
            """)
        try write(
            "code/policies/student.sql",
            "CREATE POLICY readers_read ON school.student FOR SELECT TO \(owner)_reader USING (true);")
        try write(
            "code/grants/student.sql",
            """
            GRANT USAGE ON SCHEMA school TO \(owner)_reader;
            GRANT SELECT (id, name) ON school.student TO \(owner)_reader;
            GRANT SELECT ON school.class_size TO \(owner)_reader;
            GRANT EXECUTE ON FUNCTION school.greeting(int) TO \(owner)_reader;
            """)
        try write(
            "reporting/class_size.sql",
            """
            CREATE OR REPLACE VIEW school.class_size AS
            SELECT class, count(*) AS student_count FROM school.student GROUP BY class;
            """)
        try write(
            "seeds/student.sql",
            """
            INSERT INTO school.student (id, name, class) VALUES (1, ' 张伟 ', '高一(1)班')
            ON CONFLICT (id) DO UPDATE SET name = excluded.name;
            """)
    }

    /// A folder with the example and an empty database; both are gone afterwards.
    static func withExample<Value>(
        _ body: (SQLFolder, TestDatabase) async throws -> sending Value
    ) async throws -> sending Value {
        let folder = try SQLFolder()
        defer { try? FileManager.default.removeItem(at: folder.url) }
        try folder.writeExample()
        let result = try await withEmptyDatabase { database in try await body(folder, database) }
        try await withConnection(TestCluster.shared.superuserOptions()) { connection in
            try await connection.execute(.unsafeRaw("DROP ROLE IF EXISTS \(folder.owner), \(folder.owner)_reader"))
        }
        return result
    }
}

extension TestDatabase {
    func value(_ sql: String) async throws -> String? {
        try await rows(.unsafeRaw(sql)).first?.first.flatMap(\.self)
    }

    /// The whole schema, as pg_dump would show it: everything that verification compares, and then some.
    func functions() async throws -> Set<String> {
        let names = try await rows("SELECT proname FROM pg_proc WHERE pronamespace = 'school'::regnamespace")
        return Set(names.compactMap { $0.first.flatMap(\.self) })
    }
}

func migrationFailure(_ body: () async throws -> Void) async -> MigrationError? {
    do {
        try await body()
        return nil
    } catch {
        return error as? MigrationError
    }
}
