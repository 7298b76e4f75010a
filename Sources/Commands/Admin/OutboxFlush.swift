internal import Application
internal import ArgumentParser
internal import Chronology
internal import Notifications

/// `muster outbox flush`.
struct OutboxFlush: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "flush", abstract: "Send what is due now.",
        discussion: """
            What is queued for a later try, held, dead or ambiguous stays as it is. \
            Exit code 7: something is not delivered; it is listed.
            """)

    @OptionGroup(title: "Options of every command")
    var global: GlobalOptions

    @Option(name: .long, help: "How long to keep at it, for example 60s; 12s if not given.")
    var wait: String?

    func execute(_ session: Session) async throws {
        try await session.flush(wait)
    }
}

/// `muster outbox retry`.
struct OutboxRetry: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry", abstract: "Queue dead or ambiguous messages again, and send them.")

    @OptionGroup(title: "Options of every command")
    var global: GlobalOptions

    @Argument(help: "The ids, or the beginnings of them.")
    var ids: [String]

    @Option(name: .long, help: "How long to keep at it, for example 60s; 12s if not given.")
    var wait: String?

    func execute(_ session: Session) async throws {
        let desk = try session.desk()
        var rows: [Delivery] = []
        for id in ids { rows.append(try desk.delivery(id)) }
        if global.dryRun {
            var answer = Answer("outbox-retry", ["items": .array(rows.map(\.json))])
            answer.quiet = rows.map(\.id)
            answer.lines =
                ["Would queue again and send:"] + rows.map { "  \($0.id)  \($0.state.rawValue)" }
                + ["Nothing was written or sent."]
            session.console.answer(answer)
            return
        }
        for row in rows { _ = try desk.requeue(row.id) }
        try await session.flush(wait)
    }
}

extension Session {
    /// Sends what is due and says what is left.
    ///
    /// - Throws: ``Failure`` `undelivered` if anything is neither delivered nor dropped afterwards.
    func flush(_ wait: String?) async throws {
        let desk = try desk()
        if global.dryRun {
            console.answer(try due(desk))
            return
        }
        let report = try await desk.deliver(patience: try patience(wait))
        let left = try desk.deliveries().filter(\.state.isUndelivered)
        var answer = Answer(
            "flush",
            [
                "deliveries": .array(report.lines.map(\.json)),
                "undelivered": .array(left.map(\.json)),
                "next_attempt": .optional(report.nextDue?.rfc3339),
            ])
        answer.quiet = left.map(\.id)
        answer.lines =
            report.lines.isEmpty ? ["Nothing was due."] : Phrase.deliveries(report)
        if let next = left.filter({ $0.state == .queued }).map(\.nextAttempt).min() {
            answer.lines.append(
                next <= desk.now
                    ? "Next: muster outbox flush"
                    : "Next try \(Phrase.age(next, now: desk.now)): muster outbox flush")
        } else {
            answer.lines.append(
                left.isEmpty ? "Everything is delivered." : "Next: muster outbox list")
        }
        console.answer(answer)
        guard !left.isEmpty else { return }
        throw Failure(
            .undelivered, "\(left.count) message(s) are not delivered", details: counts(left),
            hint: "outbox list")
    }

    private func counts(_ rows: [Delivery]) -> [String] {
        DeliveryState.allCases.compactMap { state in
            let count = rows.count { $0.state == state }
            return count > 0 ? "\(count) \(state.rawValue)" : nil
        }
    }

    private func due(_ desk: Desk) throws(Failure) -> Answer {
        let rows = try desk.deliveries(in: [.queued]).filter { $0.nextAttempt <= desk.now }
        var answer = Answer("flush-preview", ["items": .array(rows.map(\.json))])
        answer.quiet = rows.map(\.id)
        answer.lines =
            rows.isEmpty
            ? ["Nothing is due."]
            : rows.map { "  \($0.id)  \(visible($0.incident)) to \(visible($0.channel))" }
                + ["Nothing was sent. Send it: muster outbox flush"]
        return answer
    }

    private func patience(_ wait: String?) throws(Failure) -> Duration {
        guard let wait else { return Desk.deliveryPatience }
        let duration = try SpanInput.read(wait)
        guard duration <= .seconds(3_600) else {
            throw Failure(
                .usage, "'\(wait)' is not a time to wait (1s to 1h)",
                hint: "outbox flush --wait 60s")
        }
        return duration
    }
}
