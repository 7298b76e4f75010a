internal import Application
internal import Chronology
internal import Incidents
internal import Notifications

extension Session {
    /// Prints what was recorded, then sends what was queued and says what came of it.
    ///
    /// - Throws: ``Failure`` `undelivered` if a message did not get out: the record is safe all the same.
    func finish(_ answer: Answer, _ receipt: Receipt, _ desk: Desk) async throws {
        var answer = answer
        guard !receipt.queued.isEmpty else {
            console.answer(answer)
            return
        }
        let next = answer.lines.last.flatMap { $0.hasPrefix("Next:") ? $0 : nil }
        if !console.isJSON, !console.isQuiet {
            // What is on disk is said before the first byte leaves: a slow receiver must not look like a lost record.
            if next != nil { answer.lines.removeLast() }
            console.say(answer.lines)
            answer.lines = []
        }
        let report = try await desk.deliver(incident: receipt.incident.id)
        let held = try desk.deliveries(of: receipt.incident.id).filter {
            receipt.queued.contains($0.id) && $0.state == .held
        }
        answer.lines += Phrase.deliveries(report)
        answer.lines += held.map { delivery in
            "  \(visible(delivery.channel).padding(to: 14))HELD: "
                + visible(delivery.lastError ?? "above the channel's ceiling")
        }
        if let next { answer.lines.append(next) }
        answer.fields["deliveries"] = .array(report.lines.map(\.json) + held.map(\.json))
        console.answer(answer)
        try complain(report, held: held.count)
    }

    private func complain(_ report: DrainReport, held: Int) throws(Failure) {
        let failed = report.lines.filter { ![.sent, .accepted].contains($0.state) }
        guard !failed.isEmpty || held > 0 else { return }
        let hint = failed.first.map { "outbox show \($0.id)" } ?? "outbox list"
        var details: [String] = []
        if !failed.isEmpty {
            details.append(
                "what is queued is tried again by the next command, or by: muster outbox flush")
        }
        if held > 0 {
            details.append(
                "what is HELD stays here: choose a channel with a higher ceiling, or post words "
                    + "that may go further with --tlp")
        }
        throw Failure(
            .undelivered,
            "recorded, but \(failed.count + held) of \(report.lines.count + held) "
                + "message(s) did not get out",
            details: details, hint: hint)
    }
}

extension DrainReport.Line {
    var json: JSONValue {
        .object([
            "id": .string(id), "channel": .string(channel), "state": .string(state.rawValue),
            "attempts": .int(Int64(attempts)), "detail": .optional(detail),
        ])
    }
}

extension Delivery {
    var json: JSONValue {
        .object([
            "id": .string(id), "incident": .string(incident), "channel": .string(channel),
            "state": .string(state.rawValue), "attempts": .int(Int64(attempts)),
            "next_attempt": .string(nextAttempt.rfc3339), "expires": .string(expires.rfc3339),
            "created": .string(created.rfc3339), "detail": .optional(lastError),
            "status": lastStatus.map { .int(Int64($0)) } ?? .null,
        ])
    }
}
