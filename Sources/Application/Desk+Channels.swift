internal import Foundation
package import Notifications

/// A channel with what came of reading its secrets.
package struct ChannelState: Sendable {
    package let channel: Channel
    /// The host that messages go to; `nil` if the URL cannot be read. It is not secret.
    package let host: String?
    /// Why the channel cannot be used; `nil` if it can.
    package let problem: NotificationError?

    init(_ channel: Channel, environment: [String: String]) {
        self.channel = channel
        do throws(NotificationError) {
            host = try OpenChannel(channel, environment: { environment[$0] }).endpoint.host
            problem = nil
        } catch {
            host = nil
            problem = error
        }
    }
}

extension Desk {
    /// All channels, each with what came of reading its secrets now.
    package var channelStates: [ChannelState] {
        settings.channels.map { ChannelState($0, environment: surroundings.environment) }
    }

    /// Reads and checks the secrets of a channel.
    ///
    /// - Throws: ``Failure`` `configuration`, with what is wrong and how to mend it.
    package func opened(_ channel: Channel) throws(Failure) -> OpenChannel {
        let environment = surroundings.environment
        do throws(NotificationError) {
            return try OpenChannel(channel, environment: { environment[$0] })
        } catch {
            throw Failure(
                .configuration, "channel '\(channel.name)': \(error.message)",
                details: [error.hint].compactMap { $0 }, hint: "help channel")
        }
    }

    /// Checks a channel that is to be added: its name, its secrets and its file of authorities.
    ///
    /// - Throws: ``Failure`` `usage` for a name that is taken or no name, `configuration` for the rest.
    package func checkNew(_ channel: Channel) throws(Failure) -> OpenChannel {
        guard channel.name.isChannelName else {
            throw Failure(
                .usage, "'\(channel.name)' is no name for a channel",
                details: ["small letters and digits with hyphens between, 40 at most: night-shift"],
                hint: "help channel")
        }
        guard !(try Settings(of: workspace)).channels.contains(where: { $0.name == channel.name })
        else {
            throw Failure(
                .usage, "there is a channel '\(channel.name)' already",
                details: ["to change it: remove it, then add it again"], hint: "channel list")
        }
        if channel.service == .webhook, channel.signingSecret == nil {
            throw Failure(
                .usage, "a signed webhook needs a signing secret",
                details: [
                    "make one: echo whsec_$(openssl rand -base64 32) > FILE; chmod 600 FILE",
                    "then: --secret-file FILE; the receiver needs the same secret",
                ], hint: "help channel")
        }
        if channel.service != .webhook, channel.signingSecret != nil {
            throw Failure(
                .usage, "\(channel.service.rawValue) takes no signing secret; only webhook does",
                hint: "help channel")
        }
        if let path = channel.authorities {
            let bytes = try readFile(path, limit: Desk.authoritiesLimit)
            guard String(decoding: bytes, as: UTF8.self).contains("-----BEGIN CERTIFICATE-----")
            else {
                throw Failure(
                    .configuration, "'\(path)' holds no certificate in PEM form",
                    hint: "help channel")
            }
        }
        return try opened(channel)
    }

    private static let authoritiesLimit = 4 * 1_048_576

    /// Adds a channel to the settings after checking it.
    package func add(_ channel: Channel) throws(Failure) -> OpenChannel {
        let opened = try checkNew(channel)
        // Read again right before writing, so that a channel which somebody added meanwhile stays.
        var settings = try Settings(of: workspace)
        settings.channels.append(channel)
        try settings.write(to: workspace)
        return opened
    }

    /// Takes a channel out of the settings; what waits for it is given up when it is next tried.
    ///
    /// - Throws: ``Failure`` `usage`, with the nearest name, if there is none.
    package func removeChannel(named name: String) throws(Failure) -> Channel {
        var settings = try Settings(of: workspace)
        let channel = try settings.channel(named: name)
        settings.channels.removeAll { $0.name == name }
        try settings.write(to: workspace)
        return channel
    }

    /// The messages that wait to be sent to a channel.
    package func waiting(for channel: Channel) throws(Failure) -> [Delivery] {
        try deliveries(in: [.queued, .sending]).filter { $0.channel == channel.name }
    }

    /// The message that tries out a channel.
    package func testMessage(for channel: Channel) -> Message {
        Message(
            kind: "channel.test", incident: "TEST-" + channel.name, sequence: 1, time: now,
            tlp: .clear, title: "Test of the channel \(channel.name)",
            blocks: [
                .text("If you can read this, muster can reach you here. Nothing has happened.")
            ])
    }
}

extension String {
    /// Small letters and digits with single hyphens between them, at most 40.
    var isChannelName: Bool {
        let parts = split(separator: "-", omittingEmptySubsequences: false)
        return utf8.count <= 40
            && parts.allSatisfy { part in
                !part.isEmpty
                    && part.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) }
            }
    }
}

extension SecretSource {
    /// A source with its file's path made absolute, so that it is found from every folder.
    package func absolute(from folder: String, home: String?) -> SecretSource {
        switch self {
        case .file(let path): .file(absolutePath(path, from: folder, home: home))
        case .environment: self
        }
    }
}

/// A path made absolute; `~/` stands for the home folder where the shell has left it.
package func absolutePath(_ path: String, from folder: String, home: String?) -> String {
    if path.hasPrefix("~/"), let home { return home + path.dropFirst(1) }
    let base = URL(filePath: folder, directoryHint: .isDirectory)
    return URL(filePath: path, relativeTo: base).standardizedFileURL.path
}
