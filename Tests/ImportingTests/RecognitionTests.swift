import Records
import Spreadsheets
import Testing

@testable import Importing

@Suite struct RecognitionTests {
    struct Example: Sendable, CustomStringConvertible {
        let kind: FormKind
        let headings: String
        let fields: String
        var description: String { headings }
    }

    /// The headings that schools use, and others for the same; in their usual order and in others.
    @Test(arguments: [
        Example(
            kind: .studentRoster,
            headings: "序号 年级 班级 姓名 性别 民族 出生日期 身份证件号 学籍号 户口性质 家庭住址 是否住校 寝室 监护人姓名 与监护人关系 监护人电话 备注",
            fields:
                "sequence grade class name sex ethnicity birth_date id_number roll_number household address "
                    + "boarding dormitory "
                + "guardian_name guardian_relation guardian_phone note"),
        Example(
            kind: .studentRoster, headings: "学生姓名 身份证号码 出生年月 性别 所在班级 家长姓名 家长联系电话 宿舍号 QQ号",
            fields: "name id_number birth_date sex class guardian_name guardian_phone dormitory ?"),
        Example(
            kind: .studentRoster, headings: "Class Student_Name ID_number Birth_date Gender",
            fields: "class name id_number birth_date sex"),
        Example(
            kind: .studentRoster,
            headings: "全国学籍号 姓名* 曾用名 性别 出生地 籍贯 国籍/地区 证件类型 身份证件号 港澳台侨外 政治面貌 健康状况 户口所在地 学籍辅号 "
                + "班内学号 班级 入学年月 入学方式 就读方式 学生来源 是否独生子女 是否留守儿童 是否随迁子女 是否孤儿 是否烈士或优抚子女 随班就读 残疾类型 "
                + "成员1姓名 成员1关系 成员1身份证件号",
            fields:
                "roll_number name former_name sex birth_place native_place nationality id_kind id_number "
                    + "overseas_status "
                + "political_status health household_place auxiliary_roll_number class_number class "
                    + "enrolled_on enrolment_mode "
                + "study_mode student_source only_child left_behind migrant_child orphan martyr_family "
                    + "inclusive_education "
                + "disability_kind guardian_name guardian_relation guardian_id_number"),
        Example(
            kind: .staffRoster, headings: "工号 姓名 性别 政治面貌 党支部 备课组 任教学科 职务 班主任班级 联系电话",
            fields: "staff_number name sex political_status party_branch lesson_group subject post homeroom_class phone"
        ),
        Example(
            kind: .staffRoster, headings: "教师姓名 手机号码 学科 岗位 所在支部 教研组 职工编号",
            fields: "name phone subject post party_branch lesson_group staff_number"),
        Example(
            kind: .leftBehindRegister,
            headings: "班级 姓名 身份证号 留守类型 父亲务工地点 母亲务工地点 受委托监护人 与学生关系 委托监护人电话 亲情电话频次(次/周) 帮扶教师 备注",
            fields:
                "class name id_number left_behind_type father_place mother_place carer_name carer_relation carer_phone "
                + "calls_per_week helper_teacher note"),
        Example(
            kind: .leftBehindRegister, headings: "序号 留守学生姓名 性别 班别 留守情况 父亲打工地点 母亲去向 监护人 监护人与学生关系 联系电话 结对教师",
            fields:
                "sequence name sex class left_behind_type father_place mother_place carer_name carer_relation "
                    + "carer_phone helper_teacher"
        ),
        Example(
            kind: .healthScreening, headings: "班级 姓名 性别 疾病或特异体质 诊断医院 是否长期服药 体育活动限制 家长告知书（已签/未签） 发病史 急救联系人",
            fields:
                "class name sex condition hospital long_term_medication sport_limit guardian_notice onset "
                    + "emergency_contact"
        ),
        Example(
            kind: .healthScreening, headings: "序号 年级 班级 学生姓名 病种 就诊医院 服药情况 运动限制 告知书 紧急联系电话",
            fields:
                "sequence grade class name condition hospital long_term_medication sport_limit "
                    + "guardian_notice emergency_contact"
        ),
        Example(
            kind: .aidDetermination, headings: "班级 姓名 身份证号 困难类型 佐证材料 认定等级 资助项目 金额(元) 学期",
            fields: "class name id_number category evidence level scheme amount semester"),
        Example(
            kind: .aidDetermination, headings: "姓名 班级 身份证件号码 认定档次 困难原因 证明材料 资助名称 资助金额（元）",
            fields: "name class id_number level category evidence scheme amount"),
        Example(
            kind: .issueLedger, headings: "序号 问题描述 类别 来源渠道 反映人 发现日期 责任领导 责任部门 责任人 整改措施 完成时限 完成日期 是否销号 整改成效 群众评价 佐证",
            fields:
                "sequence description area channel raiser found_on leader unit responsible_person measure "
                    + "deadline done_on is_closed "
                + "outcome feedback evidence"),
        Example(
            kind: .issueLedger, headings: "序号 问题内容 问题类型 问题来源 提出人 收集时间",
            fields: "sequence description area channel raiser found_on"),
        Example(
            kind: .leaderLinkage, headings: "姓名 职务 联系党支部 联系备课组 蹲点班级 结对关爱学生 领办民生实事",
            fields: "name post branch lesson_group classes students project"),
        Example(
            kind: .leaderLinkage, headings: "序号 班子成员 包联支部 联系班级 帮扶学生 领办实事",
            fields: "sequence name branch classes students project"),
        Example(
            kind: .homeVisit, headings: "日期 家访教师 班级 学生 方式 反映情况 需要学校解决的问题",
            fields: "visited_on teacher class student mode heard request"),
        Example(
            kind: .homeVisit, headings: "序号 家访时间 学生姓名 班级 教师姓名 家访形式 家访内容 家长诉求 家长意见 后续跟进 家长签字",
            fields:
                "sequence visited_on student class teacher mode heard request guardian_opinion follow_up "
                    + "guardian_signature"
        ),
    ])
    func formsAndColumns(_ example: Example) throws {
        let headings = example.headings.split(separator: " ").map(String.init)
        let row = headings.indices.map { "值\($0)" }
        let found = try sheet(table([headings, row]))
        #expect(found.form == example.kind)
        #expect(found.fieldNames == example.fields.split(separator: " ").map(String.init))
        #expect(found.rows.count == 1)
        // The same columns the other way round.
        let reversed = try sheet(table([headings.reversed(), row.reversed()]))
        #expect(reversed.form == example.kind)
        #expect(Set(reversed.fieldNames) == Set(found.fieldNames))
    }

