import Chronology

/// Maps moments to places on a horizontal axis and chooses its marks.
struct TimeScale {
    let start: Timestamp
    let end: Timestamp
    /// The left and right end of the axis in drawing units.
    let left: Double
    let right: Double

    /// A scale over a span with some air at both ends, so that marks at the ends are whole.
    init(from start: Timestamp, to end: Timestamp, left: Double, right: Double) {
        let span = max(60, end.seconds - start.seconds)
        let air = max(1, span / 40)
        self.start = Timestamp(seconds: start.seconds - air)
        self.end = Timestamp(seconds: start.seconds + span + air)
        self.left = left
        self.right = right
    }

    /// The place of a moment, kept within the axis.
    func x(_ moment: Timestamp) -> Double {
        let part = Double(moment.seconds - start.seconds) / Double(end.seconds - start.seconds)
        return left + min(max(part, 0), 1) * (right - left)
    }

    /// The marks of the axis with their labels, eight at most.
    var ticks: [(moment: Timestamp, label: String)] {
        let span = end.seconds - start.seconds
        let step = TimeScale.steps.first { span / $0 <= 7 } ?? (span / 7 / 86_400 + 1) * 86_400
        var next = (start.seconds / step) * step
        while next < start.seconds { next += step }
        return stride(from: next, through: end.seconds, by: Int(step)).map { seconds in
            let moment = Timestamp(seconds: seconds)
            let label =
                step % 86_400 == 0 ? moment.date : "\(moment.date.dropFirst(5)) \(moment.clock)"
            return (moment, label)
        }
    }

    private static let steps: [Int64] = [
        60, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400, 172_800, 604_800,
        1_209_600, 2_592_000, 7_776_000, 31_536_000,
    ]
}

extension Double {
    /// The number with one decimal at most, written without a locale.
    var drawn: String {
        let tenths = Int((self * 10).rounded())
        let sign = tenths < 0 ? "-" : ""
        let rest = abs(tenths) % 10
        return sign + String(abs(tenths) / 10) + (rest == 0 ? "" : ".\(rest)")
    }
}
