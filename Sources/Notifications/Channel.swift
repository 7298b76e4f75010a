/// Where messages go: the configuration of one destination, without any secret in it.
package struct Channel: Sendable, Equatable, Codable {
    package var name: String
    package var service: Service
    /// Where the URL is found.
    package var url: SecretSource
    /// Where the signing secret is found; several secrets in it are all used, for a rotation.
    package var signingSecret: SecretSource?
    /// The strictest label that may be sent here; what is above it is withheld.
    package var ceiling: TrafficLight
    package var afterAmbiguous: AmbiguousPolicy
    /// Whether the receiver may be on the own network.
    package var allowsPrivateAddresses: Bool
    /// A PEM file of certificate authorities, in the place of the system's.
    package var authorities: String?
    /// How long a message is worth sending, in seconds; `nil` for the service's own time.
    package var expirySeconds: Int?

    package init(
        name: String, service: Service, url: SecretSource, signingSecret: SecretSource? = nil,
        ceiling: TrafficLight = .green, afterAmbiguous: AmbiguousPolicy = .resendMarked,
        allowsPrivateAddresses: Bool = false, authorities: String? = nil,
        expirySeconds: Int? = nil
    ) {
        self.name = name
        self.service = service
        self.url = url
        self.signingSecret = signingSecret
        self.ceiling = ceiling
        self.afterAmbiguous = afterAmbiguous
        self.allowsPrivateAddresses = allowsPrivateAddresses
        self.authorities = authorities
        self.expirySeconds = expirySeconds
    }

    /// How long a message to this channel is worth sending.
    package var expiry: Duration {
        expirySeconds.map { .seconds($0) } ?? service.expiry
    }

    /// The kinds of receiver.
    package enum Service: String, Sendable, Codable, CaseIterable {
        /// A Slack incoming webhook.
        case slack
        /// A flow of Microsoft Teams Workflows.
        case teams
        /// A receiver of signed events as in Standard Webhooks 1.0.0.
        case webhook

        /// How long a message is tried.
        ///
        /// Six hours for chats; 75.6 hours for signed webhooks, whose standard names that time.
        package var expiry: Duration {
            switch self {
            case .slack, .teams: .seconds(6 * 3_600)
            case .webhook: .seconds(272_160)
            }
        }
    }

    /// What to do when nobody knows whether a message arrived.
    package enum AmbiguousPolicy: String, Sendable, Codable, CaseIterable {
        /// Send it again: the receiver recognises the id, or a repeat is better than silence.
        case resend
        /// Send it again, marked as a possible repeat.
        case resendMarked = "resend-marked"
        /// Leave it to a person.
        case hold
    }
}

/// A channel whose secrets were read and checked, ready for sending.
package struct OpenChannel: Sendable {
    package let channel: Channel
    package let endpoint: Endpoint
    package let signingKeys: [SigningKey]
    /// Knows the secrets of this channel.
    package let redactor: Redactor

    /// Reads and checks the secrets of a channel.
    package init(
        _ channel: Channel,
        environment: (String) -> String? = SecretSource.processEnvironment
    ) throws(NotificationError) {
        self.channel = channel
        let url = try channel.url.read(environment: environment)
        endpoint = try Endpoint(url, allowsPrivateAddresses: channel.allowsPrivateAddresses)
        var secrets = [url]
        var keys: [SigningKey] = []
        if let source = channel.signingSecret {
            let secret = try source.read(environment: environment)
            secrets.append(secret)
            for part in secret.revealed().split(whereSeparator: \.isWhitespace) {
                keys.append(try SigningKey(Secret(String(part))))
            }
        }
        guard channel.service != .webhook || !keys.isEmpty else {
            throw NotificationError(
                .signingSecretRefused,
                "the channel \(channel.name) has no signing secret, which a signed webhook needs")
        }
        signingKeys = keys
        redactor = Redactor(secrets)
    }

    /// The bytes and headers of a message for this channel.
    package func rendered(_ message: Message, _ context: RenderContext) -> RenderedRequest {
        switch channel.service {
        case .slack: SlackRenderer(message: message, context: context).request
        case .teams: TeamsRenderer(message: message, context: context).request
        case .webhook:
            WebhookRenderer(message: message, context: context, keys: signingKeys).request
        }
    }
}
