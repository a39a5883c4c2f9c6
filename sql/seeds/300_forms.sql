-- The forms that can be imported, and the heading that each field has on paper. Messages of the import name columns by these.
INSERT INTO intake.form (form, label_zh, label_en, record_class, columns) VALUES
    ('student_roster', '学生花名册', 'student roster', 'enrolment',
     '{"sequence": "序号", "grade": "年级", "class": "班级", "name": "姓名", "former_name": "曾用名", "sex": "性别", "ethnicity": "民族", "birth_date": "出生日期", "id_number": "身份证件号", "id_kind": "身份证件类型", "roll_number": "学籍号", "household": "户口性质", "address": "家庭住址", "boarding": "是否住校", "dormitory": "寝室", "guardian_name": "监护人姓名", "guardian_relation": "与监护人关系", "guardian_phone": "监护人电话", "note": "备注"}'),
    ('staff_roster', '教职工名册', 'staff roster', 'directory',
     '{"staff_number": "工号", "name": "姓名", "sex": "性别", "political_status": "政治面貌", "party_branch": "党支部", "lesson_group": "备课组", "subject": "任教学科", "post": "职务", "homeroom_class": "班主任班级", "phone": "联系电话"}'),
    ('left_behind_register', '留守学生登记表', 'register of left-behind students', 'left_behind',
     '{"class": "班级", "name": "姓名", "id_number": "身份证号", "left_behind_type": "留守类型", "father_place": "父亲务工地点", "mother_place": "母亲务工地点", "carer_name": "受委托监护人", "carer_relation": "与学生关系", "carer_phone": "委托监护人电话", "calls_per_week": "亲情电话频次", "helper_teacher": "帮扶教师", "note": "备注"}'),
    ('health_screening', '特异体质学生排查表', 'screening of special constitutions', 'diagnosis',
     '{"class": "班级", "name": "姓名", "sex": "性别", "condition": "疾病或特异体质", "hospital": "诊断医院", "long_term_medication": "是否长期服药", "sport_limit": "体育活动限制", "guardian_notice": "家长告知书", "onset": "发病史", "emergency_contact": "急救联系人"}'),
    ('aid_determination', '家庭经济困难学生认定汇总表', 'summary of hardship determinations', 'aid_application',
     '{"class": "班级", "name": "姓名", "id_number": "身份证号", "category": "困难类型", "evidence": "佐证材料", "level": "认定等级", "scheme": "资助项目", "amount": "金额(元)", "semester": "学期"}'),
    ('issue_ledger', '三个清单台账', 'ledger of the three lists', 'issue',
     '{"sequence": "序号", "description": "问题描述", "area": "问题类别", "channel": "来源渠道", "raiser": "反映人", "found_on": "发现日期", "leader": "责任领导", "unit": "责任部门", "responsible_person": "责任人", "measure": "整改措施", "deadline": "完成时限", "done_on": "完成日期", "is_closed": "是否销号", "outcome": "整改成效", "feedback": "群众评价", "evidence": "佐证"}'),
    ('leader_linkage', '示范带动任务分解表', 'task breakdown of leaders', 'linkage',
     '{"name": "姓名", "post": "职务", "branch": "联系党支部", "lesson_group": "联系备课组", "classes": "蹲点班级", "students": "结对关爱学生", "project": "领办民生实事"}'),
    ('home_visit', '家访记录表', 'record of home visits', 'visit',
     '{"visited_on": "日期", "teacher": "家访教师", "class": "班级", "student": "学生", "mode": "方式", "heard": "反映情况", "request": "需要学校解决的问题", "guardian_opinion": "家长意见", "follow_up": "后续跟进"}')
ON CONFLICT (form) DO UPDATE SET label_zh = excluded.label_zh, label_en = excluded.label_en, record_class = excluded.record_class,
    columns = excluded.columns;
