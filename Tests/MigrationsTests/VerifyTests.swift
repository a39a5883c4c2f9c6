import Foundation
import Migrations
import Postgres
import TestSupport
import Testing

@Suite struct VerifyTests {
    @Test(arguments: [
        ("ALTER TABLE school.student ADD COLUMN extra text", "column school.student.extra", Drift.Kind.unexpected),
        ("ALTER TABLE school.student ALTER COLUMN class SET NOT NULL", "column school.student.class", .different),
        (
            "ALTER TABLE school.student DROP CONSTRAINT student_pkey", "constraint school.student: student_pkey",
            .missing
        ),
        ("ALTER TABLE school.student DISABLE ROW LEVEL SECURITY", "relation school.student", .different),
        ("COMMENT ON TABLE school.student IS 'x'", "relation school.student", .different),
        ("CREATE INDEX extra ON school.student (class)", "index school.student: extra", .unexpected),
        (
            "ALTER POLICY readers_read ON school.student USING (id = 1)", "policy school.student: readers_read",
            .different
        ),
        ("ALTER FUNCTION school.prefix() SECURITY DEFINER", "function school.prefix()", .different),
        ("GRANT DELETE ON school.student TO PUBLIC", "grant school.student: on relation to PUBLIC", .unexpected),
        (
            "GRANT EXECUTE ON FUNCTION school.prefix() TO PUBLIC", "grant school.prefix(): on function to PUBLIC",
            .unexpected
        ),
        ("ALTER TABLE school.student DISABLE TRIGGER no_delete", "trigger school.student: no_delete", .different),
        ("DROP VIEW school.class_size", "view school.class_size", .missing),
        ("CREATE TABLE school.extra (id int)", "relation school.extra", .unexpected),
    ])
    func aChangeByHandIsReported(_ change: String, _ object: String, _ kind: Drift.Kind) async throws {
        try await SQLFolder.withExample { folder, database in
            let migrator = try folder.migrator(database.superuserOptions)
            try await migrator.migrate()
            try await database.execute(change)
            let drifts = try await migrator.verify()
            #expect(drifts.contains { $0.object == object && $0.kind == kind }, "\(drifts)")
            #expect(drifts.count <= 8)
        }
    }

    @Test func whatHasNotBeenAppliedIsReportedAndNoScratchDatabaseStays() async throws {
        try await SQLFolder.withExample { folder, database in
            try await folder.migrator(database.superuserOptions).migrate()
            try folder.write("migrations/20261102T0900_add.sql", "ALTER TABLE school.student ADD COLUMN phone text;")
            let drifts = try await folder.migrator(database.superuserOptions).verify()
            #expect(drifts.map(\.kind) == [.pending, .missing])
            #expect(drifts.map(\.object) == ["20261102T0900_add", "column school.student.phone"])
            try folder.write("migrations/20261102T0900_add.sql", "SELECT no_such_column;")
            await #expect(throws: MigrationError.self) {
                try await folder.migrator(database.superuserOptions).verify()
            }
        }
    }
}
