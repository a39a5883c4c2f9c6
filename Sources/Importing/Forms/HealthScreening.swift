extension Form {
    /// 特异体质学生排查表. It has no column for the identity number.
    static let healthScreening = Form(
        .healthScreening, chinese: "特异体质学生排查表", english: "screening of students with health risks",
        titleWords: ["特异体质", "特殊体质", "特殊疾病"],
        required: [["name"], ["class", "grade"], ["condition"]],
        prefixes: ["学生"],
        fields: [
            FormField("sequence", .sequence, "序号", "编号", "No"),
            FormField("grade", .grade, "年级"),
            FormField("class", .classLabel, "班级", "所在班级", "班别", "年级班级", "班", "class name"),
            FormField("name", .name, "姓名", "名字", "student name", "full name"),
            FormField("sex", .word, "性别", "gender"),
            FormField("birth_date", .date, "出生日期", "出生年月"),
            FormField("id_number", .identifier, "身份证号", "身份证号码", "身份证件号"),
            FormField(
                "condition", .text, "疾病或特异体质", "特异体质", "疾病名称", "特异体质类型", "病种", "疾病", "病名", "特异体质或疾病",
                "特异体质情况", "疾病类型", "特殊疾病", "特异体质名称", "特异体质/疾病", "疾病/特异体质", "患病情况", "疾病或特异体质名称", "特殊体质",
                "特异体质(疾病)名称", "illness"),
            FormField("hospital", .text, "诊断医院", "确诊医院", "就诊医院", "诊治医院", "诊断医疗机构", "诊断单位", "医院"),
            FormField(
                "long_term_medication", .yesNo, "是否长期服药", "长期服药", "是否服药", "服药情况", "是否需长期服药", "用药情况", "长期用药"),
            FormField(
                "sport_limit", .yesNo, "体育活动限制", "体育限制", "运动限制", "活动限制", "体育活动要求", "体育课要求", "是否限制体育活动",
                "体育活动建议", "运动建议", "体育锻炼限制", "sports limit"),
            FormField(
                "guardian_notice", .yesNo, "家长告知书", "告知书", "家长告知", "告知书签订", "是否签订告知书", "家长告知书签订情况", "家长签字情况",
                "告知情况", "家长知情书", "guardian notified"),
            FormField("onset", .prose, "发病史", "既往病史", "病史", "发病时间", "发病情况", "发病经历"),
            FormField(
                "emergency_contact", .text, "急救联系人", "紧急联系人", "紧急联系人及电话", "紧急联系电话", "家长电话", "联系电话",
                "急救联系人及电话", "家长联系方式", "急救联系电话", "联系方式", "家长联系电话", "监护人电话", "监护人联系电话", "家长姓名及电话"),
            FormField("note", .prose, "备注", "说明", "注意事项", "remark"),
        ])
}
