public import Records

/// What the columns of reports are called, for every door.
public enum ReportHeadings {
    /// The heading of a column; its name where nobody gave it one.
    public static func text(_ column: String, in language: Language) -> String {
        guard let word = words[column] else { return column.replacing("_", with: " ") }
        return language == .chinese ? word.chinese : word.english
    }

    /// The columns that have a heading.
    public static var columns: Set<String> { Set(words.keys) }

    private static let words: [String: (chinese: String, english: String)] = [
        "semester": ("学期", "Semester"), "scheme": ("项目", "Scheme"), "students": ("学生数", "Students"),
        "amount": ("金额(元)", "Amount (yuan)"),
        "class": ("班级", "Class"), "student": ("学生", "Student"), "carer": ("帮扶责任人", "Carer"),
        "last_contact_on": ("最近联系", "Last contact"),
        "contact_due_on": ("应联系日", "Contact due"), "days_late": ("逾期天数", "Days late"), "category": ("困难类别", "Category"),
        "next_review_on": ("应评估日", "Review due"), "area": ("类别", "Area"), "closed": ("已销号", "Signed off"),
        "median_days": ("中位天数", "Median days"), "p90_days": ("九成天数", "90 % within days"), "grade": ("年级", "Grade"),
        "visited": ("已入户家访", "Visited at home"), "by_phone_only": ("仅电话", "By phone only"),
        "percent": ("百分比", "Percent"),
        "name": ("姓名", "Name"), "kind": ("联系对象", "Kind"), "held": ("现有", "Held"), "minimum": ("最少", "Minimum"),
        "maximum": ("最多", "Maximum"),
        "verdict": ("结论", "Verdict"), "definition": ("口径", "Definition"), "left_behind": ("留守", "Left behind"),
        "undetermined": ("不明", "Undetermined"), "unconfirmed": ("未确认", "Unconfirmed"), "on_time": ("按时", "On time"),
        "unit": ("部门", "Unit"),
        "due": ("到期", "Due"), "overdue": ("逾期", "Overdue"), "issues": ("问题数", "Issues"),
        "reopened": ("重新打开", "Reopened"),
    ]
}
