-- Steps that the walk through the party office and through hearing missed: duties that pass on, who came to a meeting set right, what a rule rests on; what was
-- said without a visit, an issue that a unit sends back, an extension that the accountable leader refuses.

CREATE OR REPLACE FUNCTION units.hand_over_duty(of_record bigint, duty text, holder bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM access.require('campaign', 'edit');
    PERFORM registers.require_filled('duty', '职责', 'duty', hand_over_duty.duty), registers.require_filled('holder', '承担人', 'holder', hand_over_duty.holder::text);
    IF NOT EXISTS (SELECT FROM units.body_membership AS seat WHERE seat.body_id = of_record AND seat.person_id = hand_over_duty.holder AND daterange(seat.from_day, seat.to_day) @> ref.today()) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'holder', MESSAGE = ref.say('“承担人”现在不是该机构的成员。', '"holder" has no seat in this body today.'), HINT = ref.say('请先“增加成员”。', 'Add a seat first.');
    END IF;
    UPDATE units.body_duty AS listed SET holder_id = hand_over_duty.holder WHERE listed.body_id = of_record AND listed.duty = btrim(hand_over_duty.duty);
    IF NOT FOUND THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'duty', MESSAGE = ref.say('“职责”:该机构没有这一项。', '"duty": this body has none of this name.'),
            HINT = (SELECT coalesce(string_agg(listed.duty, ref.say('、', ', ') ORDER BY listed.id), ref.say('请先“增加职责”。', 'Add a duty first.')) FROM units.body_duty AS listed WHERE listed.body_id = of_record);
    END IF;
    PERFORM audit.record('change', 'campaign', 'body ' || of_record, NULL, NULL, NULL);
END
$$;
COMMENT ON FUNCTION units.hand_over_duty(bigint, text, bigint) IS '职责移交 | a duty passes to another member';

CREATE OR REPLACE FUNCTION field.set_attendees(of_record bigint, attendees bigint[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM field.meeting AS found_record WHERE found_record.id = of_record AND access.may_record('meeting', 'see', NULL, ARRAY[found_record.chair_id, found_record.created_by] || found_record.attendees_ids, NULL)) THEN
        PERFORM access.not_found();
    ELSIF NOT access.may_all('meeting', 'edit') THEN
        PERFORM access.refuse('meeting', 'edit');
    END IF;
    PERFORM registers.require_filled('attendees', '参加人员', 'attendees', array_to_string(set_attendees.attendees, ','));
    UPDATE field.meeting AS found_record SET attendees_ids = ARRAY(SELECT DISTINCT somebody FROM unnest(set_attendees.attendees) AS somebody ORDER BY somebody) WHERE found_record.id = of_record;
    PERFORM audit.record('change', 'meeting', 'meeting ' || of_record, NULL, NULL, NULL);
END
$$;
COMMENT ON FUNCTION field.set_attendees(bigint, bigint[]) IS '更正参加人员 | sets right who came';

CREATE OR REPLACE FUNCTION registers.cite_basis(of_record bigint, basis bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM registers.regulation AS found_record WHERE found_record.id = of_record AND access.may_record('document', 'edit', NULL, ARRAY[found_record.created_by], NULL)) THEN
        PERFORM access.refuse('document', 'edit');
    END IF;
    PERFORM registers.require_filled('basis', '依据文件', 'rests on', cite_basis.basis::text), registers.require_key('registers.document', 'basis', '依据文件', 'rests on', cite_basis.basis);
    UPDATE registers.regulation AS found_record SET basis_id = cite_basis.basis WHERE found_record.id = of_record;
    PERFORM audit.record('change', 'document', 'regulation ' || of_record, NULL, NULL, NULL);
END
$$;
COMMENT ON FUNCTION registers.cite_basis(bigint, bigint) IS '注明依据文件 | says what a rule rests on';

-- What was said to somebody, without a visit or a forum behind it. On a teacher's conduct it goes to discipline, and nothing of it stays here.
CREATE OR REPLACE FUNCTION work.add_utterance(heard_on date, channel text, words text, about_conduct boolean, raiser_name text DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    PERFORM access.require('issue', 'create');
    PERFORM registers.require_filled('heard_on', '听到日期', 'heard on', add_utterance.heard_on::text), registers.require_filled('channel', '渠道', 'channel', add_utterance.channel),
            registers.require_filled('words', '原话', 'words', add_utterance.words), registers.require_filled('about_conduct', '涉及师德', 'about a teacher''s conduct', add_utterance.about_conduct::text);
    IF add_utterance.heard_on > ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'heard_on', MESSAGE = ref.say('“听到日期”不能晚于今天。', '"heard on" cannot lie in the future.');
    ELSIF add_utterance.about_conduct THEN
        PERFORM work.report_conduct(add_utterance.words, add_utterance.heard_on, add_utterance.raiser_name, NULL);
        RETURN NULL;
    END IF;
    INSERT INTO work.utterance (channel, text, raiser_name, heard_on) VALUES (add_utterance.channel, btrim(add_utterance.words), nullif(btrim(add_utterance.raiser_name), ''), add_utterance.heard_on) RETURNING id INTO made;
    PERFORM audit.record('write', 'issue', 'utterance ' || made, NULL, NULL, NULL);
    RETURN made;
END
$$;
COMMENT ON FUNCTION work.add_utterance(date, text, text, boolean, text) IS '登记民意原声 | writes down what was said';

-- A unit that has been handed what another should do sends it back within three working days, naming the better one; after two such turns the leader decides.
CREATE OR REPLACE FUNCTION work.bounce_issue(of_record bigint, why text, of_unit bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    before work.issue := work.require_issue('edit', of_record);
    handed_on date;
BEGIN
    PERFORM work.next_state('issue', before.state, 'bounce');
    PERFORM registers.require_filled('why', '原因', 'reason', bounce_issue.why), registers.require_filled('of_unit', '单位', 'unit', bounce_issue.of_unit::text);
    SELECT (max(event.happened_at) AT TIME ZONE 'Asia/Shanghai')::date INTO handed_on FROM work.issue_event AS event WHERE event.issue_id = of_record AND event.action IN ('assign', 'reopen');
    IF bounce_issue.of_unit = before.unit_id THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'of_unit', MESSAGE = ref.say('“单位”请填更合适的另一个部门。', '"unit": name another that fits better.');
    ELSIF ref.working_days_between(handed_on, ref.today()) > 3 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('交办已超过三个工作日,不能退回;请申请延期或请责任领导改派。', 'It was handed over more than three working days ago; ask for an extension, or ask the leader to assign it anew.');
    ELSIF (SELECT count(*) FROM work.issue_event AS event WHERE event.issue_id = of_record AND event.action = 'bounce') >= 2 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('已退回两次,由责任领导决定。', 'It was sent back twice; the accountable leader decides.');
    END IF;
    PERFORM work.move_issue(of_record, 'bounce', bounce_issue.why || ' → ' || units.label(bounce_issue.of_unit));
    UPDATE work.issue SET unit_id = NULL WHERE issue.id = of_record;
END
$$;
COMMENT ON FUNCTION work.bounce_issue(bigint, text, bigint) IS '退回交办,建议更合适的部门 | a unit sends back what another should do';

CREATE OR REPLACE FUNCTION work.refuse_extension(of_record bigint, why text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    asked work.deadline_extension;
    subject work.issue;
BEGIN
    SELECT * INTO asked FROM work.deadline_extension WHERE deadline_extension.id = of_record FOR UPDATE;
    SELECT * INTO subject FROM work.issue WHERE issue.id = asked.issue_id;
    IF asked.id IS NULL OR NOT work.may_issue('see', subject.id) THEN
        PERFORM access.not_found();
    ELSIF NOT (access.may_all('issue', 'decide') OR subject.leader_id = access.person_id()) THEN
        PERFORM access.refuse('issue', 'decide');
    END IF;
    PERFORM registers.require_filled('why', '原因', 'reason', refuse_extension.why);
    PERFORM work.take_step('deadline_extension', of_record, 'refuse', refuse_extension.why);
    INSERT INTO work.lifecycle_event (lifecycle, record_id, action, from_state, to_state, person_id, reason) VALUES ('deadline_extension', of_record, 'refuse', asked.state, 'refused', access.person_id(), btrim(refuse_extension.why));
    PERFORM audit.record('refuse', 'issue', 'deadline_extension ' || of_record, NULL, NULL, NULL);
END
$$;
COMMENT ON FUNCTION work.refuse_extension(bigint, text) IS '不批准延期 | refuses an extension';
