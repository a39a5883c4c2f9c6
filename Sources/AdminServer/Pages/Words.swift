import Mustache
import Records

/// The words of the pages, in one language; templates say `{{words.signIn}}`.
struct Words: MustacheParent, Sendable {
    let language: Language

    /// A word that no list holds shows its own name, and a test fails.
    subscript(key: String) -> String {
        Self.pairs[key].map { language.choose($0.chinese, $0.english) } ?? key
    }

    func child(named key: String) -> Any? { self[key] }

    typealias Pair = (chinese: String, english: String)

    static let pairs: [String: Pair] = [common, people, care, work, imports, accounts, log, registers, secondFactor].reduce(into: [:]) { all, part in
        all.merge(part) { first, _ in preconditionFailure("two words have one name: \(first.english)") }
    }

    /// The label of a form's field, for messages about it.
    static func label(of field: String, _ language: Language) -> String {
        fieldLabels[field].map { Words(language: language)[$0] } ?? field
    }

    private static let fieldLabels = [
        "title": "issueTitle", "area": "area", "channel": "channel", "heard_on": "heardOn", "severity": "severity",
        "leader_id": "leader", "unit_id": "unit", "deadline": "deadline", "measure": "measure",
        "person_id": "responsiblePerson",
        "result": "issueResult", "evidence": "evidence", "method": "verifyMethod", "remark": "remark",
        "reason": "reason",
        "public_issue": "publicIssue", "public_measure": "publicMeasure", "public_result": "publicResult",
        "visited_on": "visitedOn", "mode": "mode", "heard": "heard", "request": "request",
        "concern_kind": "concernKind",
        "summary": "summary", "source": "source", "carer_id": "carer", "contact_days": "contactDays",
        "text": "noteText",
        "contacted_on": "contactedOn", "outcome": "contactOutcome", "counterpart": "counterpart", "minutes": "minutes",
        "form": "importForm", "visit_id": "visit", "semester": "semester",
        "record_class": "recordClass", "hours": "hours", "justified": "wasJustified", "note": "reviewNote",
        "student": "studentKey", "from": "fromDay", "to": "toDay",
        "idle_minutes": "idleMinutes", "longest_minutes": "longestMinutes",
    ]
}

