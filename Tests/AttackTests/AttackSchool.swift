import Postgres
import Records
import RecordsStore
import TestSupport

/// A small school in which every attacker has a login of their own, with a password: what PostgreSQL itself decides by
/// the login cannot be tried by a superuser who puts on masks.
///
/// Committed once for all attacks; each of them is rolled back.
final class AttackSchool: Sendable {
    /// Who works there: login suffix, role, unit.
    enum Attacker: String, CaseIterable, Sendable {
        case registrar, homeroom, otherHomeroom, parent, affairs, clinic, general, discipline, party, otherParty, leader
        case analyst, administrator, auditor, carer
        /// Was homeroom teacher until yesterday.
        case former
        /// Homeroom teacher by a proposal that nobody approved.
        case proposed

        fileprivate var role: String {
            switch self {
            case .registrar: "registrar"
            case .homeroom, .otherHomeroom, .parent, .former, .proposed: "homeroom_teacher"
            case .affairs: "student_affairs"
            case .clinic: "clinic"
            case .general: "general_affairs"
            case .discipline: "discipline"
            case .party, .otherParty: "party_office"
            case .leader: "leader"
            case .analyst: "analyst"
            case .administrator: "administrator"
            case .auditor: "auditor"
            case .carer: "carer"
            }
        }
    }

    let database: TestDatabase
    let web: ConnectionOptions
    /// Keys of what the attacks name: `student1`, `file`, `registrar` …
    let keys: [String: Int64]

    static let shared = Task { try await AttackSchool() }

    private init() async throws {
        database = try await makeTestDatabase()
        web = try await WebServerRole.shared.options(for: database)
        let name = database.name
        try await withConnection(database.superuserOptions) { connection in
            for attacker in Attacker.allCases {
                let login = Self.login(attacker, name)
                let verifier = try connection.encryptPassword(Self.password, user: login)
                try await connection.execute(
                    """
                    SELECT access.set_up_account(\(attacker.rawValue), \(login), \(verifier), ARRAY[\(attacker.role)],
                                                 ref.today() + 30)
                    """)
            }
            try await connection.execute(.unsafeRaw(Self.script))
        }
        keys = Dictionary(
            uniqueKeysWithValues: try await database.rows("SELECT name, id FROM attack_key").compactMap { row in
                guard let name = row[0], let key = row[1].flatMap({ Int64($0) }) else { return nil }
                return (name, key)
            })
    }

    private static let password = "Try 暖心 me"

    private static func login(_ attacker: Attacker, _ database: String) -> String {
        "\(database)_\(attacker.rawValue.lowercased())"
    }

    func login(_ attacker: Attacker) -> String { Self.login(attacker, database.name) }

    func options(_ attacker: Attacker) -> ConnectionOptions {
        database.options(as: login(attacker), password: Self.password)
    }

    /// A web session of somebody, opened as the sign-in page opens it.
    func token(of attacker: Attacker) async throws -> String {
        try await withConnection(options(attacker)) { connection in
            try await RecordsSession(connection: connection, language: .english).run(Auth.OpenSession(address: nil, userAgent: nil)).token
        }
    }

