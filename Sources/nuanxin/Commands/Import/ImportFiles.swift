public import ArgumentParser
import Foundation
public import Importing
import Postgres
import Records
import RecordsStore

struct ImportFiles: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "file", abstract: say("导入文件(“file”可以不写)", "Imports files (the word file may be left out)"),
            discussion: say(
                "每张表一个批次,一个事务:可以导入的行提交,其余写入“文件名.refused.xlsx”,改好后再导入。有行未能导入或有文件读不了,退出码为 65。",
                "Each sheet is a batch and one transaction: what can go in is committed, the rest goes to "
                    + "FILE.refused.xlsx to be "
                    + "mended and imported again. Exit code 65 when some row or file did not go in."))
    }

    @Argument(help: ArgumentHelp(say("文件,可写几个", "Files"), valueName: "file")) var files: [String]
    @Option(
        help: ArgumentHelp(
            say("表格种类(代码或名称),不写则自动识别", "The form, by code or name; recognised if not given"), valueName: "form"))
    var kind: FormKind?
    @Option(help: ArgumentHelp(say("只导入这张工作表", "Import this sheet only"), valueName: "name")) var sheet: String?
    @Option(
        help: ArgumentHelp(
            say("表格内容截至哪天(表上没写时用)", "The day that the sheet speaks of, where it does not say"), valueName: "day"))
    var asOf: DayArgument?
    @Flag(help: ArgumentHelp(say("只判定,不改动任何记录", "Judge only; change nothing"))) var dryRun = false
    @Option(
        help: ArgumentHelp(
            say("未能导入的行写到哪个目录(不写为当前目录)", "Where rows that did not go in are written (here, if not given)"),
            valueName: "folder"))
    var refused: String?
    @Flag(help: ArgumentHelp(say("列出全部发现", "List every finding"))) var all = false

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func validate() throws {
        if let refused {
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: refused, isDirectory: &isFolder), isFolder.boolValue else {
                throw ValidationError(say("--refused 目录不存在:\(refused)", "--refused: there is no folder \(refused)"))
            }
        }
    }

    func run(as caller: Caller) async throws {
        var plan = ImportPlan(kind: kind, sheetName: sheet, asOf: asOf.map(\.day.description))
        let progress = ImportProgress()
        for file in files {
            progress.show(say("读取", "reading"), of: URL(fileURLWithPath: file).lastPathComponent)
            plan.read(file)
        }
        progress.clear()
        let report = ImportReport(
            printer: caller.printer, refusedFolder: URL(fileURLWithPath: refused ?? ".", isDirectory: true),
            isDryRun: dryRun, listsAll: all)
        for problem in plan.problems { report.tell(problem) }
        for notice in plan.notices { caller.printer.say(notice) }
        let importer = SheetImporter(session: caller.session, progress: progress)
        var outcomes: [SheetOutcome] = []
        var failures = plan.problems.map(\.message)
        if dryRun {
            outcomes = try await importer.tryOut(plan.jobs)
            for outcome in outcomes { report.tell(outcome) }
        } else {
            for job in plan.jobs {
                do {
                    let outcome = try await importer.importSheet(job)
                    outcomes.append(outcome)
                    report.tell(outcome)
                } catch {
                    progress.clear()
                    let failure = Failure(any: error)
                    // Without a database nothing else can go in; other refusals are of this sheet alone.
                    guard failure.status == .badData || failure.status == .notPermitted else { throw error }
                    let problem = FileProblem(
                        file: job.file, message: job.place + failure.message, status: failure.status)
                    report.tell(problem)
                    failures.append(problem.message)
                    if failure.status == .notPermitted, plan.jobs.count == 1 {
                        throw Failure(.notPermitted, problem.message)
                    }
                }
            }
        }
        report.summarise(outcomes)
        let leftOver = outcomes.reduce(0) { $0 + $1.notImported.count }
        guard failures.isEmpty, leftOver == 0 else { throw ExitCode(ExitStatus.badData.rawValue) }
    }
}

extension FormKind: ExpressibleByArgument {
    public init?(argument: String) {
        guard
            let kind = FormKind(rawValue: argument)
                ?? FormKind.allCases.first(where: { $0.form.chineseName == argument })
        else { return nil }
        self = kind
    }

    public static var allValueStrings: [String] { allCases.map(\.rawValue) }
}
