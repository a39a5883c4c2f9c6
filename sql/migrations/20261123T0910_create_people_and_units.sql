-- People and units with their dated parts. A class is a cohort and a number for all its years; what it is called changes each September.
CREATE SCHEMA people;
COMMENT ON SCHEMA people IS '人员 | people, identifiers, contacts, guardianship, students, staff';
CREATE SCHEMA units;
COMMENT ON SCHEMA units IS '单位 | the tree of units, their yearly names and members';

CREATE TABLE units.unit (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind text NOT NULL,
    parent_id bigint REFERENCES units.unit,
    cohort_entry_year int,
    cohort_number int,
    valid daterange NOT NULL DEFAULT '[,)',
    CONSTRAINT unit_kind_is_known CHECK (kind IN ('school', 'office', 'grade', 'class', 'party_branch', 'lesson_group',
        'dormitory', 'canteen', 'laboratory', 'community', 'village', 'partner_school', 'other')),
    CONSTRAINT unit_class_has_cohort_and_number CHECK ((kind = 'class') = (cohort_number IS NOT NULL)),
    CONSTRAINT unit_grade_has_cohort CHECK ((kind IN ('grade', 'class')) = (cohort_entry_year IS NOT NULL)),
    CONSTRAINT unit_is_not_its_own_parent CHECK (parent_id <> id),
    CONSTRAINT unit_only_school_has_no_parent CHECK ((kind = 'school') = (parent_id IS NULL))
);
COMMENT ON TABLE units.unit IS '单位 | a unit of the school; its names stand in unit_label';
COMMENT ON COLUMN units.unit.id IS '编号 | key';
COMMENT ON COLUMN units.unit.kind IS '类别:学校、处室、年级、班级、党支部、备课组…… | kind of unit';
COMMENT ON COLUMN units.unit.parent_id IS '上级单位 | the unit above; NULL: the school itself';
COMMENT ON COLUMN units.unit.cohort_entry_year IS '入学年份(年级、班级) | entry year of a grade''s or class''s cohort';
COMMENT ON COLUMN units.unit.cohort_number IS '班号(班级) | number of the class in its cohort';
COMMENT ON COLUMN units.unit.valid IS '存续期 | when the unit exists';
CREATE INDEX unit_parent_id_idx ON units.unit (parent_id);
CREATE UNIQUE INDEX unit_one_class_a_cohort_and_number ON units.unit (cohort_entry_year, cohort_number) WHERE kind = 'class';
CREATE UNIQUE INDEX unit_one_grade_a_cohort ON units.unit (cohort_entry_year) WHERE kind = 'grade';
CALL history.keep('units.unit');
CREATE TABLE units.unit_label (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    unit_id bigint NOT NULL REFERENCES units.unit,
    kind text NOT NULL,
    label text NOT NULL,
    aliases text[] NOT NULL DEFAULT '{}',
    valid daterange NOT NULL,
    CONSTRAINT unit_label_not_blank CHECK (btrim(label) <> ''),
    CONSTRAINT unit_label_means_one_unit_at_a_time EXCLUDE USING gist (kind WITH =, label WITH =, valid WITH &&),
    CONSTRAINT unit_has_one_label_at_a_time EXCLUDE USING gist (unit_id WITH =, valid WITH &&)
);
COMMENT ON TABLE units.unit_label IS '单位名称(有期限) | what a unit is called, for a time';
COMMENT ON COLUMN units.unit_label.id IS '编号 | key';
COMMENT ON COLUMN units.unit_label.unit_id IS '单位 | unit';
COMMENT ON COLUMN units.unit_label.kind IS '单位类别(与单位一致) | the unit''s kind, so that a name is unique within it';
COMMENT ON COLUMN units.unit_label.label IS '名称,如 高一(4)班 | name';
COMMENT ON COLUMN units.unit_label.aliases IS '别名 | other names on forms';
COMMENT ON COLUMN units.unit_label.valid IS '使用期 | when it is called so';
CREATE INDEX unit_label_kind_label_idx ON units.unit_label (kind, label);
CREATE INDEX unit_label_unit_id_idx ON units.unit_label (unit_id);
CALL history.keep('units.unit_label');

