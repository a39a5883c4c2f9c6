extension Form {
    /// 问题清单, 任务清单 and 效果清单 (or 成效清单) side by side in one ledger (三个清单台账), or the first of them alone.
    static let issueLedger = Form(
        .issueLedger, chinese: "三个清单台账", english: "ledger of issues, tasks and results",
        titleWords: ["清单", "台账", "问题"],
        required: [
            ["description"], ["area", "channel", "raiser", "found_on", "measure", "deadline"],
            [
                "channel", "raiser", "found_on", "leader", "unit", "responsible_person", "measure", "deadline",
                "is_closed",
            ],
        ],
        fields: [
            FormField("sequence", .sequence, "序号", "编号", "问题编号", "No"),
            FormField(
                "description", .prose, "问题描述", "问题", "问题内容", "存在问题", "具体问题", "问题清单", "主要问题", "问题事项", "诉求内容",
                "群众诉求", "存在的问题", "问题及诉求", "急难愁盼问题", "反映问题", "反映的问题", "issue"),
            FormField("area", .text, "类别", "问题类别", "问题类型", "所属领域", "领域", "问题领域", "聚焦领域", "分类", "问题分类", "category"),
            FormField("channel", .text, "来源渠道", "问题来源", "来源", "收集渠道", "收集方式", "渠道", "征集渠道", "反映渠道", "source"),
            FormField("raiser", .text, "反映人", "提出人", "反映对象", "诉求人", "反映人姓名", "问题反映人", "raised by"),
            FormField(
                "found_on", .date, "发现日期", "发现时间", "收集时间", "收集日期", "反映时间", "反映日期", "登记时间", "登记日期", "提出时间",
                "date found"),
            FormField("leader", .name, "责任领导", "牵头领导", "包保领导", "领办领导", "分管领导", "包联领导", "挂点领导", "责任校领导"),
            FormField("unit", .text, "责任部门", "责任单位", "牵头部门", "承办部门", "责任科室", "责任处室", "承办单位", "整改责任单位", "department"),
            FormField("responsible_person", .name, "责任人", "具体责任人", "承办人", "经办人", "整改责任人", "直接责任人"),
            FormField(
                "measure", .prose, "整改措施", "措施", "工作措施", "任务", "具体措施", "任务清单", "整改任务", "任务内容", "解决措施", "工作任务",
                "具体任务", "整改举措", "action"),
            FormField("milestones", .prose, "时间节点", "阶段节点", "节点"),
            FormField(
                "deadline", .date, "完成时限", "整改时限", "时限", "完成期限", "计划完成时间", "办结时限", "整改期限", "限期", "要求完成时间",
                "计划完成日期", "due date"),
            FormField("done_on", .date, "完成日期", "完成时间", "办结时间", "办结日期", "实际完成时间", "整改完成时间", "实际完成日期", "销号时间", "销号日期"),
            FormField("is_closed", .yesNo, "是否销号", "销号", "销号情况", "是否办结", "是否完成", "办结情况", "完成情况", "整改情况", "closed"),
            FormField(
                "outcome", .prose, "整改成效", "成效", "效果", "整改效果", "完成效果", "工作成效", "效果清单", "成效清单", "取得成效", "整改结果",
                "取得效果", "result"),
            FormField("feedback", .prose, "群众评价", "满意度", "群众满意度", "反馈", "群众反馈", "评价", "反映人评价", "满意度评价"),
            FormField("evidence", .prose, "佐证", "佐证材料", "证明材料", "佐证资料", "印证材料"),
            FormField("note", .prose, "备注", "说明", "remark"),
        ])
}
