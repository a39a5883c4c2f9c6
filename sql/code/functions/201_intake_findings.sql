-- The findings of an import: one list of codes with their effect and words. Each message names what is wrong in the column
-- that the finding points to, and the mend. %1$s and %2$s are what the judge adds; identity numbers and phones come masked.

CREATE OR REPLACE FUNCTION intake.wording() RETURNS TABLE (code text, effect text, zh text, en text)
LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 100 SET search_path = '' AS $$
    VALUES
    -- Any form.
    ('name_missing', 'refused', '没有姓名。请补填姓名后重新导入。',
        'There is no name. Fill it in and import again.'),
    ('class_missing', 'refused', '没有班级。请补填班级(如“高一(1)班”)后重新导入。',
        'There is no class. Fill it in, such as 高一(1)班, and import again.'),
    ('class_unknown', 'refused', '没有“%1$s”这个班级。如系笔误请改正;如确有此班,请先导入含有该班学生的学生花名册。',
        'There is no class "%1$s". Correct it if it is a slip; if the class exists, import the student roster that names its students first.'),
    ('id_number_damaged', 'refused', '号码“%1$s”在电子表格中被存成了数字,末几位已经丢失,无法还原。请先把该列设为“文本”格式,再按户口簿重新填写号码。',
        'The number "%1$s" was stored as a numeric value and its last digits are lost for good. Format the column as text in the source and type the number from the household register again.'),
    ('id_wrong_check_character', 'refused', '身份证号 %1$s 的校验码不对,必有一位写错。请对照户口簿或身份证改正。',
        'The check character of the identity number %1$s is wrong, so a digit is mistyped. Compare it with the household register.'),
    ('id_wrong_length', 'refused', '身份证号 %1$s 不是18位。请对照户口簿或身份证改正;如是其他证件,请在“身份证件类型”中写明。',
        'The identity number %1$s does not have 18 characters. Correct it from the household register; for another document, name its kind.'),
    ('id_not_digits', 'refused', '身份证号 %1$s 含有不应有的字符。请对照户口簿或身份证改正。',
        'The identity number %1$s holds characters that cannot be in it. Correct it from the household register.'),
    ('id_impossible_birth_date', 'refused', '身份证号 %1$s 中的出生日期不存在。请对照户口簿或身份证改正。',
        'The birth date within the identity number %1$s does not exist. Correct it from the household register.'),
    ('duplicate_row', 'note', '与第%1$s行完全相同,只导入一次。可删去其中一行。',
        'The same as row %1$s; it is imported once. One of the two can be deleted.'),
    ('repeated_with_differences', 'ask', '与第%1$s行说的是同一对象,内容却不同。请核对后只留正确的一行。',
        'It is about the same as row %1$s but differs from it. Check which is right and keep that one row.'),
    ('date_unreadable', 'ask', '日期“%1$s”无法辨认。请写成“2025-09-01”的样子。',
        'The date "%1$s" cannot be read. Write it like 2025-09-01.'),
    ('date_missing', 'refused', '没有日期。请补填,写成“2025-09-01”的样子。',
        'There is no date. Fill it in, like 2025-09-01.'),
    ('word_unknown', 'ask', '“%1$s”不在可用的写法之内。可用:%2$s。',
        '"%1$s" is not among the words in use. These are: %2$s.'),
    ('word_unknown_skipped', 'note', '“%1$s”不在可用的写法之内,这一格没有导入。可用:%2$s。',
        '"%1$s" is not among the words in use, and this cell is left out. These are: %2$s.'),
    ('semester_unknown', 'refused', '看不出是哪个学期(“%1$s”)。请写成“2025年秋”或“2025-2026-1”;学期起止日期须先登记。',
        'The semester "%1$s" is not known. Write it like 2025年秋 or 2025-2026-1; the dates of the semester must be on record first.'),
    ('phone_unreadable', 'note', '电话“%1$s”不像可以拨通的号码,没有导入。请改正后再导入一次。',
        'The phone number "%1$s" cannot be dialled and is left out. Correct it and import again.'),
    ('missing_from_sheet', 'note', '这些班级在册的学生中有%1$s人不在本表里,他们的记录没有改动。是漏填还是已离校,请核对。',
        '%1$s students on the roll of these classes are not in this sheet; their records are unchanged. Check whether they were forgotten or have left.'),
    ('sheet_older_than_record', 'ask', '本表日期为%1$s,库中这一项自%2$s起已有更新的内容。请核对后用新的表格导入。',
        'This sheet is dated %1$s, but the record has held something newer since %2$s. Check it and import a newer sheet.'),
    ('own_child', 'refused', '这是您本人的子女,按回避规定请由他人导入这一行。',
        'This is your own child; by the rule on conflicts of interest another person must import this row.'),
    ('student_out_of_reach', 'refused', '这名学生不在您的权限范围之内。请由有权的人导入这一行。',
        'This student is outside your reach. Have somebody import this row who may.'),

    -- Which student.
    ('student_not_found', 'refused', '在册学生中找不到“%1$s”。请核对班级、姓名和号码;如尚未入册,请先导入学生花名册。',
        'No student "%1$s" is on the roll. Check class, name and number; if the student is not on the roll yet, import the student roster first.'),
    ('student_ambiguous', 'ask', '符合“%1$s”的学生不止一名,不能替您选择。请补填身份证号,或核对后在系统中逐个登记。',
        'More than one student fits "%1$s", and no choice is made for you. Add the identity number, or check and enter it by hand.'),
    ('name_disagrees_with_id', 'ask', '号码属于“%2$s”,表上写的却是“%1$s”。是姓名写错、号码抄错还是已改名?请核对。',
        'The number belongs to "%2$s", but the sheet says "%1$s". Is the name or the number wrong, or was the name changed? Check it.'),
    ('class_disagrees', 'note', '表上写“%1$s”,在册班级是“%2$s”。以在册班级为准;如已调班,请导入新的学生花名册。',
        'The sheet says "%1$s", the roll says "%2$s". The roll holds; if the student has moved, import a new student roster.'),
    ('id_number_not_on_roll', 'note', '在册信息中没有这名学生的身份证号,按姓名、出生日期和班级对应。请在学生花名册中补上号码。',
        'The roll holds no identity number for this student; name, birth date and class fit. Add the number to the student roster.'),
    ('sex_disagrees_with_roll', 'refused', '%1$s有同名学生,但性别与表上不符。请核对姓名和性别。',
        '%1$s has a student of this name, but of the other sex. Check name and sex.'),

    -- Which member of staff.
    ('staff_not_found', 'refused', '教职工中找不到“%1$s”。请核对姓名;如尚未入册,请先导入教职工名册。',
        'There is no member of staff "%1$s". Check the name; if the person is not on record yet, import the staff roster first.'),
    ('staff_ambiguous', 'ask', '教职工中有几位“%1$s”,不能替您选择。请在姓名后加注工号,如“%1$s(T2001)”。',
        'Several members of staff are called "%1$s", and no choice is made for you. Put the staff number behind the name, like %1$s(T2001).'),

    -- Student roster.
    ('id_number_missing', 'note', '没有身份证号,按姓名、出生日期和班级登记。办好户口或证件后请补填并再次导入。',
        'There is no identity number; the student is entered by name, birth date and class. Fill the number in when there is one and import again.'),
    ('birth_date_disagrees_with_id', 'ask', '出生日期 %1$s 与身份证号中的 %2$s 不一致。请对照户口簿,改正写错的一项。',
        'The birth date %1$s disagrees with %2$s in the identity number. Compare both with the household register and correct the wrong one.'),
    ('sex_disagrees_with_id', 'ask', '性别“%1$s”与身份证号第17位表示的“%2$s”不一致。请对照户口簿,改正写错的一项。',
        'The sex "%1$s" disagrees with "%2$s", which the 17th digit of the identity number says. Correct the wrong one.'),
    ('birth_date_lunar', 'note', '出生日期“%1$s”像是农历。有身份证号的以号码为准;没有的暂不登记出生日期,请补填公历日期。',
        'The birth date "%1$s" seems to be by the lunar calendar. The identity number decides; without one no date is entered. Fill in the solar date.'),
    ('birth_date_missing', 'note', '没有出生日期,年龄和监护期限暂时无法推算。请补填后再导入一次。',
        'There is no birth date, so age and the end of guardianship cannot be told. Fill it in and import again.'),
    ('student_maybe_known', 'ask', '在册学生中已有同名同日出生的一人(%1$s)。是同一人调班,还是两个人?请补填身份证号后再导入。',
        'A student of the same name and birth date is on the roll (%1$s). One who moved, or another? Add the identity number and import again.'),
    ('student_maybe_same', 'ask', '“%1$s”已有同名学生在册,而本行既没有身份证号也没有出生日期,不能断定是不是同一人。请补填后再导入。',
        'A student "%1$s" is on the roll, and this row has neither an identity number nor a birth date to tell whether it is the same. Fill one in and import again.'),
    ('student_has_left', 'ask', '这名学生的学籍已于%1$s结束,本表仍列其名。如已复学,请先在系统中办理;如系误列,请删去这一行。',
        'This student left the roll on %1$s, but the sheet still lists the name. If the student is back, enter that in the program first; else delete the row.'),
    ('same_name_in_sheet', 'ask', '第%1$s行有同班同名同日出生的学生,而本行没有身份证号,无法区分。请补填身份证号。',
        'Row %1$s has a student of the same class, name and birth date, and this row has no identity number to tell them apart. Add it.'),
    ('roll_number_taken', 'ask', '学籍号 %1$s 已属于另一名学生。请核对学籍号。',
        'The roll number %1$s belongs to another student already. Check it.'),
    ('sex_unreadable', 'ask', '性别“%1$s”无法辨认。请写“男”或“女”。',
        'The sex "%1$s" cannot be read. Write 男 or 女.'),

    -- Staff roster.
    ('staff_number_missing', 'refused', '没有工号,无法区分同名的教职工。请补填工号。',
        'There is no staff number to tell people of one name apart. Fill it in.'),
    ('name_disagrees_with_staff_number', 'ask', '工号属于“%2$s”,表上写的却是“%1$s”。是改名还是工号写错?请核对。',
        'The staff number belongs to "%2$s", but the sheet says "%1$s". Was the name changed or is the number wrong? Check it.'),
    ('homeroom_class_unknown', 'note', '还没有“%1$s”这个班级,没有提出班主任授权。请先导入学生花名册,再导入本表一次。',
        'There is no class "%1$s" yet, so no homeroom role is proposed. Import the student roster first, then this sheet again.'),
    ('homeroom_own_role', 'note', '不能给自己提出授权,班主任角色请由他人提出。',
        'Nobody can propose a role for themselves; have somebody else propose the homeroom role.'),
    ('branch_missing', 'note', '政治面貌为“%1$s”,但没有写党支部,没有登记支部关系。请补填后再导入一次。',
        'The political status is "%1$s" but no branch is named, so no membership is entered. Fill it in and import again.'),
    ('branch_without_membership', 'note', '政治面貌为“%1$s”,不是党员,“党支部”一格没有导入。请核对。',
        'The political status is "%1$s", not that of a member, so the branch is left out. Check it.'),
    ('account_holder_same_name', 'note', '系统账号中有一位同名的人,但没有工号,不能认定是同一人。请管理员核对。',
        'An account belongs to a person of the same name without a staff number; nobody can tell whether it is the same person. Have the administrator check.'),

    -- Left-behind register.
    ('left_behind_type_missing', 'ask', '没有填留守类型。请写“双留守”“单留守(父亲外出)”“单留守(母亲外出)”“孤儿”等。',
        'No kind is given. Write 双留守, 单留守(父亲外出), 单留守(母亲外出), 孤儿 or the like.'),
    ('left_behind_type_unknown', 'ask', '留守类型“%1$s”无法辨认。请写“双留守”“单留守(父亲外出)”“单留守(母亲外出)”“孤儿”等。',
        'The kind "%1$s" cannot be read. Write 双留守, 单留守(父亲外出), 单留守(母亲外出), 孤儿 or the like.'),
    ('parent_away_undetermined', 'note', '只写“单留守”,没有写明哪一方外出,两项都记为“不明”。请核实后补填。',
        'It says only that one parent is away, not which; both are entered as unknown. Find out and fill it in.'),
    ('not_left_behind', 'ask', '留守类型“%1$s”表示不是留守学生。如确实不是,请删去这一行。',
        'The kind "%1$s" means that the student is not left behind. If so, delete this row.'),
    ('calls_unreadable', 'note', '亲情电话频次“%1$s”无法辨认,没有导入。请写每周次数,如“2”。',
        'The number of calls "%1$s" cannot be read and is left out. Write calls a week, like 2.'),
    ('helper_unknown', 'note', '教职工中找不到帮扶教师“%1$s”,暂不登记责任人。请核对姓名。',
        'There is no member of staff "%1$s", so nobody answers for the file yet. Check the name.'),
    ('helper_ambiguous', 'note', '教职工中有几位“%1$s”,暂不登记责任人。请在姓名后加注工号。',
        'Several members of staff are called "%1$s", so nobody answers for the file yet. Put the staff number behind the name.'),

    -- Health screening.
    ('condition_missing', 'refused', '没有写疾病或特异体质。请补填,没有异常的学生不必列入本表。',
        'No condition is given. Fill it in; students without one need not stand in this sheet.'),

    -- Aid.
    ('category_missing', 'ask', '没有写困难类型。请补填。', 'No category is given. Fill it in.'),
    ('evidence_missing', 'ask', '没有写佐证材料。“%1$s”须有:%2$s。', 'No evidence is named. "%1$s" needs: %2$s.'),
    ('evidence_does_not_fit_category', 'ask', '佐证材料“%1$s”不能证明这一困难类型。可用的佐证:%2$s。请核对类型或更换材料。',
        'The evidence "%1$s" does not prove this category. Accepted: %2$s. Check the category or name another paper.'),
    ('amount_unreadable', 'refused', '金额“%1$s”不是数字。请只写数字,单位为元。', 'The amount "%1$s" is not a number. Write digits only, in yuan.'),
    ('amount_not_positive', 'refused', '金额“%1$s”须大于0。请改正。', 'The amount "%1$s" must be above 0. Correct it.'),
    ('amount_too_fine', 'refused', '金额“%1$s”多于两位小数。请写到分为止。', 'The amount "%1$s" has more than two decimals. Write it to the fen.'),
    ('levels_disagree', 'ask', '同一学年里,第%1$s行给这名学生的认定等级是“%2$s”。一学年只有一个等级,请核对。',
        'For the same school year row %1$s gives this student the level "%2$s". There is one level a school year; check it.'),
    ('level_differs_from_record', 'ask', '本学年已认定为“%2$s”,表上写“%1$s”。如确有调整,请先在系统中办理。',
        'The level on record for this school year is "%2$s", the sheet says "%1$s". If it was adjusted, do that in the program first.'),
    ('award_paid_already', 'ask', '这笔资助已经发放 %2$s 元,表上写 %1$s 元。已发放的不能由表格改动,请核对。',
        'This award was paid already with %2$s; the sheet says %1$s. What was paid is not changed by a sheet; check it.'),

    -- Issue ledger.
    ('description_missing', 'refused', '没有写问题。请补填问题描述。', 'No problem is described. Fill it in.'),
    ('deadline_before_found', 'ask', '完成时限 %1$s 早于发现日期 %2$s。请核对两个日期。', 'The deadline %1$s lies before the day it was found, %2$s. Check both.'),
    ('deadline_missing', 'ask', '有整改措施而没有完成时限。请补填完成时限。', 'There is a measure but no deadline. Fill it in.'),
    ('done_before_found', 'ask', '完成日期 %1$s 早于发现日期 %2$s。请核对两个日期。', 'It was done on %1$s, before it was found on %2$s. Check both days.'),
    ('closed_without_date', 'ask', '已销号而没有完成日期。请补填完成日期,或把“是否销号”改为“否”。',
        'It is signed off but has no day of completion. Fill it in, or write 否 for signed off.'),
    ('done_in_future', 'note', '完成日期 %1$s 晚于本表日期 %2$s,已照录。请核对。', 'It was done on %1$s, after the date of this sheet, %2$s; entered as written. Check it.'),
    ('found_in_future', 'ask', '发现日期 %1$s 晚于今天。请核对。', 'It was found on %1$s, which lies in the future. Check it.'),
    ('leader_not_matched', 'note', '责任领导“%1$s”没有对应到唯一的教职工,先按表上所写登记。请核对姓名或加注工号。',
        'The leader "%1$s" is not one certain member of staff; the name is kept as written. Check it or add the staff number.'),
    ('person_not_matched', 'note', '“%1$s”没有对应到唯一的教职工,任务暂不指定责任人。请核对姓名或加注工号。',
        '"%1$s" is not one certain member of staff, so the task has no person yet. Check the name or add the staff number.'),
    ('area_crosses_conduct', 'ask', '同一问题在系统中与表上一处属师德师风、一处不是(“%1$s”)。师德反映须另行办理,请由纪检核对。',
        'The program and the sheet disagree on whether this is about a teacher''s conduct ("%1$s"). Such reports are kept apart; have discipline check it.'),
    ('issue_closed_already', 'ask', '这个问题在系统中已销号(%1$s),表上写的却是未销号。如需重办,请在系统中重新打开。',
        'This issue was signed off in the program on %1$s, but the sheet says it is open. Reopen it in the program if it must be done again.'),
    ('issue_settled_already', 'ask', '这个问题在系统中的状态是“%1$s”,不能由表格改动。请核对。',
        'This issue stands as "%1$s" in the program and is not changed by a sheet. Check it.'),

    -- Leader linkage.
    ('campaign_missing', 'refused', '还没有登记实践活动。请先由党委办公室登记活动。', 'No campaign is on record. Have the party office enter it first.'),
    ('quota_below_minimum', 'note', '只写了%1$s个,要求至少%2$s个。请补足,或办理豁免。', 'It names %1$s, at least %2$s are required. Add what is missing, or have an exemption approved.'),
    ('quota_above_maximum', 'note', '写了%1$s个,要求至多%2$s个。请核对。', 'It names %1$s, at most %2$s are allowed. Check it.'),
    ('linked_unit_unknown', 'note', '没有“%1$s”,这一联系没有导入,其余照常。请核对名称;如确有,请先导入教职工名册或学生花名册。',
        'There is no "%1$s"; this link is left out and the rest goes in. Check the name, or import the staff or student roster first.'),
    ('linked_student_unknown', 'note', '在册学生中找不到“%1$s”,这一结对没有导入,其余照常。请核对姓名。',
        'No student "%1$s" is on the roll; this pairing is left out and the rest goes in. Check the name.'),
    ('linkage_not_in_sheet', 'note', '库中还有“%1$s”这一联系,本表没有写。没有改动;如已结束,请在系统中办理。',
        'The record also links "%1$s", which this sheet does not name. Nothing is changed; end it in the program if it is over.'),

    -- Home visits.
    ('teacher_missing', 'refused', '没有写家访教师。请补填。', 'No visitor is named. Fill it in.'),
    ('visit_in_future', 'refused', '日期 %1$s 晚于今天,家访尚未发生。请改正。', 'The day %1$s lies in the future; the visit has not happened. Correct it.'),
    ('mode_missing', 'ask', '没有写家访方式。请写:%1$s。', 'The mode of the visit is missing. Write one of: %1$s.')
