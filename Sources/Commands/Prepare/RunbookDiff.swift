internal import Application
internal import ArgumentParser
internal import Incidents
internal import Runbooks

/// `muster runbook diff`.
struct RunbookDiff: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract:
            "Say what a version of a runbook changes, by meaning, and what it means for incidents.",
        discussion: """
            Each of the two is an id, the path of a file, or an incident: then the runbook that it pinned. Steps are \
            known by their ids; a step that kept its verb and nearly its text under another id is said to be renamed, \
            as a guess. Exit code 0, and 3 for differences with --exit-code.


            """
                + examples(
                    "muster runbook diff INC-2026-0007 ransomware",
                    "muster runbook diff ransomware drafts/ransomware.runbook.yaml --exit-code"))

    @OptionGroup(title: "Options of every command")
    var global: GlobalOptions

    @Argument(help: "The earlier one: an id, a file or an incident.")
    var old: String

    @Argument(help: "The later one.")
    var new: String

    @Flag(name: .long, help: "Exit with 3 if they differ.")
    var exitCode = false

    func execute(_ session: Session) async throws {
        let (before, after) = (try runbook(old, session), try runbook(new, session))
        let comparison = RunbookComparison(old: before, new: after)
        let screen = DiffScreen(comparison: comparison, old: before, new: after)
        var answer = Answer("runbook-diff", screen.json)
        answer.quiet = screen.ids
        answer.lines = screen.lines(session.console.output) + ["Next: muster \(next(session))"]
        session.console.answer(answer)
        guard exitCode, !comparison.isSame else { return }
        throw Failure(
            .problemsFound, "the runbooks differ, and --exit-code was given",
            hint: "runbook diff \(old.shellQuoted) \(new.shellQuoted)")
    }

    private func isIncident(_ name: String) -> Bool {
        ["INC-", "DRILL-"].contains { name.uppercased().hasPrefix($0) }
    }

    private func next(_ session: Session) -> String {
        isIncident(old)
            ? "runbook upgrade \(visible(old.shellQuoted)) --to \(visible(new.shellQuoted)) --dry-run"
            : isIncident(new)
                ? "runbook show \(visible(old.shellQuoted))"
                : "runbook lint \(visible(new.shellQuoted))"
    }

    private func runbook(_ name: String, _ session: Session) throws(Failure) -> Runbook {
        guard isIncident(name) else {
            return try session.usableRunbook(name, on: try session.shelf()).runbook
        }
        let desk = try session.desk()
        let incident = try desk.load(try desk.resolve(name)).incident
        guard let runbook = incident.definition else {
            throw Failure(
                .usage, "\(incident.id) follows no runbook",
                hint: incident.isOpen ? incident.nextCommand : "list --all")
        }
        return runbook
    }
}

/// A comparison as it is shown.
private struct DiffScreen {
    let comparison: RunbookComparison
    let old: Runbook
    let new: Runbook

    /// The steps that are worth a line: blocks without a name only if something of their own changed.
    private var steps: [StepComparison] {
        comparison.steps.filter { step in
            switch step.fate {
            case .same: return false
            case .dropped: return !isInside(step.id, droppedCalls) && step.isNamed
            case .reordered, .changed, .moved, .renamed: return true
            }
        }
    }

    private var added: [Step] {
        let ids = Set(comparison.added)
        let steps = new.root.subtree.filter { ids.contains($0.id) && $0.isNamed }
        let calls = steps.filter { $0.action.verb == "runbook" }.map(\.id)
        return steps.filter { !isInside($0.id, calls) }
    }

    private var droppedCalls: [StepID] {
        comparison.steps.filter { $0.fate == .dropped && $0.verb == "runbook" }.map(\.id)
    }

    private func isInside(_ id: StepID, _ calls: [StepID]) -> Bool {
        calls.contains { id.hasPrefix($0 + "/") }
    }

    var ids: [String] { steps.map(\.id) + added.map(\.id) }

    // MARK: - Text

