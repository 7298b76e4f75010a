/// What a later version of a runbook does with an earlier one, by meaning and not by lines.
///
/// Both trees are compared as they run: with the runbooks that they call. It says what became of
/// each step; it does not touch a run.
package struct RunbookComparison: Sendable, Equatable {
    /// Every step of the old tree in document order, blocks among them.
    package let steps: [StepComparison]
    /// The steps that only the new tree has, in its document order.
    package let added: [StepID]
    /// What changed outside the steps: header, phases, roles, facts, messages and claims.
    package let parts: [PartChange]
    private let indices: [StepID: Int]

    /// Compares two runbooks.
    package init(old: Runbook, new: Runbook) {
        let matching = StepMatching(old: StepTable(old.root), new: StepTable(new.root))
        steps = matching.comparisons
        added = matching.added
        parts = PartChange.all(old: old, new: new)
        indices = Dictionary(
            steps.enumerated().map { ($0.element.id, $0.offset) },
            uniquingKeysWith: { first, _ in first })
    }

    /// Whether nothing at all differs.
    package var isSame: Bool {
        added.isEmpty && parts.isEmpty && steps.allSatisfy { $0.fate == .same }
    }

    /// What became of a step of the old tree; `nil` for an id that it does not have.
    package func step(_ id: StepID) -> StepComparison? { indices[id].map { steps[$0] } }

    /// The id in the new tree of a step that is certainly the same one; `nil` where it was dropped or renamed.
    ///
    /// For a block without an id of its own it may be another id: those count positions.
    package func counterpart(of id: StepID) -> StepID? {
        guard let step = step(id) else { return nil }
        if case .renamed = step.fate { return nil }
        return step.newID
    }
}

/// What became of one step of the old tree.
package struct StepComparison: Sendable, Equatable {
    /// The most important thing that happened to the step.
    package enum Fate: Sendable, Equatable {
        /// The same step in the same place.
        case same
        /// In the same block, but it changed places with a sibling.
        case reordered
        /// In the same block with other keys or values; see ``StepComparison/changes``.
        case changed
        /// Under another block, perhaps with other values too.
        case moved(to: StepID)
        /// A guess: the new tree has it under another id, with the same verb and nearly the same text.
        case renamed(to: StepID)
        /// The new tree does not have it.
        case dropped
    }

    /// The id in the old tree.
    package let id: StepID
    package let fate: Fate
    /// The verb in the old tree, `steps` for a list of steps.
    package let verb: String
    /// Whether somebody gave the step its id; see ``Step/isNamed``.
    package let isNamed: Bool
    /// The block that holds it in the old tree; `nil` for the root.
    package let block: StepID?
    /// The id in the new tree; `nil` if it was dropped.
    package let newID: StepID?
    /// The block that holds it in the new tree.
    package let newBlock: StepID?
    /// Whether it changed places with a sibling that stayed in the block, whatever else happened to it.
    package let isReordered: Bool
    /// The keys whose values differ; an exchanged verb is the key `verb`.
    package let changes: [KeyChange]

    /// Whether the step asks for something of another kind, so that a result of the one does not fit the other.
    package var hasOtherVerb: Bool { changes.contains { $0.key == KeyChange.verb } }
}

/// A key with another value than before.
package struct KeyChange: Sendable, Equatable {
    /// The key of an exchanged verb.
    package static let verb = "verb"

    /// The key as in the file; a dot goes inside, as in `options.pay`.
    package let key: String
    /// The value before; `nil` if the key was not there or at its default.
    package let old: String?
    /// The value now.
    package let new: String?

    package init(_ key: String, old: String?, new: String?) {
        self.key = key
        self.old = old
        self.new = new
    }

    /// The differences of two lists of keys, in the order of the first and then of the second.
    static func between(_ old: [KeyText], _ new: [KeyText]) -> [KeyChange] {
        let before = Dictionary(old.map { ($0.key, $0.value) }, uniquingKeysWith: { $1 })
        let after = Dictionary(new.map { ($0.key, $0.value) }, uniquingKeysWith: { $1 })
        let keys = old.map(\.key) + new.map(\.key).filter { before[$0] == nil }
        return keys.compactMap { key in
            before[key] == after[key]
                ? nil : KeyChange(key, old: before[key], new: after[key])
        }
    }
}

/// A part of a runbook outside its steps that differs.
package struct PartChange: Sendable, Equatable {
    /// Which part it is.
    package enum Kind: String, Sendable {
        case document
        case phase
        case role
        case fact
        case message
        case property
    }

    /// What happened to it.
    package enum Fate: Sendable, Equatable {
        case added
        case dropped
        case changed([KeyChange])
    }

    package let kind: Kind
    /// Its name; the key of a part of the document, the words of a claim.
    package let name: String
    package let fate: Fate

    package init(kind: Kind, name: String, fate: Fate) {
        self.kind = kind
        self.name = name
        self.fate = fate
    }
}
