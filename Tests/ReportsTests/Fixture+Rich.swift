import Chronology

@testable import Reports

/// The parts of the rich view.
extension Fixture {
    static let impact = ReportView.Impact(
        statement:
            "Two build hosts ran foreign code for eleven hours; one customer archive was read",
        confidentiality: "high", integrity: "low", availability: "none",
        items: [
            .init(kind: "people", text: "About 40 customers were told", isEstimate: true),
            .init(kind: "services", text: "Builds stopped for 3 hours"),
            .init(kind: "data", text: "One archive of 2.1 GB was read"),
            .init(kind: "money", text: "12 person-days of work", isEstimate: true),
        ])

    static let assessment = ReportView.Assessment(
        disposition: "incident", category: "account compromise", severity: "SEV1",
        rating: "system important, loss serious, by scale muster 1.0.0; the scale gives SEV2, "
            + "SEV1 was chosen by hand",
        scale: "muster 1.0.0",
        targets: [
            .init(
                milestone: "assessed", limit: "30 min", due: moment("2026-03-09T03:25:00Z").at,
                state: "met", reached: moment("2026-03-09T03:02:00Z"), entry: 6),
            .init(
                milestone: "contained", limit: "4 h", due: moment("2026-03-09T06:55:00Z").at,
                state: "unclear", reached: moment("2026-03-09T06:00:00Z"), entry: 30),
            .init(
                milestone: "recovered", limit: "1 d", due: moment("2026-03-10T02:55:00Z").at,
                state: "overdue"),
        ],
        history: [
            .init(
                entry: 6, happened: moment("2026-03-09T03:02:00Z"), subject: "severity",
                to: "SEV2", by: "Ana Reyes", role: "lead",
                reason: "A build host spoke to an unknown address"),
            .init(
                entry: 7, happened: moment("2026-03-09T03:02:00Z"), subject: "disposition",
                from: "undecided", to: "incident", by: "Ana Reyes", role: "lead",
                reason: "The token was seen in use"),
            .init(
                entry: 19, happened: moment("2026-03-09T05:20:00Z"), subject: "severity",
                from: "SEV2", to: "SEV1", by: "Ana Reyes", role: "lead"),
        ])

    static let phases: [ReportView.Phase] = [
        .init(
            name: "detect", started: moment("2026-03-09T02:41:00Z"),
            ended: moment("2026-03-09T02:55:12Z", .second)),
        .init(
            name: "assess", started: moment("2026-03-09T02:55:12Z", .second),
            ended: moment("2026-03-09T03:02:40Z", .second)),
        .init(
            name: "contain", started: moment("2026-03-09T03:02:40Z", .second),
            ended: moment("2026-03-09T06:30:00Z")),
        .init(
            name: "recover", started: moment("2026-03-09T06:30:00Z"),
            ended: moment("2026-03-11T00:00:00Z", .day)),
        .init(name: "learn", started: moment("2026-03-12T09:00:00Z")),
    ]

    static let milestones: [ReportView.Milestone] = [
        .init(
            name: "occurred", happened: moment("2026-03-05T00:00:00Z", .day),
            recorded: time("2026-03-10T08:12:00Z"), entry: 41,
            correction: .init(
                entry: 52, recorded: time("2026-03-10T16:00:00Z"), was: "2026-03-08 (day only)",
                reason: "the laptop's image shows an earlier login")),
        .init(
            name: "detected", happened: moment("2026-03-09T02:41:00Z"),
            recorded: time("2026-03-09T02:55:12Z"), entry: 2),
        .init(
            name: "opened", happened: moment("2026-03-09T02:55:12Z", .second),
            recorded: time("2026-03-09T02:55:12Z"), entry: 1),
        .init(
            name: "acknowledged", happened: moment("2026-03-09T02:58:40Z", .second),
            recorded: time("2026-03-09T02:58:40Z"), entry: 4),
        .init(
            name: "assessed", happened: moment("2026-03-09T03:02:40Z", .second),
            recorded: time("2026-03-09T03:02:40Z"), entry: 6),
        .init(
            name: "contained", happened: moment("2026-03-09T06:30:00Z"),
            recorded: time("2026-03-09T07:10:00Z"), entry: 30),
        .init(
            name: "contained", happened: moment("2026-03-09T06:50:20Z", .second),
            recorded: time("2026-03-09T06:50:20Z"), entry: 31, step: "contained"),
        .init(
            name: "recovered", happened: moment("2026-03-11T00:00:00Z", .day),
            recorded: time("2026-03-12T09:00:00Z"), entry: 60),
        .init(
            name: "closed", happened: moment("2026-03-13T09:00:00Z", .second),
            recorded: time("2026-03-13T09:00:00Z"), entry: 64),
    ]

