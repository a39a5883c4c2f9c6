public import Foundation

/// The SQL that the program brings along: roles.sql, migrations/, code/, reporting/, reports/, seeds/, samples/.
public enum SQLFiles {
    /// The folder with these files, as installed beside the program or as built.
    public static let folder: URL = {
        let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        let installed = ["nuanxin_SQLFiles.resources", "../share/nuanxin/sql"]
            .map { program.appendingPathComponent($0, isDirectory: true).standardizedFileURL }
        let found = installed.first {
            FileManager.default.fileExists(atPath: $0.appendingPathComponent("roles.sql").path)
        }
        return found ?? Bundle.module.resourceURL ?? Bundle.module.bundleURL
    }()
}
