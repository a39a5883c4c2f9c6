import Records

/// Codes that the records keep in English, and the words that pages show for them.
///
/// Lists that a school edits stand in the database (`ref.code`); these are fixed by the program's own checks.
enum Codes: String, CaseIterable, Sendable {
    case sex, personKind, residence, household, guardianKind, visitMode, contactMode, contactOutcome, reviewResult,
        severity
    case verifyMethod, sportLimit, away, leftBehindState, derived, aidKind, aidState, effect, verdict, quotaKind,
        quotaVerdict
    case concernKind

    /// Words of one code; a code that is not known stays as it is.
    func label(_ code: String?, _ language: Language) -> String? {
        guard let code else { return nil }
        guard let word = words.first(where: { $0.code == code }) else { return code }
        return language.choose(word.chinese, word.english)
    }

    /// For a `select`.
    func options(_ language: Language, selected: String? = nil, without left: Set<String> = []) -> [[String: Any]] {
        words.filter { !left.contains($0.code) }.map {
            ["value": $0.code, "label": language.choose($0.chinese, $0.english), "isSelected": $0.code == selected]
        }
    }

    typealias Word = (code: String, chinese: String, english: String)

    var words: [Word] {
        switch self {
        // GB/T 2261.1
        case .sex: [("1", "男", "male"), ("2", "女", "female"), ("0", "未知", "unknown"), ("9", "未说明", "not stated")]
        case .personKind: [("student", "学生", "student"), ("staff", "教职工", "staff"), ("other", "其他", "other")]
        case .residence: [("day", "走读", "day student"), ("boarding", "住校", "boarder"), ("unknown", "不详", "unknown")]
        case .household: [("rural", "农业", "rural"), ("urban", "非农业", "urban"), ("unknown", "不详", "unknown")]
        case .guardianKind:
            [
                ("parent", "父母", "parent"), ("other_legal", "其他法定监护人", "other legal guardian"),
                ("appointed", "指定监护人", "appointed guardian"), ("temporary", "临时监护人", "temporary guardian"),
                ("entrusted", "受托照护人", "entrusted carer"),
            ]
        case .visitMode:
            [
                ("in_person", "上门", "in person"), ("phone", "电话", "phone"), ("video", "视频", "video"),
                ("at_school", "到校", "at school"),
            ]
        case .contactMode:
            [
                ("phone", "电话", "phone"), ("video", "视频", "video"), ("home_visit", "家访", "home visit"),
                ("at_school", "到校", "at school"),
            ]
        case .contactOutcome:
            [("reached", "已联系上", "reached"), ("not_reached", "未联系上", "not reached"), ("refused", "拒绝", "refused")]
        case .reviewResult:
            [
                ("no_change", "无变化", "no change"), ("better", "好转", "better"), ("worse", "加重", "worse"),
                ("close", "建议结档", "to be closed"),
            ]
        case .severity: [("normal", "一般", "normal"), ("high", "较重", "high"), ("urgent", "紧急", "urgent")]
        case .verifyMethod:
            [
                ("on_site", "现场查验", "on site"), ("papers", "查阅资料", "papers"), ("call_back", "回访", "call back"),
                ("imported", "台账导入", "imported"),
            ]
        case .sportLimit:
            [
                ("none", "无限制", "none"), ("moderate", "适度运动", "moderate exercise"),
                ("no_strenuous", "不宜剧烈运动", "nothing strenuous"),
                ("no_sport", "免体育课", "no sport"),
            ]
        case .away:
            [
                ("yes", "外出", "away"), ("no", "在家", "at home"), ("unknown", "不详", "unknown"),
                ("deceased", "已故", "deceased"),
            ]
        case .leftBehindState:
            [
                ("to_confirm", "待确认", "to be confirmed"), ("confirmed", "已确认", "confirmed"),
                ("changed", "已变动", "changed"), ("ended", "已结束", "ended"),
            ]
        case .derived: [("yes", "是", "yes"), ("no", "否", "no"), ("undetermined", "不明", "undetermined")]
        case .aidKind:
            [("determination", "困难认定", "determination"), ("category", "困难类别", "category"), ("award", "资助", "award")]
        case .aidState:
            [
                ("candidate", "候选", "candidate"), ("determined", "已认定", "determined"), ("ended", "已终止", "ended"),
                ("held", "有效", "held"),
                ("proposed", "拟发放", "proposed"), ("approved", "已批准", "approved"), ("paid", "已发放", "paid"),
                ("cancelled", "已取消", "cancelled"),
            ]
        case .effect: [("refused", "拒收", "refused"), ("ask", "待问", "to ask"), ("note", "提示", "note")]
        case .verdict:
            [
                ("new", "新增", "new"), ("change", "更新", "change"), ("same", "相同", "same"),
                ("duplicate", "重复", "duplicate"),
                ("ask", "待问", "to ask"), ("refused", "拒收", "refused"),
            ]
        case .quotaKind:
            [
                ("party_branch", "党支部", "party branch"), ("lesson_group", "备课组", "lesson group"),
                ("class", "班级", "class"),
                ("student", "结对学生", "student"), ("project", "领办实事", "project"),
            ]
        case .quotaVerdict:
            [("met", "达标", "met"), ("under", "不足", "too few"), ("over", "超出", "too many"), ("exempt", "豁免", "exempt")]
        case .concernKind:
            [
                ("left_behind", "留守", "left behind"), ("poverty", "家庭困难", "poverty"), ("health", "健康", "health"),
                ("orphan", "孤儿", "orphan"),
                ("family", "家庭变故", "family"), ("study", "学业", "study"), ("other", "其他", "other"),
            ]
        }
    }
}
