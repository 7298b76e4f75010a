import Chronology

@testable import Reports

/// Views that the tests render: a made-up incident with everything in it, and one with almost nothing.
enum Fixture {
    static func time(_ text: String) -> Timestamp {
        Timestamp(rfc3339: text) ?? Timestamp(seconds: 0)
    }

    static func moment(_ text: String, _ fidelity: Fidelity = .minute) -> Moment {
        Moment(at: time(text), fidelity: fidelity)
    }

    static let hash = "9f2c51d07e6ab8431c90de5527f0a4be6612d3c89a0b74ef15283c6d9be07f41"

    static var sparse: ReportView {
        ReportView(
            cover: .init(
                marking: .amber, incident: "INC-2026-0002", title: "Odd login", state: "open",
                audience: "internal"),
            verification: .init(
                headHash: hash, entryCount: 1, throughEntry: 1, outcome: .notChecked))
    }

    static var rich: ReportView {
        ReportView(
            cover: .init(
                marking: .green, incident: "INC-2026-0001",
                title: "Stolen build token used on two hosts", state: "reviewed", revision: 2,
                audience: "internal", author: "Mara Lind"),
            verification: .init(
                headHash: hash, entryCount: 64, throughEntry: 64, outcome: .intact,
                detail: "64 of 64 hashes match"),
            closing: closing, impact: impact, assessment: assessment, phases: phases,
            milestones: milestones,
            entries: entries, detection: detection, causes: causes, reflection: reflection,
            decisions: decisions, updates: updates, notices: notices, roles: roles,
            handovers: handovers, evidence: evidence,
            runbooks: [runbook], actions: actions,
            gaps: ["Proxy logs of 5 March were rotated before they were copied."],
            withheld: [
                .init(kind: "entries", rule: "above TLP:GREEN", count: 3),
                .init(kind: "indicators", rule: "not for this audience", count: 7),
            ])
    }

    private static func filledAssessment(with text: String) -> ReportView.Assessment {
        let when = moment("2026-03-09T03:02:00Z")
        return .init(
            disposition: text, category: text, severity: text, rating: text, scale: text,
            targets: [
                .init(
                    milestone: text, limit: text, due: when.at, state: "unclear", reached: when,
                    entry: 1)
            ],
            history: [
                .init(
                    entry: 1, happened: when, subject: text, from: text, to: text, by: text,
                    role: text, reason: text)
            ])
    }

    /// A view in which every text is the given one.
    static func filled(with text: String) -> ReportView {
        let when = moment("2026-03-09T02:41:00Z")
        let correction = ReportView.Correction(
            entry: 3, recorded: when.at, was: text, now: text, reason: text)
        return ReportView(
            cover: .init(
                marking: .red, incident: text, title: text, state: text, audience: text,
                author: text),
            verification: .init(
                headHash: text, entryCount: 1, throughEntry: 1, outcome: .broken,
                firstBadEntry: 1, detail: text),
            closing: .init(
                entry: 1, happened: when, resolution: text, by: text, role: text, reason: text,
                approvedBy: text, unmet: [text]),
            summary: text,
            impact: .init(
                statement: text, confidentiality: text, integrity: text, availability: text,
                items: [.init(kind: text, text: text)]),
            assessment: filledAssessment(with: text),
            phases: [.init(name: text, started: when)],
            milestones: [.init(name: text, happened: when, step: text, correction: correction)],
            entries: [
                .init(
                    number: 1, happened: when, recorded: when.at, kind: text, lane: .attack,
                    text: text, actor: text, role: text, marking: .red, isStarred: true,
                    milestone: text, source: text, correction: correction)
            ],
            detection: .init(how: text, by: text, shouldHaveFound: text),
            causes: .init(trigger: text, factors: [.init(kind: text, text: text)]),
            reflection: .init(
                helped: [.init(text: text, by: text)], hindered: [.init(text: text)],
                lucky: [.init(text: text)], surprised: [.init(text: text)],
                lessons: [.init(text: text)]),
            decisions: [
                .init(
                    entry: 1, happened: when, recorded: when.at, question: text, options: [text],
                    choice: text, by: text, role: text, reason: text, correction: correction)
            ],
            updates: [
                .init(
                    entry: 1, happened: when, by: text, role: text, audience: text, text: text,
                    conditions: text, actions: text, needs: text,
                    deliveries: [.init(channel: text, state: text, attempts: 1, detail: text)],
                    correction: correction)
            ],
            notices: [
                .init(
                    entry: 1, occasion: text,
                    deliveries: [.init(channel: text, state: text, attempts: 1, detail: text)])
            ],
            roles: [.init(role: text, person: text, from: when)],
            handovers: [
                .init(role: text, from: text, to: text, offered: when, brief: text, by: text)
            ],
            evidence: [item(filledWith: text, when, correction)],
            runbooks: [runbook(filledWith: text, when)],
            actions: [
                .init(
                    id: text, text: text, kind: text, priority: text, owner: text, state: text,
                    check: text, reference: text)
            ],
            gaps: [text], withheld: [.init(kind: text, rule: text, count: 1)])
    }

    private static func item(
        filledWith text: String, _ when: Moment, _ correction: ReportView.Correction
    ) -> ReportView.EvidenceItem {
        .init(
            step: text, title: text, asked: [text], kept: [text], said: [text], happened: when,
            by: text, role: text, entry: 1, correction: correction)
    }

    private static func runbook(filledWith text: String, _ when: Moment) -> ReportView.RunbookRun {
        .init(
            id: text, version: text, hash: text, title: text, state: text,
            steps: [
                .init(
                    id: text, title: text, outcome: .skipped, by: text, role: text, answer: text,
                    reason: text),
                .init(id: text, title: text, outcome: .notApplicable, reason: text),
            ],
            deviations: [
                .init(
                    kind: .added, step: text, happened: when, by: text, reason: text, due: when)
            ])
    }
}
