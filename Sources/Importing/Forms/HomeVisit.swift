extension Form {
    /// 家访记录表.
    static let homeVisit = Form(
        .homeVisit, chinese: "家访记录表", english: "record of home visits",
        titleWords: ["家访", "走访"],
        required: [["visited_on"], ["student"], ["heard", "mode", "request", "guardian_opinion"]],
        prefixes: ["家访"],
        fields: [
            FormField("sequence", .sequence, "序号", "编号", "No"),
            FormField("visited_on", .date, "日期", "家访日期", "家访时间", "时间", "走访时间", "走访日期", "访问日期", "date", "visit date"),
            FormField(
                "teacher", .nameList, "家访教师", "教师", "走访教师", "家访人", "家访老师", "走访人", "家访人员", "家访教师姓名", "教师姓名", "visitor"),
            FormField("class", .classLabel, "班级", "所在班级", "学生班级", "年级班级", "班", "class name"),
            FormField("student", .name, "学生", "学生姓名", "家访学生", "被访学生", "家访对象", "被家访学生", "姓名", "被访学生姓名", "student name"),
            FormField("mode", .text, "方式", "家访方式", "形式", "家访形式", "走访方式", "走访形式", "way"),
            FormField(
                "heard", .prose, "反映情况", "家访情况", "家访内容", "了解情况", "情况记录", "反映的情况", "家长反映情况", "家访记录", "家访主要内容",
                "反映问题", "了解到的情况", "走访情况"),
            FormField(
                "request", .prose, "需要学校解决的问题", "需解决的问题", "需解决问题", "诉求", "家长诉求", "存在问题", "困难诉求", "需学校解决的问题",
                "需要解决的问题", "需要学校解决问题", "困难和诉求", "requests"),
            FormField("guardian_opinion", .prose, "家长意见", "家长建议", "家长意见建议", "意见建议", "家长意见和建议", "家长意见与建议", "意见和建议"),
            FormField("follow_up", .prose, "后续跟进", "跟进情况", "处理情况", "后续措施", "跟进措施", "处理结果", "后续跟进情况", "解决措施"),
            FormField("guardian_signature", .text, "家长签字", "家长签名", "签字"),
            FormField("note", .prose, "备注", "说明", "remark"),
        ])
}
