-- Publication: other words than the issue's own, checked for leaks, approved by another person.

-- What in a text could tell who a child is: names of students and their families, numbers, a class with a trait.
CREATE OR REPLACE FUNCTION work.leaks(checked text) RETURNS TABLE (kind text, found text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    plain text := regexp_replace(normalize(checked, NFKC), '\s', '', 'g');
    numbers text := translate(plain, '-—–.·*_', '');
BEGIN
    -- It answers whether somebody of a name is a student or belongs to one: for those who write and approve public words.
    IF NOT access.may('publication', 'create') AND NOT access.may('publication', 'decide') THEN
        PERFORM access.refuse('publication', 'create');
    END IF;
    RETURN QUERY SELECT 'identity_number', people.mask(part[1]) FROM regexp_matches(numbers, '([0-9]{15,17}[0-9Xx])', 'g') AS part;
    RETURN QUERY SELECT 'phone_number', people.mask(part[1]) FROM regexp_matches(numbers, '(?:^|[^0-9])(1[3-9][0-9]{9})(?![0-9])', 'g') AS part;
    RETURN QUERY SELECT DISTINCT 'name', person.name FROM people.person
        WHERE EXISTS (SELECT FROM unnest(person.name || person.former_names) AS called
                      WHERE length(called) >= 2 AND strpos(plain, regexp_replace(normalize(called, NFKC), '\s', '', 'g')) > 0)
          AND (person.id IN (SELECT student.person_id FROM people.student)
               OR person.id IN (SELECT guardianship.guardian_id FROM people.guardianship)
               OR person.id IN (SELECT entrusted_care.carer_id FROM people.entrusted_care));
    -- One class and somebody in it is one person too many: 高二(7)班某女生.
    RETURN QUERY SELECT 'class_and_person', part[1]
        FROM regexp_matches(plain, '([高初][一二三]?[0-9]*级?\(?[0-9一二三四五六七八九十]{1,3}\)?班.{0,12}?(?:某|女生|男生|同学|学生|孩子|[一二两]名))', 'g') AS part;
    RETURN QUERY SELECT 'dormitory_room', part[1] FROM regexp_matches(plain, '([0-9]{1,2}栋[0-9]{3,4}|[0-9]{3,4}(?:寝室|宿舍))', 'g') AS part;
END
$$;
COMMENT ON FUNCTION work.leaks(text) IS '公开文字的泄露检查 | what in a public text could tell who a child is';

CREATE OR REPLACE FUNCTION work.require_no_leak(checked text) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    leaked text;
BEGIN
    SELECT string_agg(DISTINCT CASE leak.kind WHEN 'name' THEN ref.say('姓名', 'name') WHEN 'identity_number' THEN ref.say('证件号', 'identity number')
        WHEN 'phone_number' THEN ref.say('电话', 'phone number') WHEN 'dormitory_room' THEN ref.say('寝室号', 'dormitory room')
        ELSE ref.say('班级加个人', 'class and person') END || '“' || leak.found || '”', '、') INTO leaked FROM work.leaks(checked) AS leak;
    IF leaked IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004',
            MESSAGE = ref.say('公开文字会暴露个人:' || leaked || '。', 'The public words would tell who somebody is: ' || leaked || '.'),
            HINT = ref.say('请改写,不出现姓名、号码,也不要写到具体班级的某个人。', 'Write it without names and numbers, and without somebody of a certain class.');
    END IF;
END
$$;
COMMENT ON FUNCTION work.require_no_leak(text) IS '有泄露则拒绝 | refuses words that leak';

CREATE OR REPLACE FUNCTION work.write_publication(of_issue bigint, issue_words text, measure_words text, result_words text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
    source work.issue;
BEGIN
    PERFORM access.require('publication', 'create');
    source := work.require_issue('see', of_issue);
    IF source.is_restricted THEN
        RAISE EXCEPTION USING ERRCODE = 'NX002', MESSAGE = ref.say('此类问题不公开。', 'Issues of this kind are never published.');
    ELSIF source.state <> 'closed' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('销号以后才能公布。', 'It can be published after sign-off only.');
    ELSIF coalesce(btrim(issue_words), '') = '' OR coalesce(btrim(measure_words), '') = '' OR coalesce(btrim(result_words), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', MESSAGE = ref.say('问题、措施、成效三段都要写。', 'Problem, task and result all need words.');
    END IF;
    IF EXISTS (SELECT FROM work.publication_item WHERE issue_id = of_issue AND state IN ('approved', 'published')) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('已有公布的内容,请先撤下。', 'It is published already; withdraw that first.');
    END IF;
    PERFORM work.require_no_leak(issue_words || ' ' || measure_words || ' ' || result_words);
    UPDATE work.publication_item SET public_issue = btrim(issue_words), public_measure = btrim(measure_words), public_result = btrim(result_words),
           written_by = access.person_id() WHERE issue_id = of_issue AND state = 'text_written' RETURNING id INTO made;
    IF made IS NULL THEN
        INSERT INTO work.publication_item (issue_id, public_issue, public_measure, public_result, written_by)
        VALUES (of_issue, btrim(issue_words), btrim(measure_words), btrim(result_words), access.person_id()) RETURNING id INTO made;
    END IF;
    PERFORM audit.record('write', 'publication', made::text, NULL, NULL, NULL);
    RETURN made;
END
$$;
COMMENT ON FUNCTION work.write_publication(bigint, text, text, text) IS '撰写公开文字 | writes the public words of an issue';

CREATE OR REPLACE FUNCTION work.approve_publication(of_item bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    item work.publication_item;
BEGIN
    PERFORM access.require('publication', 'decide');
    SELECT * INTO item FROM work.publication_item WHERE id = of_item FOR UPDATE;
    IF item.id IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX003', MESSAGE = ref.say('没有这条公布内容。', 'There is no such item.');
    ELSIF item.written_by = access.person_id() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX002', MESSAGE = ref.say('撰写人不能批准自己写的内容。', 'The writer cannot approve their own words.');
    END IF;
    PERFORM work.next_state('publication', item.state, 'approve');
    -- Checked again: somebody of that name may have come to the school since.
    PERFORM work.require_no_leak(item.public_issue || ' ' || item.public_measure || ' ' || item.public_result);
    IF NOT EXISTS (SELECT FROM work.issue WHERE id = item.issue_id AND state = 'closed' AND NOT is_restricted) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('问题已不在销号状态,不能公布。', 'The issue is not signed off any more.');
    END IF;
    PERFORM work.take_step('publication', of_item, 'approve');
    PERFORM work.take_step('publication', of_item, 'publish');
    UPDATE work.publication_item SET expires_on = (ref.today() + interval '1 year')::date WHERE id = of_item;
    PERFORM audit.record('publish', 'publication', of_item::text, NULL, NULL, NULL);
END
$$;
COMMENT ON FUNCTION work.approve_publication(bigint) IS '批准并公布 | approves and publishes';

CREATE OR REPLACE FUNCTION work.withdraw_publication(of_item bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    before text;
BEGIN
    PERFORM access.require('publication', 'edit');
    SELECT state INTO before FROM work.publication_item WHERE id = of_item FOR UPDATE;
    IF before IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX003', MESSAGE = ref.say('没有这条公布内容。', 'There is no such item.');
    END IF;
    PERFORM work.take_step('publication', of_item, 'withdraw');
    PERFORM audit.record('withdraw', 'publication', of_item::text, NULL, NULL, NULL);
END
$$;
COMMENT ON FUNCTION work.withdraw_publication(bigint) IS '撤下 | withdraws a published item';

-- What anybody may read. Nothing but the public words and dates.
CREATE OR REPLACE FUNCTION work.public_list()
RETURNS TABLE (issue text, measure text, result text, area text, published_on date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
    SELECT item.public_issue, item.public_measure, item.public_result, ref.label('issue_area', issue.area), item.published_on
    FROM work.publication_item AS item JOIN work.issue ON issue.id = item.issue_id
    WHERE item.state = 'published' AND ref.today() >= item.published_on AND ref.today() < item.expires_on
      AND NOT issue.is_restricted AND issue.state = 'closed'
    ORDER BY item.published_on DESC, item.id DESC
$$;
COMMENT ON FUNCTION work.public_list() IS '向社会公布的三个清单 | the three lists as the public reads them';

CREATE OR REPLACE FUNCTION work.log_publication_export() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM access.require('publication', 'export');
    PERFORM audit.record('export', 'publication', NULL, NULL, NULL, NULL);
    RETURN (SELECT count(*) FROM work.public_list());
END
$$;
COMMENT ON FUNCTION work.log_publication_export() IS '导出公布清单(留痕) | exports the public lists; logged';
