internal import Chronology
internal import Engine

extension TimelineItem {
    /// The line that an event gives; every event has one, so that nothing in the record is hidden.
    init?(_ event: IncidentEvent, entry: EntryContext) {
        self.init(
            entry: entry, kind: event.kind, lane: event.lane, text: event.sentence,
            isStarred: event.isStarred, milestone: event.milestone)
    }
}

extension IncidentEvent {
    /// The strand of the story that the event belongs to.
    package var lane: Lane {
        switch self {
        case .opened: .detection
        case .noted(let payload): payload.lane
        case .updated, .delivered: .communication
        case .actionAdded, .actionEnded: .lesson
        case .runbookPinned, .runbookUpgraded, .stepped, .roleChanged, .assessed, .decided,
            .closed, .reopened, .corrected:
            .response
        }
    }

    /// Whether the event belongs into the key events of a report.
    package var isStarred: Bool {
        switch self {
        case .noted(let payload): payload.isStarred || payload.milestone != nil
        case .opened, .assessed, .decided, .updated, .closed, .reopened, .runbookUpgraded: true
        case .runbookPinned, .stepped, .roleChanged, .delivered, .actionAdded, .actionEnded,
            .corrected:
            false
        }
    }

    /// The milestone that the event names itself.
    package var milestone: Milestone? {
        switch self {
        case .noted(let payload): payload.milestone
        case .closed: .closed
        default: nil
        }
    }

    /// The event in one sentence.
    package var sentence: String {
        switch self {
        case .opened(let payload): "Opened: \(payload.title) (\(payload.severity.code))"
        case .runbookPinned(let payload):
            "Runbook \(payload.runbook.id) \(payload.runbook.version) begun"
        case .runbookUpgraded(let payload): payload.sentence
        case .stepped(let payload): payload.sentence
        case .roleChanged(let payload): payload.sentence
        case .assessed(let payload):
            "Assessed: \(payload.disposition.rawValue), \(payload.severity.code)"
                + (payload.category.map { ", \($0.rawValue)" } ?? "")
                + (payload.kinds ?? []).map { ", \($0)" }.joined() + ": \(payload.reason)"
        case .noted(let payload): payload.text
        case .decided(let payload): "Decided: \(payload.text). Why: \(payload.reason)"
        case .updated(let payload):
            "Update (\(payload.kind.rawValue)): "
                + payload.parts.map { part in
                    part.heading.isEmpty
                        ? part.text : "\(part.heading): \(part.text.withoutStop)"
                }.joined(separator: ". ")
        case .delivered(let payload):
            "Message \(payload.state) on \(payload.channel)"
                + (payload.detail.map { ": \($0)" } ?? "")
        case .actionAdded(let payload):
            "Action \(payload.id) for \(payload.owner): \(payload.text)"
        case .actionEnded(let payload):
            "Action \(payload.id) \(payload.isDone ? "done" : "dropped")"
                + (payload.note.map { ": \($0)" } ?? "")
        case .closed(let payload): "Closed (\(payload.resolution.rawValue)): \(payload.reason)"
        case .reopened(let payload): "Reopened: \(payload.reason)"
        case .corrected(let payload):
            "Entry #\(payload.entry) corrected"
                + (payload.text.map { " to: \($0)" } ?? "")
                + (payload.at.map { ", happened \($0.rfc3339)" } ?? "")
                + " (\(payload.reason))"
        }
    }
}

extension Stepped {
    /// Whether somebody voted no.
    package var isRejection: Bool {
        events.contains { if case .voted(_, _, let approve) = $0 { !approve } else { false } }
    }

    /// What was done to the step, in one word or two.
    package var past: String {
        isRejection ? "rejected" : StepVerb(rawValue: verb)?.past ?? verb
    }

    /// What was done to the step, in one sentence.
    var sentence: String {
        var text = "Step \(step) \(past): \(title.withoutStop)"
        if let answer, !isRejection { text += " -> \(answer)" }
        if let person { text += " -> \(person)" }
        if !facts.isEmpty {
            text +=
                " (" + facts.map { "\($0.name): \($0.value.text)" }.joined(separator: "; ") + ")"
        }
        if let reason { text += ". Why: \(reason.withoutStop)" }
        if let note { text += ". \(note.withoutStop)" }
        if !evidence.isEmpty { text += ". Kept: " + evidence.joined(separator: ", ") }
        return text
    }
}

extension RoleChanged {
    /// Who has the role now, in one sentence.
    var sentence: String {
        let why = reason.map { ": \($0)" } ?? ""
        return switch (person, previous) {
        case (let person?, let previous?) where previous != person:
            "\(person) is \(role) (was \(previous))\(why)"
        case (let person?, _): "\(person) is \(role)\(why)"
        case (nil, let previous?): "\(previous) is no longer \(role)\(why)"
        case (nil, nil): "nobody is \(role)\(why)"
        }
    }
}

extension String {
    /// The text without the full stop at its end, to go on in the same line.
    fileprivate var withoutStop: String {
        hasSuffix(".") && !hasSuffix("..") ? String(dropLast()) : self
    }
}
