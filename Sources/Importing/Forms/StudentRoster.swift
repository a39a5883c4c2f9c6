extension Form {
    /// 学生花名册, and the template of the national student register (学籍系统模板), which has more columns.
    static let studentRoster = Form(
        .studentRoster, chinese: "学生花名册", english: "student roster",
        titleWords: ["学生花名册", "花名册", "学生名册", "学生名单", "学籍", "学生基本信息", "学生信息"],
        required: [["name"], ["class", "grade"], ["id_number", "birth_date", "roll_number", "sex"]],
        prefixes: ["学生", "本人"],
        fields: [
            FormField("sequence", .sequence, "序号", "编号", "No", "number", "顺序号"),
            FormField("grade", .grade, "年级", "所在年级", "就读年级", "年级名称"),
            FormField("class", .classLabel, "班级", "班别", "所在班级", "班级名称", "就读班级", "行政班", "年级班级", "班", "class name"),
            FormField("name", .name, "姓名", "名字", "student name", "full name"),
            FormField("former_name", .name, "曾用名"),
            FormField("sex", .word, "性别", "gender"),
            FormField("ethnicity", .word, "民族", "ethnic group", "nation"),
            FormField("birth_date", .date, "出生日期", "出生年月日", "出生年月", "生日", "出生时间", "birthday", "date of birth"),
            FormField(
                "id_number", .identifier, "身份证件号", "身份证号", "身份证号码", "身份证件号码", "身份证", "证件号码", "证件号", "公民身份号码",
                "居民身份证号码", "居民身份证号", "ID", "ID card", "identity number"),
            FormField("id_kind", .word, "证件类型", "身份证件类型", "证件种类"),
            FormField(
                "roll_number", .identifier, "学籍号", "全国学籍号", "学籍号码", "个人学籍号", "学籍主号", "全国学籍编号", "学籍编号",
                "student roll number"),
            FormField("auxiliary_roll_number", .identifier, "学籍辅号", "省学籍辅号", "地方学籍号"),
            FormField("class_number", .identifier, "班内学号", "学号", "座号"),
            FormField("household", .text, "户口性质", "户籍性质", "户口类型", "户口类别", "户籍类型"),
            FormField("household_place", .text, "户口所在地", "户籍所在地", "户籍地", "户籍地址", "户口所在地行政区划"),
            FormField(
                "address", .text, "家庭住址", "家庭地址", "现住址", "现住地", "住址", "地址", "通信地址", "通讯地址", "联系地址", "家庭现住址",
                "home address"),
            FormField("boarding", .yesNo, "是否住校", "是否寄宿", "住校", "是否寄宿生", "是否住宿", "是否住校生", "寄宿", "住宿情况"),
            FormField("dormitory", .text, "寝室", "宿舍", "寝室号", "宿舍号", "宿舍房间", "寝室房间号", "床位", "dorm"),
            FormField(
                "guardian_name", .name, "监护人姓名", "监护人", "家长姓名", "第一监护人", "第一监护人姓名", "监护人1姓名", "成员或监护人1姓名",
                "成员1姓名", "联系人", "家长", "家长或监护人姓名", "guardian", "parent name"),
            FormField(
                "guardian_relation", .word, "与监护人关系", "监护人关系", "与学生关系", "关系", "监护人1关系", "成员1关系", "成员或监护人1关系",
                "家庭关系", "与本人关系", "监护人与学生关系", "与家长关系", "relation"),
            FormField(
                "guardian_phone", .phone, "监护人电话", "监护人联系电话", "监护人手机", "家长电话", "家长联系电话", "家长手机", "家长手机号",
                "联系电话", "联系方式", "电话", "手机", "手机号", "手机号码", "监护人联系方式", "成员1联系电话", "成员或监护人1联系电话",
                "监护人电话号码", "家长联系方式", "phone", "telephone", "parent phone"),
            FormField(
                "guardian_id_number", .identifier, "监护人身份证号", "监护人身份证件号", "成员1身份证件号", "成员或监护人1身份证件号",
                "监护人身份证件号码", "成员1身份证件号码", "家长身份证号"),
            FormField(
                "second_guardian_name", .name, "第二监护人", "第二监护人姓名", "监护人2姓名", "成员2姓名", "成员或监护人2姓名"),
            FormField("second_guardian_relation", .word, "第二监护人关系", "监护人2关系", "成员2关系", "成员或监护人2关系"),
            FormField(
                "second_guardian_phone", .phone, "第二监护人电话", "监护人2电话", "成员2联系电话", "成员或监护人2联系电话", "成员2电话"),
            FormField(
                "second_guardian_id_number", .identifier, "第二监护人身份证号", "成员2身份证件号", "成员或监护人2身份证件号",
                "监护人2身份证号", "成员2身份证件号码"),
            FormField("father_name", .name, "父亲姓名", "父亲"),
            FormField("father_phone", .phone, "父亲电话", "父亲联系电话", "父亲手机", "父亲手机号"),
            FormField("mother_name", .name, "母亲姓名", "母亲"),
            FormField("mother_phone", .phone, "母亲电话", "母亲联系电话", "母亲手机", "母亲手机号"),
            FormField("birth_place", .text, "出生地", "出生地行政区划"),
            FormField("native_place", .text, "籍贯"),
            FormField("nationality", .word, "国籍", "国籍地区", "国籍/地区"),
            FormField("overseas_status", .word, "港澳台侨外", "港澳台侨"),
            FormField("political_status", .word, "政治面貌"),
            FormField("health", .word, "健康状况", "身体状况"),
            FormField("enrolled_on", .month, "入学年月", "入学时间", "入学日期"),
            FormField("enrolment_mode", .word, "入学方式"),
            FormField("study_mode", .word, "就读方式", "走读住宿"),
            FormField("student_source", .text, "学生来源", "生源", "毕业学校", "原毕业学校"),
            FormField("only_child", .yesNo, "独生子女", "是否独生子女", "独生子女情况"),
            FormField("left_behind", .yesNo, "是否留守儿童", "留守儿童", "是否留守", "是否留守学生", "留守情况"),
            FormField("migrant_child", .yesNo, "随迁子女", "是否随迁子女", "是否进城务工人员随迁子女", "进城务工人员随迁子女"),
            FormField("orphan", .yesNo, "孤儿", "是否孤儿"),
            FormField("martyr_family", .yesNo, "烈士或优抚子女", "是否烈士或优抚子女", "烈士优抚子女"),
            FormField("inclusive_education", .yesNo, "随班就读", "是否随班就读"),
            FormField("disability_kind", .word, "残疾类型", "残疾人类型", "残疾学生类型"),
            FormField("note", .prose, "备注", "说明", "remark", "remarks"),
        ])
}
