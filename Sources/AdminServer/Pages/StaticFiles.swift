import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// The style sheet and the icon, in memory: no path of a request ever names a file.
struct StaticFiles: Sendable {
    private struct File: Sendable {
        let bytes: ByteBuffer
        let type: String
    }

    private let files: [String: File]
    /// Changes with the contents, so that browsers may keep the files for long.
    let version: String

    enum Problem: Error {
        case missing(String)
    }

    init() throws {
        var files: [String: File] = [:]
        var digest: UInt64 = 0xcbf2_9ce4_8422_2325
        for (name, type) in [("icon.svg", "image/svg+xml"), ("style.css", "text/css; charset=utf-8")] {
            guard let folder = Bundle.module.url(forResource: "Static", withExtension: nil),
                let content = try? Data(contentsOf: folder.appending(path: name))
            else { throw Problem.missing(name) }
            files[name] = File(bytes: ByteBuffer(bytes: content), type: type)
            // FNV-1a: told apart, not protected.
            for byte in content { digest = (digest ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        }
        self.files = files
        version = String(digest, radix: 16)
    }

    func addRoutes(to router: Router<WebContext>) {
        for (name, file) in files {
            router.get("/static/\(name)") { _, _ in
                Response(
                    status: .ok,
                    headers: [.contentType: file.type, .cacheControl: "public, max-age=31536000, immutable"],
                    body: ResponseBody(byteBuffer: file.bytes))
            }
        }
    }
}