    static let closing = ReportView.Closing(
        entry: 64, happened: moment("2026-03-13T09:00:00Z", .second), resolution: "restored",
        by: "Ana Reyes", role: "lead", reason: "All hosts are rebuilt and watched",
        approvedBy: "Kim Osei",
        unmet: ["step 5 \"Tell the persons concerned\" is open"])

    static let entries: [ReportView.Entry] = {
        func entry(
            _ number: Int, _ happened: Moment, _ lane: ReportView.Lane, _ text: String,
            milestone: String? = nil, starred: Bool = true, recorded: String? = nil,
            kind: String = "note", source: String? = nil, correction: ReportView.Correction? = nil
        ) -> ReportView.Entry {
            .init(
                number: number, happened: happened,
                recorded: recorded.map(time) ?? happened.at, kind: kind, lane: lane, text: text,
                actor: "Ana Reyes", role: "lead", marking: .green, isStarred: starred,
                milestone: milestone, source: source, correction: correction)
        }
        return [
            entry(
                1, moment("2026-03-09T02:55:12Z", .second), .response, "Incident opened",
                milestone: "opened", kind: "open"),
            entry(
                2, moment("2026-03-09T02:41:00Z"), .detection,
                "Alert: build host talks to an unknown address", milestone: "detected",
                recorded: "2026-03-09T02:55:12Z", source: "alert 7731"),
            entry(
                4, moment("2026-03-09T02:58:40Z", .second), .response, "Ana Reyes took the lead",
                milestone: "acknowledged", kind: "role"),
            entry(
                6, moment("2026-03-09T03:02:40Z", .second), .response, "Severity set to SEV2",
                milestone: "assessed", kind: "assess"),
            entry(9, moment("2026-03-09T03:10:00Z"), .response, "Both hosts cut off the network"),
            entry(
                10, moment("2026-03-09T03:12:00Z"), .response, "Memory image begun",
                starred: false, source: "EV-1"),
            entry(12, moment("2026-03-09T03:20:00Z"), .communication, "First update sent"),
            entry(14, moment("2026-03-09T03:21:00Z"), .communication, "Call opened with the host"),
            entry(15, moment("2026-03-09T03:24:00Z"), .legal, "Counsel told"),
            entry(
                18, moment("2026-03-09T05:05:00Z"), .detection,
                "Second host found by the same address"),
            entry(19, moment("2026-03-09T05:20:00Z"), .response, "Severity raised to SEV1"),
            entry(
                30, moment("2026-03-09T06:30:00Z"), .response, "All tokens revoked",
                milestone: "contained", recorded: "2026-03-09T07:10:00Z"),
            entry(
                41, moment("2026-03-05T00:00:00Z", .day), .attack,
                "Token taken from a laptop", milestone: "occurred",
                recorded: "2026-03-10T08:12:00Z", source: "EV-4",
                correction: .init(
                    entry: 52, recorded: time("2026-03-10T16:00:00Z"),
                    was: "2026-03-08 (day only)",
                    reason: "the laptop's image shows an earlier login")),
            entry(
                42, moment("2026-03-08T22:00:00Z", .hour), .attack, "Token used for the first time",
                recorded: "2026-03-10T08:14:00Z"),
            entry(
                44, moment("2026-03-10T09:00:00Z"), .legal,
                "Regulator notified, reference 2026-118"),
            entry(
                60, moment("2026-03-11T00:00:00Z", .day), .response, "All hosts rebuilt",
                milestone: "recovered", recorded: "2026-03-12T09:00:00Z"),
            entry(
                61, moment("2026-03-11T00:00:00Z", .day), .communication, "Customers written to",
                recorded: "2026-03-12T09:02:00Z"),
        ]
    }()

