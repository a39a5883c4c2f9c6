import Glibc

/// A point on the monotonic clock, in nanoseconds: deadlines must not move with the wall clock.
struct Moment: Comparable, Sendable {
    var nanoseconds: UInt64

    static let never = Moment(nanoseconds: .max)

    static var now: Moment {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Moment(nanoseconds: UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec))
    }

    static func < (left: Moment, right: Moment) -> Bool { left.nanoseconds < right.nanoseconds }

    static func + (moment: Moment, duration: Duration) -> Moment {
        let (seconds, attoseconds) = duration.components
        guard seconds >= 0, attoseconds >= 0 else { return moment }
        // A hundred years is "never" for a deadline and keeps the sum inside 64 bits.
        guard seconds < 100 * 366 * 86400 else { return .never }
        let (sum, overflow) = moment.nanoseconds.addingReportingOverflow(
            UInt64(seconds) * 1_000_000_000 + UInt64(attoseconds / 1_000_000_000))
        return overflow ? .never : Moment(nanoseconds: sum)
    }

    /// Whole milliseconds from now, rounded up; -1 (wait for ever) for `never`.
    var millisecondsFromNow: Int32 {
        if self == .never { return -1 }
        let now = Moment.now
        guard self > now else { return 0 }
        return Int32(clamping: (nanoseconds - now.nanoseconds + 999_999) / 1_000_000)
    }
}