    func lines(_ style: Style) -> [String] {
        let names = "\(old.id) \(old.version) and \(new.id) \(new.version)"
        guard !comparison.isSame else { return ["\(visible(names)) say the same"] }
        var lines = [
            style.paint(visible("\(old.id) \(old.version) → \(new.id) \(new.version)"), .bold)
        ]
        for step in steps { lines += self.lines(step) }
        for step in added {
            lines.append("  " + "added".padding(to: 11) + visible("\(step.id): \(step.title)"))
        }
        for part in comparison.parts { lines += self.lines(part) }
        let consequences = comparison.consequences
        if !consequences.isEmpty {
            lines += ["", "For incidents that follow the earlier one:"]
            lines += consequences.map {
                "  " + $0.weight.word.padding(to: 11) + visible($0.text)
            }
        }
        return lines
    }

    private func lines(_ step: StepComparison) -> [String] {
        let head: String
        switch step.fate {
        case .same, .reordered: head = word("reordered") + "\(step.id), in \(step.block ?? "")"
        case .changed: head = word("changed") + step.id
        case .moved(let block):
            head = word("moved") + "\(step.id), from \(step.block ?? "") to \(block)"
        case .renamed(let id): head = word("renamed") + "\(step.id), probably to \(id)"
        case .dropped: head = word("dropped") + "\(step.id)\(title(of: step.id))"
        }
        return [visible(head)] + step.changes.flatMap(lines)
    }

    private func word(_ word: String) -> String { "  " + word.padding(to: 11) }

    private func title(of id: StepID) -> String {
        old.root.subtree.first { $0.id == id }.map { ": " + $0.title } ?? ""
    }

    private func lines(_ change: KeyChange) -> [String] {
        let place = "             "
        return switch (change.old, change.new) {
        case (nil, let new): [place + visible("\(change.key): \(new ?? "") (new)")]
        case (let old, nil): [place + visible("\(change.key): \(old ?? "") (no more)")]
        case (let old?, let new?):
            [place + visible("\(change.key): \(old)"), place + visible("  → \(new)")]
        }
    }

    private func lines(_ part: PartChange) -> [String] {
        let name = part.kind == .document ? part.name : "\(part.kind.rawValue) \(part.name)"
        switch part.fate {
        case .added: return [visible(word("added") + name)]
        case .dropped: return [visible(word("dropped") + name)]
        case .changed(let changes):
            return [visible(word("changed") + name)] + changes.flatMap(lines)
        }
    }

    // MARK: - JSON

    var json: [String: JSONValue] {
        [
            "old": Self.reference(old), "new": Self.reference(new),
            "same": .bool(comparison.isSame),
            "steps": .array(
                comparison.steps.filter { $0.fate != .same }.map(json)
                    + comparison.added.map {
                        .object(["id": .string($0), "fate": .string("added")])
                    }),
            "parts": .array(comparison.parts.map(json)),
            "consequences": .array(
                comparison.consequences.map {
                    .object([
                        "weight": .string($0.weight.rawValue), "subject": .string($0.subject),
                        "text": .string($0.text),
                    ])
                }),
        ]
    }

    private static func reference(_ runbook: Runbook) -> JSONValue {
        .object(["id": .string(runbook.id), "version": .string(runbook.version)])
    }

    private func json(_ step: StepComparison) -> JSONValue {
        let fate =
            switch step.fate {
            case .same: "same"
            case .reordered: "reordered"
            case .changed: "changed"
            case .moved: "moved"
            case .renamed: "renamed"
            case .dropped: "dropped"
            }
        return .object([
            "id": .string(step.id), "fate": .string(fate), "new_id": .optional(step.newID),
            "block": .optional(step.block), "new_block": .optional(step.newBlock),
            "reordered": .bool(step.isReordered), "changes": .array(step.changes.map(json)),
        ])
    }

    private func json(_ change: KeyChange) -> JSONValue {
        .object([
            "key": .string(change.key), "old": .optional(change.old), "new": .optional(change.new),
        ])
    }

    private func json(_ part: PartChange) -> JSONValue {
        var fields: [String: JSONValue] = [
            "kind": .string(part.kind.rawValue), "name": .string(part.name),
        ]
        switch part.fate {
        case .added: fields["fate"] = .string("added")
        case .dropped: fields["fate"] = .string("dropped")
        case .changed(let changes):
            fields["fate"] = .string("changed")
            fields["changes"] = .array(changes.map(json))
        }
        return .object(fields)
    }
}

extension UpgradeConsequence.Weight {
    fileprivate var word: String {
        switch self {
        case .blocks: "IN THE WAY"
        case .loses: "lost"
        case .notes: "note"
        }
    }
}