    static let detection = ReportView.Detection(
        how: "An alert on outgoing connections of build hosts", by: "on-call engineer")

    static let causes = ReportView.Causes(
        trigger: "A program on a laptop sent its browser session to a stranger",
        factors: [
            .init(kind: "technical", text: "Build tokens did not expire", entry: 48),
            .init(kind: "process", text: "Nobody owned the list of tokens"),
            .init(kind: "supplier", text: "The host's logs arrive a day late"),
        ])

    static let reflection = ReportView.Reflection(
        helped: [.init(text: "The memory image was taken before anything else", by: "Jon Weir")],
        hindered: [.init(text: "Two people searched the same logs")],
        lucky: [.init(text: "The alert rule was one week old", entry: 55)],
        lessons: [
            .init(text: "Tokens need an end date"),
            .init(text: "Say who searches what\nbefore the search begins"),
        ])

    static let decisions: [ReportView.Decision] = [
        .init(
            entry: 9, happened: moment("2026-03-09T03:08:00Z"),
            recorded: time("2026-03-09T03:10:00Z"), question: "Cut the hosts off now?",
            options: ["cut now", "watch for an hour"], choice: "cut now", by: "Ana Reyes",
            role: "lead", reason: "One more archive was being read"),
        .init(
            entry: 29, happened: moment("2026-03-09T06:10:00Z"),
            recorded: time("2026-03-09T06:11:00Z"), question: "Revoke all tokens?",
            choice: "all", by: "Ana Reyes", role: "lead",
            correction: .init(
                entry: 33, recorded: time("2026-03-09T07:20:00Z"), was: "those of two teams")),
    ]

    static let updates: [ReportView.Update] = [
        .init(
            entry: 12, happened: moment("2026-03-09T03:20:00Z"), by: "Kofi Adu",
            role: "communications", audience: "internal",
            conditions: "Two build hosts are cut off.", actions: "Images are being taken.",
            needs: "A contact at the host.", nextAt: time("2026-03-09T04:20:00Z"),
            deliveries: [
                .init(
                    channel: "ops-slack", state: "sent", attempts: 1,
                    settledAt: time("2026-03-09T03:20:02Z"), detail: "200"),
                .init(
                    channel: "duty-teams", state: "dead", attempts: 8,
                    settledAt: time("2026-03-09T05:41:00Z"), detail: "404: the flow is gone"),
            ]),
        .init(
            entry: 61, happened: moment("2026-03-11T00:00:00Z", .day), by: "Kofi Adu",
            role: "communications", audience: "customers", text: "What happened and what to do."),
    ]

    static let notices: [ReportView.Notice] = [
        .init(
            entry: 1, occasion: "opened",
            deliveries: [
                .init(
                    channel: "ops-slack", state: "sent", attempts: 1,
                    settledAt: time("2026-03-09T02:55:14Z"))
            ])
    ]

    static let evidence: [ReportView.EvidenceItem] = [
        .init(
            step: "image", title: "Image the hosts",
            asked: ["hash of each image", "who took it"], kept: ["EV-1, SHA-256 9f2c51d0"],
            said: ["note: both hosts"], happened: moment("2026-03-09T04:40:00Z"), by: "Jon Weir",
            role: "technical", entry: 17),
        .init(
            step: "scope", title: "Revoke which tokens?", asked: ["list of tokens"],
            happened: moment("2026-03-09T06:10:00Z"), by: "Ana Reyes", role: "lead", entry: 29),
    ]

