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
        "accepted": ("已验收", "Accepted"), "activities": ("活动数", "Activities"),
        "activity_kind": ("类别", "Kind of activity"), "announced": ("公布", "Announced"),
        "announced_minimum": ("至少", "At least"), "answer_by": ("答复期限", "Answer by"),
        "answered": ("当场答复", "Answered"), "asked": ("已问", "Asked"), "attended": ("参加人数", "Attended"),
        "awarded": ("已批准(元)", "Approved (yuan)"), "batch": ("批次", "Batch"), "bodies": ("机构", "Bodies"),
        "branch": ("党支部", "Party branch"), "briefs": ("信息数", "Briefs"), "budget": ("预算(元)", "Budget (yuan)"),
        "building": ("楼栋", "Building"), "came": ("转入", "Came"), "cards": ("照护卡", "Health cards"),
        "channel": ("渠道", "Channel"), "classes": ("班级数", "Classes"), "cost": ("支出(元)", "Cost (yuan)"),
        "covered": ("已覆盖", "Covered"), "days": ("天数", "Days"), "deadline": ("期限", "Deadline"),
        "deliverables": ("任务数", "Deliverables"), "determined": ("已认定", "Determined"),
        "due_on": ("到期日", "Due on"), "encounters": ("座谈谈心", "Encounters"), "ends_on": ("截止日期", "Last day"),
        "entered": ("入学", "Entered"), "entries": ("记录数", "Entries"), "failing": ("未做到的条目", "Lines that fail"),
        "failures_in_a_row": ("连续未接通", "Failures in a row"), "from_day": ("开始", "From"), "gap": ("缺口", "Gap"),
        "grade_of": ("等次", "Grade of the award"), "has_expired": ("已过期", "Has expired"),
        "held_on": ("举办日期", "Held on"), "helper_name": ("帮扶人", "Helper"), "high": ("高风险", "High"),
        "hours": ("小时", "Hours"), "is_late": ("超时", "Late"), "is_overdue": ("逾期", "Is overdue"),
        "last_activity_on": ("最近活动", "Last activity"), "last_inspected_on": ("最近排查", "Last inspected"),
        "last_visited_on": ("最近走访", "Last visited"), "late_entries": ("补录(超过7天)", "Late (over 7 days)"),
        "lead_name": ("牵头领导", "Leader"), "left_on": ("离校日期", "Left on"), "left_over": ("结余(元)", "Left (yuan)"),
        "left_school": ("离校", "Left"), "matter": ("事项", "Matter"),
        "median_lag_days": ("录入延迟(中位天数)", "Median lag (days)"), "month": ("月份", "Month"),
        "most_in_ten_minutes": ("十分钟内最多", "Most in ten minutes"), "not_satisfied": ("不满意", "Not satisfied"),
        "notices_not_taken_down": ("公示未撤下", "Notices not taken down"), "number": ("编号", "Number"),
        "older_than_30_days": ("超过30天", "Older than 30 days"), "oldest_days": ("最久(天)", "Oldest (days)"),
        "open_count": ("未销号", "Open"), "open_issues": ("未结", "Open issues"),
        "open_orders": ("未办结", "Open orders"), "orders": ("督办单", "Orders"), "other_name": ("另一人", "The other"),
        "outcome": ("结论", "Outcome"), "paid": ("已到账(元)", "Paid (yuan)"),
        "participants": ("参加人员", "Participants"), "partly": ("基本满意", "Partly satisfied"),
        "past_review": ("逾期评审", "Past review"), "per": ("计费单位", "Per"), "person": ("人员", "Person"),
        "place": ("场所", "Place"), "placed": ("已刊发", "Placed"), "planned_on": ("计划日期", "Planned on"),
        "points": ("积分", "Points"), "power": ("类别", "Power"),
        "reached_in_four_weeks": ("四周内接通", "Reached in four weeks"), "reasons": ("理由", "Reasons"),
        "received_on": ("收到日期", "Received on"), "record_class": ("记录类别", "Class of records"),
        "referrals": ("转介数", "Referrals"), "registered": ("已登记", "Registered"),
        "report_number": ("报告编号", "Report number"), "responsible_name": ("责任人", "Responsible person"),
        "returned": ("已返回", "Returned"), "review_due_on": ("应评审日", "Review due on"), "risks": ("风险点", "Risks"),
        "rooms": ("房间数", "Rooms"), "round": ("轮次", "Round"), "satisfied": ("满意", "Satisfied"),
        "school_year": ("学年", "School year"), "screening_kind": ("筛查类别", "Kind of screening"),
        "seats": ("任职数", "Seats"), "severity": ("程度", "Severity"),
        "short_notices": ("公示不足", "Notices too short"), "state": ("状态", "State"), "step": ("环节", "Step"),
        "still_missing": ("尚缺", "Still missing"), "studies": ("专题研究次数", "Studies held"),
        "subject": ("内容", "Subject"), "tell_by": ("告知期限", "Tell by"), "ticked_on": ("日期", "Day"),
        "times_returned": ("退回次数", "Times sent back"), "title": ("名称", "Title"), "to_day": ("结束", "To"),
        "told_on": ("告知日期", "Told on"), "under_way": ("实施中", "Under way"), "unread": ("未阅", "Unread"),
        "unseen_over_5_days": ("五日内未访谈", "Unseen over 5 days"), "utterances": ("意见数", "Utterances"),
        "valid_to": ("有效期至", "Valid to"), "visit_every_days": ("走访间隔(天)", "Visited every (days)"),
        "visits": ("走访次数", "Visits"), "waiting_for_reinspection": ("待复查", "Waiting for re-inspection"),
        "wanted_per_week": ("要求(次/周)", "Wanted a week"), "what": ("决议", "Decision"),
        "where_published": ("公开方式", "Where published"), "within_hours": ("要求(小时)", "Within hours"),
    ]
}
