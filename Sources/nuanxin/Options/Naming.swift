import Records

/// What people write, in the form that the records keep.
enum Naming {
    /// 高一（1）班, 高一1班 → 高一(1)班; anything else as it is.
    static func classLabel(_ text: String) -> String { (try? ClassLabel(text)).map(\.description) ?? text }

    /// 2025年秋, 2025-2026学年第一学期 → 2025-2026-1.
    static func semester(_ text: String) throws -> String {
        do {
            return try Semester(text).description
        } catch {
            throw Failure(
                .badData, "看不懂的学期“\(text)”,请写成 2025-2026-1 或 2025年秋。",
                "\"\(text)\" is no semester; write 2025-2026-1.")
        }
    }
}
