import Foundation

/// The time that the school lives by: Beijing time, whatever zone this computer or container is set to.
enum SchoolTime {
    /// GB/T 7408: UTC+8, and no summer time since 1991; so no zone files are needed.
    static let calendar: Calendar = {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(secondsFromGMT: 8 * 3600) ?? .gmt
        return calendar
    }()
}