CREATE TABLE people.person (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL,
    former_names text[] NOT NULL DEFAULT '{}',
    sex text NOT NULL DEFAULT '0',
    birth_date date,
    ethnicity text,
    deceased_on date,
    in_directory boolean NOT NULL DEFAULT false,
    CONSTRAINT person_name_not_blank CHECK (btrim(name) <> ''),
    CONSTRAINT person_sex_is_known CHECK (sex IN ('0', '1', '2', '9')),
    CONSTRAINT person_born_after_1900 CHECK (birth_date >= DATE '1900-01-01'),
    CONSTRAINT person_died_after_birth CHECK (deceased_on >= birth_date)
);
COMMENT ON TABLE people.person IS '人员:每个人只有一条 | a person, once, whatever they are to the school';
COMMENT ON COLUMN people.person.id IS '编号 | key';
COMMENT ON COLUMN people.person.name IS '姓名 | name; several people may share it';
COMMENT ON COLUMN people.person.former_names IS '曾用名 | former names';
COMMENT ON COLUMN people.person.sex IS '性别 | sex by GB/T 2261.1: 0 unknown, 1 male, 2 female, 9 not stated';
COMMENT ON COLUMN people.person.birth_date IS '出生日期 | birth date';
COMMENT ON COLUMN people.person.ethnicity IS '民族 | ethnic group by GB/T 3304, two digits';
COMMENT ON COLUMN people.person.deceased_on IS '去世日期 | date of death';
COMMENT ON COLUMN people.person.in_directory IS '是否在校内名录(学生或教职工) | a student or member of staff, and so in the school''s directory; kept by triggers';
CREATE INDEX person_name_idx ON people.person (name text_pattern_ops);
CREATE INDEX person_former_names_idx ON people.person USING gin (former_names);
CALL history.keep('people.person');
CREATE TABLE people.identifier_key (
    id boolean PRIMARY KEY DEFAULT true CHECK (id),
    key bytea NOT NULL DEFAULT extensions.gen_random_bytes(32)
);
COMMENT ON TABLE people.identifier_key IS '证件号摘要的密钥(只有属主可读) | the key of the identifier digests; only the owner reads it';
COMMENT ON COLUMN people.identifier_key.id IS '仅一行 | one row only';
COMMENT ON COLUMN people.identifier_key.key IS '密钥 | key';
ALTER TABLE people.identifier_key ENABLE ROW LEVEL SECURITY;
INSERT INTO people.identifier_key DEFAULT VALUES;
CREATE TABLE people.identifier (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    person_id bigint NOT NULL REFERENCES people.person,
    kind text NOT NULL,
    value text NOT NULL,
    value_sha256 bytea NOT NULL,
    masked text NOT NULL,
    valid daterange NOT NULL DEFAULT '[,)',
    CONSTRAINT identifier_kind_is_known CHECK (kind IN ('resident_id', 'passport', 'hk_macao_taiwan', 'disability_card', 'other')),
    CONSTRAINT identifier_belongs_to_one_person_at_a_time EXCLUDE USING gist (kind WITH =, value_sha256 WITH =, valid WITH &&)
);
COMMENT ON TABLE people.identifier IS '证件号码:与人员分开存放 | numbers of identity documents, apart from the person; level 4';
COMMENT ON COLUMN people.identifier.id IS '编号 | key';
COMMENT ON COLUMN people.identifier.person_id IS '人员 | person';
COMMENT ON COLUMN people.identifier.kind IS '证件类型 | resident_id, passport, hk_macao_taiwan, disability_card, other';
COMMENT ON COLUMN people.identifier.value IS '号码(仅经留痕函数可读) | the number; read only through a function that logs it';
COMMENT ON COLUMN people.identifier.value_sha256 IS '号码的带密钥摘要,用于比对 | keyed digest, for matching';
COMMENT ON COLUMN people.identifier.masked IS '遮蔽后的号码 | number with its middle hidden';
COMMENT ON COLUMN people.identifier.valid IS '有效期 | when it holds';
CREATE INDEX identifier_person_id_idx ON people.identifier (person_id);
CREATE INDEX identifier_value_sha256_idx ON people.identifier (value_sha256);
CALL history.keep('people.identifier');
CREATE TABLE people.contact_point (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    person_id bigint NOT NULL REFERENCES people.person,
    kind text NOT NULL DEFAULT 'phone',
    value text NOT NULL,
    verified_on date,
    do_not_use boolean NOT NULL DEFAULT false,
    valid daterange NOT NULL DEFAULT '[,)',
    CONSTRAINT contact_point_kind_is_known CHECK (kind IN ('phone', 'email')),
    CONSTRAINT contact_point_not_twice_at_a_time EXCLUDE USING gist (person_id WITH =, kind WITH =, value WITH =, valid WITH &&)
);
COMMENT ON TABLE people.contact_point IS '联系方式 | a way to reach a person';
COMMENT ON COLUMN people.contact_point.id IS '编号 | key';
COMMENT ON COLUMN people.contact_point.person_id IS '人员 | person';
COMMENT ON COLUMN people.contact_point.kind IS '类别 | phone, email';
COMMENT ON COLUMN people.contact_point.value IS '号码或地址 | number or address';
COMMENT ON COLUMN people.contact_point.verified_on IS '核实日期 | when it was last found right';
COMMENT ON COLUMN people.contact_point.do_not_use IS '请勿联系 | do not use this';
COMMENT ON COLUMN people.contact_point.valid IS '有效期 | when it holds';
CREATE INDEX contact_point_value_idx ON people.contact_point (value);
CALL history.keep('people.contact_point');
CREATE TABLE people.address (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    person_id bigint NOT NULL REFERENCES people.person,
    kind text NOT NULL DEFAULT 'home',
    text text NOT NULL,
    valid daterange NOT NULL DEFAULT '[,)',
    CONSTRAINT address_kind_is_known CHECK (kind IN ('registered', 'home', 'postal')),
    CONSTRAINT address_one_of_a_kind_at_a_time EXCLUDE USING gist (person_id WITH =, kind WITH =, valid WITH &&)
);
COMMENT ON TABLE people.address IS '住址 | an address';
COMMENT ON COLUMN people.address.id IS '编号 | key';
COMMENT ON COLUMN people.address.person_id IS '人员 | person';
COMMENT ON COLUMN people.address.kind IS '类别:户籍、现住、通信 | registered, home, postal';
COMMENT ON COLUMN people.address.text IS '地址 | address as written';
COMMENT ON COLUMN people.address.valid IS '有效期 | when it holds';
CALL history.keep('people.address');

