extension Words {
    static let log: [String: Pair] = [
        "auditLog": ("审计日志", "Log"),
        "auditHint": (
            "谁、何时、对哪条记录做了什么。记录的内容从不写入日志。",
            "Who did what with which record, and when. Contents of records are never in the log."
        ),
        "who": ("何人", "Who"),
        "whoHint": ("姓名、登录名或 #编号", "A name, a login, or # and the key"),
        "studentKey": ("学生编号", "Student's key"),
        "logAction": ("动作", "Action"),
        "recordClass": ("记录类别", "Class of records"),
        "fromDay": ("起", "From"),
        "toDay": ("止", "To"),
        "when": ("时间", "When"),
        "door": ("入口", "Door"),
        "record": ("记录", "Record"),
        "detail": ("说明", "Detail"),
        "olderEntries": ("更早的", "Earlier"),
        "logNone": ("没有这样的日志。", "There are no such entries."),
        "recordHistory": ("历史", "History"),
        "historyHint": (
            "谁在何时把什么改成了什么。查阅已留痕。", "Who changed what to what, and when. This look is logged."
        ),
        "historyNone": ("没有改动。", "There are no changes."),
        "changedColumn": ("栏目", "What"),
        "before": ("原值", "Before"),
        "after": ("新值", "After"),
        "whoLooked": ("谁看过这名学生", "Who looked at this student"),
        "breakGlass": ("紧急查看", "Emergency looks"),
        "breakGlassHint": (
            "仅供紧急情况。写明理由,限时开放;党委办公室与校医室随即知情,事后由他人审查。",
            "For emergencies only: for some hours, with a reason. The party office and the clinic hear of it at once, and "
                + "another person reviews it."
        ),
        "breakGlassNothing": (
            "对这名学生没有可紧急查看的内容,或您现在就可以查看。",
            "There is nothing to open for this student, or you may see it now."
        ),
        "openRecords": ("开放查看", "Open"),
        "hours": ("几小时(1–4)", "Hours (1–4)"),
        "breakReason": ("理由(至少十个字)", "Reason (ten characters or more)"),
        "isOpenNow": ("开放中", "open now"),
        "notReviewed": ("未审查", "not reviewed"),
        "wasJustified": ("是否正当", "Justified"),
        "justifiedYes": ("正当", "Justified"),
        "justifiedNo": ("不正当", "Not justified"),
        "reviewNote": ("审查意见", "What you say about it"),
        "reviewLook": ("审查", "Review"),
        "unreviewedLooks": ("未审查的紧急查看", "Emergency looks to review"),
        "done_break_glass": ("已开放,已留痕,将由他人审查。", "It is open; it is logged and will be reviewed by another."),
        "done_review_look": ("已审查。", "Reviewed."),
    ]
}
