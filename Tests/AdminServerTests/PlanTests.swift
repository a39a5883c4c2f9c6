import Foundation
import Postgres
import TestSupport
import Testing

/// The plan's map names only what there is: tables, pages, reports and tests; each row of the plan has all of them.
struct PlanTests {
    @Test func everyRowOfThePlanIsThereAndNoOther() async throws {
        let rows = try PlanFile().rows
        try await withSite { site in
            let systems = try await site.database.rows("SELECT system FROM registers.system ORDER BY sort_order").compactMap { $0[0] }
            #expect(rows.map(\.system) == systems)
        }
    }

    @Test(arguments: try PlanFile().rows) func theRowNamesOnlyWhatThereIs(row: PlanFile.Row) throws {
        #expect(!row.tables.isEmpty && !row.pages.isEmpty && !row.commands.isEmpty && !row.reports.isEmpty && !row.tests.isEmpty)
        for table in row.tables {
            let migration = try String(contentsOf: table.file, encoding: .utf8)
            #expect(migration.contains("TABLE \(table.text) ("), "\(table)")
        }
        for report in row.reports {
            #expect(report.file.lastPathComponent == "\(report.text).sql")
            #expect(FileManager.default.fileExists(atPath: report.file.path), "\(report)")
        }
        for test in row.tests {
            let tests = try String(contentsOf: test.file, encoding: .utf8)
            #expect(tests.contains("'\(test.text.dropFirst().dropLast())'"), "\(test)")
        }
    }

    @Test func tablesAndPagesAnswer() async throws {
        let rows = try PlanFile().rows
        try await withSite { site in
            let tables = Set(try await site.database.rows("SELECT format('%s.%s', schemaname, tablename) FROM pg_catalog.pg_tables").compactMap { $0[0] })
            let registers = Set(try await site.database.rows("SELECT register FROM registers.register").compactMap { $0[0] })
            let office = try await site.signedIn(as: "office")
            var tried: Set<String> = []
            for row in rows {
                for table in row.tables { #expect(tables.contains(table.text), "\(row.system) \(table.text)") }
                for page in row.pages where tried.insert(page).inserted {
                    if page.hasPrefix("/registers/") {
                        #expect(registers.contains(String(page.dropFirst("/registers/".count))), "\(row.system) \(page)")
                    }
                    // A page of one record needs the record; its own tests try it.
                    guard !page.contains("{") else { continue }
                    let status = try await office.get(page).status
                    #expect([200, 403].contains(status), "\(row.system) \(page) answered \(status)")
                }
                for command in row.commands where command.hasPrefix("register show ") {
                    #expect(registers.contains(String(command.dropFirst("register show ".count))), "\(row.system) \(command)")
                }
            }
            // No register serves a row that does not name its page.
            let named = Set(rows.flatMap(\.pages))
            for register in registers { #expect(named.contains("/registers/\(register)"), "\(register)") }
        }
    }
}
