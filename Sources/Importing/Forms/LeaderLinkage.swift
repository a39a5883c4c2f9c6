extension Form {
    /// 示范带动任务分解表: which branch, group, classes and students each leader looks after.
    static let leaderLinkage = Form(
        .leaderLinkage, chinese: "示范带动任务分解表", english: "linkage of school leaders",
        titleWords: ["示范带动", "任务分解", "班子成员", "联系表", "下基层", "包联"],
        required: [["name"], ["classes", "students", "project"], ["branch", "lesson_group", "students", "project"]],
        prefixes: ["领导", "班子成员"],
        fields: [
            FormField("sequence", .sequence, "序号", "编号", "No"),
            FormField("name", .name, "姓名", "班子成员", "领导姓名", "联系领导", "校领导", "leader", "full name"),
            FormField("post", .text, "职务", "现任职务", "岗位", "position"),
            FormField("branch", .text, "联系党支部", "党支部", "联系支部", "所联系党支部", "包联支部", "联系的党支部", "party branch"),
            FormField("lesson_group", .text, "联系备课组", "备课组", "所联系备课组", "包联备课组", "联系教研组", "联系的备课组"),
            FormField("classes", .classList, "蹲点班级", "联系班级", "包联班级", "蹲点联系班级", "包保班级", "蹲点的班级", "班级"),
            FormField(
                "students", .nameList, "结对关爱学生", "结对学生", "关爱学生", "帮扶学生", "联系学生", "结对帮扶学生", "结对关爱的学生", "学生",
                "结对关爱对象", "包保学生"),
            FormField(
                "project", .prose, "领办民生实事", "民生实事", "领办实事", "领办项目", "实事项目", "领办事项", "领办的民生实事", "领办民生实事项目",
                "livelihood project"),
            FormField("note", .prose, "备注", "说明", "remark"),
        ])
}
