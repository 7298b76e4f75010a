internal import Application
internal import ArgumentParser
internal import Notifications

/// `muster channel test`.
struct ChannelTest: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Send a test message and say what came of it.",
        discussion: """
            The message says that nothing has happened, and is marked TLP:CLEAR. It is not tried again later.
            --dry-run shows the bytes that would be sent. Exit code 7: it did not arrive everywhere.
            """)

    @OptionGroup(title: "Options of every command")
    var global: GlobalOptions

    @Argument(help: "The channel; the only one if none is named.")
    var name: String?

    @Flag(name: .long, help: "All channels.")
    var all = false

    func execute(_ session: Session) async throws {
        let desk = try session.desk()
        let channels = try chosen(desk)
        if global.dryRun {
            session.console.answer(try preview(channels, desk))
            return
        }
        let names = channels.map { visible($0.name) }.joined(separator: ", ")
        try session.confirm("Send a test message to \(names)?")
        var results: [ChannelTestResult] = []
        for channel in channels { results.append(try await result(channel, desk)) }
        try conclude(results, session)
    }

    private func chosen(_ desk: Desk) throws(Failure) -> [Channel] {
        let channels = desk.settings.channels
        guard !channels.isEmpty else {
            throw Failure(
                .usage, "there is no channel to test",
                hint: "channel add slack night --url-file ~/slack.url")
        }
        if all, name != nil {
            throw Failure(.usage, "name a channel or say --all, not both", hint: "channel list")
        }
        if let name { return [try desk.settings.channel(named: name)] }
        guard all || channels.count == 1 else {
            throw Failure(
                .usage, "there are \(channels.count) channels; which one?",
                details: channels.map(\.name), hint: "channel test --all")
        }
        return channels
    }

    private func preview(_ channels: [Channel], _ desk: Desk) throws(Failure) -> Answer {
        var answer = Answer("channel-test-preview")
        var items: [JSONValue] = []
        for channel in channels {
            let opened = try desk.opened(channel)
            let context = RenderContext(delivery: "msg_preview", time: desk.now)
            let request = opened.rendered(desk.testMessage(for: channel), context)
            let body = opened.redactor.redacted(String(decoding: request.body, as: UTF8.self))
            items.append(
                .object([
                    "channel": .string(channel.name), "host": .string(opened.endpoint.host),
                    "body": .string(body),
                ]))
            answer.quiet.append(channel.name)
            answer.lines.append(
                "--- \(visible(channel.name)), to \(visible(opened.endpoint.host)) ---")
            answer.lines += visibleBlock(body).split(separator: "\n").map(String.init)
        }
        answer.fields["items"] = .array(items)
        answer.lines.append("--- nothing was sent; send it: muster channel test \(name ?? "--all")")
        return answer
    }

    private func result(_ channel: Channel, _ desk: Desk) async throws -> ChannelTestResult {
        do {
            _ = try desk.opened(channel)
        } catch {
            return ChannelTestResult(
                channel: channel.name, line: nil, problem: ([error.message] + error.details))
        }
        let report = try await desk.test(channel)
        // A test that arrives hours later would only alarm people.
        for delivery in try desk.deliveries(of: desk.testMessage(for: channel).incident)
        where [.queued, .ambiguous].contains(delivery.state) {
            _ = try desk.drop(delivery.id)
        }
        return ChannelTestResult(
            channel: channel.name, line: report.lines.last { $0.channel == channel.name },
            problem: [])
    }

    private func conclude(_ results: [ChannelTestResult], _ session: Session) throws {
        var answer = Answer("channel-test", ["items": .array(results.map(\.json))])
        answer.quiet = results.filter(\.isGood).map(\.channel)
        answer.lines = results.map(\.text)
        let failed = results.filter { !$0.isGood }
        if failed.isEmpty { answer.lines.append("Next: look whether it can be read there") }
        session.console.answer(answer)
        guard let first = failed.first else { return }
        throw Failure(
            .undelivered,
            "the test did not arrive at \(failed.count) of \(results.count) channel(s)",
            details: ["it is not tried again"], hint: "channel test \(first.channel)")
    }
}

/// What came of testing one channel.
private struct ChannelTestResult {
    let channel: String
    /// `nil` if nothing could be tried.
    let line: DrainReport.Line?
    /// Why nothing could be tried.
    let problem: [String]

    var isGood: Bool { line.map { [.sent, .accepted].contains($0.state) } ?? false }

    var text: String {
        let place = "  " + visible(channel).padding(to: 14)
        guard let line else {
            let reason = problem.isEmpty ? "no answer in time" : problem.joined(separator: "; ")
            return place + "NOT sent: " + visible(reason)
        }
        let detail = line.detail.map { ": " + visible($0) } ?? ""
        return switch line.state {
        case .sent: place + "sent"
        case .accepted: place + "accepted; the service does not say whether it was posted"
        case .ambiguous: place + "UNCERTAIN\(detail); it may have arrived"
        default: place + "NOT sent\(detail)"
        }
    }

    var json: JSONValue {
        .object([
            "channel": .string(channel), "arrived": .bool(isGood),
            "state": .string(line?.state.rawValue ?? "unusable"),
            "detail": .optional(line?.detail ?? problem.first),
        ])
    }
}