extension Words {
    static let common: [String: Pair] = [
        "htmlLanguage": ("zh-CN", "en"),
        "siteName": ("暖心", "Nuanxin"),
        "siteMotto": ("察民情 解民忧 暖民心", "Listen, solve, care"),
        "otherLanguage": ("English", "中文"),
        "otherLanguageCode": ("en", "zh"),
        "skipToContent": ("跳到正文", "Skip to content"),
        "mainMenu": ("主菜单", "Main menu"),
        "signIn": ("登录", "Sign in"),
        "signOut": ("退出", "Sign out"),
        "signInIntro": ("请用学校发给您的账号登录。", "Use the account that the school gave you."),
        "loginName": ("登录名", "Login name"),
        "password": ("密码", "Password"),
        "signInRefused": (
            "登录名或密码不对,或账号已停用。请核对后再试。",
            "Login name or password is wrong, or the account is disabled. Check them and try again."
        ),
        "passwordChange": ("更换密码", "Change your password"),
        "passwordChangeDue": ("这个密码由他人设定。请先换成只有您知道的密码。", "Somebody else made this password. Choose one that only you know."),
        "passwordChangeHint": (
            "至少 10 个字符,不含登录名。更换后,其他设备上的登录全部失效。",
            "At least 10 characters, without your login name. Every other session of yours ends with the change."
        ),
        "currentPassword": ("现在的密码", "Current password"),
        "newPassword": ("新密码", "New password"),
        "newPasswordAgain": ("再输一次新密码", "New password once more"),
        "passwordsDiffer": ("两次输入的新密码不一样。", "The two new passwords differ."),
        "passwordIsOld": ("新密码不能和现在的一样。", "The new password is the current one."),
        "mySessions": ("我的登录", "My sessions"),
        "mySessionsHint": (
            "这些浏览器现在以您的身份登录着。不认得的请结束,并更换密码。",
            "These browsers are signed in as you. End what you do not know, and change your password."
        ),
        "openedAt": ("登录时间", "Signed in"),
        "lastUsedAt": ("最近使用", "Last used"),
        "networkAddress": ("网络地址", "Address"),
        "browser": ("浏览器", "Browser"),
        "thisSession": ("就是这里", "this one"),
        "endSession": ("结束", "End"),
        "endOtherSessions": ("结束其他全部登录", "End all others"),
        "done_session_closed": ("已结束。", "Ended."),
        "done_password_changed": ("密码已更换,其他登录已全部失效。", "The password is changed; all other sessions have ended."),
        "signInTooOften": (
            "试错次数太多。请稍等几分钟再试,或请系统管理员重设密码。",
            "Too many wrong attempts. Wait a few minutes, or ask the administrator for a new password."
        ),
        "signInAgain": ("您已退出,或登录已过期。请重新登录。", "You are signed out, or your session is over. Please sign in again."),
        "toPublicPage": ("查看学校公布的三个清单", "See the lists that the school publishes"),
        "home": ("首页", "Home"),
        "people": ("师生", "People"),
        "careFiles": ("关爱档案", "Care files"),
        "leftBehind": ("留守学生", "Left-behind students"),
        "aidGap": ("应助未助", "Aid gap"),
        "issues": ("三个清单", "Three lists"),
        "tasks": ("任务", "Tasks"),
        "publications": ("公布", "Publication"),
        "imports": ("导入表格", "Imports"),
        "reports": ("统计报表", "Reports"),
        "accounts": ("账号授权", "Accounts"),
        "show": ("查看", "Show"),
        "filter": ("筛选", "Filter"),
        "search": ("查找", "Search"),
        "yes": ("是", "Yes"),
        "no": ("否", "No"),
        "optional": ("可不填", "optional"),
        "choose": ("请选择", "Choose"),
        "any": ("全部", "Any"),
        "back": ("返回", "Back"),
        "backHome": ("回首页", "Go to the home page"),
        "nextPage": ("下一页", "Next page"),
        "previousPage": ("上一页", "Previous page"),
        "firstPage": ("回到第一页", "First page"),
        "total": ("共", "In all"),
        "rowsUnit": ("条", "rows"),
        "none": ("没有。", "None."),
        "overdue": ("逾期", "overdue"),
        "date": ("日期", "Date"),
        "state": ("状态", "State"),
        "name": ("姓名", "Name"),
        "class": ("班级", "Class"),
        "semester": ("学期", "Semester"),
        "reason": ("原因", "Reason"),
        "requestID": ("请求编号", "Request"),
        "problemTitle": ("没有办成", "It was not done"),
        "done": ("已办好。", "Done."),
        "alreadyDone": ("这件事已经办过,没有重复办理。", "This was done already and was not done twice."),
        // errors
        "notFoundTitle": ("没有这个页面", "There is no such page"),
        "notFoundText": (
            "没有找到您要的内容,或您无权查看。请核对地址,或从首页重新进入。",
            "What you look for is not here, or you may not see it. Check the address, or start from the home page."
        ),
        "forbiddenTitle": ("您无权办理", "You may not do this"),
        "forbiddenHint": ("如确需办理,请向党委办公室申请相应角色。", "If your work needs it, ask the party office for the role."),
        "conflictTitle": ("现在不能这样办", "This cannot be done now"),
        "invalidTitle": ("填写的内容不能接受", "Something in it cannot be accepted"),
        "unavailableTitle": ("暂时不可用", "Not available now"),
        "unavailableText": (
            "记录库暂时连接不上,没有任何改动。请过一会儿再试。",
            "The records cannot be reached now; nothing was changed. Please try again in a while."
        ),
        "failedTitle": ("程序出错", "The program failed"),
        "failedText": (
            "没有任何改动。请把请求编号告诉系统管理员。", "Nothing was changed. Please tell the administrator the number of the request."
        ),
        "foreignFormTitle": ("表单已失效", "The form is not valid any more"),
        "foreignFormText": (
            "这张表单不是从本页面提交的,或打开时间太久。请重新打开页面再填。",
            "This form was not sent from a page of this site, or was open too long. Open the page again."
        ),
        "tooLargeTitle": ("内容太大", "It is too large"),
        "tooLargeText": ("上传的文件不能超过20 MB,其他表单不能超过1 MB。", "A file may have 20 MB at most, any other form 1 MB."),
        "badRequestTitle": ("请求不合规范", "The request is malformed"),
        "badRequestText": (
            "浏览器发来的内容无法读取。请重新打开页面再试。", "What the browser sent cannot be read. Open the page again and try once more."
        ),
        // home
        "welcome": ("您好", "Hello"),
        "noRoles": (
            "您今天没有任何角色,大多数页面会拒绝您。请联系党委办公室。",
            "You hold no role today, so most pages will refuse you. Please ask the party office."
        ),
        "waitsForYou": ("待办", "Waiting for you"),
        "overdueTasks": ("逾期任务", "Overdue tasks"),
        "openTasks": ("未完成任务", "Open tasks"),
        "toAssign": ("待交办", "To assign"),
        "toVerify": ("待验收", "To verify"),
        "toClose": ("待销号", "To sign off"),
        "toApprove": ("待批准公布", "Publications to approve"),
        "myTasks": ("我的任务", "My tasks"),
        "myCareDue": ("到期的联系与评估", "Contacts and reviews due"),
        "nothingWaits": ("眼下没有到期的事。", "Nothing is due."),
        "quickLinks": ("常用", "Quick links"),
        "recordVisit": ("登记走访", "Record a visit"),
        "raiseIssue": ("登记问题", "Raise an issue"),
        "searchPeople": ("查找师生", "Search people"),
        "quotas": ("领导联系达标", "Leaders' linkages"),
        "footer": ("每次查看与修改都会留痕。", "Every look and every change is logged."),
    ]

