extension Words {
    static let registers: [String: Pair] = [
        "registers": ("登记簿", "Registers"),
        "registersHint": (
            "方案所列的各项工作,每项一本登记簿。这里只列出您可以查看或办理的。",
            "A register for each piece of work in the plan. Here are those in which you may see or do something."
        ),
        "registersNone": ("没有您可以使用的登记簿。", "There is no register for you."),
        "registerNoRows": ("没有记录。", "There are no records."),
        "registerSheet": ("由表格登记", "Take in a sheet"),
        "registerSheetHint": (
            "按表头对应各栏;不合格的行说明原因,其余照常登记;登记过的行略过。",
            "Columns go by their headings. A row that is refused says why, the others come in; rows that came in before are passed over."
        ),
        "registerSheetTrial": ("只判定,不登记", "Only say what would become of each row"),
        "registerSheetWasTrial": ("这是试运行,没有登记任何内容。", "This was a dry run; nothing was kept."),
        "backToList": ("回到登记簿", "Back to the register"),
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
