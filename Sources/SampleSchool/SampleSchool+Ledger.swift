import Records
import Spreadsheets

extension SampleSchool {
    private enum Progress {
        case closedOnTime, closedLate, overdue, open
    }

    /// By which channels a problem of an area is heard.
    private static func channels(_ area: String) -> [(String, weight: Int)] {
        let common = [("领导走访", weight: 25), ("座谈会", weight: 20)]
        switch area {
        case "师德师风": return [("来信来访", 1)]
        case "校园安全": return common + [("安全排查", 45), ("网络留言", 10)]
        case "结对帮扶": return common
        default: return common + [("党员家访", 25), ("问卷调查", 20), ("网络留言", 10), ("来信来访", 10)]
        }
    }

    /// How many items stand how, seen from `today`.
    private static let progress: [Progress] =
        Array(repeating: .closedOnTime, count: 12) + Array(repeating: .closedLate, count: 4)
        + Array(repeating: .overdue, count: 8) + Array(repeating: .open, count: 16)

    // MARK: - 三个清单台账

    var issueLedger: SampleSheet {
        var random = SeededRandom(seed: seed, topic: .ledger)
        let leaders = uniquelyNamedStaff.filter(\.isLeader)
        let items = zip(LedgerItem.all, random.shuffled(Self.progress)).map { item, progress in
            (item, dates(progress, &random))
        }
        let sorted = items.enumerated().sorted { ($0.element.1.found, $0.offset) < ($1.element.1.found, $1.offset) }
        let rows = sorted.enumerated().map { index, entry -> [Cell] in
            let (item, dates) = entry.element
            let channel = random.element(weighted: Self.channels(item.area))
            let raiser = raiser(channel, &random)
            let isClosed = dates.done != nil
            let opinion = random.element(weighted: [("满意", 70), ("基本满意", 25), ("不满意", 5)])
            return [
                .integer(index + 1), .text(item.problem), .text(item.area), .text(channel), .text(raiser),
                .day(dates.found), .text(leaders[(index * 3 + 1) % leaders.count].name), .text(item.unit),
                .text(head(of: item.unit)), .text(item.measure), .day(dates.deadline),
                dates.done.map { .day($0) } ?? .empty, .text(isClosed ? "是" : "否"),
                .optional(isClosed ? item.outcome : nil), .optional(isClosed && raiser != "匿名" ? opinion : nil),
                .optional(isClosed ? random.element(of: ["照片2张", "照片4张", "验收单", "会议记录", "通知原件"]) : nil),
            ]
        }
        return SampleSheet(
            form: "issue_ledger", fileName: "三个清单台账.xlsx", title: "察民情解民忧暖民心“三个清单”台账",
            notes: ["填表单位：党委办公室        更新日期：\(today.chinese)"],
            headings: [
                "序号", "问题描述", "问题类别", "来源渠道", "反映人", "发现日期", "责任领导", "责任部门", "责任人", "整改措施", "完成时限", "完成日期",
                "是否销号", "整改成效", "群众评价", "佐证",
            ],
            rows: rows)
    }

    private func dates(
        _ progress: Progress, _ random: inout SeededRandom
    ) -> (found: CalendarDate, deadline: CalendarDate, done: CalendarDate?) {
        switch progress {
        case .closedOnTime, .closedLate:
            // Found so long ago that even the late ones are done by today.
            let found = random.within(35...75)
            let term = random.within(10...25)
            let done = progress == .closedLate ? term + random.within(1...6) : term - random.within(0...6)
            return (daysAgo(found), daysAgo(found - term), daysAgo(found - done))
        case .overdue:
            let found = random.within(20...60)
            return (daysAgo(found), daysAgo(found - random.within(7...15)), nil)
        case .open:
            let found = random.within(2...12)
            return (daysAgo(found), daysAgo(found - random.within(20...40)), nil)
        }
    }

    /// Letters and messages often have no name below them.
    private func raiser(_ channel: String, _ random: inout SeededRandom) -> String {
        switch channel {
        case "网络留言", "来信来访", "问卷调查": random.chance(perMille: 600) ? "匿名" : random.element(of: students).guardianName
        case "党员家访": random.element(of: students).guardianName
        default: random.element(of: uniquelyNamedStaff).name
        }
    }

    private func head(of unit: String) -> String {
        let ofUnit = staff.filter { $0.office == unit }
        return (ofUnit.first { $0.post.hasSuffix("主任") } ?? ofUnit.first)?.name ?? ""
    }
}