CREATE TABLE people.student (
    person_id bigint PRIMARY KEY REFERENCES people.person,
    entry_year int NOT NULL,
    roll_number text,
    residence_kind text NOT NULL DEFAULT 'unknown',
    household_kind text NOT NULL DEFAULT 'unknown',
    dormitory_room text,
    note text,
    CONSTRAINT student_roll_number_is_unique UNIQUE (roll_number),
    CONSTRAINT student_residence_kind_is_known CHECK (residence_kind IN ('day', 'boarding', 'unknown')),
    CONSTRAINT student_household_kind_is_known CHECK (household_kind IN ('rural', 'urban', 'unknown'))
);
COMMENT ON TABLE people.student IS '学生 | a student';
COMMENT ON COLUMN people.student.person_id IS '人员 | the person';
COMMENT ON COLUMN people.student.entry_year IS '入学年份 | year of entry';
COMMENT ON COLUMN people.student.roll_number IS '学籍号 | national student roll number: G, L or J and 18 characters';
COMMENT ON COLUMN people.student.residence_kind IS '就读方式:走读、住校 | day, boarding, unknown';
COMMENT ON COLUMN people.student.household_kind IS '户口性质:农业、非农业 | rural, urban, unknown';
COMMENT ON COLUMN people.student.dormitory_room IS '寝室 | dormitory room as written';
COMMENT ON COLUMN people.student.note IS '备注 | remark of the roll';
CALL history.keep('people.student');
CREATE TABLE people.enrolment (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    student_id bigint NOT NULL REFERENCES people.student,
    kind text NOT NULL DEFAULT 'entry',
    reason text,
    valid daterange NOT NULL,
    CONSTRAINT enrolment_kind_is_known CHECK (kind IN ('entry', 'transfer_in', 'return')),
    CONSTRAINT enrolment_one_at_a_time EXCLUDE USING gist (student_id WITH =, valid WITH &&)
);
COMMENT ON TABLE people.enrolment IS '学籍 | a student''s time on the roll';
COMMENT ON COLUMN people.enrolment.id IS '编号 | key';
COMMENT ON COLUMN people.enrolment.student_id IS '学生 | student';
COMMENT ON COLUMN people.enrolment.kind IS '入学、转入、复学 | entry, transfer_in, return';
COMMENT ON COLUMN people.enrolment.reason IS '原因 | reason';
COMMENT ON COLUMN people.enrolment.valid IS '在籍期间 | from, to';
CALL history.keep('people.enrolment');
CREATE TABLE people.class_placement (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    student_id bigint NOT NULL REFERENCES people.student,
    class_id bigint NOT NULL REFERENCES units.unit,
    seat_number int,
    valid daterange NOT NULL,
    CONSTRAINT class_placement_one_at_a_time EXCLUDE USING gist (student_id WITH =, valid WITH &&)
);
COMMENT ON TABLE people.class_placement IS '分班 | which administrative class a student is in, when';
COMMENT ON COLUMN people.class_placement.id IS '编号 | key';
COMMENT ON COLUMN people.class_placement.student_id IS '学生 | student';
COMMENT ON COLUMN people.class_placement.class_id IS '班级 | class';
COMMENT ON COLUMN people.class_placement.seat_number IS '班内学号 | number within the class';
COMMENT ON COLUMN people.class_placement.valid IS '期间 | from, to';
CREATE INDEX class_placement_class_id_idx ON people.class_placement (class_id, valid);
CREATE INDEX class_placement_student_id_idx ON people.class_placement (student_id);
CALL history.keep('people.class_placement');
CREATE TABLE people.guardianship (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    student_id bigint NOT NULL REFERENCES people.student,
    guardian_id bigint NOT NULL REFERENCES people.person,
    kind text NOT NULL DEFAULT 'parent',
    kin text NOT NULL,
    court_paper text,
    may_contact boolean NOT NULL DEFAULT true,
    may_collect boolean NOT NULL DEFAULT true,
    valid daterange NOT NULL,
    CONSTRAINT guardianship_kind_is_known CHECK (kind IN ('parent', 'other_legal', 'appointed', 'temporary')),
    CONSTRAINT guardianship_not_of_oneself CHECK (guardian_id <> student_id),
    CONSTRAINT guardianship_not_twice_at_a_time EXCLUDE USING gist (student_id WITH =, guardian_id WITH =, valid WITH &&)
);
COMMENT ON TABLE people.guardianship IS '监护关系 | who is guardian of whom; ends on the 18th birthday unless a court says otherwise (Civil Code 17, 27-39)';
COMMENT ON COLUMN people.guardianship.id IS '编号 | key';
COMMENT ON COLUMN people.guardianship.student_id IS '学生 | student';
COMMENT ON COLUMN people.guardianship.guardian_id IS '监护人 | guardian';
COMMENT ON COLUMN people.guardianship.kind IS '父母、其他法定、指定、临时 | parent, other_legal, appointed, temporary';
COMMENT ON COLUMN people.guardianship.kin IS '与学生关系(表格原词) | relation as the form writes it';
COMMENT ON COLUMN people.guardianship.court_paper IS '法院文书号 | number of a court''s paper';
COMMENT ON COLUMN people.guardianship.may_contact IS '可联系 | may be contacted';
COMMENT ON COLUMN people.guardianship.may_collect IS '可接走 | may collect the student';
COMMENT ON COLUMN people.guardianship.valid IS '期间 | from, to';
CREATE INDEX guardianship_guardian_id_idx ON people.guardianship (guardian_id);
CALL history.keep('people.guardianship');
CREATE TABLE people.entrusted_care (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    student_id bigint NOT NULL REFERENCES people.student,
    carer_id bigint NOT NULL REFERENCES people.person,
    kin text NOT NULL,
    written_notice_on date,
    declaration_given boolean NOT NULL DEFAULT false,
    valid daterange NOT NULL,
    CONSTRAINT entrusted_care_not_of_oneself CHECK (carer_id <> student_id),
    CONSTRAINT entrusted_care_not_twice_at_a_time EXCLUDE USING gist (student_id WITH =, carer_id WITH =, valid WITH &&)
);
COMMENT ON TABLE people.entrusted_care IS '委托照护:受托人不是监护人 | care entrusted by parents; the carer is not a guardian (Minors Protection Law 22, 23)';
COMMENT ON COLUMN people.entrusted_care.id IS '编号 | key';
COMMENT ON COLUMN people.entrusted_care.student_id IS '学生 | student';
COMMENT ON COLUMN people.entrusted_care.carer_id IS '受委托照护人 | carer';
COMMENT ON COLUMN people.entrusted_care.kin IS '与学生关系 | relation as the form writes it';
COMMENT ON COLUMN people.entrusted_care.written_notice_on IS '书面告知学校的日期 | when the parents told the school in writing; NULL: no notice held';
COMMENT ON COLUMN people.entrusted_care.declaration_given IS '已声明无第22条情形 | declared that no bar of article 22 is known';
COMMENT ON COLUMN people.entrusted_care.valid IS '期间 | from, to';
CREATE INDEX entrusted_care_carer_id_idx ON people.entrusted_care (carer_id);
CALL history.keep('people.entrusted_care');