    /// The headings by which a form is written are those by which it is read.
    @Test(arguments: FormKind.allCases)
    func everyFormReadsItsOwnHeadings(_ kind: FormKind) throws {
        let fields = kind.form.fields
        let found = try sheet(table([fields.map { $0.headings[0] }, fields.map { _ in "值" }]))
        #expect(found.form == kind)
        #expect(found.columns.map(\.field) == fields.map { Optional($0) })
        for field in fields {
            #expect(kind.form.field(heading: field.name) == field)
            for heading in field.headings { #expect(kind.form.field(heading: heading) == field, "\(heading)") }
        }
        #expect(kind.form.required.joined().allSatisfy { name in fields.contains { $0.name == name } })
    }

    /// Sheets of other kinds share columns with ours and must not come in as ours: a list of test scores is no roster.
    @Test(arguments: [
        "班级 姓名 性别 量表 分值 预警等级 是否访谈 是否转介 家长告知", "姓名 身份证号 银行卡号 开户行 金额 签字", "姓名 年级 班级", "日期 学生 通话对象 号码 时长 签字",
        "日期 教师 学生 内容 措施", "序号 排查时间 部位 隐患描述 等级 整改措施 责任人 时限 完成情况 复查人 复查时间 销号",
        "岗位/环节 风险点 等级 防控措施 责任人 主管领导 分管领导", "日期 班级 姓名 事由 分值 登记人", "班级 姓名 等次 金额", "序号 项目 内容 牵头领导 责任部门 完成时限 进展 资金",
    ])
    func otherFormsAreNotTaken(_ headings: String) throws {
        let headings = headings.split(separator: " ").map(String.init)
        do {
            let found = try sheet(table([headings, headings.map { _ in "值" }]))
            Issue.record("taken for \(found.form)")
        } catch let problem as ImportProblem {
            guard case .unknownForm(let found, _, let missing) = problem.reason else {
                Issue.record("\(problem.reason)")
                return
            }
            #expect(found == headings)
            #expect(!missing.isEmpty)
        }
    }

    @Test func titlesNotesAndBlankRowsAboveTheHeadings() throws {
        let found = try sheet(
            table(
                title: "2025—2026学年度第一学期学生花名册",
                notes: ["填表单位：教务处        填表日期：2025年9月1日", "说明：班级写成 高一(1)班，姓名中间不要空格"],
                [["班级", "姓名", "性别", "身份证号"], ["高一(1)班", "张三", "男", ""]]))
        #expect(found.headerRows == 4...4)
        #expect(found.rows.map(\.number) == [5])
        #expect(
            found.context == [
                "title": "2025—2026学年度第一学期学生花名册", "school_year": "2025-2026", "semester": "2025-2026-1",
                "filled_by": "教务处",
                "filled_on": "2025-09-01",
            ])
        #expect(
            found.contextJSON
                == #"{"filled_by":"教务处","filled_on":"2025-09-01","school_year":"2025-2026","semester":"2025-2026-1","title":"2025—2026学年度第一学期学生花名册"}"#
        )
    }

    @Test func twoRowsOfHeadings() throws {
        var sample = SpreadsheetWriter.Table(
            name: "名册", title: "学生花名册",
            columns: [
                .init("序号"), .init("姓名", group: "学生基本情况"), .init("班级", group: "学生基本情况"), .init("身份证号", group: "学生基本情况"),
                .init("姓名", group: "监护人1"), .init("关系", group: "监护人1"), .init("工作单位", group: "监护人1"), .init("备注"),
            ],
            rows: [["1", "张三", "高一(1)班", "110105194912310000", "张父", "父亲", "某厂", "无"]])
        let found = try sheet(sample)
        #expect(found.headerRows == 2...3)
        #expect(
            found.fieldNames == [
                "sequence", "name", "class", "id_number", "guardian_name", "guardian_relation", "?", "note",
            ])
        #expect(found.rows[0].clean["name"] == "张三" && found.rows[0].clean["guardian_name"] == "张父")
        #expect(found.rows[0].raw["监护人1 工作单位"] == "某厂")

        // "About" words in the group say nothing: 家长信息 over 姓名 is 家长姓名, not a second pupil.
        sample.columns[4].group = "家长信息"
        sample.columns[5].group = "家长信息"
        sample.columns[6].group = "家长信息"
        #expect(try sheet(sample).fieldNames[4...6] == ["guardian_name", "guardian_relation", "?"])

        // The three lists over their columns: each group heading is a heading of the ledger elsewhere.
        sample.columns = [
            .init("序号"), .init("问题描述", group: "问题清单"), .init("类别", group: "问题清单"), .init("来源渠道", group: "问题清单"),
            .init("整改措施", group: "任务清单"), .init("完成时限", group: "任务清单"), .init("是否销号", group: "效果清单"),
            .init("整改成效", group: "效果清单"),
        ]
        sample.rows = [["1", "灯坏了", "校园安全", "问卷调查", "换灯", "2025-12-01", "否", ""]]
        let ledger = try sheet(sample)
        #expect(ledger.form == .issueLedger)
        #expect(
            ledger.fieldNames == [
                "sequence", "description", "area", "channel", "measure", "deadline", "is_closed", "outcome",
            ])
    }

    /// A heading in two lines, with a star, a colon and blanks, is still the heading.
    @Test func headingsAsTheyAreTyped() throws {
        let found = try sheet(
            table([["班 级", "姓\n名", "＊身份证号：", "1.性别", "出生日期（年/月/日）"], ["高一(1)班", "张三", "", "男", "2010-9-1"]]))
        #expect(found.fieldNames == ["class", "name", "id_number", "sex", "birth_date"])
    }

    @Test func unknownColumnsAreKeptAndTold() throws {
        let found = try sheet(table([["班级", "姓名", "性别", "QQ号", "QQ号", ""], ["高一(1)班", "张三", "男", "123", "456", ""]]))
        #expect(found.rows[0].raw["QQ号"] == "123" && found.rows[0].raw["QQ号(2)"] == "456")
        #expect(found.rows[0].clean["QQ号"] == nil)
        #expect(found.notices == [.unknownColumns(["QQ号", "QQ号(2)"])])
    }

    @Test func severalSheetsHiddenAndEmptyOnes() throws {
        var hidden = table(name: "底稿", [["班级", "姓名", "性别"], ["高一(9)班", "不该读", "男"]])
        hidden.isHidden = true
        let book = try workbook(
            table(name: "高一(1)班", [["姓名", "性别", "身份证号"], ["张三", "男", ""]]),
            table(name: "高一(2)班", [["姓名", "性别", "身份证号"], ["李四", "女", ""]]),
            hidden, table(name: "统计", [["项目", "数量"], ["男生", "3"]]), table(name: "Sheet5", []), name: "2025年秋学生花名册.xlsx")
        let recognition = try recognise(book)
        #expect(recognition.sheets.map(\.name) == ["高一(1)班", "高一(2)班"])
        // A sheet a class, without a column for it: the tab says which.
        #expect(recognition.sheets.map { $0.rows[0].clean["class"] } == ["高一(1)班", "高一(2)班"])
        #expect(recognition.sheets[0].context["semester"] == "2025-2026-1")
        #expect(recognition.skipped.map(\.sheet) == ["底稿", "统计"])
        #expect(recognition.skipped.map(\.reason) == [.hidden, .noHeaderRow])
        #expect(!recognition.sheets.flatMap(\.rows).contains { $0.clean["name"] == "不该读" })
    }

    @Test func nothingToRead() throws {
        var hidden = table(name: "底稿", [["班级", "姓名", "性别"], ["高一(9)班", "甲", "男"]])
        hidden.isHidden = true
        let book = try workbook(hidden, table(name: "空", []))
        #expect(throws: ImportProblem(file: "t.xlsx", sheet: nil, reason: .nothingVisible(hiddenSheets: 1))) {
            try recognise(book)
        }
        #expect(throws: ImportProblem(file: "a.csv", sheet: "a", reason: .noHeaderRow)) {
            try recognise(try Workbook(bytes: Array("今天,天气\n很,好\n".utf8), name: "a.csv"))
        }
    }

    @Test func forcedForm() throws {
        // Too little to be known by itself.
        let small = table(name: "名单", [["姓名", "班级", "类别"], ["张三", "高一(1)班", "低保"]])
        #expect(throws: ImportProblem.self) { try sheet(small) }
        let forced = try sheet(
            table(name: "名单", [["姓名", "班级", "认定等级", "资助项目"], ["张三", "高一(1)班", "困难", "助学金"]]), kind: .aidDetermination)
        #expect(forced.form == .aidDetermination && forced.isForced)
        do {
            _ = try sheet(small, kind: .aidDetermination)
            Issue.record("taken")
        } catch let problem as ImportProblem {
            #expect(problem.reason == .missingColumns(.aidDetermination, missing: ["困难类型/认定等级/佐证材料", "资助项目/认定等级/金额"]))
            #expect(
                problem.message(.chinese) == "文件“t.xlsx”的工作表“名单”：按“家庭经济困难学生认定汇总表”读取，但缺少列：困难类型/认定等级/佐证材料、资助项目/认定等级/金额。")
            #expect(problem.message(.english).contains("summary of hardship determinations"))
        }
    }

    @Test func theMessageNamesTheNearestForm() throws {
        do {
            _ = try sheet(table(name: "表", [["班级", "姓名", "诊断医院", "是否长期服药"], ["高一(1)班", "张三", "市医院", "否"]]))
            Issue.record("taken")
        } catch let problem as ImportProblem {
            #expect(
                problem.reason
                    == .unknownForm(
                        headings: ["班级", "姓名", "诊断医院", "是否长期服药"], nearest: .healthScreening, missing: ["疾病或特异体质"]))
        }
    }

    /// The same roster as .csv: in UTF-8 with tabs, with semicolons, with a title.
    @Test(arguments: [
        "班级\t姓名\t性别\n高一(1)班\t张三\t男\n", "\u{FEFF}学生花名册;;\n班级;姓名;性别\n高一（1）班;张三;男\n", "班级,姓名,性别\r\n高一1班,\"张三\",男\r\n",
    ])
    func csvFiles(_ text: String) throws {
        let found = try csvSheet(text)
        #expect(found.form == .studentRoster)
        #expect(found.rows.map(\.clean) == [["class": "高一(1)班", "name": "张三", "sex": "男"]])
    }
}