    static let people: [String: Pair] = [
        "searchHint": ("姓名、曾用名、班级(如 高一(1)班)或工号", "Name, former name, class such as 高一(1)班, or staff number"),
        "searchNone": ("没有找到。请核对姓名,或换个写法。", "Nobody was found. Check the name or write it another way."),
        "searchLogged": ("查找会留痕。", "Searches are logged."),
        "sex": ("性别", "Sex"),
        "kind": ("类别", "Kind"),
        "profile": ("基本情况", "Profile"),
        "birthDate": ("出生日期", "Birth date"),
        "ethnicity": ("民族", "Ethnic group"),
        "rollNumber": ("学籍号", "Roll number"),
        "idNumber": ("证件号码", "Identity number"),
        "residence": ("就读方式", "Residence"),
        "household": ("户口", "Household"),
        "dormitoryRoom": ("寝室", "Dormitory room"),
        "address": ("住址", "Address"),
        "phones": ("电话", "Phone"),
        "guardians": ("监护人与受托照护人", "Guardians and entrusted carers"),
        "until": ("截至", "Until"),
        "healthCard": ("照护卡", "Health card"),
        "sportLimit": ("运动限制", "Limit in sport"),
        "firstAid": ("应急处置", "First aid"),
        "condition": ("健康状况", "Condition"),
        "institution": ("诊断医院", "Hospital"),
        "longTermMedication": ("长期服药", "Long-term medication"),
        "noticeSigned": ("家长告知书已签", "Guardian notice signed"),
        "aid": ("认定与资助", "Determination and aid"),
        "amount": ("金额(元)", "Amount (yuan)"),
        "visits": ("走访记录", "Visits"),
        "visit": ("走访", "Visit"),
        "visitedOn": ("走访日期", "Day of the visit"),
        "mode": ("方式", "Mode"),
        "heard": ("所见所闻", "What was seen and heard"),
        "request": ("家长诉求", "What the family asks for"),
        "requestHint": ("写了诉求,工作专班会看到并处理。", "A request goes to the task force."),
        "becameIssue": ("已列入问题清单", "It became an issue"),
        "openCareFile": ("建立关爱档案", "Open a care file"),
        "done_visit": ("走访已登记。", "The visit is recorded."),
        "partsHidden": ("未列出的部分不在您的权限之内。", "Parts that are not shown are outside your rights."),
    ]

