extension Words {
    static let registers: [String: Pair] = [
        "registers": ("登记簿", "Registers"),
        "registersHint": (
            "方案所列的各项工作,每项一本登记簿。这里只列出您可以查看或办理的。",
            "A register for each piece of work in the plan. Here are those in which you may see or do something."
        ),
        "registersNone": ("没有您可以使用的登记簿。", "There is no register for you."),
        "registerNoRows": ("没有记录。", "There are no records."),
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