$$;
COMMENT ON FUNCTION intake.wording() IS '导入发现的代码、后果与文字 | codes of findings, their effect and words';

-- Writes one finding. A code outside the list is a mistake of ours and must not pass silently.
CREATE OR REPLACE FUNCTION intake.find(in_batch bigint, at_row int, in_field text, with_code text,
                                       cell text DEFAULT NULL, other text DEFAULT NULL, with_effect text DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
    INSERT INTO intake.finding (batch_id, row_number, field, code, effect, message_zh, message_en)
    SELECT in_batch, at_row, in_field, with_code, coalesce(with_effect, wording.effect),
           format(wording.zh, left(cell, 60), left(other, 200)), format(wording.en, left(cell, 60), left(other, 200))
    FROM intake.wording() AS wording WHERE wording.code = with_code;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'intake.wording() does not list the finding %', with_code;
    END IF;
END
$$;
COMMENT ON FUNCTION intake.find(bigint, int, text, text, text, text, text) IS '记下一项发现 | writes one finding';

-- A row is a duplicate when an earlier row says the same, cell by cell; the running number of a sheet says nothing,
-- unless the form tells like things apart by it.
CREATE OR REPLACE FUNCTION intake.twins(in_batch bigint, number_counts boolean DEFAULT false)
RETURNS TABLE (row_number int, twin_number int)
LANGUAGE sql STABLE SET search_path = '' AS $$
    SELECT same.row_number, same.first_number
    FROM (SELECT line.row_number,
                 min(line.row_number) OVER (PARTITION BY CASE WHEN number_counts THEN line.clean ELSE line.clean - 'sequence' END) AS first_number
          FROM intake.row AS line WHERE line.batch_id = in_batch) AS same
    WHERE same.row_number > same.first_number
$$;
COMMENT ON FUNCTION intake.twins(bigint, boolean) IS '表内重复的行与首次出现的行 | rows that repeat an earlier row';

-- The last step of judging: findings outweigh what the form itself made of a row, and a repeated row is a duplicate
-- unless what keeps its twin out keeps it out too.
CREATE OR REPLACE FUNCTION intake.settle(in_batch bigint, number_counts boolean DEFAULT false) RETURNS void
LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
    UPDATE intake.row AS line SET verdict = weighed.verdict
    FROM (SELECT every.row_number,
                 CASE WHEN bool_or(finding.effect = 'refused') THEN 'refused' WHEN bool_or(finding.effect = 'ask') THEN 'ask'
                      WHEN every.twin_number IS NOT NULL THEN 'duplicate' ELSE every.verdict END AS verdict
          FROM (SELECT found.row_number, found.verdict, twin.twin_number FROM intake.row AS found
                LEFT JOIN intake.twins(in_batch, number_counts) AS twin ON twin.row_number = found.row_number
                WHERE found.batch_id = in_batch) AS every
          LEFT JOIN intake.finding ON finding.batch_id = in_batch AND finding.row_number IN (every.row_number, every.twin_number)
          GROUP BY every.row_number, every.verdict, every.twin_number) AS weighed
    WHERE line.batch_id = in_batch AND line.row_number = weighed.row_number AND line.verdict IS DISTINCT FROM weighed.verdict;
    INSERT INTO intake.finding (batch_id, row_number, field, code, effect, message_zh, message_en)
    SELECT in_batch, twin.row_number, told.field, told.code, told.effect, told.message_zh, told.message_en
    FROM intake.twins(in_batch, number_counts) AS twin
    JOIN intake.finding AS told ON told.batch_id = in_batch AND told.row_number = twin.twin_number AND told.effect <> 'note'
    WHERE NOT EXISTS (SELECT FROM intake.finding AS own WHERE own.batch_id = in_batch AND own.row_number = twin.row_number AND own.code = told.code);
    -- A duplicate repeats nothing of what its twin was told.
    DELETE FROM intake.finding USING intake.row AS line
    WHERE finding.batch_id = in_batch AND line.batch_id = in_batch AND line.row_number = finding.row_number AND line.verdict = 'duplicate';
    PERFORM intake.find(in_batch, line.row_number, NULL, 'duplicate_row', twin.twin_number::text)
    FROM intake.row AS line JOIN intake.twins(in_batch, number_counts) AS twin ON twin.row_number = line.row_number
    WHERE line.batch_id = in_batch AND line.verdict = 'duplicate';
END
$$;
COMMENT ON FUNCTION intake.settle(bigint, boolean) IS '由发现得出各行的判定 | settles the verdict of each row';
