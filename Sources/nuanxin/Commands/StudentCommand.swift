import ArgumentParser
import RecordsStore

/// `nuanxin student …`
struct StudentCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "student", abstract: say("学生", "Students"), subcommands: [Find.self, Show.self])
    }

    struct Find: RecordsCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(abstract: say("查学生(留痕)", "Finds students; the search is logged"))
        }

        @Argument(
            help: ArgumentHelp(
                say("姓名、班级(如 高一(1)班)或证件号", "A name, a class such as 高一(1)班, or an identity number"), valueName: "term"))
        var term: String

        @Option(help: ArgumentHelp(say("最多列出几人", "How many at most"), valueName: "n"))
        var limit: Int32 = 100

        @OptionGroup(visibility: .hidden) var options: GlobalOptions

        func run(as caller: Caller) async throws {
            let found = try await caller.run(People.SearchPeople(term: term, most: limit)).filter {
                $0.kind == "student"
            }
            caller.printer.list(
                found,
                [
                    Column("id", "编号", "id", \.id),
                    Column("name", "姓名", "name", \.name),
                    Column("sex", "性别", "sex", \.sex, words: CodeWords.sex),
                    Column("class", "班级", "class", \.unit),
                ], nothing: say("没有找到。", "Nobody was found."))
        }
    }

    struct Show: RecordsCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                abstract: say("学生页(留痕)", "A student's page; the look is logged"),
                discussion: say("无权查看的部分不显示。", "Parts that you may not see are left out."))
        }

        @Argument(help: ArgumentHelp(say("学生编号或姓名", "A student's key or name"), valueName: "student"))
        var student: String

        @OptionGroup(visibility: .hidden) var options: GlobalOptions

        func run(as caller: Caller) async throws {
            let id = try await caller.student(student)
            let (profile, guardians, files, leftBehind, health, aid) = try await caller.run(
                People.StudentProfile(studentID: id), People.StudentGuardians(studentID: id),
                People.StudentCareFiles(studentID: id), Care.StudentLeftBehind(studentID: id),
                Care.StudentHealth(studentID: id), Aid.StudentAid(studentID: id))
            caller.printer.record(
                profile, Self.profileColumns,
                sections: [
                    Printer.Section("guardians", "监护与照护", "Guardians and carers", guardians, Self.guardianColumns),
                    Printer.Section("care_files", "关爱档案", "Care files", files, Self.fileColumns),
                    Printer.Section("left_behind", "留守记录", "Left-behind records", leftBehind, Self.leftBehindColumns),
                    Printer.Section("health", "照护卡", "Health card", health, Self.healthColumns),
                    Printer.Section("aid", "认定与资助", "Determinations and aid", aid, Self.aidColumns),
                ])
        }

        private static var profileColumns: [Column<People.StudentProfile.Row>] {
            [
                Column("id", "编号", "id", \.id),
                Column("name", "姓名", "name", \.name),
                Column("sex", "性别", "sex", \.sex, words: CodeWords.sex),
                Column("class_label", "班级", "class", \.classLabel),
                Column("birth_date", "出生日期", "born", \.birthDate),
                Column("ethnicity", "民族", "ethnicity", \.ethnicity),
                Column("roll_number", "学籍号", "roll number", \.rollNumber),
                Column("masked_id", "证件号", "identity number", \.maskedID),
                Column("residence", "住读", "residence", \.residence, words: CodeWords.residence),
                Column("household", "户籍", "household", \.household, words: CodeWords.household),
                Column("dormitory_room", "寝室", "room", \.dormitoryRoom),
                Column("address", "住址", "address", \.address),
                Column("phones", "电话", "phones", \.phones),
            ]
        }

        private static var guardianColumns: [Column<People.StudentGuardians.Row>] {
            [
                Column("guardian_id", \.guardianID),
                Column("name", "姓名", "name", \.name),
                Column("relation", "关系", "relation", \.relation),
                Column("kind", \.kind),
                Column("is_entrusted", "受委托", "entrusted", \.isEntrusted),
                Column("phones", "电话", "phones", \.phones),
                Column("until", "至", "until", \.until),
            ]
        }

        private static var fileColumns: [Column<People.StudentCareFiles.Row>] {
            [
                Column("id", "档案", "file", \.id),
                Column("state", \.state),
                Column("state_label", "状态", "state", \.stateLabel),
                Column("opened_on", "建档", "opened", \.openedOn),
                Column("closed_on", "结档", "closed", \.closedOn),
            ]
        }

        private static var leftBehindColumns: [Column<Care.StudentLeftBehind.Row>] {
            [
                Column("semester", "学期", "semester", \.semester),
                Column("state", "状态", "state", \.state, words: CodeWords.leftBehindState),
                Column("reported_kind", \.reportedKind),
                Column("father_away", "父亲外出", "father away", \.fatherAway, words: CodeWords.fact),
                Column("father_place", "地点", "place", \.fatherPlace),
                Column("mother_away", "母亲外出", "mother away", \.motherAway, words: CodeWords.fact),
                Column("mother_place", "地点", "place", \.motherPlace),
                Column("calls_per_week", "每周联系", "calls a week", \.callsPerWeek),
                Column("helper_name", "帮扶教师", "helper", \.helperName),
                Column("note", "备注", "note", \.note),
            ]
        }

        private static var healthColumns: [Column<Care.StudentHealth.Row>] {
            [
                Column("sport_limit", "运动限制", "sport", \.sportLimit, words: CodeWords.sportLimit),
                Column("first_aid", "应急处置", "first aid", \.firstAid),
                Column("card_version", \.cardVersion),
                Column("condition", "病情", "condition", \.condition),
                Column("institution", "医院", "hospital", \.institution),
                Column("long_term_medication", "长期用药", "medication", \.longTermMedication),
                Column("notice_signed", "告知书已签", "notice signed", \.noticeSigned),
            ]
        }

        private static var aidColumns: [Column<Aid.StudentAid.Row>] {
            [
                Column("kind", "种类", "kind", \.kind, words: CodeWords.aidKind),
                Column("name", "名称", "name", \.name),
                Column("period", "期间或佐证", "period or evidence", \.period),
                Column("amount", "金额", "amount", \.amount),
                Column("state", "状态", "state", \.state, words: CodeWords.aidState),
            ]
        }
    }
}
