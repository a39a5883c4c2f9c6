import TestSupport
import Testing

/// The commands that the plan's map names are commands; that help lists each is tested beside the list.
struct PlanCommandTests {
    @Test func everyNamedCommandIsThere() throws {
        for row in try PlanFile().rows {
            for command in row.commands {
                let words = command.split(separator: " ").map(String.init)
                let isRegister = words.starts(with: ["register", "show"]) && words.count == 3
                #expect(HelpTests.commands.contains(isRegister ? Array(words.dropLast()) : words), "\(row.system) \(command)")
            }
        }
    }
}
