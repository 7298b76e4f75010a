internal import Application
internal import Chronology
internal import Incidents
internal import Journal
internal import Notifications

/// Text from outside with everything in it visible and harmless: no escape code, no line break, no change of direction.
func visible(_ text: String) -> String { SafeText.line(text) }

/// The same for text of several lines.
func visibleBlock(_ text: String) -> String { SafeText.block(text) }

/// Words that several commands use.
enum Phrase {
    /// `2026-03-09 02:41Z`, no finer than it is known.
    static func time(_ moment: Timestamp, _ fidelity: Fidelity = .minute) -> String {
        switch fidelity {
        case .day: moment.date
        case .hour: "\(moment.date) \(moment.clock.prefix(2))Z"
        case .minute, .second: "\(moment.date) \(moment.clock)"
        }
    }

    /// When a step was worked on: the time of day if it was just now, else the date, no finer than it is known.
    static func step(_ entry: EntryContext) -> String {
        let isNow = entry.recordedAt.elapsed(since: entry.happenedAt) < .seconds(43_200)
        return isNow && entry.fidelity != .day
            ? entry.happenedAt.clock : time(entry.happenedAt, entry.fidelity)
    }

    /// `, happened 2026-03-09 23:50Z (21 h ago)`: the age shows a time of day that was taken for yesterday's.
    static func happened(_ time: TimeInput, recorded entry: Entry?) -> String {
        let ago = entry.map { " (\(age(time.moment, now: $0.content.recordedAt)))" } ?? ""
        return ", happened \(Phrase.time(time.moment, time.fidelity))\(ago)"
    }

    /// `17 min ago`, `in 23 min`, or `now`.
    static func age(_ moment: Timestamp, now: Timestamp) -> String {
        let elapsed = now.elapsed(since: moment)
        if elapsed > .seconds(-1), elapsed < .seconds(1) { return "now" }
        return elapsed < .zero ? "in \((.zero - elapsed).spoken)" : "\(elapsed.spoken) ago"
    }

    /// `entry #14`, or `entries #1 to #3`.
    static func entries(_ entries: [Entry]) -> String {
        guard let first = entries.first?.number, let last = entries.last?.number else {
            return "nothing new"
        }
        return first == last ? "entry #\(first)" : "entries #\(first) to #\(last)"
    }

    /// `INC-2026-0007  SEV1  Ransom note on FILE-02`.
    static func heading(_ incident: Incident, _ style: Style) -> String {
        let severity = incident.severity
        let ink: Style.Ink = severity <= .sev2 ? .red : .yellow
        let drill = incident.isDrill ? "  EXERCISE" : ""
        return
            "\(incident.id)  \(style.paint(severity.code, ink))  \(visible(incident.title))\(drill)"
    }

    /// The name of a phase with its stage: `respond, contain`.
    static func phase(_ id: String) -> String {
        id.split(separator: ".").joined(separator: ", ")
    }

    /// What came of messages, a line each.
    static func deliveries(_ report: DrainReport) -> [String] {
        report.lines.map { line in
            let place = "  " + visible(line.channel).padding(to: 14)
            let seconds =
                Double(line.elapsed.components.attoseconds) / 1e18
                + Double(line.elapsed.components.seconds)
            let tenths = Int((seconds * 10).rounded())
            let detail = line.detail.map { ": " + visible($0) } ?? ""
            return switch line.state {
            case .sent: "\(place)sent (\(tenths / 10).\(tenths % 10) s)"
            case .accepted: "\(place)accepted; the service does not say whether it was posted"
            case .queued: "\(place)NOT sent\(detail); queued for another try"
            case .ambiguous: "\(place)UNCERTAIN\(detail); it may have arrived"
            case .held: "\(place)HELD\(detail)"
            case .dead: "\(place)NOT sent\(detail); given up"
            case .dropped: "\(place)dropped"
            case .sending: "\(place)being sent"
            }
        }
    }
}