    /// Students 1 and 2 in class 1, student 3 in class 2; student 1 is the child of `parent`.
    private static let script = """
        CREATE TABLE public.attack_key (name text PRIMARY KEY, id bigint NOT NULL);
        INSERT INTO attack_key SELECT name, id FROM people.person;
        WITH school AS (INSERT INTO units.unit (kind) VALUES ('school') RETURNING id) INSERT INTO attack_key SELECT 'school', id FROM school;
        WITH grade AS (INSERT INTO units.unit (kind, parent_id, cohort_entry_year) SELECT 'grade', id, 2024 FROM attack_key WHERE name = 'school' RETURNING id)
        INSERT INTO attack_key SELECT 'grade', id FROM grade;
        WITH class AS (INSERT INTO units.unit (kind, parent_id, cohort_entry_year, cohort_number) SELECT 'class', id, 2024, number FROM attack_key, generate_series(1, 2) AS number
                       WHERE name = 'grade' RETURNING id, cohort_number)
        INSERT INTO attack_key SELECT 'class' || cohort_number, id FROM class;
        WITH office AS (INSERT INTO units.unit (kind, parent_id) SELECT 'office', id FROM attack_key WHERE name = 'school' RETURNING id) INSERT INTO attack_key SELECT 'office', id FROM office;
        INSERT INTO units.unit_label (unit_id, kind, label, valid)
        SELECT unit.id, unit.kind, attack_key.name, '[2020-01-01,)' FROM units.unit JOIN attack_key ON attack_key.id = unit.id AND attack_key.name IN ('school', 'grade', 'class1', 'class2', 'office');
        WITH born AS (INSERT INTO people.person (name, sex, birth_date) SELECT 'student' || n, '1', DATE '2009-05-01' FROM generate_series(1, 3) AS n RETURNING id, name)
        INSERT INTO attack_key SELECT name, id FROM born;
        INSERT INTO people.student (person_id, entry_year) SELECT id, 2024 FROM attack_key WHERE name LIKE 'student%';
        INSERT INTO people.enrolment (student_id, valid) SELECT id, '[2024-09-01,)' FROM attack_key WHERE name LIKE 'student%';
        INSERT INTO people.class_placement (student_id, class_id, valid)
        SELECT student.id, class.id, '[2024-09-01,)' FROM attack_key AS student JOIN attack_key AS class
            ON class.name = CASE student.name WHEN 'student3' THEN 'class2' ELSE 'class1' END WHERE student.name LIKE 'student%';
        INSERT INTO people.identifier (person_id, kind, value, value_sha256, masked)
        SELECT id, 'resident_id', '42080020090501' || right('000' || id, 4), people.digest('42080020090501' || right('000' || id, 4)), '**************' || right('000' || id, 4)
        FROM attack_key WHERE name LIKE 'student%';
        INSERT INTO people.contact_point (person_id, value) SELECT id, '13900000000' FROM attack_key WHERE name LIKE 'student%';
        INSERT INTO people.staff (person_id, staff_number) SELECT person_id, 'n' || person_id FROM auth.account;
        UPDATE access.role_assignment SET unit_id = (SELECT id FROM attack_key WHERE name = wanted.unit), valid = daterange(ref.today() + wanted.first, ref.today() + wanted.last),
               approved_at = CASE WHEN wanted.name = 'proposed' THEN NULL ELSE approved_at END
        FROM (VALUES ('homeroom', 'class1', 0, 30), ('otherHomeroom', 'class2', 0, 30), ('parent', 'class1', 0, 30), ('former', 'class1', -60, 0), ('proposed', 'class1', 0, 30),
                     ('general', 'office', 0, 30)) AS wanted (name, unit, first, last)
        JOIN attack_key USING (name) WHERE role_assignment.person_id = attack_key.id;
        INSERT INTO people.guardianship (student_id, guardian_id, kin, valid)
        SELECT child.id, parent.id, '父亲', '[2009-05-01,)' FROM attack_key AS child, attack_key AS parent WHERE child.name = 'student1' AND parent.name = 'parent';
        INSERT INTO care.health_record (student_id, condition, valid) SELECT id, '哮喘', '[2024-01-01,)' FROM attack_key WHERE name LIKE 'student%';
        INSERT INTO care.health_card (student_id, version, sport_limit) SELECT id, 1, 'no_sport' FROM attack_key WHERE name LIKE 'student%';
        WITH opened AS (INSERT INTO care.file (student_id, source, opened_on) SELECT id, 'visit', ref.today() FROM attack_key WHERE name LIKE 'student%' RETURNING id, student_id)
        INSERT INTO attack_key SELECT 'file' || right(attack_key.name, 1), opened.id FROM opened JOIN attack_key ON attack_key.id = opened.student_id AND attack_key.name LIKE 'student%';
        INSERT INTO care.note (file_id, written_by, text) SELECT file.id, author.id, 'spoke with the grandmother of ' || file.name FROM attack_key AS file, attack_key AS author
        WHERE file.name LIKE 'file%' AND author.name = 'homeroom';
        INSERT INTO care.left_behind_record (student_id, semester, reported_kind, father_away, mother_away)
        SELECT id, ref.semester_on(ref.today()), 'x', 'yes', 'yes' FROM attack_key WHERE name LIKE 'student%';
        INSERT INTO field.visit (mode, visited_on, visitor_id, student_id, heard)
        SELECT 'phone', ref.today(), teacher.id, student.id, 'words' FROM attack_key AS teacher, attack_key AS student WHERE teacher.name = 'homeroom' AND student.name LIKE 'student%';
        """
}
