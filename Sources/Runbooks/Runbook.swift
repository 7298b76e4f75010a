/// A declarative plan for one kind of incident, as its file says it.
package struct Runbook: Sendable, Equatable {
    package var id: String
    /// Version of the content; an incident pins the hash of the file, not this.
    package var version: String
    package var title: String
    package var summary: String
    package var language: String
    package var tlp: String?
    package var owner: String?
    /// The date of the last review, `YYYY-MM-DD`.
    package var reviewed: String?
    package var categories: [String]
    package var notFor: [String]
    package var related: [String]
    /// A part that other runbooks call; no incident begins with it, and it need not have all phases.
    package var isCalledOnly: Bool
    /// Roles that it needs, in the order of the file, and what each does here.
    package var roles: [RoleDuty]
    package var facts: [FactDefinition]
    /// The card for the first fifteen minutes.
    package var first: FirstCard
    package var messages: [MessageTemplate]
    package var phases: [Phase]
    /// What it claims about each of its runs; not those of the runbooks that it calls.
    package var properties: [RunbookProperty]
    /// The tree: a sequence whose children are the phases.
    package var root: Step

    package init(
        id: String, version: String, title: String, summary: String = "", language: String = "en",
        tlp: String? = nil, owner: String? = nil, reviewed: String? = nil,
        categories: [String] = [], notFor: [String] = [], related: [String] = [],
        isCalledOnly: Bool = false,
        roles: [RoleDuty] = [], facts: [FactDefinition] = [], first: FirstCard = FirstCard(),
        messages: [MessageTemplate] = [], phases: [Phase] = [],
        properties: [RunbookProperty] = [], root: Step
    ) {
        self.id = id
        self.version = version
        self.title = title
        self.summary = summary
        self.language = language
        self.tlp = tlp
        self.owner = owner
        self.reviewed = reviewed
        self.categories = categories
        self.notFor = notFor
        self.related = related
        self.isCalledOnly = isCalledOnly
        self.roles = roles
        self.facts = facts
        self.first = first
        self.messages = messages
        self.phases = phases
        self.properties = properties
        self.root = root
    }
}

/// A role and what it does in a runbook.
package struct RoleDuty: Sendable, Equatable {
    package let role: String
    package let duty: String

    package init(role: String, duty: String) {
        self.role = role
        self.duty = duty
    }
}

/// A phase or a stage of `respond`: its id in the tree (`respond`, `respond.contain`) and what it is to reach.
package struct Phase: Sendable, Equatable {
    package let id: StepID
    package let objective: String

    package init(id: StepID, objective: String) {
        self.id = id
        self.objective = objective
    }
}

/// What to do and not to do in the first fifteen minutes.
package struct FirstCard: Sendable, Equatable {
    package var todo: [String]
    package var avoid: [String]

    package init(todo: [String] = [], avoid: [String] = []) {
        self.todo = todo
        self.avoid = avoid
    }
}

/// A text of the communication pack; values come in only through `{…}`.
package struct MessageTemplate: Sendable, Equatable {
    package let name: String
    package let audience: String?
    package let text: String
    package let place: Place?

    package init(name: String, audience: String?, text: String, place: Place? = nil) {
        self.name = name
        self.audience = audience
        self.text = text
        self.place = place
    }
}

/// A typed value of the run, read in guards as `facts.NAME`.
package struct FactDefinition: Sendable, Equatable {
    package let name: String
    package let type: FactType
    package let label: String
    /// Privacy rules touch it.
    package let isPersonal: Bool
    /// Never shown, stored in clear or readable in a guard.
    package let isSecret: Bool
    /// A time that lies in the future: `30m` is in half an hour, not half an hour ago.
    package let isAhead: Bool
    package let place: Place?

    package init(
        name: String, type: FactType, label: String, isPersonal: Bool = false,
        isSecret: Bool = false, isAhead: Bool = false, place: Place? = nil
    ) {
        self.name = name
        self.type = type
        self.label = label
        self.isPersonal = isPersonal
        self.isSecret = isSecret
        self.isAhead = isAhead
        self.place = place
    }
}

/// The type of a fact.
package indirect enum FactType: Sendable, Equatable {
    case bool, int, double, string, text, time, duration
    case ip, cidr, host, url, email, hash, person, asset
    /// Keys and their labels, in the order of the file.
    case choice([DecisionOption])
    case list(FactType)
}
