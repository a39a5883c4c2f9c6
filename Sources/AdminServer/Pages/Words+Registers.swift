extension Words {
    static let registers: [String: Pair] = [
        "registers": ("登记簿", "Registers"),
        "registersHint": (
            "方案所列的各项工作,每项一本登记簿。这里列出您的角色用得到的;名称后的编号(如 B3)是方案中的条目。",
            "A register for each piece of work in the plan. Here are those of use to your roles; numbers such as B3 are the plan's own."
        ),
        "registersNone": ("没有您可以使用的登记簿。", "There is no register for you."),
        "registerNoRows": ("没有记录。", "There are no records."),
        "registerSheet": ("由表格登记", "Take in a sheet"),
        "registerSheetHint": (
            "按表头对应各栏;不合格的行说明原因,其余照常登记;登记过的行略过。",
            "Columns go by their headings. A row that is refused says why, the others come in; rows that came in before are passed over."
        ),
        "registerSheetColumns": ("可用的表头(带 * 的必须有):", "Headings (those with * are needed):"),
        "registerSheetTrial": ("只判定,不登记", "Only say what would become of each row"),
        "registerSheetWasTrial": ("这是试运行,没有登记任何内容。", "This was a dry run; nothing was kept."),
        "backToList": ("回到登记簿", "Back to the register"),
        "calendar": ("日历订阅", "Calendar feed"),
        "calendarHint": (
            "把您的期限订阅到手机或电脑的日历里。内容只有日期、事项类别和编号,没有姓名和内容。",
            "Your deadlines in a calendar program. They tell days, kinds and numbers, never names or contents."
        ),
        "calendarAddress": ("订阅地址", "The address"),
        "calendarAddressHint": (
            "在链接上点右键(手机上长按),复制链接地址,填进日历程序的“订阅”。只显示这一次;知道地址的人就能看到,请勿转给他人。再生成一次,旧地址即作废。",
            "Copy the link (right click, or a long press on a phone) and subscribe to it in the calendar program. It is shown once; whoever knows it can read the feed. Making another ends this one."
        ),
        "calendarMake": ("生成新地址", "Make a new address"),
        "calendarEnd": ("停用", "End the feed"),
        "done_calendar_ended": ("日历订阅已停用。", "The calendar feed has ended."),
        "reminders": ("到期提醒", "What is due"),
        "attachments": ("附件", "Attachments"),
        "attachFile": ("添加附件", "Attach a file"),
        "attachHint": (
            "照片(JPEG、PNG、WebP)、PDF、.docx、.xlsx 或纯文本,最大 10MB。谁能看这条记录,谁就能看附件。",
            "Photos (JPEG, PNG, WebP), PDF, .docx, .xlsx or plain text, 10 MiB at most. Whoever may see the record sees its attachments."
        ),
        "removeAttachment": ("移除", "Remove"),
        "usedElsewhere": ("同一文件也用于别处", "the same file is used elsewhere, too"),
        "backToRecord": ("回到记录", "Back to the record"),
        "done_attached": ("附件已添加。", "The file is attached."),
        "done_attachment_removed": ("附件已移除。", "The attachment is removed."),
        "timeLine": ("办理经过", "What happened"),
        "done_register_action": ("已办理。", "Done."),
        "sectionA": ("机构、人员与单位", "Bodies, people, units"),
        "sectionB": ("下沉、听取与督办", "Going down, hearing, steering"),
        "sectionC": ("三个清单", "The three lists"),
        "sectionD": ("安全、办学条件与廉洁", "Safety, conditions, integrity"),
        "sectionE": ("关爱学生", "Care of students"),
        "sectionF": ("资助、帮扶与职工", "Aid, helping others, staff"),
    ]
}
