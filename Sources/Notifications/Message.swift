package import Chronology

/// What is to be told, in typed parts; each renderer escapes them for its own service.
///
/// The outbox stores it as JSON and renders it when it is sent, so its coding must stay readable.
package struct Message: Sendable, Equatable, Codable {
    /// What happened, in dotted words, for example `incident.opened` or `update.tactical`.
    package var kind: String
    /// The id of the incident, for example `INC-2026-0001`.
    package var incident: String
    /// The number of the message within the incident; later ones have higher numbers.
    package var sequence: Int
    /// When it happened.
    package var time: Timestamp
    package var tlp: TrafficLight
    package var severity: Severity?
    /// Whether the incident is over, which the colour shows.
    package var isResolved: Bool
    package var title: String
    /// Whom to call; only a configuration may name them, never a text.
    package var mentions: [Mention]
    package var blocks: [Block]
    package var fields: [Field]
    package var links: [Link]
    package var footer: String
    /// What the record was when the message was written; `nil` for a message that stands in none.
    package var head: Head?

    package init(
        kind: String, incident: String, sequence: Int, time: Timestamp, tlp: TrafficLight,
        severity: Severity? = nil, isResolved: Bool = false, title: String,
        mentions: [Mention] = [], blocks: [Block] = [], fields: [Field] = [], links: [Link] = [],
        footer: String = ""
    ) {
        self.kind = kind
        self.incident = incident
        self.sequence = sequence
        self.time = time
        self.tlp = tlp
        self.severity = severity
        self.isResolved = isResolved
        self.title = title
        self.mentions = mentions
        self.blocks = blocks
        self.fields = fields
        self.links = links
        self.footer = footer
    }

    /// The last entry of the record, so that whoever gets the message is a witness of it.
    package struct Head: Sendable, Equatable, Codable {
        /// The number of the entry.
        package var entry: Int
        /// The short form of its hash, for example `335b-1b37-293c`.
        package var short: String

        package init(entry: Int, short: String) {
            self.entry = entry
            self.short = short
        }
    }

    /// How bad it is: 1 is the worst.
    package struct Severity: Sendable, Equatable, Codable {
        /// 1 to 4.
        package var level: Int
        /// The word of the organisation, for example `critical`.
        package var word: String

        package init(level: Int, word: String) {
            self.level = level
            self.word = word
        }

        /// The short form, for example `SEV1`.
        package var code: String { "SEV\(level)" }
    }

    /// A paragraph or a list.
    package enum Block: Sendable, Equatable {
        case paragraph([Node])
        case list([[Node]])

        /// A paragraph of plain text.
        package static func text(_ text: String) -> Block { .paragraph([.text(text)]) }
    }

    /// A piece of a line.
    package enum Node: Sendable, Equatable {
        case text(String)
        case strong(String)
        case link(Link)
        case mention(Mention)
    }

    /// A name and a value, shown in a grid.
    package struct Field: Sendable, Equatable, Codable {
        package var name: String
        package var value: String

        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// A web address with the text that stands for it.
    package struct Link: Sendable, Equatable, Codable {
        package var text: String
        package var url: String

        package init(text: String, url: String) {
            self.text = text
            self.url = url
        }
    }

    /// A person or group that the service notifies, if it knows an id for them.
    package struct Mention: Sendable, Equatable, Codable {
        package var name: String
        /// A Slack id: `U…` or `W…` for a person, `S…` for a group.
        package var slack: String?
        /// The principal name or object id in Microsoft Teams.
        package var teams: String?

        package init(name: String, slack: String? = nil, teams: String? = nil) {
            self.name = name
            self.slack = slack
            self.teams = teams
        }
    }
}