CREATE TABLE people.staff (
    person_id bigint PRIMARY KEY REFERENCES people.person,
    staff_number text NOT NULL,
    political_status text,
    subject text,
    CONSTRAINT staff_number_is_unique UNIQUE (staff_number)
);
COMMENT ON TABLE people.staff IS '教职工 | a member of staff';
COMMENT ON COLUMN people.staff.person_id IS '人员 | the person';
COMMENT ON COLUMN people.staff.staff_number IS '工号 | staff number';
COMMENT ON COLUMN people.staff.political_status IS '政治面貌 | political status, as GB/T 4762 words it';
COMMENT ON COLUMN people.staff.subject IS '任教学科 | subject taught';
CALL history.keep('people.staff');
CREATE TABLE people.staff_post (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    staff_id bigint NOT NULL REFERENCES people.staff,
    post text NOT NULL,
    unit_id bigint REFERENCES units.unit,
    is_leader boolean NOT NULL DEFAULT false,
    valid daterange NOT NULL,
    CONSTRAINT staff_post_not_twice_at_a_time EXCLUDE USING gist (staff_id WITH =, post WITH =, valid WITH &&)
);
COMMENT ON TABLE people.staff_post IS '任职 | a post held by a member of staff';
COMMENT ON COLUMN people.staff_post.id IS '编号 | key';
COMMENT ON COLUMN people.staff_post.staff_id IS '教职工 | member of staff';
COMMENT ON COLUMN people.staff_post.post IS '职务 | post';
COMMENT ON COLUMN people.staff_post.unit_id IS '单位 | unit';
COMMENT ON COLUMN people.staff_post.is_leader IS '是否班子成员 | belongs to the leadership team';
COMMENT ON COLUMN people.staff_post.valid IS '期间 | from, to';
CREATE INDEX staff_post_unit_id_idx ON people.staff_post (unit_id);
CALL history.keep('people.staff_post');
CREATE TABLE people.party_membership (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    person_id bigint NOT NULL REFERENCES people.person,
    branch_id bigint NOT NULL REFERENCES units.unit,
    stage text NOT NULL DEFAULT 'full',
    valid daterange NOT NULL,
    CONSTRAINT party_membership_stage_is_known CHECK (stage IN ('probationary', 'full')),
    CONSTRAINT party_membership_one_branch_at_a_time EXCLUDE USING gist (person_id WITH =, valid WITH &&)
);
COMMENT ON TABLE people.party_membership IS '党员 | membership of a party branch';
COMMENT ON COLUMN people.party_membership.id IS '编号 | key';
COMMENT ON COLUMN people.party_membership.person_id IS '人员 | person';
COMMENT ON COLUMN people.party_membership.branch_id IS '党支部 | branch';
COMMENT ON COLUMN people.party_membership.stage IS '预备、正式 | probationary, full';
COMMENT ON COLUMN people.party_membership.valid IS '期间 | from, to';
CREATE INDEX party_membership_branch_id_idx ON people.party_membership (branch_id);
CALL history.keep('people.party_membership');
CREATE TABLE units.membership (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    unit_id bigint NOT NULL REFERENCES units.unit,
    person_id bigint NOT NULL REFERENCES people.person,
    title text NOT NULL DEFAULT 'member',
    valid daterange NOT NULL,
    CONSTRAINT membership_title_is_known CHECK (title IN ('head', 'member')),
    CONSTRAINT membership_once_at_a_time EXCLUDE USING gist (unit_id WITH =, person_id WITH =, valid WITH &&)
);
COMMENT ON TABLE units.membership IS '单位成员(备课组、处室等) | who belongs to a unit, with a title';
COMMENT ON COLUMN units.membership.id IS '编号 | key';
COMMENT ON COLUMN units.membership.unit_id IS '单位 | unit';
COMMENT ON COLUMN units.membership.person_id IS '人员 | person';
COMMENT ON COLUMN units.membership.title IS '负责人、成员 | head, member';
COMMENT ON COLUMN units.membership.valid IS '期间 | from, to';
CREATE INDEX membership_person_id_idx ON units.membership (person_id);
CALL history.keep('units.membership');
