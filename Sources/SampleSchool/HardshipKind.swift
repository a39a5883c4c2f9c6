/// A category of the national aid system with the paper that proves it and the levels that it mostly leads to.
struct HardshipKind {
    let category: String
    let evidence: String
    let levels: [String]
    /// Tuition is waived for those of 建档立卡, the disabled, and rural 低保 and 特困 only.
    var hasTuitionWaiver = false

    private static let poor = HardshipKind(
        category: "脱贫家庭学生", evidence: "乡村振兴部门名单", levels: ["一般困难", "困难"], hasTuitionWaiver: true)
    private static let unstable = HardshipKind(
        category: "脱贫不稳定家庭学生", evidence: "乡村振兴部门名单", levels: ["特别困难", "困难"], hasTuitionWaiver: true)
    private static let ruralAllowance = HardshipKind(
        category: "农村低保家庭学生", evidence: "农村低保证", levels: ["特别困难", "困难"], hasTuitionWaiver: true)
    private static let urbanAllowance = HardshipKind(
        category: "城市低保家庭学生", evidence: "城市低保证", levels: ["特别困难", "困难"])
    private static let ruralSupport = HardshipKind(
        category: "农村特困救助供养学生", evidence: "特困供养证", levels: ["特别困难"], hasTuitionWaiver: true)
    private static let disabled = HardshipKind(
        category: "残疾学生", evidence: "残疾人证", levels: ["特别困难", "困难"], hasTuitionWaiver: true)
    private static let disabledParents = HardshipKind(
        category: "残疾人子女", evidence: "父母残疾人证", levels: ["困难", "一般困难"])
    private static let sudden = HardshipKind(
        category: "突发严重困难户学生", evidence: "个人承诺书", levels: ["困难", "一般困难"])
    static let orphan = HardshipKind(category: "孤儿", evidence: "孤儿证", levels: ["特别困难"])

    static let rural: [(HardshipKind, weight: Int)] = [
        (poor, 25), (unstable, 10), (ruralAllowance, 28), (ruralSupport, 5), (disabled, 7), (disabledParents, 12),
        (sudden, 13),
    ]
    static let urban: [(HardshipKind, weight: Int)] = [
        (urbanAllowance, 50), (disabled, 10), (disabledParents, 20), (sudden, 20),
    ]

    static func hasTuitionWaiver(_ category: String) -> Bool {
        rural.contains { $0.0.category == category && $0.0.hasTuitionWaiver }
    }

    /// The state grant (国家助学金) of a semester in yuan: half of what a level brings in a year.
    static func grant(level: String) -> Int {
        switch level {
        case "特别困难": 1500
        case "困难": 1150
        default: 750
        }
    }
}
