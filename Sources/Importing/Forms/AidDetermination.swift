extension Form {
    /// 家庭经济困难学生认定汇总表.
    static let aidDetermination = Form(
        .aidDetermination, chinese: "家庭经济困难学生认定汇总表", english: "summary of hardship determinations",
        titleWords: ["困难学生", "资助", "认定汇总", "认定表", "贫困生"],
        required: [
            ["name"], ["class", "grade", "id_number"], ["category", "level", "evidence"],
            ["scheme", "level", "amount"],
        ],
        prefixes: ["学生"],
        fields: [
            FormField("sequence", .sequence, "序号", "编号", "No"),
            FormField("grade", .grade, "年级"),
            FormField("class", .classLabel, "班级", "所在班级", "班别", "年级班级", "班", "class name"),
            FormField("name", .name, "姓名", "名字", "student name", "full name"),
            FormField("sex", .word, "性别", "gender"),
            FormField(
                "id_number", .identifier, "身份证号", "身份证号码", "身份证件号", "身份证件号码", "公民身份号码", "身份证", "证件号码",
                "identity number", "ID"),
            FormField("roll_number", .identifier, "学籍号", "全国学籍号"),
            FormField(
                "category", .text, "困难类型", "困难类别", "困难原因", "特殊群体类型", "家庭困难类型", "贫困类型", "学生类别", "困难学生类别",
                "困难学生类型", "认定类别", "人员类别", "特殊困难类型", "家庭经济困难类型", "认定依据", "kind of hardship"),
            FormField(
                "evidence", .text, "佐证材料", "证明材料", "佐证", "佐证资料", "证件名称", "提供材料", "相关证明", "证明材料名称", "佐证材料名称",
                "困难证明"),
            FormField(
                "level", .text, "认定等级", "困难等级", "认定档次", "困难程度", "资助档次", "认定级别", "困难级别", "等级", "档次", "认定结果",
                "认定困难等级", "grade of hardship"),
            FormField("scheme", .text, "资助项目", "资助名称", "项目", "资助类型", "享受项目", "资助项目名称", "享受资助项目", "资助类别", "programme"),
            FormField(
                "amount", .amount, "金额", "资助金额", "金额元", "发放金额", "补助金额", "标准", "资助标准", "拟资助金额", "应发金额", "金额/元",
                "sum"),
            FormField("semester", .semester, "学期", "资助学期", "学年学期", "认定学期", "所属学期", "term"),
            FormField("phone", .phone, "联系电话", "电话", "家长电话", "联系方式"),
            FormField("note", .prose, "备注", "说明", "remark"),
        ])
}
