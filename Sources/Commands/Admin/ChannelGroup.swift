internal import Application
internal import ArgumentParser
internal import Incidents
internal import Notifications

/// `muster channel`.
struct ChannelGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "channel", abstract: "Where messages go: Slack, Teams, signed webhooks.",
        discussion: """
            A channel's URL is a secret. It is never an argument and never shown: it is read each time from a \
            file of your own with mode 0600, or from an environment variable.


            """
                + examples(
                    "muster channel add slack night --url-file ~/.config/muster/slack.url",
                    "muster channel add webhook siem --url-env SIEM_URL --secret-file ~/siem.secret --ceiling red",
                    "muster channel test --all --yes"),
        subcommands: [ChannelAdd.self, ChannelList.self, ChannelTest.self, ChannelRemove.self])
}

/// `muster channel add`.
struct ChannelAdd: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add a channel; its secrets are read and checked at once.")

    @OptionGroup(title: "Options of every command")
    var global: GlobalOptions

    @Argument(help: "The kind of receiver: slack, teams or webhook (Standard Webhooks, signed).")
    var service: Choice<Channel.Service>

    @Argument(help: "A name of your own in kebab-case, for example night-shift.")
    var name: String

    @Option(name: .long, help: "The file that holds the URL.")
    var urlFile: String?

    @Option(name: .long, help: "The environment variable that holds the URL.")
    var urlEnv: String?

    @Option(name: .long, help: "The file that holds the signing secret; only for webhook.")
    var secretFile: String?

    @Option(name: .long, help: "The environment variable that holds the signing secret.")
    var secretEnv: String?

    @Option(name: .long, help: "The strictest label that may go there; AMBER if not given.")
    var ceiling: TLPArgument?

    @Option(
        name: .long,
        help: "What to do when nobody knows if a message arrived: resend, resend-marked or hold.")
    var afterAmbiguous: Choice<Channel.AmbiguousPolicy>?

    @Flag(
        name: .long,
        help: ArgumentHelp(
            "The receiver may be on your own network, or on this machine; http is taken there, too."
        ))
    var allowPrivate = false

    @Option(name: .long, help: "A PEM file of authorities in the place of the system's.")
    var caFile: String?

    func execute(_ session: Session) async throws {
        let desk = try session.desk()
        let channel = try channel(session)
        let opened = global.dryRun ? try desk.checkNew(channel) : try desk.add(channel)
        var answer = Answer("channel", channel.fields)
        answer.fields["host"] = .string(opened.endpoint.host)
        answer.quiet = [channel.name]
        answer.lines = [
            "Channel \(channel.name) \(global.dryRun ? "can be added" : "added"): "
                + "\(channel.service.rawValue), \(visible(opened.endpoint.host)), "
                + "up to \(channel.ceiling.label)",
            "  URL from        \(visible(channel.url.place))",
        ]
        if let secret = channel.signingSecret {
            answer.lines.append(
                "  secret from     \(visible(secret.place))"
                    + (opened.signingKeys.count > 1 ? " (\(opened.signingKeys.count) keys)" : ""))
        }
        answer.lines.append("  if uncertain    \(channel.afterAmbiguous.sentence)")
        answer.lines.append(
            global.dryRun ? "Nothing was written." : "Next: muster channel test \(channel.name)")
        session.console.answer(answer)
    }

    private func channel(_ session: Session) throws(Failure) -> Channel {
        let home = session.surroundings.environment["HOME"]
        func path(_ path: String) -> String {
            absolutePath(path, from: global.startingFolder, home: home)
        }
        let url = try source("url", file: urlFile.map(path), variable: urlEnv)
        guard let url else {
            throw Failure(
                .usage, "where is the URL?",
                details: [
                    "--url-file FILE, a file of your own with mode 0600, or --url-env VARIABLE"
                ], hint: "help channel")
        }
        return Channel(
            name: name, service: service.value, url: url,
            signingSecret: try source("secret", file: secretFile.map(path), variable: secretEnv),
            ceiling: ceiling.flatMap { TrafficLight(label: $0.value.rawValue) } ?? .amber,
            afterAmbiguous: afterAmbiguous?.value
                ?? (service.value == .webhook ? .resend : .resendMarked),
            allowsPrivateAddresses: allowPrivate, authorities: caFile.map(path))
    }

    private func source(
        _ option: String, file: String?, variable: String?
    ) throws(Failure) -> SecretSource? {
        if file != nil, variable != nil {
            throw Failure(
                .usage, "--\(option)-file and --\(option)-env exclude each other",
                hint: "help channel")
        }
        if let file { return .file(file) }
        guard let variable else { return nil }
        let isName = variable.utf8.allSatisfy { byte in
            byte == 95 || (48...57).contains(byte) || (65...90).contains(byte)
                || (97...122).contains(byte)
        }
        guard isName, let first = variable.utf8.first, !(48...57).contains(first) else {
            // The value is not repeated: somebody may have given the secret in the name's place.
            throw Failure(
                .usage, "--\(option)-env takes the name of a variable, for example NIGHT_URL",
                hint: "help channel")
        }
        return .environment(variable)
    }
}

