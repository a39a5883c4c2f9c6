public import Records

extension RecordsError {
    /// What to tell the user: the database's own words if it has any, else the constraint's meaning, else the case's.
    public func message(in language: Language) -> String {
        if let refusal {
            if let message = refusal.message {
                guard let hint = refusal.hint, !hint.isEmpty else { return message }
                return language.choose(message + hint, message + " " + hint)
            }
            if let meaning = refusal.constraint.flatMap(ConstraintMessages.meaning(of:)) {
                return language.choose(meaning.chinese, meaning.english)
            }
        }
        return language.choose(plainMessage.chinese, plainMessage.english)
    }

    private var plainMessage: (chinese: String, english: String) {
        switch self {
        case .notFound: ("没有找到这条记录。", "There is no such record.")
        case .conflict: ("与已有的记录冲突。请核对后再试。", "It contradicts a record that is there already. Check it and try again.")
        case .invalid: ("填写的内容不符合要求。请核对后再试。", "A value is not acceptable. Check it and try again.")
        case .forbidden: ("您无权办理这件事。", "You may not do this.")
        case .notAllowedNow: ("这条记录现在的状态不能这样办理。", "The record's present state does not allow this.")
        case .changedMeanwhile:
            ("这条记录刚刚被别人修改过。请重新打开后再办理。", "Somebody changed this record meanwhile. Open it again and repeat your change.")
        case .sessionNeeded: ("请先登录。", "Please sign in first.")
        case .passwordChangeDue: ("密码由他人设定,请先更换。", "Somebody else made your password; change it first.")
        case .alreadyDone: ("这件事已经办过,没有重复办理。", "This was done already and was not done twice.")
        case .unavailable:
            ("系统暂时不可用,没有任何改动。请稍后再试。", "The system is not available now; nothing was changed. Try again later.")
        case .outcomeUnknown:
            (
                "连接中断,不能确定是否已经保存。请先查看记录,再决定是否重新提交。",
                "The connection broke; perhaps this was saved, perhaps not. Look at the record before you send it again."
            )
        case .unexpected:
            ("程序出错,没有任何改动。请联系管理员。", "The program failed; nothing was changed. Please tell the administrator.")
        }
    }
}

extension RecordsError: CustomStringConvertible {
    /// For logs: the case, the SQLSTATE and the constraint, never a value.
    public var description: String {
        let name =
            switch self {
            case .notFound: "notFound"
            case .conflict: "conflict"
            case .invalid: "invalid"
            case .forbidden: "forbidden"
            case .notAllowedNow: "notAllowedNow"
            case .changedMeanwhile: "changedMeanwhile"
            case .sessionNeeded: "sessionNeeded"
            case .passwordChangeDue: "passwordChangeDue"
            case .alreadyDone: "alreadyDone"
            case .unavailable: "unavailable"
            case .outcomeUnknown: "outcomeUnknown"
            case .unexpected(let reason): "unexpected: \(reason)"
            }
        return ([name] + [refusal?.sqlState, refusal?.constraint].compactMap(\.self)).joined(separator: " ")
    }
}
