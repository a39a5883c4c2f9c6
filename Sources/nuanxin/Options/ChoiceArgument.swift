import ArgumentParser

/// A code of the records that may also be written as its Chinese word.
protocol ChoiceArgument: ExpressibleByArgument, CaseIterable, RawRepresentable, Sendable where RawValue == String {
    var chinese: String { get }
}

extension ChoiceArgument {
    init?(argument: String) {
        guard let choice = Self.allCases.first(where: { $0.rawValue == argument || $0.chinese == argument }) else {
            return nil
        }
        self = choice
    }

    /// `phone(电话)|video(视频)` for help texts.
    static var choices: String {
        allCases.map { say("\($0.rawValue)(\($0.chinese))", $0.rawValue) }.joined(separator: say("、", ", "))
    }

    static var allValueStrings: [String] { allCases.map(\.rawValue) }
}

enum VisitMode: String, ChoiceArgument {
    case inPerson = "in_person"
    case phone, video
    case atSchool = "at_school"

    var chinese: String {
        switch self {
        case .inPerson: "入户"
        case .phone: "电话"
        case .video: "视频"
        case .atSchool: "到校"
        }
    }
}

enum ContactMode: String, ChoiceArgument {
    case phone, video
    case homeVisit = "home_visit"
    case atSchool = "at_school"

    var chinese: String {
        switch self {
        case .phone: "电话"
        case .video: "视频"
        case .homeVisit: "入户"
        case .atSchool: "到校"
        }
    }
}

enum ContactOutcome: String, ChoiceArgument {
    case reached
    case notReached = "not_reached"
    case refused

    var chinese: String {
        switch self {
        case .reached: "已联系"
        case .notReached: "未联系上"
        case .refused: "拒绝"
        }
    }
}

enum ReviewResult: String, ChoiceArgument {
    case noChange = "no_change"
    case better, worse, close

    var chinese: String {
        switch self {
        case .noChange: "无变化"
        case .better: "好转"
        case .worse: "加重"
        case .close: "可结档"
        }
    }
}

enum ConcernKind: String, ChoiceArgument {
    case leftBehind = "left_behind"
    case poverty, health, orphan, family, study, other

    var chinese: String {
        switch self {
        case .leftBehind: "留守"
        case .poverty: "困难"
        case .health: "健康"
        case .orphan: "孤儿"
        case .family: "家庭"
        case .study: "学业"
        case .other: "其他"
        }
    }
}

enum Severity: String, ChoiceArgument {
    case normal, high, urgent

    var chinese: String {
        switch self {
        case .normal: "一般"
        case .high: "较重"
        case .urgent: "紧急"
        }
    }
}

enum VerificationMethod: String, ChoiceArgument {
    case onSite = "on_site"
    case papers
    case callBack = "call_back"

    var chinese: String {
        switch self {
        case .onSite: "现场"
        case .papers: "查阅资料"
        case .callBack: "电话回访"
        }
    }
}
