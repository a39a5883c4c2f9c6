import Foundation
import Testing

@testable import Migrations

@Suite struct MigrationFilesTests {
    @Test func filesAreReadInTheOrderOfTheirNames() throws {
        let folder = try SQLFolder()
        for name in ["20261102T0900_b", "20261101T0900_z", "20261102T0900_a"] {
            try folder.write("migrations/\(name).sql", "")
        }
        try folder.write("migrations/README.md", "for people")
        try folder.write("code/functions/Z.sql", "")
        try folder.write("code/functions/a.sql", "")
        let files = try MigrationFiles(folder: folder.url)
        #expect(files.migrations.map(\.name) == ["20261101T0900_z", "20261102T0900_a", "20261102T0900_b"])
        #expect(files.functions.map(\.path) == ["code/functions/Z.sql", "code/functions/a.sql"])
        try FileManager.default.removeItem(at: folder.url)
    }

    @Test(arguments: [
        "migrations/1_x.sql", "migrations/20261102T0900.sql", "migrations/20261102T0900_Ä.sql",
        "migrations/old/20261102T0900_x.sql", "code/x.sql", "code/views/x.sql",
    ])
    func aFileWithoutAPlaceOrAProperNameIsRefused(_ path: String) throws {
        let folder = try SQLFolder()
        try folder.write(path, "SELECT 1")
        #expect(throws: MigrationError.self) { try MigrationFiles(folder: folder.url) }
        try FileManager.default.removeItem(at: folder.url)
    }

    @Test func aFileInGB18030IsRefused() throws {
        let folder = try SQLFolder()
        try folder.write("seeds/x.sql", "")
        // 学生
        try Data([0xD1, 0xA7, 0xC9, 0xFA]).write(to: folder.url.appendingPathComponent("seeds/x.sql"))
        #expect {
            try MigrationFiles(folder: folder.url)
        } throws: {
            if case MigrationError.notUTF8("seeds/x.sql") = $0 { true } else { false }
        }
        try FileManager.default.removeItem(at: folder.url)
    }

    @Test(arguments: ["COMMIT;", "SELECT 1; begin;", "/* a */ ROLLBACK", "END", "SELECT ';'; START TRANSACTION"])
    func transactionControlIsRefused(_ script: String) throws {
        let folder = try SQLFolder()
        try folder.write("migrations/20261102T0900_x.sql", "SELECT 1;\n" + script)
        #expect {
            try MigrationFiles(folder: folder.url)
        } throws: {
            if case MigrationError.transactionControl(_, 2, _) = $0 { true } else { false }
        }
        try FileManager.default.removeItem(at: folder.url)
    }

    @Test func theFingerprintFollowsEveryFile() throws {
        let folder = try SQLFolder()
        try folder.writeExample()
        let before = try MigrationFiles(folder: folder.url).fingerprint
        #expect(try MigrationFiles(folder: folder.url).fingerprint == before)
        for path in [
            "roles.sql", SQLFolder.firstMigration, "code/grants/student.sql", "reporting/class_size.sql",
            "seeds/student.sql",
        ] {
            try folder.write(path, "SELECT 1")
            #expect(try MigrationFiles(folder: folder.url).fingerprint != before, "\(path)")
            try folder.writeExample()
        }
        try FileManager.default.removeItem(at: folder.url)
    }

    @Test func theProjectsOwnFilesAreFound() throws {
        let files = try MigrationFiles()
        #expect(files.roles != nil)
        #expect(!files.migrations.isEmpty)
    }
}

@Suite struct SQLScriptTests {
    @Test(arguments: [
        ("SELECT 1; SELECT 2", ["SELECT 1", "SELECT 2"]),
        ("SELECT 'a;b'; SELECT E'\\';'; SELECT \"x;y\"", ["SELECT 'a;b'", "SELECT E'\\';'", "SELECT \"x;y\""]),
        ("-- a;b\n/* c; /* d; */ e; */ SELECT 'it''s;'", ["SELECT 'it''s;'"]),
        ("DO $$ BEGIN; END $$; SELECT $a$ $$;$$ $a$", ["DO $$ BEGIN; END $$", "SELECT $a$ $$;$$ $a$"]),
        (
            "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END; SELECT 3",
            [
                "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END",
                "SELECT 3",
            ]
        ),
        ("SELECT a$b;SELECT $1", ["SELECT a$b", "SELECT $1"]),
        (" ;; -- nothing", []),
        ("SELECT '中文;';", ["SELECT '中文;'"]),
    ])
    func statementsEndAtTheirSemicolons(_ script: String, _ statements: [String]) {
        #expect(SQLScript.statements(script).map(\.text) == statements)
    }

    @Test func positionsAreCountedInScalars() {
        #expect(SQLScript.line(of: 1, in: "a\nb") == 1)
        #expect(SQLScript.line(of: 3, in: "a\nb") == 2)
        #expect(SQLScript.line(of: 5, in: "中文\n中文") == 2)
    }

    @Test(arguments: [
        ("-- no-transaction\nSELECT 1", true), ("--no-transaction ", true), ("SELECT 1 -- no-transaction", false),
    ])
    func theMarkIsTheFirstLine(_ script: String, _ isMarked: Bool) {
        #expect(SQLScript.isMarkedNoTransaction(script) == isMarked)
    }
}
