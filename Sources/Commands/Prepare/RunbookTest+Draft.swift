internal import Application
internal import Foundation
internal import Incidents
internal import Rehearsals
internal import Runbooks

/// `muster runbook test --from`.
extension RunbookTest {
    /// Writes a test from the record of an incident, and plays it once.
    func write(from name: String, _ session: Session) throws(Failure) {
        guard names.isEmpty, junit == nil, caseName == nil, !coverage, !requireFull else {
            throw Failure(
                .usage, "--from writes a test and takes no names, --case, --junit or coverage",
                hint: "help runbook test")
        }
        let desk = try session.desk()
        let id = try session.incident(name, at: desk)
        let incident = try desk.load(id).incident
        guard let runbook = incident.definition,
            let draft = RehearsalDraft(incident, keepsNames: keepNames)
        else {
            throw Failure(
                .failed, "\(id) follows no runbook, so there is nothing to test",
                hint: "runbook list")
        }
        let problems = draft.differences + trial(draft, runbook)
        guard let output, output != "-" else {
            session.console.raw(draft.text)
            for problem in problems { session.console.notice("  " + visible(problem)) }
            return
        }
        let path = session.path(output)
        if global.dryRun {
            session.console.notice("Would write \(visible(output)); nothing was written")
            return
        }
        if FileManager.default.fileExists(atPath: path) {
            try session.confirm("\(visible(output)) is there already. Replace it?")
        }
        try writeFile(Array(draft.text.utf8), to: path)
        session.console.answer(
            written(output, incident, problems, lines: draft.text.split(separator: "\n").count))
    }

    /// What does not hold when the test is read and played as it was written.
    private func trial(_ draft: RehearsalDraft, _ runbook: Runbook) -> [String] {
        let reading = Rehearsal.read(Array(draft.text.utf8), fileName: "")
        guard let rehearsal = reading.rehearsal else {
            return reading.diagnostics.map { "line \($0.place.line): \($0.message)" }
        }
        let findings = rehearsal.check(against: runbook).map {
            "line \($0.place.line): \($0.message)"
        }
        return findings
            + rehearsal.cases.compactMap { $0.play(runbook).failure }.map {
                "line \($0.place.line): \($0.message)"
            }
    }

    private func written(
        _ path: String, _ incident: Incident, _ problems: [String], lines: Int
    ) -> Answer {
        var answer = Answer(
            "rehearsal-draft",
            [
                "file": .string(path), "incident": .string(incident.id),
                "runbook": .optional(incident.runbook?.id), "passes": .bool(problems.isEmpty),
                "differences": .array(problems.map { .string($0) }),
            ])
        answer.quiet = [path]
        answer.lines = [
            "Wrote \(visible(path)) (\(lines) lines) from the \(incident.version) entries of \(incident.id)"
        ]
        answer.lines +=
            problems.isEmpty
            ? ["  it passes; read it before you share it"]
            : ["  it does not reach what the record reached:"]
                + problems.map { "    " + visible($0) }
        answer.lines.append("Next: muster runbook test \(visible(path.shellQuoted))")
        return answer
    }
}
