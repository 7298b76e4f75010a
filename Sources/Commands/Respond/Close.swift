internal import Application
internal import ArgumentParser
internal import Chronology
internal import Incidents
internal import Journal

/// `muster close`.
struct Close: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "close", abstract: "Close an incident; the gate says what is missing.")

    @OptionGroup(title: "Options of every command")
    var global: GlobalOptions

    @Option(
        name: .long,
        help: "restored, mitigated, accepted, false-alarm, duplicate or transferred.")
    var resolution: ResolutionArgument

    @Option(name: .customLong("why"), help: "The reason.")
    var reason: String

    @Option(
        name: .long,
        help: "Who agrees besides you; SEV1 and SEV2 are closed by two (muster severity).")
    var approvedBy: String?

    @Flag(name: .long, help: "Close although something is missing; the record says what.")
    var force = false

    @Flag(name: .long, help: "Tell no channel; without it all channels are told.")
    var noAnnounce = false

    @Option(
        name: .long, parsing: .unconditional, help: "When it was closed; see 'muster help times'.")
    var at: String?

    func execute(_ session: Session) async throws {
        let desk = try session.desk()
        let id = try session.incident(at: desk)
        let gate = try desk.load(id).incident.closingGate(by: desk.actor, approvedBy: approvedBy)
        if global.dryRun {
            session.console.answer(shown(gate, id))
            return
        }
        if force, !gate.isMet { try confirmForce(id, gate, session) }
        let time = try at.map { try TimeInput($0, now: desk.now) }
        let receipt = try desk.close(
            resolution.value, reason: reason, isForced: force, approvedBy: approvedBy,
            isAnnounced: !noAnnounce, on: id, in: desk.context(at: time))
        let length = receipt.incident.openedAt.map {
            (receipt.entries.last?.content.happenedAt ?? desk.now).elapsed(since: $0)
        }
        // Who writes an old incident down afterwards may close it before it was opened here.
        let after = length.flatMap { $0 < .zero ? nil : " after \($0.spoken)" } ?? ""
        var answer = recorded("closed" + after, receipt, time: time)
        if !receipt.incident.openLeaves.isEmpty {
            answer.lines.insert(
                "  steps of learning that are open: \(receipt.incident.openLeaves.count) (muster guide \(id))",
                at: answer.lines.count - 1)
        }
        answer.lines[answer.lines.count - 1] =
            "Next: muster report \(id) -f html -o \(id.lowercased()).html"
        do {
            try await session.finish(answer, receipt, desk)
        } catch {
            session.sealByItself(desk)
            throw error
        }
        session.sealByItself(desk)
    }

    private func confirmForce(_ id: String, _ gate: ClosingGate, _ session: Session) throws(Failure)
    {
        if global.yes { return }
        guard session.canAsk else {
            throw Failure(
                .usage, "closing by force asks for the incident's id, and nobody can be asked here",
                details: gate.required, repair: .adding(["--yes"]))
        }
        for line in gate.required { session.console.notice("  missing: \(visible(line))") }
        guard session.ask("Type \(id) to close it all the same: ") == id else {
            throw Failure(.cancelled, "stopped; nothing was recorded")
        }
    }

    private func shown(_ gate: ClosingGate, _ id: String) -> Answer {
        var answer = Answer(
            "gate",
            [
                "incident": .string(id), "met": .bool(gate.isMet),
                "required": .array(gate.required.map { .string($0) }),
                "advised": .array(gate.advised.map { .string($0) }),
            ])
        answer.lines =
            [gate.isMet ? "\(id) can be closed" : "\(id) cannot be closed yet"]
            + gate.required.map { "  required  \(visible($0))" }
            + gate.advised.map { "  advised   \(visible($0))" }
        return answer
    }
}

/// `muster reopen`.
struct Reopen: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "reopen", abstract: "Open a closed incident again.")

    @OptionGroup(title: "Options of every command")
    var global: GlobalOptions

    @Argument(help: "The incident; the current one if none is named.")
    var name: String?

    @Option(name: .customLong("why"), help: "The reason.")
    var reason: String

    func execute(_ session: Session) async throws {
        let desk = try session.desk()
        let id = try session.incident(name, at: desk)
        let command = IncidentCommand.reopen(reason: reason)
        let context = desk.context()
        if try session.rehearses([command], on: id, at: desk, in: context) { return }
        let receipt = try desk.perform([command], on: id, in: context)
        session.console.answer(recorded("reopened", receipt))
    }
}
