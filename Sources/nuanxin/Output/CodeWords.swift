/// Words for codes that stand in the records. JSON and CSV keep the codes.
enum CodeWords {
    static func sex(_ code: String?) -> String {
        switch code {
        case "1": say("男", "male")
        case "2": say("女", "female")
        default: ""
        }
    }

    static func personKind(_ code: String) -> String {
        switch code {
        case "student": say("学生", "student")
        case "staff": say("教职工", "staff")
        default: say("其他", "other")
        }
    }

    /// Facts of a family: yes, no, unknown, deceased.
    static func fact(_ code: String) -> String {
        switch code {
        case "yes": say("是", "yes")
        case "no": say("否", "no")
        case "deceased": say("已故", "deceased")
        case "undetermined": say("待定", "undetermined")
        default: say("不详", "unknown")
        }
    }

    static func leftBehindState(_ code: String) -> String {
        switch code {
        case "to_confirm": say("待确认", "to confirm")
        case "confirmed": say("已确认", "confirmed")
        case "changed": say("有变化", "changed")
        case "ended": say("已结束", "ended")
        default: code
        }
    }

    static func unitKind(_ code: String) -> String {
        switch code {
        case "school": say("学校", "school")
        case "office": say("部门", "office")
        case "grade": say("年级", "grade")
        case "class": say("班级", "class")
        case "party_branch": say("党支部", "party branch")
        case "lesson_group": say("备课组", "lesson group")
        case "dormitory": say("宿舍", "dormitory")
        case "canteen": say("食堂", "canteen")
        case "community": say("社区", "community")
        case "village": say("村", "village")
        case "partner_school": say("结对学校", "partner school")
        default: code
        }
    }

    static func mode(_ code: String) -> String {
        switch code {
        case "in_person", "home_visit": say("入户", "home visit")
        case "phone": say("电话", "phone")
        case "video": say("视频", "video")
        case "at_school": say("到校", "at school")
        default: code
        }
    }

    static func outcome(_ code: String) -> String {
        switch code {
        case "reached": say("已联系", "reached")
        case "not_reached": say("未联系上", "not reached")
        case "refused": say("拒绝", "refused")
        default: code
        }
    }

    static func severity(_ code: String) -> String {
        switch code {
        case "normal": say("一般", "normal")
        case "high": say("较重", "high")
        case "urgent": say("紧急", "urgent")
        default: code
        }
    }

    static func method(_ code: String?) -> String {
        switch code {
        case "on_site": say("现场", "on site")
        case "papers": say("查阅资料", "papers")
        case "call_back": say("电话回访", "call back")
        case "imported": say("台账导入", "imported")
        default: code ?? ""
        }
    }

    static func sportLimit(_ code: String?) -> String {
        switch code {
        case "none": say("不限", "none")
        case "moderate": say("适量", "moderate")
        case "no_strenuous": say("不宜剧烈运动", "nothing strenuous")
        case "no_sport": say("不宜运动", "no sport")
        default: code ?? ""
        }
    }

    static func verdict(_ code: String?) -> String {
        switch code {
        case "new": say("新增", "new")
        case "change": say("更新", "change")
        case "same": say("相同", "same")
        case "duplicate": say("重复", "duplicate")
        case "ask": say("待问", "ask")
        case "refused": say("拒收", "refused")
        default: code ?? ""
        }
    }

    static func leak(_ code: String) -> String {
        switch code {
        case "name": say("姓名", "name")
        case "identity_number": say("证件号", "identity number")
        case "phone_number": say("电话", "phone number")
        case "dormitory_room": say("寝室号", "dormitory room")
        case "class_and_person": say("班级加个人", "class and person")
        default: code
        }
    }

    static func residence(_ code: String?) -> String {
        switch code {
        case "day": say("走读", "day")
        case "boarding": say("住读", "boarding")
        default: ""
        }
    }

    static func household(_ code: String?) -> String {
        switch code {
        case "rural": say("农村", "rural")
        case "urban": say("城镇", "urban")
        default: ""
        }
    }

    static func aidKind(_ code: String) -> String {
        switch code {
        case "determination": say("认定", "determination")
        case "category": say("困难类型", "category")
        case "award": say("资助", "award")
        default: code
        }
    }

    static func aidState(_ code: String) -> String {
        switch code {
        case "candidate": say("待认定", "candidate")
        case "determined": say("已认定", "determined")
        case "held": say("有佐证", "held")
        case "proposed": say("拟资助", "proposed")
        case "approved": say("已批准", "approved")
        case "paid": say("已发放", "paid")
        case "cancelled": say("已取消", "cancelled")
        case "ended": say("已结束", "ended")
        default: code
        }
    }
}