    static let care: [String: Pair] = [
        "openFiles": ("在档", "Open"),
        "myFiles": ("我负责的", "Mine"),
        "dueFiles": ("有到期事项的", "With something due"),
        "concerns": ("关爱事项", "Concerns"),
        "carer": ("帮扶责任人", "Carer"),
        "openedOn": ("建档日期", "Opened on"),
        "closedOn": ("结档日期", "Closed on"),
        "closeReason": ("结档原因", "Reason of closing"),
        "nextReview": ("下次评估", "Next review"),
        "lastContact": ("最近联系", "Last contact"),
        "contactDue": ("应联系日", "Contact due"),
        "contactEveryDays": ("联系间隔(天)", "Days between contacts"),
        "source": ("来源", "Source"),
        "concernKind": ("关爱类别", "Kind of concern"),
        "summary": ("情况摘要", "Summary"),
        "contactDays": ("多少天联系一次", "Contact every … days"),
        "notes": ("关爱记录", "Notes"),
        "noteText": ("记录内容", "Note"),
        "addNote": ("写一条记录", "Add a note"),
        "contacts": ("联系记录", "Contacts"),
        "logContact": ("登记联系", "Log a contact"),
        "contactedOn": ("联系日期", "Day of the contact"),
        "contactOutcome": ("结果", "Outcome"),
        "counterpart": ("对方", "With whom"),
        "minutes": ("时长(分钟)", "Minutes"),
        "reviewFile": ("学期评估", "Semester review"),
        "reviewResult": ("评估结果", "Result"),
        "handOver": ("移交", "Hand over"),
        "newCarer": ("新的帮扶责任人", "New carer"),
        "closeFile": ("结档", "Close the file"),
        "student": ("学生", "Student"),
        "toStudent": ("学生页面", "Student's page"),
        "done_open_file": ("档案已建立。", "The file is open."),
        "done_note": ("记录已写入。", "The note is in the file."),
        "done_contact": ("联系已登记。", "The contact is logged."),
        "done_review": ("评估已登记。", "The review is recorded."),
        "done_hand_over": ("已移交。", "The file is handed over."),
        "done_close_file": ("已结档。", "The file is closed."),
        "fatherAway": ("父亲外出", "Father away"),
        "motherAway": ("母亲外出", "Mother away"),
        "callsPerWeek": ("每周亲情电话", "Calls a week"),
        "homeCarer": ("家中照护人", "Carer at home"),
        "helper": ("帮扶教师", "Helper"),
        "reportedKind": ("表上类型", "Kind as reported"),
        "byStateCouncil": ("国务院口径", "State Council"),
        "byRoll": ("学籍口径", "Roll"),
        "byMinorsLaw": ("未保法口径", "Minors law"),
        "bySchool": ("本校口径", "School"),
        "confirm": ("确认", "Confirm"),
        "done_confirm": ("已确认。", "Confirmed."),
        "note": ("备注", "Note"),
        "definitionsHint": (
            "四种口径由所登记的事实推算;“不明”表示事实不全。",
            "The four definitions follow from the recorded facts; \"undetermined\" means that facts are missing."
        ),
        "category": ("困难类别", "Category"),
        "scheme": ("应享项目", "Scheme"),
        "basis": ("依据", "Basis"),
        "gapHint": (
            "有佐证、有规定、在籍,而本学期既未资助也未签字放弃。",
            "Evidence, a rule and enrolment are there, but neither an award nor a signed refusal this semester."
        ),
        "gapNone": ("没有应助未助的学生。", "Nobody is left out."),
        "semesterHint": ("如 2026-2027-1;不填为最近一个学期", "Like 2026-2027-1; empty: the latest"),
    ]
}
