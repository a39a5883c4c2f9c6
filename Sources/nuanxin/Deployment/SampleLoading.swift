import EmbeddedDatabase
import Foundation
import Importing
import Postgres
import Records
import RecordsStore
import SampleSchool

/// Loads the sample school through the same doors as a real one: sheets through intake as the set-up clerk, accounts
/// proposed by the administrator and approved by the party office.
struct SampleLoading: Sendable {
    let database: EmbeddedDatabase
    let students: Int

    /// The sign-ins of the sample school. They are kept in the data folder, for a school that does not exist has no
    /// secrets.
    private var file: URL { database.folder.appendingPathComponent("sample-sign-ins.txt") }

    /// Does nothing but read the sign-ins where the school was loaded before; goes on where it was interrupted.
    func load() async throws -> [SignIn] {
        if let kept = try readSignIns(), kept.isComplete { return kept.signIns }
        let today = try CalendarDate(iso: DayArgument.today.description)
        let school = try SampleSchool(today: today, students: students)
        let signIns = try await prepare(school)
        try await importSheets(of: school, as: signIn(FirstAccounts.clerk.login, in: signIns))
        try await makeAccounts(of: school, signIns)
        try await makeRecords(signIns)
        try write(signIns, isComplete: true)
        return signIns
    }

    // MARK: Sign-ins

    /// The passwords are kept before the first account is made, so that an interrupted load can go on.
    private func prepare(_ school: SampleSchool) async throws -> [SignIn] {
        if let kept = try readSignIns() { return kept.signIns }
        let connection = try await Connecting.open(database.superuserOptions())
        return try await connection.closing {
            try await FirstAccounts.requireNone(connection)
            let later = school.accounts.map { account in
                SignIn(
                    login: account.login, password: Passwords.generate(), name: account.personName,
                    roles: [account.roleCode] + (account.unitLabel.map { [$0] } ?? []))
            }
            let first = try await FirstAccounts.make(
                FirstAccounts.list(), until: FirstAccounts.lastDay, connection: connection)
            let all = later + first
            try write(all, isComplete: false)
            return all
        }
    }

    private func write(_ signIns: [SignIn], isComplete: Bool) throws {
        let lines = signIns.map { ([$0.login, $0.password, $0.name] + $0.roles).joined(separator: "\t") }
        let text = (lines + (isComplete ? ["complete"] : [])).joined(separator: "\n") + "\n"
        do {
            try Data(text.utf8).write(to: file, options: .atomic)
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
        } catch {
            throw Failure(.configuration, "写不了 \(file.path):\(error)", "Cannot write \(file.path): \(error)")
        }
    }

    private func readSignIns() throws -> (signIns: [SignIn], isComplete: Bool)? {
        guard FileManager.default.fileExists(atPath: file.path) else { return nil }
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map { line in
            line.split(separator: "\t").map(String.init)
        }
        let signIns = lines.filter { $0.count > 3 }.map {
            SignIn(login: $0[0], password: $0[1], name: $0[2], roles: Array($0.dropFirst(3)))
        }
        return (signIns, lines.last == ["complete"])
    }

    private func signIn(_ login: String, in signIns: [SignIn]) throws -> SignIn {
        guard let found = signIns.first(where: { $0.login == login }) else {
            throw Failure(
                .configuration, "\(file.path) 里没有登录名 \(login),样例学校无法继续装入。请另选一个空的数据目录。",
                "\(file.path) has no login \(login); the sample school cannot go on loading. Choose an empty data "
                    + "folder."
            )
        }
        return found
    }

    // MARK: Sheets

