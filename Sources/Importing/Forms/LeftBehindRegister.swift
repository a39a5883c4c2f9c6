extension Form {
    /// 留守学生登记表 of a school, and the columns that the form of the civil affairs offices (民政) adds.
    static let leftBehindRegister = Form(
        .leftBehindRegister, chinese: "留守学生登记表", english: "register of left-behind students",
        titleWords: ["留守"],
        required: [
            ["name"], ["class", "grade", "id_number"],
            ["left_behind_type", "father_place", "mother_place", "carer_name", "calls_per_week"],
        ],
        prefixes: ["学生", "留守学生", "留守儿童", "儿童"],
        fields: [
            FormField("sequence", .sequence, "序号", "编号", "No"),
            FormField("grade", .grade, "年级"),
            FormField("class", .classLabel, "班级", "所在班级", "班别", "年级班级", "就读班级", "班", "class name"),
            FormField("name", .name, "姓名", "名字", "student name", "full name"),
            FormField("sex", .word, "性别", "gender"),
            FormField("ethnicity", .word, "民族"),
            FormField("birth_date", .date, "出生日期", "出生年月", "出生年月日"),
            FormField(
                "id_number", .identifier, "身份证号", "身份证号码", "身份证件号", "身份证件号码", "公民身份号码", "身份证", "证件号码",
                "identity number", "ID"),
            FormField(
                "left_behind_type", .text, "留守类型", "留守情况", "留守类别", "留守形式", "父母外出情况", "外出情况", "父母外出务工情况",
                "留守状况", "留守原因", "type of left behind"),
            FormField(
                "father_place", .text, "父亲务工地点", "父亲务工地", "父亲打工地点", "父亲工作地点", "父亲工作地", "父亲外出地点", "父亲去向",
                "父亲务工地址", "父亲外出务工地点", "father workplace"),
            FormField(
                "mother_place", .text, "母亲务工地点", "母亲务工地", "母亲打工地点", "母亲工作地点", "母亲工作地", "母亲外出地点", "母亲去向",
                "母亲务工地址", "母亲外出务工地点", "mother workplace"),
            FormField("father_name", .name, "父亲姓名", "父亲"),
            FormField("father_phone", .phone, "父亲电话", "父亲联系电话", "父亲手机"),
            FormField("mother_name", .name, "母亲姓名", "母亲"),
            FormField("mother_phone", .phone, "母亲电话", "母亲联系电话", "母亲手机"),
            FormField(
                "carer_name", .name, "受委托监护人", "委托监护人", "委托监护人姓名", "受委托监护人姓名", "监护人", "监护人姓名", "照护人", "照护人姓名",
                "委托照护人", "被委托照护人", "代理监护人", "临时监护人", "实际监护人", "看护人", "carer", "guardian"),
            FormField(
                "carer_relation", .word, "与学生关系", "与监护人关系", "监护人与学生关系", "委托监护人与学生关系", "与留守学生关系", "与儿童关系",
                "受委托监护人与学生关系", "关系", "与被监护人关系", "照护人与学生关系", "relation"),
            FormField(
                "carer_phone", .phone, "委托监护人电话", "受委托监护人电话", "监护人电话", "监护人联系电话", "委托监护人联系电话", "照护人电话",
                "受委托监护人联系电话", "联系电话", "联系方式", "电话", "代理监护人电话", "carer telephone"),
            FormField(
                "calls_per_week", .count, "亲情电话频次", "亲情电话次数", "每周亲情电话次数", "亲情电话频率", "每周通话次数", "联系频次",
                "与父母联系频次", "亲情电话", "每周亲情电话"),
            FormField(
                "helper_teacher", .name, "帮扶教师", "结对教师", "帮扶老师", "结对帮扶教师", "关爱教师", "帮扶责任人", "帮扶人", "结对帮扶人",
                "包保教师", "helper"),
            FormField("household_place", .text, "户籍地", "户籍所在地", "户口所在地", "户籍地址"),
            FormField("address", .text, "现住地", "现住址", "家庭住址", "家庭地址", "住址"),
            FormField("health", .word, "身体情况", "身体状况", "健康状况"),
            FormField("boarding", .yesNo, "是否寄宿", "是否住校", "是否寄宿生"),
            FormField("guardianship_kind", .text, "监护类型", "监护情况", "监护方式"),
            FormField("income_source", .text, "经济来源", "主要经济来源"),
            FormField("relief", .text, "救助情况", "享受救助情况"),
            FormField("note", .prose, "备注", "说明", "remark"),
        ])
}
