import Postgres
import Testing

/// T27: drivers that look types up in the catalogue make the first use of a statement slow, above all where the server
/// compiles their queries.
extension RegressionTests.LargeCatalogTests {
    private enum Mood: String, PostgresEnumeration { case sad, happy }

    private struct Types: OneStatement {
        static let name = "regression.types"
        static let sql = "SELECT $1::mood, ARRAY['sad', 'happy']::mood[], 1::positive, ROW(1, 'x')::pair"
        var mood: Mood
        func encode(into parameters: inout Parameters) { parameters.append(mood) }
        static func decode(_ row: inout RowReader) throws(PostgresError) -> Answer {
            Answer(
                mood: try row.next(), moods: try row.next(), number: try row.next(),
                pair: try row.next(Pair.self).text)
        }
    }

    private struct Answer: Equatable {
        var mood: Mood
        var moods: [Mood]
        var number: Int32
        var pair: String
    }

    private struct Pair: PostgresComposite {
        var number: Int32
        var text: String
        init(_ fields: inout CompositeReader) throws(DecodingProblem) {
            number = try fields.next()
            text = try fields.next()
        }
        func write(_ fields: inout CompositeWriter) {
            fields.append(number)
            fields.append(text)
        }
    }

    private static let setup = """
        CREATE TYPE mood AS ENUM ('sad', 'happy');
        CREATE DOMAIN positive AS int CHECK (VALUE > 0);
        CREATE TYPE pair AS (number int, text text);
        DO $$ BEGIN
            FOR number IN 1..5000 LOOP
                EXECUTE format('CREATE TABLE many_%s (id int)', number);
                IF number % 500 = 0 THEN COMMIT; END IF;
            END LOOP;
        END $$
        """

    @Test func theFirstUseOfAStatementIsQuick() async throws {
        let trace = try await MessageTrace(to: OwnServer.shared.value.address)
        defer { trace.stop() }
        try await observe { connection in
            try await connection.execute("DROP DATABASE IF EXISTS many_tables")
            try await connection.execute("CREATE DATABASE many_tables")
        }
        let options = trace.options.with("dbname", "many_tables").with("options", "-c jit=on")
        let maker = try await Connection.open(options)
        for part in Self.setup.split(separator: ";\n", maxSplits: 3) {
            try await maker.execute(.unsafeRaw(String(part)))
        }
        #expect(try await maker.rows("SELECT count(*) FROM pg_tables WHERE tablename LIKE 'many%'") == [["5000"]])
        await maker.close()
        var durations: [Duration] = []
        for _ in 0..<5 {
            let connection = try await Connection.open(options)
            _ = trace.take()
            let start = ContinuousClock.now
            let answer = try await connection.run(Types(mood: .happy))
            durations.append(ContinuousClock.now - start)
            #expect(answer == Answer(mood: .happy, moods: [.sad, .happy], number: 1, pair: "x"))
            let messages = trace.take()
            #expect(messages.filter { $0.hasPrefix("Parse") }.count == 1, "nothing but the statement is asked")
            #expect(messages.filter { $0 == "Sync" }.count == 1)
            await connection.close()
        }
        // The quickest: what the machine does beside the tests is no fault.
        #expect(try #require(durations.min()) < .milliseconds(20), "\(durations)")
        try await observe { try await $0.execute("DROP DATABASE many_tables WITH (FORCE)") }
    }
}
