import Foundation
import Postgres
import Testing

@testable import QueryGenerator

/// Gives a suite one server and one database with the tests' own small school.
///
/// The server is that of `NUANXIN_TEST_DATABASE` (a connection string of a superuser), or a throw-away one.
struct DatabaseTrait: SuiteTrait, TestScoping {
    @TaskLocal static var current: ConnectionOptions?
    /// Read once, since it takes much longer than to describe a statement.
    @TaskLocal static var catalog: Catalog?

    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        if let conninfo = ProcessInfo.processInfo.environment["NUANXIN_TEST_DATABASE"] {
            try await Self.perform(on: ConnectionOptions(conninfo), function)
        } else {
            try await ThrowAwayServer.with { server in try await Self.perform(on: server, function) }
        }
    }

    private static func perform(on server: ConnectionOptions, _ function: () async throws -> Void) async throws {
        try await ScratchDatabase(server: server).with { options in
            let catalog = try await DescribingDatabase.withConnection(options) { connection in
                try await connection.execute(SQL.unsafeRaw(SmallSchool.schema))
                return try await CatalogReader(connection: connection).catalog()
            }
            try await $current.withValue(options) {
                try await $catalog.withValue(catalog) { try await function() }
            }
        }
    }
}

extension Trait where Self == DatabaseTrait {
    static var smallSchool: DatabaseTrait { DatabaseTrait() }
}

enum SmallSchool {
    static let schema = """
        CREATE SCHEMA people;
        CREATE SCHEMA work;
        CREATE DOMAIN work.title AS text NOT NULL;
        CREATE TYPE work.mood AS ENUM ('sad', 'in between', 'default');
        CREATE TABLE people.person (id bigint PRIMARY KEY, name text NOT NULL, note text);
        CREATE TABLE people.student (
            person_id bigint PRIMARY KEY REFERENCES people.person,
            roll_number text NOT NULL UNIQUE
        );
        CREATE TABLE work.issue (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            student_id bigint REFERENCES people.student,
            raised_by bigint NOT NULL REFERENCES people.person,
            title work.title,
            mood work.mood NOT NULL,
            tags text[] NOT NULL,
            valid daterange NOT NULL,
            cost numeric(12, 2),
            seen_at timestamptz NOT NULL,
            due_on date,
            key uuid NOT NULL,
            digest bytea NOT NULL,
            detail jsonb NOT NULL,
            level smallint NOT NULL,
            took interval
        );
        CREATE TABLE work.issue_tag (issue_id bigint REFERENCES work.issue, tag text, PRIMARY KEY (issue_id, tag));
        CREATE TABLE work.step (
            id bigint PRIMARY KEY, issue_id bigint NOT NULL, tag text NOT NULL, note text,
            FOREIGN KEY (issue_id, tag) REFERENCES work.issue_tag
        );
        CREATE VIEW work.open_issue AS
            SELECT issue.id, issue.title, person.name AS student_name, issue.student_id
            FROM work.issue LEFT JOIN people.person ON person.id = issue.student_id;
        CREATE DOMAIN work.tag AS text CHECK (VALUE <> '');
        CREATE DOMAIN work.tags AS work.tag[];
        CREATE TYPE work.span AS (first_day date, last_day date);
        CREATE TYPE work.address AS (street text, "number" integer, moods work.mood[], span work.span, key uuid);
        CREATE TYPE work.spot AS (label text, place point);
        CREATE TABLE work.visit (
            place work.address NOT NULL,
            earlier work.address[],
            tag work.tag,
            tag_list work.tag[] NOT NULL,
            more_tags work.tags,
            moods work.mood[],
            level integer NOT NULL DEFAULT 3,
            twice integer GENERATED ALWAYS AS (level * 2) STORED
        );
        CREATE FUNCTION work.add_issue(student_id bigint, title text) RETURNS bigint LANGUAGE sql RETURN 1;
        """
}

/// A generator over files in a temporary folder.
struct TemporaryProject {
    let generator: Generator
    private let folder: URL

    /// - Parameter files: texts by path below queries/.
    init(_ files: [String: String]) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("sqlgen-test-\(UUID().uuidString)")
        generator = Generator(
            folder: QueryFolder(sqlPath: folder.path + "/sql"), output: OutputFolder(path: folder.path + "/Generated"))
        for (path, text) in files { try write(text, to: "sql/queries/" + path) }
    }

    func write(_ text: String, to path: String) throws {
        let url = folder.appendingPathComponent(path)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }

    func remove(_ path: String) throws { try FileManager.default.removeItem(at: folder.appendingPathComponent(path)) }
    func delete() { try? FileManager.default.removeItem(at: folder) }

    /// What the generator makes of the files with the suite's database.
    func output() async throws -> Generator.Output {
        let options = try #require(DatabaseTrait.current)
        return try await DescribingDatabase.withConnection(options) { try await generator.output(describedBy: $0) }
    }

    func files() async throws -> [Emitter.File] { try await output().files }

    /// The text of one generated file.
    func file(_ path: String) async throws -> String {
        try #require(try await files().first { $0.path == path }, "no file \(path)").text
    }
}

/// One query's types, told by the suite's database.
func typed(_ sql: String, headers: String = "", cardinality: String = "many") async throws -> TypedQuery {
    let file = try QueryFile(
        path: "issue.sql", schema: "work", subject: "issue", text: "-- name: probe :\(cardinality)\n\(headers)\n\(sql);"
    )
    let options = try #require(DatabaseTrait.current)
    let catalog = try #require(DatabaseTrait.catalog)
    return try await DescribingDatabase.withConnection(options) { connection in
        let typing = QueryTyping(catalog, nullability: TreeNullability(catalog: catalog))
        return try typing.type(file.queries[0], try await Describer(connection).describe(file.queries[0]))
    }
}
