import EmbeddedDatabase
import Testing

@Suite struct EmbeddedDatabaseErrorTests {
    static let all: [EmbeddedDatabaseError] = [
        .programsNotFound(searched: ["/bin"]), .programsUnusable(folder: "/a", reason: "b"),
        .majorVersionMissing(folder: "/a", needed: 15, installed: [16]), .notAFolder("/a"),
        .folderNotOurs("/a", found: ["b"]), .notInitialised("/a"), .folderIncomplete("/a", missing: "b"),
        .notWritable("/a", reason: "b"), .wrongOwner("/a", owner: "b", wanted: "c"),
        .unreachable("/a", ancestor: "/", user: "b"), .noSpace("/a", freeBytes: 1), .userUnknown(uid: 1),
        .noUnprivilegedUser, .setprivMissing, .notRunning("/a"), .alreadyRunning(folder: "/a", server: 1, holder: 2),
        .heldElsewhere(folder: "/a", host: "b", pid: 1), .processesRemain(folder: "/a", [1]), .socketFolderTaken("/a"),
        .programFailed(name: "a", status: "b", output: "c"), .serverExited(status: "a", log: "b"),
        .notReady(seconds: 1, lastProblem: "a"), .passwordRefused(role: "a", file: "b"),
        .strangerAnswers(socket: "a", expected: "b", found: "c"), .stopTimedOut(pid: 1), .badRoleName("a"),
        .file(path: "a", operation: "b", reason: "c"), .database("a"), .cancelled,
    ]

    @Test(arguments: all.indices) func everyMessageSpeaksBothLanguages(_ index: Int) {
        let error = Self.all[index]
        func isHan(_ scalar: Unicode.Scalar) -> Bool { (0x4E00...0x9FFF).contains(scalar.value) }
        #expect(error.messages.chinese.unicodeScalars.contains(where: isHan))
        #expect(!error.messages.english.unicodeScalars.contains(where: isHan))
    }
}
