import Foundation
import Testing

@testable import EmbeddedDatabase

@Suite struct ServerProgramsTests {
    /// Programs that only know their version.
    private func folder(_ versions: [String]) throws -> [String] {
        let root = try DataFolder().root
        return try versions.map { version in
            let folder = root.appendingPathComponent(version).path
            try shell(
                """
                mkdir -p '\(folder)'; cd '\(folder)'
                printf '#!/bin/sh\\necho "postgres (PostgreSQL) \(version) (Debian)"\\n' > postgres
                printf '#!/bin/sh\\n' > initdb; cp initdb pg_controldata; chmod 755 *
                """)
            return folder
        }
    }

    @Test func theFirstInThePathThatIsNewEnoughIsTaken() throws {
        let folders = try folder(["9.6.24", "14.2", "16.1", "15.18"])
        let environment = ["PATH": folders.joined(separator: ":")]
        let found = try ServerPrograms.find(major: nil, dataFolder: "/x", environment: environment)
        #expect(found.version == "16.1")
        #expect(found.major == 16)
        try shell("rm -r '\(URL(fileURLWithPath: folders[0]).deletingLastPathComponent().path)'")
    }

    @Test func aClusterGetsItsOwnMajorVersion() throws {
        let folders = try folder(["17beta1", "31.4", "30.2"])
        let environment = ["PATH": folders.joined(separator: ":")]
        #expect(try ServerPrograms.find(major: 30, dataFolder: "/x", environment: environment).version == "30.2")
        #expect(try ServerPrograms.find(major: 17, dataFolder: "/x", environment: environment).version == "17beta1")
        #expect(throws: EmbeddedDatabaseError.self) {
            try ServerPrograms.find(major: 29, dataFolder: "/x", environment: environment)
        }
        try shell("rm -r '\(URL(fileURLWithPath: folders[0]).deletingLastPathComponent().path)'")
    }

    @Test func anExplicitFolderIsTakenOrRefusedButNeverPassedOver() throws {
        let folders = try folder(["14.2", "16.1"])
        let path = folders[1]
        #expect(
            try ServerPrograms.find(major: nil, dataFolder: "/x", environment: ["NUANXIN_PGBIN": path]).folder == path)
        for unusable in [folders[0], "/nowhere"] {
            #expect {
                try ServerPrograms.find(
                    major: nil, dataFolder: "/x", environment: ["NUANXIN_PGBIN": unusable, "PATH": path])
            } throws: { error in
                if case EmbeddedDatabaseError.programsUnusable(unusable, _) = error { true } else { false }
            }
        }
        try shell("rm -r '\(URL(fileURLWithPath: folders[0]).deletingLastPathComponent().path)'")
    }

    @Test func aRunningServerOlderThanTheInstalledProgramsWantsARestart() {
        var status = DatabaseStatus(state: .running(pid: 1), folder: URL(fileURLWithPath: "/x"))
        status.runningVersion = "15.18"
        status.installedVersion = "15.20"
        #expect(status.needsRestart)
        status.runningVersion = "15.20"
        #expect(!status.needsRestart)
    }

    /// 64 MB of shared memory, as containers have, fail a parallel hash join.
    @Test func smallSharedMemoryIsNotUsed() {
        #expect(!ServerSettings.hasRoom(inSharedMemory: "/proc"))
        #expect(!ServerSettings.hasRoom(inSharedMemory: "/nowhere"))
    }

    @Test(arguments: ["nuanxin_web", "a", "_x9"]) func aRoleName(_ name: String) { #expect(Secrets.isRoleName(name)) }
    @Test(arguments: ["", "../a", "A", "9a", "a b", "a\"b", "张", String(repeating: "a", count: 64)])
    func noRoleName(_ name: String) { #expect(!Secrets.isRoleName(name)) }
}
