public import Records
public import Spreadsheets

/// Why a sheet was not taken in.
public struct ImportProblem: Error, Sendable, Hashable {
    public let file: String
    /// nil when it is about the whole file.
    public let sheet: String?
    public let reason: Reason

    public enum Reason: Sendable, Hashable {
        /// No row holds the headings of any form.
        case noHeaderRow
        /// Headings were found, but they are of no form. `missing`: what the nearest form would need.
        case unknownForm(headings: [String], nearest: FormKind, missing: [String])
        /// The form that was asked for has columns that the sheet has not.
        case missingColumns(FormKind, missing: [String])
        /// The sheet is not of the register that it was given for.
        case notOfRegister(String, missing: [String])
        /// The file holds no filled sheet that can be seen. Hidden ones are not read.
        case nothingVisible(hiddenSheets: Int)
        /// A hidden sheet, left out on purpose.
        case hidden
    }
}

extension ImportProblem: Explained {
    public func message(_ language: Language) -> String {
        let place =
            sheet.map { language.choose("文件“\(file)”的工作表“\($0)”：", "\(file), sheet \"\($0)\": ") }
            ?? language.choose("文件“\(file)”：", "\(file): ")
        return place + reason.message(language)
    }
}

extension ImportProblem.Reason: Explained {
    public func message(_ language: Language) -> String {
        func list(_ words: [String]) -> String { words.joined(separator: language.choose("、", ", ")) }
        switch self {
        case .noHeaderRow:
            return language.choose(
                "找不到表头行。请检查表头是否在前 40 行内、名称是否与模板一致。",
                "no row of headings was found. Check that it is among the first 40 rows and uses the template's names.")
        case .unknownForm(let headings, let nearest, let missing):
            let form = nearest.form
            return language.choose(
                "认不出是什么表。表头是：\(list(headings))。最接近“\(form.chineseName)”，但缺少：\(list(missing))。"
                    + "请修改表头，或指定表的类型。",
                "the form is not known. Its headings are: \(list(headings)). The nearest is the \(form.englishName) "
                    + "(\(form.chineseName)), which also needs: \(list(missing)). Correct the headings or say which "
                    + "form it is.")
        case .missingColumns(let kind, let missing):
            return language.choose(
                "按“\(kind.form.chineseName)”读取，但缺少列：\(list(missing))。",
                "read as \(kind.form.englishName) (\(kind.form.chineseName)), but columns are missing: "
                    + "\(list(missing))."
            )
        case .notOfRegister(let register, let missing):
            return language.choose(
                "不像“\(register)”的表,缺少列:\(list(missing))。", "does not fit the register \(register); it lacks: \(list(missing)).")
        case .nothingVisible(let hidden):
            return hidden == 0
                ? language.choose("没有任何内容。", "there is nothing in it.")
                : language.choose(
                    "可见的工作表都是空的；另有 \(hidden) 个隐藏工作表没有读取。请取消隐藏后再试。",
                    "all visible sheets are empty; \(hidden) hidden sheets were not read. Show them and try again.")
        case .hidden:
            return language.choose("是隐藏的，没有读取。", "is hidden and was not read.")
        }
    }
}

extension SpreadsheetError: Explained {
    public func message(_ language: Language) -> String { language.choose(chineseMessage, englishMessage) }
}
