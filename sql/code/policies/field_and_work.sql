CREATE POLICY signed_in_people_read_campaigns ON field.campaign FOR SELECT TO nuanxin_staff, nuanxin_auditor USING ((SELECT access.person_id()) IS NOT NULL);
CREATE POLICY signed_in_people_read_campaign_phases ON field.campaign_phase FOR SELECT TO nuanxin_staff, nuanxin_auditor USING ((SELECT access.person_id()) IS NOT NULL);
CREATE POLICY signed_in_people_read_quotas ON field.linkage_quota FOR SELECT TO nuanxin_staff, nuanxin_auditor USING ((SELECT access.person_id()) IS NOT NULL);
CREATE POLICY party_office_and_leaders_read_exemptions ON field.linkage_exemption FOR SELECT TO nuanxin_staff
    USING ((SELECT access.may_all('linkage', 'edit')) OR (SELECT access.has_role('leader')));
CREATE POLICY nobody_reads_who_is_linked_to_an_own_child ON field.linkage AS RESTRICTIVE FOR SELECT TO nuanxin_staff, nuanxin_auditor
    USING ((SELECT access.has_no_child()) OR student_id IS NULL OR student_id NOT IN (SELECT access.own_children()));
-- A link to a unit or a project is for all staff to see; a link to a pupil names who is in need.
CREATE POLICY staff_read_linkages_but_those_to_pupils ON field.linkage FOR SELECT TO nuanxin_staff, nuanxin_auditor
    USING ((SELECT access.may_all('linkage', 'see')) AND student_id IS NULL
           OR person_id = (SELECT access.person_id()) OR (SELECT access.may_all('linkage', 'edit'))
           OR (student_id IS NOT NULL AND ((SELECT access.may_all('left_behind', 'edit')) OR student_id IN (SELECT access.student_ids('care_file', 'create')))));
CREATE POLICY visit_readers_read_visit_headings ON field.visit FOR SELECT TO nuanxin_staff
    USING ((SELECT access.may_all('visit', 'see')) OR visitor_id = (SELECT access.person_id())
           OR student_id IN (SELECT access.student_ids('visit', 'see')));
CREATE POLICY nobody_reads_the_visits_of_others_to_an_own_child ON field.visit AS RESTRICTIVE FOR SELECT TO nuanxin_staff
    USING ((SELECT access.has_no_child()) OR visitor_id = (SELECT access.person_id()) OR student_id IS NULL
           OR student_id NOT IN (SELECT access.own_children()));

-- Issues: all for those who answer for all; else of one's unit, or raised, led or worked on by oneself.
CREATE POLICY issues_are_read_by_office_and_involvement ON work.issue FOR SELECT TO nuanxin_staff, nuanxin_auditor
    USING ((SELECT access.may_all('issue', 'see')) OR (is_restricted AND (SELECT access.may_all('conduct_report', 'see')))
           OR unit_id IN (SELECT access.unit_ids('issue', 'see'))
           OR ((SELECT access.may('issue', 'see')) AND id IN (SELECT work.my_issue_ids())));
CREATE POLICY restricted_issues_are_for_discipline_and_party_office ON work.issue AS RESTRICTIVE FOR SELECT TO nuanxin_staff, nuanxin_auditor
    USING (NOT is_restricted OR (SELECT access.may_all('conduct_report', 'see')) OR (SELECT access.may_all('issue', 'decide')));
CREATE POLICY tasks_are_read_with_their_issue ON work.task FOR SELECT TO nuanxin_staff, nuanxin_auditor USING (issue_id IN (SELECT id FROM work.issue));
CREATE POLICY milestones_are_read_with_their_task ON work.milestone FOR SELECT TO nuanxin_staff, nuanxin_auditor USING (task_id IN (SELECT id FROM work.task));
CREATE POLICY results_are_read_with_their_issue ON work.result FOR SELECT TO nuanxin_staff, nuanxin_auditor USING (issue_id IN (SELECT id FROM work.issue));
CREATE POLICY signoffs_are_read_with_their_issue ON work.signoff FOR SELECT TO nuanxin_staff, nuanxin_auditor USING (issue_id IN (SELECT id FROM work.issue));
CREATE POLICY events_are_read_with_their_issue ON work.issue_event FOR SELECT TO nuanxin_staff, nuanxin_auditor USING (issue_id IN (SELECT id FROM work.issue));
CREATE POLICY sources_are_read_with_their_issue ON work.issue_source FOR SELECT TO nuanxin_staff, nuanxin_auditor USING (issue_id IN (SELECT id FROM work.issue));
-- What somebody said may name a child: the task force reads it, and whoever heard it.
CREATE POLICY task_force_reads_utterances ON work.utterance FOR SELECT TO nuanxin_staff
    USING ((SELECT access.may_all('issue', 'decide')) OR created_by = (SELECT access.person_id()));
CREATE POLICY signed_in_people_read_milestone_templates ON work.milestone_template FOR SELECT TO nuanxin_staff, nuanxin_auditor USING ((SELECT access.person_id()) IS NOT NULL);
CREATE POLICY publication_readers_read_items ON work.publication_item FOR SELECT TO nuanxin_staff, nuanxin_auditor
    -- Words that nobody has approved, or that were withdrawn, are for those who work on them.
    USING ((SELECT access.may('publication', 'create')) OR (SELECT access.may('publication', 'decide'))
           OR (state = 'published' AND (SELECT access.may('publication', 'see'))));
CREATE POLICY auditors_read_the_log ON audit.event FOR SELECT TO nuanxin_auditor, nuanxin_staff USING ((SELECT access.may_all('audit', 'see')));

CREATE POLICY people_read_their_own_batches ON intake.batch FOR SELECT TO nuanxin_staff, nuanxin_auditor
    USING (loaded_by = (SELECT access.person_id()) OR (SELECT access.may_all('import', 'see')));
CREATE POLICY findings_are_read_by_the_batch_owner ON intake.finding FOR SELECT TO nuanxin_staff
    USING (batch_id IN (SELECT id FROM intake.batch WHERE loaded_by = (SELECT access.person_id())));
