extension Words {
    static let secondFactor: [String: Pair] = [
        "secondFactor": ("第二验证", "Second factor"),
        "code": ("验证码或恢复码", "Code or recovery code"),
        "codeDueHint": ("密码正确。请输入验证器应用显示的六位验证码。", "The password is right. Now give the six figures that your authenticator app shows."),
        "codeLostHint": (
            "手机不在身边,可输入一个恢复码。恢复码也没有,请找系统管理员申请清除,由党委办公室批准。",
            "Without your phone, give a recovery code. Without either, ask the administrator for a reset, which the party office "
                + "approves."
        ),
        "codeWrong": (
            "验证码不对、已过期或已用过。请等下一个验证码再试;手机时间须准确。",
            "The code is wrong, too old or used already. Wait for the next one; the phone's clock must be right."
        ),
        "codeTooOften": ("试错次数太多,请等 %s 秒再试。", "Too many wrong codes. Wait for %s seconds."),
        "enrolmentDueHint": (
            "您的角色登录网页须有第二验证。请先设置,此前不能使用其他页面。",
            "Your role needs a second factor on the web. Set it up first; no other page is open before."
        ),
        "enrolFactor": ("开始设置", "Set it up"),
        "replaceFactor": ("换一部手机", "Replace it"),
        "presentCode": ("现在的验证码或一个恢复码", "Present code, or a recovery code"),
        "secretHint": (
            "在验证器应用中选“手动输入密钥”,填下面的密钥(只显示这一次);在手机上打开本页的,可直接点链接。",
            "Choose to type a key in your authenticator app, and give it this one, shown this once; on the phone itself, follow the "
                + "link."
        ),
        "openInApp": ("用验证器应用打开", "Open in the authenticator app"),
        "firstCode": ("应用显示的六位验证码", "The six figures that the app shows"),
        "confirmCode": ("确认启用", "Confirm"),
        "recoveryCodes": ("恢复码", "Recovery codes"),
        "recoveryCodesHint": (
            "只显示这一次。请抄下或打印,与手机分开保存。每个只能用一次,旧的已全部作废。",
            "Shown this once. Write them down or print them, and keep them apart from the phone. Each works once; older ones are void."
        ),
        "recoveryCodesLeft": ("剩余恢复码", "Recovery codes left"),
        "renewRecoveryCodes": ("换一套恢复码", "Make new recovery codes"),
        "codesKept": ("我已保存,继续", "I have kept them, go on"),
        "factorActive": ("已启用", "In use"),
        "factorInactive": (
            "未启用。启用后,登录网页除密码外还须输入手机上的验证码。", "Not in use. With it, signing in takes a code of your phone beside the password."
        ),
        "factorSince": ("启用于", "since"),
        "done_recovery_code_used": (
            "您用恢复码登录了。手机遗失的,请现在换一部手机。",
            "You signed in with a recovery code. If the phone is lost, replace it now."
        ),
        "factorLacking": ("须设置", "to be set up"),
        "proposedResets": ("待批准的清除第二验证", "Second factors to be reset"),
        "proposeReset": ("提出清除", "Propose a reset"),
        "approveReset": ("批准清除", "Approve the reset"),
        "resetReason": ("理由", "Reason"),
        "done_reset_proposed": ("已提出,待党委办公室批准。", "Proposed; it waits for the party office."),
        "done_reset_approved": ("已清除,其全部登录已结束。", "Reset; all sessions of the account have ended."),
        "signInRules": ("登录规则", "Sign-in rules"),
        "signInRulesHint": (
            "哪些角色登录网页须有第二验证;会话闲置几分钟、登录后最长几分钟退出(多个角色取最短,空着按所有人)。",
            "Which roles need a second factor on the web; minutes without use, and minutes at most, after which sessions end "
                + "(of several roles the shortest; empty: as everybody)."
        ),
        "roleName": ("角色", "Role"),
        "holdersWithout": ("未启用 / 人数", "Without / holders"),
        "sessionLimit": ("闲置分钟、最长分钟", "Idle minutes, minutes at most"),
        "idleMinutes": ("闲置分钟", "Idle minutes"),
        "longestMinutes": ("最长分钟", "Minutes at most"),
        "required": ("须有", "needed"),
        "notRequired": ("不要求", "not needed"),
        "require": ("改为须有", "Require"),
        "doNotRequire": ("改为不要求", "Do not require"),
        "save": ("保存", "Save"),
        "done_rule_set": ("已更改登录规则。", "The rule is changed."),
    ]
}