    private func importSheets(of school: SampleSchool, as clerk: SignIn) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "nuanxin-sample-" + UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: folder) }
        var plan = ImportPlan()
        for file in try school.write(to: folder) { plan.read(file.path) }
        if let problem = plan.problems.first { throw Failure(.bug, problem.message) }
        try await work(as: clerk) { session, _ in
            let importer = SheetImporter(session: session, progress: ImportProgress())
            for job in plan.jobs {
                let outcome = try await importer.importSheet(job)
                let summary = outcome.summary
                Terminal.writeWords(
                    say(
                        "已导入 \(job.file):\(summary.rowCount) 行,其中 \(summary.askCount + summary.refusedCount) 行有意留错、未导入",
                        "Imported \(job.file): \(summary.rowCount) rows; "
                            + "\(summary.askCount + summary.refusedCount) hold planted mistakes"
                    ))
            }
        }
    }

    // MARK: Accounts

    private func makeAccounts(of school: SampleSchool, _ signIns: [SignIn]) async throws {
        let party = try signIn(FirstAccounts.partyOffice[0].login, in: signIns)
        let administrator = try signIn(FirstAccounts.administrator.login, in: signIns)
        let taken = try await work(as: administrator) { session, _ in
            Set(try await session.run(Auth.AccountList()).map(\.loginName))
        }
        let missing = school.accounts.filter { !taken.contains($0.login) }
        let places = try await work(as: party) { session, _ in
            var places: [(account: SampleAccount, person: PeoplePerson.ID, unit: UnitsUnit.ID?)] = []
            for account in missing {
                let (people, unit) = try await session.run(
                    People.StaffNamed(name: account.staffNumber), Units.UnitNamed(label: account.unitLabel ?? ""))
                guard let person = people.first else { continue }
                places.append((account, person.id, account.unitLabel == nil ? nil : unit?.id))
            }
            return places
        }
        try await work(as: administrator) { session, connection in
            // The staff roster has proposed some of the roles already.
            let proposed = try await session.run(Access.ProposedRoles())
            for place in places {
                let password = try signIn(place.account.login, in: signIns).password
                let verifier = try Passwords.verifier(of: password, login: place.account.login, connection: connection)
                let account = Auth.AddAccount(
                    personID: place.person, loginName: place.account.login, verifier: verifier,
                    role: place.account.roleCode)
                if proposed.contains(where: { Self.fits($0, place.account) }) {
                    _ = try await session.run(account)
                } else {
                    _ = try await session.run(
                        account,
                        Access.ProposeRole(
                            personID: place.person, role: place.account.roleCode, unitID: place.unit,
                            purpose: say("样例学校", "sample school"), until: FirstAccounts.lastDay))
                }
            }
        }
        // The sample's people have made their passwords their own: everybody may try them out.
        for place in places {
            let signIn = try signIn(place.account.login, in: signIns)
            try await work(as: signIn) { session, connection in
                let verifier = try Passwords.verifier(
                    of: signIn.password, login: signIn.login, connection: connection)
                try await session.run(Auth.ChangePassword(verifier: verifier))
            }
        }
        try await work(as: party) { session, _ in
            let proposed: [Access.ProposedRoles.Row] = try await session.run(Access.ProposedRoles())
            for role in proposed where school.accounts.contains(where: { Self.fits(role, $0) }) {
                try await session.run(Access.ApproveRole(assignmentID: role.id))
            }
        }
    }

    // MARK: Records

    /// Each section is one transaction, and goes in once: its digest is the key of its command.
    private func makeRecords(_ signIns: [SignIn]) async throws {
        let sections = try SampleRecords.sections()
        for (index, section) in sections.enumerated() {
            let signIn = try signIn(section.login, in: signIns)
            let claim = Audit.ClaimCommand(
                key: SampleLoading.key(section, index), route: "sample", request: section.statements)
            try await work(as: signIn) { session, _ in
                do {
                    try await session.transaction { transaction in
                        _ = try await transaction.run(claim)
                        try await transaction.execute(SQL.unsafeRaw(section.statements))
                    }
                } catch RecordsError.alreadyDone {
                    // Interrupted before, and going on.
                } catch let error as RecordsError {
                    throw Failure(
                        .bug, "样例 \(section.file)(\(section.login))装入失败:\(error.message(in: .chinese))",
                        "The sample \(section.file) (\(section.login)) did not load: \(error.message(in: .english))")
                }
            }
        }
        Terminal.writeWords(
            say(
                "已登记样例记录(\(Set(sections.map(\.file)).count) 个文件)",
                "Entered sample records (\(Set(sections.map(\.file)).count) files)"))
    }

    private static func key(_ section: SampleRecords.Section, _ index: Int) -> UUID {
        let digest = SHA256Digest.of(Array("\(section.file) \(index) \(section.login)".utf8))
        return digest.withUnsafeBytes { UUID(uuid: $0.loadUnaligned(as: uuid_t.self)) }
    }

    /// The holders of the sample's accounts share their names with nobody.
    private static func fits(_ role: Access.ProposedRoles.Row, _ account: SampleAccount) -> Bool {
        role.name == account.personName && role.role == account.roleCode
    }

    private func work<R: Sendable>(
        as signIn: SignIn, _ body: (RecordsSession, Connection) async throws -> sending R
    ) async throws -> sending R {
        let connection = try await Connecting.open(
            database.superuserOptions().with("user", signIn.login).with("password", signIn.password)
                .with("application_name", "nuanxin up"))
        let result: R
        do {
            result = try await body(RecordsSession(connection: connection, language: Speech.language), connection)
        } catch {
            await connection.close()
            throw error
        }
        await connection.close()
        return result
    }
}
