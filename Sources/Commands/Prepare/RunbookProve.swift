internal import Application
internal import ArgumentParser
internal import Incidents
internal import Proofs
internal import Runbooks

/// `muster runbook prove`.
struct RunbookProve: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "prove",
        abstract: "Show what holds in every run of a runbook, or a shortest run that breaks it.",
        discussion: """
            Explores all runs: every answer that guards can tell apart, every order of parallel work, skips, failures \
            and passed deadlines. Beside the claims under 'properties' it asks of every runbook that each run can be \
            finished, each step can be reached, and no step that must not be skipped is got round. Exit code 3 if \
            something is broken or undecided.

            Examples:
              muster runbook prove ransomware
              muster runbook prove drafts/web-shell.runbook.yaml --limit 1000000
            """)

    @OptionGroup(title: "Options of every command")
    var global: GlobalOptions

    @Argument(help: "Ids or files; all runbooks if none is named.")
    var names: [String] = []

    @Option(name: .long, help: "How many states are looked at for one question.")
    var limit = Prover.defaultLimit

    @Flag(name: .long, help: "List every question, also that each single step can be reached.")
    var all = false

    func execute(_ session: Session) async throws {
        guard limit > 0 else {
            throw Failure(
                .usage, "--limit is a number of states, 1 or more, not \(limit)",
                hint: "help runbook prove")
        }
        let shelf = try session.shelf()
        let items: [(name: String, item: RunbookShelf.Item)] =
            names.isEmpty
            ? shelf.items.map { (name: $0.id, item: $0) }
            : try names.map { name throws(Failure) in (name, try session.runbook(name, on: shelf)) }
        let proven = try items.map { name, item throws(Failure) in
            try prove(item, as: name, shelf, session)
        }
        let broken = proven.flatMap(\.proofs).count { $0.isBroken }
        let open = proven.flatMap(\.proofs).count { $0.isUndecided }
        var answer = Answer(
            "proofs",
            [
                "items": .array(proven.map(\.json)), "broken": .int(Int64(broken)),
                "undecided": .int(Int64(open)),
            ])
        answer.quiet = proven.filter { $0.proofs.contains(where: \.isBroken) }.map(\.item.id)
        answer.lines = proven.flatMap { $0.lines(session.console.output, all: all) }
        let isGood = broken == 0 && open == 0
        if isGood {
            let name = items.first?.name ?? "ID"
            answer.lines.append("Next: muster runbook show \(visible(name.shellQuoted))")
        }
        session.console.answer(answer)
        guard !isGood else { return }
        throw Failure(
            .problemsFound,
            broken > 0
                ? (broken == 1 ? "1 claim does not hold" : "\(broken) claims do not hold")
                : (open == 1 ? "1 question was" : "\(open) questions were")
                    + " not decided among \(limit) states",
            hint: broken > 0
                ? "help runbook prove"
                : "runbook prove \(names.map { $0.shellQuoted + " " }.joined())--limit \(limit * 10)"
        )
    }

    private func prove(
        _ item: RunbookShelf.Item, as name: String, _ shelf: RunbookShelf, _ session: Session
    ) throws(Failure) -> ProvenRunbook {
        let result = shelf.decode(item)
        guard let runbook = result.runbook, !result.linted().hasErrors else {
            throw Failure(
                .problemsFound, "runbook '\(item.id)' has errors, so there is nothing to prove",
                hint: "runbook lint \(name.shellQuoted)")
        }
        let prover = Prover(runbook, limit: limit)
        let questions = Question.all(of: runbook)
        var proofs: [Proof] = []
        for (index, question) in questions.enumerated() {
            session.console.progress("\(item.id): \(index + 1) of \(questions.count)")
            proofs.append(prover.prove(question))
        }
        session.console.progress(nil)
        return ProvenRunbook(item: item, version: runbook.version, proofs: proofs)
    }
}

/// A runbook with what was shown of it.
private struct ProvenRunbook {
    let item: RunbookShelf.Item
    let version: String
    let proofs: [Proof]

    func lines(_ style: Style, all: Bool) -> [String] {
        var lines = [
            style.paint("\(visible(item.id)) \(visible(version))", .bold)
                + "   from \(visible(item.origin))"
        ]
        for proof in proofs where all || proof.isNotable { lines += self.lines(proof, style) }
        let short = all ? 0 : proofs.count { !$0.isNotable }
        if short > 0 {
            let isEvery = short == proofs.count { $0.question.kind == "reachable" }
            let steps = short == 1 ? "1 step" : "\(short) steps"
            lines.append("  holds      \(isEvery ? "each of " : "")\(steps) can be reached")
        }
        let holding = proofs.count { !$0.isBroken && !$0.isUndecided }
        lines.append(
            "  \(holding) of \(proofs.count) hold"
                + (short > 1 ? "; \(short) of them in one line, --all lists them" : ""))
        return lines
    }

    private func lines(_ proof: Proof, _ style: Style) -> [String] {
        let text = visible(proof.question.text)
        var lines: [String]
        switch proof.verdict {
        case .holds(let states):
            lines = ["  holds      \(text)" + (states > 1 ? "   (\(states) states)" : "")]
        case .undecided(let states):
            lines = [
                "  " + style.paint("UNDECIDED", .yellow)
                    + "  \(text)   (no run broke it in \(states) states)"
            ]
        case .broken(let witness):
            lines = ["  " + style.paint("BROKEN", .red) + "     \(text)"]
            lines.append(
                "             \(visible(witness.outcome))" + (witness.commands.isEmpty ? "" : ":"))
            lines += witness.commands.map { command in
                "               " + (command.hasPrefix("#") ? "" : "muster ") + visible(command)
            }
        }
        return lines + proof.remarks.map { "             (\(visible($0)))" }
    }

    var json: JSONValue {
        .object([
            "runbook": .string(item.id), "version": .string(version),
            "origin": .string(item.origin), "proofs": .array(proofs.map(\.json)),
        ])
    }
}

extension Proof {
    fileprivate var isBroken: Bool { if case .broken = verdict { true } else { false } }
    fileprivate var isUndecided: Bool { if case .undecided = verdict { true } else { false } }

    /// That a step can be reached is only worth a line where it cannot.
    fileprivate var isNotable: Bool {
        question.kind != "reachable" || isBroken || isUndecided
    }

    fileprivate var json: JSONValue {
        var fields: [String: JSONValue] = [
            "kind": .string(question.kind), "claim": .string(question.text),
            "remarks": .array(remarks.map { .string($0) }),
        ]
        switch verdict {
        case .holds(let states):
            fields["verdict"] = .string("holds")
            fields["states"] = .int(Int64(states))
        case .undecided(let states):
            fields["verdict"] = .string("undecided")
            fields["states"] = .int(Int64(states))
        case .broken(let witness):
            fields["verdict"] = .string("broken")
            fields["outcome"] = .string(witness.outcome)
            fields["commands"] = .array(witness.commands.map { .string($0) })
        }
        return .object(fields)
    }
}
