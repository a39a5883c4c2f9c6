import Postgres
import TestSupport
import Testing

/// Being somebody else.
extension AttackTests.Identity {
    @Test(arguments: [
        Attack(
            "a guessed session token on a personal login", by: .general,
            "SELECT set_config('nuanxin.session', repeat('a', 64), false)", "SELECT access.person_id() = {general}",
            gets: .value("t")),
        Attack(
            "SET ROLE to the owner", by: .general, "SET ROLE nuanxin_owner",
            gets: .refused(.insufficientPrivilege, "permission denied to set role \"nuanxin_owner\"")),
        Attack(
            "SET ROLE to the maker of accounts", by: .administrator, "SET ROLE nuanxin_accounts",
            gets: .refused(.insufficientPrivilege, "permission denied to set role \"nuanxin_accounts\"")),
        Attack(
            "SET ROLE to another person", by: .general, "SET ROLE {database}_registrar",
            gets: .refused(.insufficientPrivilege, "permission denied to set role")),
        // One's own group is no other person: session_user stays.
        Attack(
            "SET ROLE to one's own group", by: .general, "SET ROLE nuanxin_staff",
            "SELECT access.person_id() = {general}", gets: .value("t")),
        Attack(
            "SET SESSION AUTHORIZATION", by: .general, "SET SESSION AUTHORIZATION {database}_registrar",
            gets: .refused(.insufficientPrivilege, "permission denied to set session authorization")),
        Attack(
            "ALTER ROLE of another", by: .administrator, "ALTER ROLE {database}_registrar PASSWORD 'mine'",
            gets: .refused(.insufficientPrivilege, "permission denied")),
        Attack(
            "a role of one's own making", by: .administrator, "CREATE ROLE mine LOGIN",
            gets: .refused(.insufficientPrivilege, "permission denied to create role")),
        Attack(
            "one's own login made a superuser", by: .administrator, "ALTER ROLE {database}_administrator SUPERUSER",
            gets: .refused(.insufficientPrivilege, "must be superuser")),
        Attack(
            "membership of a group by GRANT", by: .carer, "GRANT nuanxin_auditor TO {database}_carer",
            gets: .refused(.insufficientPrivilege, "must have admin option")),
        Attack(
            "the maker of login roles, called directly", by: .administrator,
            "SELECT login.make('mine', 'x', 'nuanxin_staff')",
            gets: .refused(.insufficientPrivilege, "permission denied for schema login")),
        Attack(
            "the first accounts' function, called later", by: .administrator,
            "SELECT access.set_up_account('x', 'x', 'x', '{}', current_date)",
            gets: .refused(.insufficientPrivilege, "permission denied for function set_up_account")),
        Attack(
            "a search path in front of the helpers", by: .general, "SET search_path = pg_temp, public, people",
            "SELECT access.person_id() = {general}", gets: .value("t")),
        Attack(
            "an account of one's own for a second person", by: .administrator,
            "SELECT auth.add_account({administrator}, 'second', 'SCRAM', 'registrar')",
            gets: .refused("NX004", "This person has an account already.")),
        Attack(
            "a plain password in SQL", by: .general, "SELECT auth.change_password('plain')",
            gets: .refused("NX004", "A SCRAM-SHA-256 verifier is needed")),
        Attack(
            "a role that ended yesterday", by: .former, "SELECT count(*) FROM people.student", gets: .value("0")),
        Attack(
            "a role that nobody approved", by: .proposed, "SELECT count(*) FROM people.student", gets: .value("0")),
        Attack(
            "a role of yesterday in another time zone", by: .former, "SET timezone = 'Etc/GMT+12'",
            "SELECT count(*) FROM access.assignments()", gets: .value("0")),
        Attack("the web login without a token: people", by: nil, "SELECT count(*) FROM people.person", gets: .value("0")),
        Attack("the web login without a token: issues", by: nil, "SELECT count(*) FROM work.issue", gets: .value("0")),
        Attack(
            "the web login without a token: a function that reads", by: nil, "SELECT * FROM care.read_file({file1})",
            gets: .refused("NX006", "Please sign in first.")),
        Attack(
            "the web login opens a session for itself", by: nil, "SELECT auth.open_session()",
            gets: .refused(.insufficientPrivilege, "sessions are opened on a person's own login only")),
        Attack(
            "the web login changes a password", by: nil, "SELECT auth.change_password('x')",
            gets: .refused(.insufficientPrivilege, "a password is changed on a person's own login only")),
        Attack(
            "the web login becomes a person", by: nil, "SET SESSION AUTHORIZATION {database}_registrar",
            gets: .refused(.insufficientPrivilege, "permission denied to set session authorization")),
        Attack(
            "the sessions of everybody", by: .administrator, "SELECT * FROM auth.session",
            gets: .refused(.insufficientPrivilege, "permission denied for table session")),
        Attack(
            "the verifiers of passwords", by: .administrator, "SELECT rolpassword FROM pg_authid",
            gets: .refused(.insufficientPrivilege, "permission denied for table pg_authid")),
        Attack(
            "one's own role by one's own word", by: .administrator,
            "SELECT access.propose_role({administrator}, 'registrar', NULL, 'mine', current_date + 9)",
            gets: .refused("NX002", "Nobody proposes a role for themselves.")),
    ])
    func isRefused(_ attack: Attack) async throws { try await expect(attack) }

    /// A token is text in a setting; whatever else stands there is nobody.
    @Test(arguments: ["", "x", String(repeating: "0", count: 64), String(repeating: "a", count: 1_000_000), "' OR true --"])
    func aTokenThatIsNoneIsNobody(_ token: String) async throws {
        let school = try await AttackSchool.shared.value
        try await withConnection(school.web) { connection in
            try await connection.execute("SELECT set_config('nuanxin.session', \(token), false)")
            let found = try await connection.rows("SELECT access.person_id(), (SELECT count(*) FROM people.person)")
            #expect(found == [[nil, "0"]])
        }
    }

    /// A login role made anew under an old name is not the old person.
    @Test func aLoginMadeAnewIsNotTheOldPerson() async throws {
        let school = try await AttackSchool.shared.value
        let login = "\(school.database.name)_again"
        try await withConnection(school.database.superuserOptions) { connection in
            let verifier = try connection.encryptPassword("test", user: login)
            try await connection.execute(
                "SELECT access.set_up_account('again', \(login), \(verifier), '{registrar}', ref.today() + 9)")
            try await connection.execute(.unsafeRaw("DROP ROLE \(login)"))
            try await connection.execute(.unsafeRaw("CREATE ROLE \(login) LOGIN PASSWORD 'test' IN ROLE nuanxin_staff"))
        }
        try await withConnection(school.database.options(as: login, password: "test")) { connection in
            let found = try await connection.rows("SELECT access.person_id(), (SELECT count(*) FROM people.student)")
            #expect(found == [[nil, "0"]])
        }
        try await school.database.execute("DROP ROLE \(login)")
    }
}
