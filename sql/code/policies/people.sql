-- The directory: whoever may see all of it, or the students within reach, and oneself.
CREATE POLICY directory_readers_read_people ON people.person FOR SELECT TO nuanxin_staff, nuanxin_auditor
    USING ((in_directory AND (SELECT access.may_all('directory', 'see')))
           OR id IN (SELECT access.student_ids('directory', 'see')) OR id = (SELECT access.person_id()));
CREATE POLICY directory_readers_read_placements ON people.class_placement FOR SELECT TO nuanxin_staff, nuanxin_auditor
    USING ((SELECT access.may_all('directory', 'see')) OR student_id IN (SELECT access.student_ids('directory', 'see')));
CREATE POLICY directory_readers_read_students ON people.student FOR SELECT TO nuanxin_staff, nuanxin_auditor
    USING ((SELECT access.may_all('directory', 'see')) OR person_id IN (SELECT access.student_ids('directory', 'see')));
CREATE POLICY roll_readers_read_enrolments ON people.enrolment FOR SELECT TO nuanxin_staff, nuanxin_auditor
    USING ((SELECT access.may_all('enrolment', 'see')) OR student_id IN (SELECT access.student_ids('enrolment', 'see')));
-- Only the masked column of identifiers is granted; the number itself comes through people.reveal_identifier.
CREATE POLICY identifier_readers_read_masked_numbers ON people.identifier FOR SELECT TO nuanxin_staff
    USING ((SELECT access.may_all('identifier', 'see')) OR person_id IN (SELECT access.student_ids('identifier', 'see')));
CREATE POLICY nobody_reads_the_number_of_an_own_child ON people.identifier AS RESTRICTIVE FOR SELECT TO nuanxin_staff
    USING ((SELECT access.has_no_child()) OR person_id NOT IN (SELECT access.own_children()));
CREATE POLICY directory_readers_read_staff ON people.staff FOR SELECT TO nuanxin_staff, nuanxin_auditor USING ((SELECT access.may_all('directory', 'see')));
CREATE POLICY directory_readers_read_posts ON people.staff_post FOR SELECT TO nuanxin_staff, nuanxin_auditor USING ((SELECT access.may_all('directory', 'see')));
CREATE POLICY party_office_reads_party_membership ON people.party_membership FOR SELECT TO nuanxin_staff
    USING ((SELECT access.may_all('linkage', 'edit')) OR person_id = (SELECT access.person_id()));
-- Guardianship: which adults belong to a student, for those who may; their phones come through people.guardians.
CREATE POLICY guardianship_readers_read_guardianships ON people.guardianship FOR SELECT TO nuanxin_staff
    USING ((SELECT access.may_all('guardianship', 'see')) OR student_id IN (SELECT access.student_ids('guardianship', 'see')));
CREATE POLICY guardianship_readers_read_entrusted_care ON people.entrusted_care FOR SELECT TO nuanxin_staff
    USING ((SELECT access.may_all('guardianship', 'see')) OR student_id IN (SELECT access.student_ids('guardianship', 'see')));
CREATE POLICY nobody_reads_the_guardianship_of_an_own_child ON people.guardianship AS RESTRICTIVE FOR SELECT TO nuanxin_staff
    USING ((SELECT access.has_no_child()) OR student_id NOT IN (SELECT access.own_children()));
CREATE POLICY nobody_reads_the_entrusted_care_of_an_own_child ON people.entrusted_care AS RESTRICTIVE FOR SELECT TO nuanxin_staff
    USING ((SELECT access.has_no_child()) OR student_id NOT IN (SELECT access.own_children()));