/// `muster channel list`.
struct ChannelList: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the channels and whether their secrets can be read.")

    @OptionGroup(title: "Options of every command")
    var global: GlobalOptions

    func execute(_ session: Session) async throws {
        let states = try session.desk().channelStates
        var answer = Answer("channels", ["items": .array(states.map(\.json))])
        answer.quiet = states.map(\.channel.name)
        answer.lines = lines(states, session.console.output)
        session.console.answer(answer)
    }

    private func lines(_ states: [ChannelState], _ style: Style) -> [String] {
        guard !states.isEmpty else {
            return [
                "There is no channel: updates are recorded and sent nowhere.",
                "Next: muster channel add slack night --url-file ~/slack.url",
            ]
        }
        var table = Table("NAME", "SERVICE", "UP TO", "HOST", "URL FROM", "STATE")
        for state in states {
            let channel = state.channel
            table.add(
                visible(channel.name), channel.service.rawValue, channel.ceiling.label,
                visible(state.host ?? "-"), visible(channel.url.place),
                state.problem.map { "UNUSABLE: \(visible($0.message))" } ?? "ready")
        }
        let hints = states.compactMap { state in
            state.problem?.hint.map { "  \(visible(state.channel.name)): \(visible($0))" }
        }
        return table.lines(style) + hints + ["Next: muster channel test --all"]
    }
}

/// `muster channel rm`.
struct ChannelRemove: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "rm", abstract: "Remove a channel; the file with its secret stays.")

    @OptionGroup(title: "Options of every command")
    var global: GlobalOptions

    @Argument(help: "The channel.")
    var name: String

    func execute(_ session: Session) async throws {
        let desk = try session.desk()
        let channel = try desk.settings.channel(named: name)
        let waiting = try desk.waiting(for: channel)
        let rest =
            waiting.isEmpty
            ? "nothing waits for it"
            : "what waits for it is given up (\(waiting.count) message(s))"
        var answer = Answer("channel-removed", channel.fields)
        answer.fields["removed"] = .bool(!global.dryRun)
        answer.fields["waiting"] = .array(waiting.map { .string($0.id) })
        answer.quiet = [channel.name]
        if global.dryRun {
            answer.lines = ["Would remove \(visible(channel.name)); \(rest). Nothing was written."]
        } else {
            try session.confirm("Remove the channel \(visible(channel.name))? \(rest)")
            _ = try desk.removeChannel(named: name)
            answer.lines = [
                "Channel \(visible(channel.name)) removed; \(rest).",
                "  its secret is still in \(visible(channel.url.place))",
                waiting.isEmpty ? "Next: muster channel list" : "Next: muster outbox list",
            ]
        }
        session.console.answer(answer)
    }
}

extension SecretSource {
    /// Where it comes from, in words.
    var place: String {
        switch self {
        case .file(let path): path
        case .environment(let name): "$" + name
        }
    }

    var json: JSONValue {
        switch self {
        case .file(let path): .object(["file": .string(path)])
        case .environment(let name): .object(["environment": .string(name)])
        }
    }
}

extension Channel {
    /// The fields of a channel for JSON; there is no secret in it.
    var fields: [String: JSONValue] {
        [
            "name": .string(name), "service": .string(service.rawValue), "url": url.json,
            "signing_secret": signingSecret?.json ?? .null, "ceiling": .string(ceiling.label),
            "after_ambiguous": .string(afterAmbiguous.rawValue),
            "allows_private": .bool(allowsPrivateAddresses), "authorities": .optional(authorities),
        ]
    }
}

extension ChannelState {
    var json: JSONValue {
        var fields = channel.fields
        fields["host"] = .optional(host)
        fields["usable"] = .bool(problem == nil)
        fields["problem"] = .optional(problem?.message)
        return .object(fields)
    }
}

extension Channel.AmbiguousPolicy {
    /// What it means, in a few words.
    fileprivate var sentence: String {
        switch self {
        case .resend: "send again; the receiver knows repeats by their id"
        case .resendMarked: "send again, marked as a possible repeat"
        case .hold: "wait for a person (muster outbox)"
        }
    }
}
