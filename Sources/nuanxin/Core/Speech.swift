import Foundation
import Records

/// The language of this run: `--lang`, else `NUANXIN_LANG`, else the locale.
///
/// It is known before the arguments are parsed, because help and complaints about arguments need it, too.
enum Speech {
    static let language = chosen(
        arguments: ProcessInfo.processInfo.arguments, environment: ProcessInfo.processInfo.environment)

    static func chosen(arguments: [String], environment: [String: String]) -> Language {
        let options = arguments.prefix { $0 != "--" }
        if let index = options.lastIndex(where: { $0 == "--lang" || $0.hasPrefix("--lang=") }) {
            let value =
                options[index].hasPrefix("--lang=")
                ? String(options[index].dropFirst(7)) : options.dropFirst(index + 1).first ?? ""
            if let language = Language(value) { return language }
        }
        if let language = environment["NUANXIN_LANG"].flatMap({ Language($0) }) { return language }
        return Language(environment: environment)
    }
}

/// One of two texts, in the language of this run.
func say(_ chinese: String, _ english: String) -> String { Speech.language.choose(chinese, english) }
