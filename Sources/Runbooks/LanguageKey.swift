/// A key of the runbook language: its name, what it takes, and what it means.
///
/// The decoder takes the keys that it knows from these, and the JSON Schema and the tables of the
/// reference are written from them, so that the three cannot differ.
package struct LanguageKey: Sendable, Equatable {
    package let name: String
    package let value: ValueKind
    /// Whether a map without the key is refused; what depends on other keys is said in `meaning`.
    package let isNeeded: Bool
    /// One line for people, in Markdown.
    package let meaning: String

    init(_ name: String, _ value: ValueKind, _ meaning: String, isNeeded: Bool = false) {
        self.name = name
        self.value = value
        self.meaning = meaning
        self.isNeeded = isNeeded
    }
}

/// A verb of the language, with the keys that only its steps have.
package struct LanguageVerb: Sendable, Equatable {
    package let name: String
    /// What the verb itself takes.
    package let value: ValueKind
    package let meaning: String
    /// A block may go without an id.
    package let isBlock: Bool
    package let keys: [LanguageKey]

    init(
        _ name: String, _ value: ValueKind, _ meaning: String, isBlock: Bool = false,
        keys: [LanguageKey] = []
    ) {
        self.name = name
        self.value = value
        self.meaning = meaning
        self.isBlock = isBlock
        self.keys = keys
    }
}

/// What a key takes.
package indirect enum ValueKind: Sendable, Equatable {
    /// A text for people, or a map from languages to texts.
    case text
    /// A text that is no translation: an owner, a command, a tag.
    case word
    /// Any scalar, as it stands, an empty one too.
    case literal
    /// A name in small letters, digits and `-`.
    case name
    /// The id of a step, or `CALL/STEP` for one of a called runbook.
    case stepPath
    /// The name of a fact, where the reader takes it as it stands.
    case fact
    /// A condition in CEL.
    case condition
    case duration
    /// `none, because …`.
    case reason
    case time
    case date
    case version
    case language
    case truth
    case factType
    case number(ClosedRange<Int>)
    case oneOf([String])
    case either([ValueKind])
    case list(ValueKind, atLeast: Int)
    /// A step and a duration.
    case limit
    /// A map whose names the author chooses.
    case names(NameForm, ValueKind, atLeast: Int)
    /// A map with known keys.
    case keys(LanguageMap)

    /// A list with at least one item.
    static func list(_ item: ValueKind) -> ValueKind { .list(item, atLeast: 1) }
}

/// How the names of a map are written.
package enum NameForm: Sendable {
    /// Small letters, digits and `-`.
    case kebab
    /// Small letters, digits and `_`, a letter first.
    case identifier
    /// Capitals, digits and `_`.
    case capitals
}

/// A map of the language with known keys.
package enum LanguageMap: String, Sendable, CaseIterable {
    case document
    case appliesTo = "applies_to"
    case first
    case fact
    case message
    case property
    case phases
    case phase
    case respond
    case stage
    case step
    case option
    case arm
    case wait

    /// The keys in the order of the reference; of a step those that every step may have.
    package var keys: [LanguageKey] {
        switch self {
        case .document: LanguageTable.document
        case .appliesTo:
            [LanguageKey("categories", .list(.name), "categories of incidents")]
        case .first: LanguageTable.first
        case .fact: LanguageTable.fact
        case .message: LanguageTable.message
        case .property: LanguageTable.property
        case .phases: LanguageTable.phases
        case .phase, .stage: LanguageTable.phase
        case .respond: LanguageTable.respond
        case .step: LanguageTable.common
        case .option: LanguageTable.option
        case .arm: LanguageTable.arm
        case .wait: LanguageTable.wait
        }
    }

    /// The names of the keys.
    var names: [String] { keys.map(\.name) }

    /// The names of the keys that must be there.
    var needed: [String] { keys.filter(\.isNeeded).map(\.name) }
}
