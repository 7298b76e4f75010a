package import Runbooks

/// What came out of a step, and through whom.
package struct Outcome: Sendable, Equatable, Codable {
    /// The key of the chosen option of a `decide` step; free text for other steps.
    package var answer: String?
    /// What the person had to say about it.
    package var note: String?
    /// Who completed or decided the step; `notBy` keeps that person from voting.
    package var by: String?

    package init(answer: String? = nil, note: String? = nil, by: String? = nil) {
        self.answer = answer
        self.note = note
        self.by = by
    }
}

/// A yes or no to an `approve` step.
package struct Vote: Sendable, Equatable, Codable {
    /// Who voted.
    package let by: String
    /// Whether it was a yes.
    package let approve: Bool

    package init(by: String, approve: Bool) {
        self.by = by
        self.approve = approve
    }
}

/// A task that a person adds to a running run; it becomes a `do` step.
package struct AddedStep: Sendable, Equatable, Codable {
    /// A new name in kebab-case.
    package let id: StepID
    /// What to do, in one sentence.
    package let task: String
    /// The role that is accountable.
    package let role: String?

    package init(id: StepID, task: String, role: String? = nil) {
        self.id = id
        self.task = task
        self.role = role
    }

    /// The step that the runbook's tree receives.
    package var step: Step {
        var notes = StepNotes()
        notes.role = role
        return Step(id: id, action: .manual(task: task, command: nil), notes: notes)
    }

    /// Whether the id is kebab-case, begins with a letter and has at most 64 characters.
    var hasValidID: Bool {
        guard (1...64).contains(id.utf8.count), let first = id.utf8.first else { return false }
        var previous = first
        for byte in id.utf8 {
            let isLetter = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
            let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            let isHyphen = byte == UInt8(ascii: "-")
            if !isLetter && !isDigit && !isHyphen { return false }
            if isHyphen && previous == byte { return false }
            previous = byte
        }
        return (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first)
            && previous != UInt8(ascii: "-")
    }
}
