extension Form {
    /// 教职工名册.
    static let staffRoster = Form(
        .staffRoster, chinese: "教职工名册", english: "staff roster",
        titleWords: ["教职工", "教师名册", "教师花名册", "教师信息", "教工", "员工名册"],
        required: [
            ["name"], ["staff_number", "subject", "post", "political_status"],
            ["staff_number", "lesson_group", "party_branch", "post", "subject"],
        ],
        prefixes: ["教师", "教职工", "本人"],
        fields: [
            FormField("sequence", .sequence, "序号", "No", "顺序号"),
            FormField(
                "staff_number", .identifier, "工号", "教职工号", "职工号", "教工号", "编号", "职工编号", "人员编号", "employee number",
                "staff id"),
            FormField("name", .name, "姓名", "教师姓名", "教职工姓名", "staff name", "full name"),
            FormField("sex", .word, "性别", "gender"),
            FormField("political_status", .word, "政治面貌", "是否党员", "党员情况", "party membership"),
            FormField("party_branch", .text, "党支部", "所在党支部", "所属党支部", "支部", "所在支部", "党组织", "branch"),
            FormField("lesson_group", .text, "备课组", "所在备课组", "教研组", "学科组", "所属备课组", "教研组/备课组"),
            FormField("subject", .text, "任教学科", "学科", "任课学科", "所教学科", "科目", "任教科目", "teaching subject"),
            FormField("post", .text, "职务", "岗位", "现任职务", "行政职务", "职务/岗位", "岗位名称", "position"),
            FormField(
                "homeroom_class", .classLabel, "班主任班级", "班主任", "担任班主任班级", "所带班级", "任班主任班级", "班主任所在班级", "homeroom"),
            FormField("phone", .phone, "联系电话", "电话", "手机", "手机号", "手机号码", "联系方式", "电话号码", "mobile", "telephone"),
            FormField("id_number", .identifier, "身份证号", "身份证号码", "身份证件号", "公民身份号码", "证件号码"),
            FormField("birth_date", .date, "出生日期", "出生年月", "出生年月日"),
            FormField("note", .prose, "备注", "说明", "remark"),
        ])
}
