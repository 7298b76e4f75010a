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
            Each of the two is an id, the path of a file, or an incident: then the runbook that it pinned. With one \
            alone, an incident is compared with its runbook as it is now, and a runbook of your own with the built-in \
            one of its name. Steps are known by their ids; a step that kept its verb and nearly its text under another id is said to be renamed, \
            as a guess. Exit code 0, and 3 for differences with --exit-code.


            """
                + examples(
                    "muster runbook diff INC-2026-0007",
                    "muster runbook diff INC-2026-0007 drafts/ransomware.runbook.yaml",
                    "muster runbook diff ransomware",
                    "muster runbook diff ransomware drafts/ransomware.runbook.yaml --exit-code"))

    @OptionGroup(title: "Options of every command")
    var global: GlobalOptions

    @Argument(help: "The earlier one: an id, a file or an incident.")
    var old: String

    @Argument(help: "The later one; what belongs to the earlier one if not given.")
    var new: String?

    @Flag(name: .long, help: "Exit with 3 if they differ.")
    var exitCode = false

    func execute(_ session: Session) async throws {
        let (before, after) = try sides(session)
        let comparison = RunbookComparison(old: before.runbook, new: after.runbook)
        let screen = DiffScreen(comparison: comparison, before: before, after: after)
        var answer = Answer("runbook-diff", screen.json)
        answer.quiet = screen.ids
        answer.lines =
            screen.lines(session.console.output)
            + ["Next: muster \(next(isSame: comparison.isSame))"]
        session.console.answer(answer)
        guard exitCode, !comparison.isSame else { return }
        throw Failure(
            .problemsFound, "the runbooks differ, and --exit-code was given",
            hint: "runbook diff \(old.shellQuoted)" + (new.map { " " + $0.shellQuoted } ?? ""))
    }

    private func isIncident(_ name: String) -> Bool {
        ["INC-", "DRILL-"].contains { name.uppercased().hasPrefix($0) }
            || (!name.isEmpty && name.allSatisfy { $0.isASCII && $0.isNumber })
    }

    private func next(isSame: Bool) -> String {
        let (old, new) = (visible(old.shellQuoted), new.map { visible($0.shellQuoted) })
        guard isIncident(self.old) else {
            return self.new.map(isIncident) == true
                ? "runbook show \(old)" : "runbook lint \(new ?? old)"
        }
        if isSame { return "status \(old)" }
        return "runbook upgrade \(old)" + (new.map { " --to \($0)" } ?? "") + " --dry-run"
    }

    // MARK: - What is compared

    private func sides(_ session: Session) throws(Failure) -> (DiffSide, DiffSide) {
        let shelf = try session.shelf()
        if let new {
            return (try side(old, shelf, session), try side(new, shelf, session))
        }
        guard isIncident(old) else { return try builtIn(shelf, session) }
        let before = try side(old, shelf, session)
        let id = before.runbook.id
        guard shelf.items.contains(where: { $0.id == id }) else {
            throw Failure(
                .notFound, "\(before.origin) follows '\(id)', which is not among the runbooks",
                details: ["name the file to compare with: muster runbook diff \(old) FILE"],
                hint: "runbook list")
        }
        return (before, try side(id, shelf, session))
    }

    /// The built-in runbook and the organisation's own of the same name.
    private func builtIn(
        _ shelf: RunbookShelf, _ session: Session
    ) throws(Failure) -> (DiffSide, DiffSide) {
        let (item, runbook) = try session.usableRunbook(old, on: shelf)
        let own = DiffSide(runbook: runbook, origin: item.origin)
        guard item.isFile, let starter = RunbookShelf.starters.first(where: { $0.id == item.id })
        else {
            let why = item.isFile ? "no built-in runbook has its name" : "it is the built-in one"
            throw Failure(
                .usage, "there is nothing to compare '\(old.shortened(to: 80))' with: \(why)",
                details: ["diff compares two: an id, a file or an incident, and another"],
                hint: "help runbook diff")
        }
        guard let runbook = shelf.decode(starter).runbook else { return (own, own) }
        return (DiffSide(runbook: runbook, origin: starter.origin), own)
    }

    private func side(
        _ name: String, _ shelf: RunbookShelf, _ session: Session
    ) throws(Failure) -> DiffSide {
        let isOnShelf = shelf.items.contains { $0.id == name }
        guard isIncident(name), !isOnShelf else {
            let (item, runbook) = try session.usableRunbook(name, on: shelf)
            return DiffSide(runbook: runbook, origin: item.origin)
        }
        let desk = try session.desk()
        let incident = try desk.load(try desk.resolve(name)).incident
        guard let runbook = incident.definition else {
            throw Failure(
                .usage, "\(incident.id) follows no runbook",
                hint: incident.isOpen ? incident.nextCommand : "list --all")
        }
        return DiffSide(runbook: runbook, origin: incident.id)
    }
}

/// A runbook that is compared.
private struct DiffSide {
    let runbook: Runbook
    /// The path of its file, `built in`, or the incident that pinned it.
    let origin: String

    /// `ransomware 1.1.0 (built in)`.
    var title: String { visible("\(runbook.id) \(runbook.version) (\(origin))") }

    var json: JSONValue {
        .object([
            "id": .string(runbook.id), "version": .string(runbook.version),
            "origin": .string(origin),
        ])
    }
}

/// A comparison as it is shown.
private struct DiffScreen {
    let comparison: RunbookComparison
    let before: DiffSide
    let after: DiffSide

    private var old: Runbook { before.runbook }
    private var new: Runbook { after.runbook }

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
        guard !comparison.isSame else { return ["\(before.title) and \(after.title) say the same"] }
        var lines = [style.paint("\(before.title) → \(after.title)", .bold)]
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
            "old": before.json, "new": after.json,
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
