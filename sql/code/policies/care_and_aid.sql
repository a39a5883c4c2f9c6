-- Headings only, and only of files: the grants give the columns that say that a file exists; contents, and all other records,
-- come through functions that log. The policies of what is not granted are the second line of defence.
CREATE POLICY care_readers_read_file_headings ON care.file FOR SELECT TO nuanxin_staff
    USING ((SELECT access.may_all('care_file', 'see')) OR student_id IN (SELECT access.student_ids('care_file', 'see')));
CREATE POLICY nobody_reads_the_file_of_an_own_child ON care.file AS RESTRICTIVE FOR SELECT TO nuanxin_staff
    USING ((SELECT access.has_no_child()) OR student_id NOT IN (SELECT access.own_children()));
CREATE POLICY left_behind_readers_read_headings ON care.left_behind_record FOR SELECT TO nuanxin_staff
    USING ((SELECT access.may_all('left_behind', 'see')) OR student_id IN (SELECT access.student_ids('left_behind', 'see')));
CREATE POLICY nobody_reads_the_left_behind_record_of_an_own_child ON care.left_behind_record AS RESTRICTIVE FOR SELECT TO nuanxin_staff
    USING ((SELECT access.has_no_child()) OR student_id NOT IN (SELECT access.own_children()));
CREATE POLICY clinic_and_counsellor_read_health_headings ON care.health_record FOR SELECT TO nuanxin_staff
    USING ((SELECT access.may_all('diagnosis', 'see')) OR student_id IN (SELECT access.student_ids('diagnosis', 'see')));
CREATE POLICY nobody_reads_the_health_record_of_an_own_child ON care.health_record AS RESTRICTIVE FOR SELECT TO nuanxin_staff
    USING ((SELECT access.has_no_child()) OR student_id NOT IN (SELECT access.own_children()));
CREATE POLICY health_card_readers_read_card_headings ON care.health_card FOR SELECT TO nuanxin_staff
    USING ((SELECT access.may_all('health_card', 'see')) OR student_id IN (SELECT access.student_ids('health_card', 'see')));
CREATE POLICY nobody_reads_the_health_card_of_an_own_child ON care.health_card AS RESTRICTIVE FOR SELECT TO nuanxin_staff
    USING ((SELECT access.has_no_child()) OR student_id NOT IN (SELECT access.own_children()));
CREATE POLICY pairings_are_read_by_the_carer_and_those_who_see_the_file ON care.pairing FOR SELECT TO nuanxin_staff
    USING (carer_id = (SELECT access.person_id()) OR (SELECT access.may_all('linkage', 'edit')) OR (SELECT access.may_all('care_file', 'see'))
           OR student_id IN (SELECT access.student_ids('care_file', 'see')));
CREATE POLICY nobody_reads_who_is_paired_with_an_own_child ON care.pairing AS RESTRICTIVE FOR SELECT TO nuanxin_staff
    USING ((SELECT access.has_no_child()) OR student_id NOT IN (SELECT access.own_children()));
-- What aid there is, is no secret; who gets it, is.
CREATE POLICY signed_in_people_read_aid_categories ON aid.category FOR SELECT TO nuanxin_staff, nuanxin_analyst USING ((SELECT access.person_id()) IS NOT NULL);
CREATE POLICY signed_in_people_read_accepted_evidence ON aid.accepted_evidence FOR SELECT TO nuanxin_staff, nuanxin_analyst USING ((SELECT access.person_id()) IS NOT NULL);
CREATE POLICY signed_in_people_read_aid_levels ON aid.level FOR SELECT TO nuanxin_staff, nuanxin_analyst USING ((SELECT access.person_id()) IS NOT NULL);
CREATE POLICY signed_in_people_read_aid_schemes ON aid.scheme FOR SELECT TO nuanxin_staff, nuanxin_analyst USING ((SELECT access.person_id()) IS NOT NULL);
CREATE POLICY signed_in_people_read_aid_rules ON aid.scheme_rule FOR SELECT TO nuanxin_staff, nuanxin_analyst USING ((SELECT access.person_id()) IS NOT NULL);
CREATE POLICY aid_readers_read_determination_headings ON aid.determination FOR SELECT TO nuanxin_staff
    USING ((SELECT access.may_all('determination', 'see')) OR student_id IN (SELECT access.student_ids('determination', 'see')));
CREATE POLICY nobody_reads_the_determination_of_an_own_child ON aid.determination AS RESTRICTIVE FOR SELECT TO nuanxin_staff
    USING ((SELECT access.has_no_child()) OR student_id NOT IN (SELECT access.own_children()));
CREATE POLICY aid_readers_read_award_headings ON aid.award FOR SELECT TO nuanxin_staff
    USING ((SELECT access.may_all('award', 'see')) OR student_id IN (SELECT access.student_ids('award', 'see')));
CREATE POLICY nobody_reads_the_award_of_an_own_child ON aid.award AS RESTRICTIVE FOR SELECT TO nuanxin_staff
    USING ((SELECT access.has_no_child()) OR student_id NOT IN (SELECT access.own_children()));