    static let roles: [ReportView.RoleTerm] = [
        .init(
            role: "lead", person: "Ana Reyes", from: moment("2026-03-09T02:58:40Z", .second),
            until: moment("2026-03-09T11:00:00Z")),
        .init(role: "lead", person: "Jon Weir", from: moment("2026-03-09T11:00:00Z")),
        .init(
            role: "communications", person: "Kofi Adu", from: moment("2026-03-09T03:05:00Z")),
    ]

    static let handovers: [ReportView.Handover] = [
        .init(
            role: "lead", from: "Ana Reyes", to: "Jon Weir",
            offered: moment("2026-03-09T10:50:00Z"), acknowledged: moment("2026-03-09T11:00:00Z"),
            brief: "Tokens are revoked; rebuilding is next", by: "Ana Reyes"),
        .init(
            role: "scribe", from: "Kofi Adu", to: "Ida Sund",
            offered: moment("2026-03-09T12:00:00Z")),
    ]

    static let runbook = ReportView.RunbookRun(
        id: "cloud-key-leak", version: "1.0.0", hash: String(hash.reversed()),
        title: "Cloud key leak", state: "finished",
        started: moment("2026-03-09T03:03:00Z", .second),
        finished: moment("2026-03-11T17:00:00Z"),
        steps: [
            .init(
                id: "image", title: "Image the hosts", outcome: .done, by: "Jon Weir",
                role: "technical", happened: moment("2026-03-09T04:40:00Z")),
            .init(
                id: "scope", title: "Revoke which tokens?", outcome: .done, by: "Ana Reyes",
                role: "lead", happened: moment("2026-03-09T06:10:00Z"), answer: "all"),
            .init(
                id: "police", title: "Report to the police", outcome: .skipped, by: "Ana Reyes",
                role: "lead", happened: moment("2026-03-09T08:00:00Z"),
                reason: "Counsel does it"),
            .init(
                id: "rotate", title: "Rotate the signing key", outcome: .skipped,
                by: "Jon Weir", role: "technical", happened: moment("2026-03-09T09:00:00Z")),
            .init(id: "breach", title: "Tell the persons concerned", outcome: .notReached),
            .init(
                id: "wipe", title: "Wipe the phones", outcome: .notApplicable,
                reason: "facts.phones > 0 || facts.tablets > 0"),
        ],
        deviations: [
            .init(
                kind: .reopened, step: "image", happened: moment("2026-03-09T05:06:00Z"),
                by: "Jon Weir", reason: "A second host was found", entry: 18),
            .init(
                kind: .added, step: "proxy-logs", happened: moment("2026-03-09T05:30:00Z"),
                by: "Ana Reyes", reason: "The runbook names no proxy", entry: 20),
            .init(
                kind: .endedEarly, step: "watch", happened: moment("2026-03-10T09:00:00Z"),
                by: "Jon Weir", reason: "The alerts are quiet", entry: 43,
                due: moment("2026-03-11T05:05:00Z")),
            .init(
                kind: .gateOverridden, step: "close", happened: moment("2026-03-13T09:00:00Z"),
                by: "Ana Reyes",
                reason: "All hosts are rebuilt and watched; unmet: step 5 is open", entry: 64),
        ])

    static let actions: [ReportView.Action] = [
        .init(
            id: "A-1", text: "Give every token an end date", kind: "prevent", priority: "high",
            owner: "Jon Weir", due: time("2026-04-15T00:00:00Z"), state: "open",
            check: "No token older than 90 days in the list", reference: "OPS-1182"),
        .init(id: "A-2", text: "Keep proxy logs for 30 days", kind: "detect", state: "done"),
    ]
}
