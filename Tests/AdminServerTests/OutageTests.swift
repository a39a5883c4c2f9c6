import EmbeddedDatabase
import Foundation
import Logging
import Migrations
import Postgres
import Testing

/// The database goes away and comes back; the server stays.
struct OutageTests {
    @Test func pagesSayThatTheRecordsCannotBeReachedAndRecover() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "nuanxin-outage-\(UUID().uuidString.prefix(8))")
        defer { try? FileManager.default.removeItem(at: folder) }
        var logger = Logger(label: "outage")
        logger.logLevel = .critical
        let embedded = EmbeddedDatabase(folder: folder, settings: ["fsync": "off"], logger: logger)
        _ = try await embedded.initialise()
        let running = try await embedded.start(mode: .child)
        do {
            let superuser = try embedded.superuserOptions()
            try await Migrator(superuser, files: MigrationFiles()).migrate()
            let connection = try await Connection.open(superuser)
            try await connection.execute("ALTER ROLE nuanxin_web PASSWORD 'web'")
            await connection.close()
            try await withServer(
                web: superuser.with("user", "nuanxin_web").with("password", "web"), personal: superuser
            ) { base in
                let browser = Browser(base: base)
                #expect(try await browser.get("/public").status == 200)
                #expect(try await browser.get("/health").status == 200)

                _ = try await embedded.stop()
                let page = try await browser.get("/public")
                #expect(page.status == 503)
                #expect(page[header: "Retry-After"] != nil)
                #expect(page.body.contains("记录库暂时连接不上"))
                #expect(try await browser.get("/health").status == 503)
                // A person who signs in now is not told that the password is wrong.
                let signIn = try await browser.submit(
                    "/sign-in", on: "/sign-in", [("login", "somebody"), ("password", "x")])
                #expect(signIn.status == 503)

                _ = try await embedded.start(mode: .child)
                #expect(try await browser.get("/public").status == 200)
                #expect(try await browser.get("/health").status == 200)
            }
        } catch {
            _ = try? await embedded.stop()
            throw error
        }
        _ = try? await embedded.stop()
        _ = running
    }
}
