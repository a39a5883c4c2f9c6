import ArgumentParser
import Foundation
import Records

/// Options that every command has. They may stand anywhere in the command line.
struct GlobalOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            say("数据库:libpq 连接串、URI 或 service=名称", "The database: a libpq connection string, a URI, or service=NAME"),
            valueName: "conninfo"))
    var database: String?

    @Option(
        help: ArgumentHelp(
            say("内嵌数据库的数据目录", "The data folder of an embedded database"), valueName: "folder"))
    var data: String?

    @Option(help: ArgumentHelp(say("登录名", "The login to connect as"), valueName: "login"))
    var user: String?

    @Option(help: ArgumentHelp(say("语言:zh 或 en", "The language: zh or en"), valueName: "zh|en"))
    var lang: String?

    @Flag(help: ArgumentHelp(say("输出 JSON", "Print JSON")))
    var json = false

    @Flag(help: ArgumentHelp(say("输出 CSV", "Print CSV")))
    var csv = false

    func validate() throws {
        if database != nil, data != nil {
            throw ValidationError(say("--database 与 --data 只能用一个。", "Use either --database or --data."))
        }
        if json, csv { throw ValidationError(say("--json 与 --csv 只能用一个。", "Use either --json or --csv.")) }
        if let lang, Language(lang) == nil {
            throw ValidationError(say("--lang 只能是 zh 或 en。", "--lang is zh or en."))
        }
    }

    var printer: Printer { Printer(format: json ? .json : csv ? .csv : .table) }
}
