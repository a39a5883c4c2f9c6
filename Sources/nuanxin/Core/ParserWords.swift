import Records

/// ArgumentParser speaks English only; its headings and complaints in Chinese.
enum ParserWords {
    static func translated(_ message: String) -> String {
        var text = message
        // Where a command is expected, the word that is left over is no argument too many but no command.
        if text.contains("<subcommand>\n"),
            let match = text.firstMatch(of: #/Error: (?:Unexpected argument|\d+ unexpected arguments:) '([^']*)'.*/#)
        {
            let word = match.output.1
            text.replaceSubrange(match.range, with: "Error: " + say("没有命令“\(word)”", "There is no command '\(word)'"))
        }
        guard Speech.language == .chinese else { return text }
        return text.split(separator: "\n", omittingEmptySubsequences: false).map { line(String($0)) }
            .joined(separator: "\n")
    }

    private static let headings = [
        ("OVERVIEW: ", "简介:"), ("USAGE: ", "用法:"), ("Usage: ", "用法:"), ("Error: ", "错误:"), ("Help:  ", "说明:"),
        ("ARGUMENTS:", "参数:"), ("OPTIONS:", "选项:"), ("SUBCOMMANDS:", "子命令:"),
    ]

    private static func line(_ line: String) -> String {
        var text = line
        for (english, chinese) in headings where text.hasPrefix(english) {
            text = chinese + text.dropFirst(english.count)
        }
        // "IMPORT SUBCOMMANDS:" over a group of commands.
        if text.hasSuffix(" SUBCOMMANDS:") { text = text.dropLast(" SUBCOMMANDS:".count) + ":" }
        for (pattern, chinese) in phrases {
            if let match = text.firstMatch(of: pattern) {
                text.replaceSubrange(match.range, with: chinese(String(match.output.1)))
            }
        }
        return text
    }

    private typealias Phrase = (pattern: Regex<(Substring, Substring)>, chinese: (String) -> String)

    private static var phrases: [Phrase] {
        [
            (#/Missing expected argument '(?:-[^ ]+ )?<?([^'>]*)>?(?: \.\.\.)?'/#, { "缺少参数“\($0)”" }),
            (#/Missing one of: (.*)/#, { "缺少其中之一:\($0)" }),
            (#/Missing value for '([^']*)'/#, { "选项“\($0)”后面缺少值" }),
            (#/Unknown option '([^']*)'/#, { "没有选项“\($0)”" }),
            (#/Unexpected argument '([^']*)'/#, { "多余的参数“\($0)”" }),
            (#/\d+ unexpected arguments: (.*)/#, { "多余的参数:\($0)" }),
            (#/\. Did you mean '([^']*)'\?/#, { "。是否想用“\($0)”?" }),
            (#/The value '([^']*)' is invalid for /#, { "值“\($0)”不适用于 " }),
            (
                #/\. Please provide one of (.*)\.$/#,
                { "。可用:\($0.replacing(" or ", with: "、").replacing(", ", with: "、"))" }
            ),
            (#/\. Please (provide) one of the following:/#, { _ in "。可用:" }),
            (#/See '([^']*)' for more information\./#, { "详见 \($0)" }),
            (#/See '([^']*)' for detailed help\./#, { "各命令的说明:\($0)" }),
            (#/Show the (version)\./#, { _ in "显示版本" }),
            (#/Show (help) information\./#, { _ in "显示说明" }),
            // Long lists are broken over several lines.
            (#/(\()values: ?/#, { _ in "(可用:" }),
            (#/(\(|; )default: ?/#, { $0 == "(" ? "(默认:" : ";默认:" }),
            (#/^( +)default: /#, { $0 + "默认:" }),
        ]
    }
}
