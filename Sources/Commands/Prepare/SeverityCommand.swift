internal import Application
internal import ArgumentParser
internal import Chronology
internal import Incidents
internal import Organisation
internal import Runbooks

/// `muster severity`.
struct SeverityCommand: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "severity",
        abstract: "Show how a severity is found, and what each class asks of everybody.",
        discussion: """
            Without a file of its own a store goes by the built-in scale. To have your own, print that one, put it
            into the store as severity.yaml and change it; 'muster severity' then checks it. With factors it says what
            they come to, and records nothing.


            """
                + examples(
                    "muster severity",
                    "muster severity --factor system=important --factor loss=serious",
                    "muster severity --template > .muster/severity.yaml"))

    @OptionGroup(title: "Options of every command")
    var global: GlobalOptions

    @Option(name: .long, help: "A factor and its level, NAME=LEVEL; may be repeated.")
    var factor: [String] = []

    @Flag(name: .long, help: "Print the built-in scale as a file, to begin your own with.")
    var template = false

    func execute(_ session: Session) async throws {
        if template {
            session.console.answer(text)
            return
        }
        let file = try SeverityFile(of: try? session.workspace())
        guard let scale = file.reading.scale else { throw try refused(file, session) }
        var levels: [FactorLevel] = []
        for item in factor { levels.append(try FactorInput.read(item, on: scale)) }
        session.console.answer(
            levels.isEmpty ? shown(scale, file) : rated(scale.rating(of: levels)))
    }

    private var text: Answer {
        var answer = Answer("severity-file", ["text": .string(SeverityScale.standardText)])
        answer.lines = SeverityScale.standardText.split(
            separator: "\n", omittingEmptySubsequences: false
        ).map(String.init)
        if answer.lines.last == "" { answer.lines.removeLast() }
        return answer
    }

    /// All errors of the file, each with its place.
    private func refused(_ file: SeverityFile, _ session: Session) throws(Failure) -> Failure {
        for finding in file.reading.diagnostics {
            session.console.notice(
                "\(file.origin):\(finding.place.line):\(finding.place.column): "
                    + visible(finding.message))
        }
        let count = file.reading.diagnostics.count
        return Failure(
            .problemsFound, "\(count) error\(count == 1 ? "" : "s") in the scale of severity",
            hint: "severity --template")
    }

    private func rated(_ rating: SeverityRating) -> Answer {
        var answer = Answer("severity-rating", ["rating": .optional(rating)])
        let isKnown = rating.mildest == rating.worst
        answer.quiet = [isKnown ? rating.worst.code : "\(rating.worst.code)-\(rating.mildest.code)"]
        answer.lines = [
            isKnown
                ? "\(rating.worst.code) \(rating.worst.word)"
                : "\(rating.worst.code) to \(rating.mildest.code): other factors decide",
            "  " + Phrase.rating(rating, chosen: rating.worst),
            "Next: muster assess incident"
                + rating.factors.map { " --factor \($0.factor)=\($0.level)" }.joined()
                + " --why 'what was seen'",
        ]
        return answer
    }

    // MARK: - The scale

    private func shown(_ scale: SeverityScale, _ file: SeverityFile) -> Answer {
        var answer = Answer("severity", fields(scale, file))
        let reference = scale.reference
        answer.quiet = Incidents.Severity.allCases.map(\.code)
        answer.lines = [
            "\(visible(scale.title))  (\(reference.id) \(visible(reference.version)), "
                + "\(visible(file.origin)))"
        ]
        for factor in scale.factors {
            answer.lines += ["", "\(factor.id): \(visible(factor.question))"]
            let width = (factor.levels.map(\.id.count).max() ?? 0) + 2
            for level in factor.levels {
                answer.lines.append(
                    "  \(visible(level.id).padding(to: width))\(visible(level.text))")
            }
        }
        for matrix in scale.matrices { answer.lines += [""] + lines(matrix, scale) }
        answer.lines += ["", "What a class asks for"]
        for severity in Incidents.Severity.allCases {
            answer.lines += demand(scale.policy(of: severity), severity)
        }
        let first = scale.factors.map { " --factor \($0.id)=\($0.levels.last?.id ?? "")" }.joined()
        answer.lines.append("Next: muster severity\(first)")
        return answer
    }

    private func lines(_ matrix: SeverityScale.Matrix, _ scale: SeverityScale) -> [String] {
        let factors = matrix.factors.compactMap { scale.factor($0) }
        guard let rows = factors.first else { return [] }
        guard factors.count > 1 else {
            return ["By \(rows.id)"]
                + rows.levels.map { level in
                    "  \(level.id.padding(to: 22))\(matrix.classes[[level.id]]?.code ?? "-")"
                }
        }
        let columns = factors[1].levels
        let head =
            "  " + "".padding(to: 22) + columns.map { $0.id.padding(to: $0.id.count + 2) }.joined()
        return ["By \(rows.id) and \(factors[1].id)", head.trimmingEnd]
            + rows.levels.map { row in
                ("  \(row.id.padding(to: 22))"
                    + columns.map { column in
                        (matrix.classes[[row.id, column.id]]?.code ?? "-").padding(
                            to: column.id.count + 2)
                    }.joined()).trimmingEnd
            }
    }

    private func demand(_ policy: SeverityPolicy, _ severity: Incidents.Severity) -> [String] {
        let targets = policy.targets.map {
            "\($0.milestone.rawValue) within \($0.limit.spoken)"
                + ($0.milestone == .reviewed ? " of the closing" : "")
        }
        let rhythm = policy.updateRhythm.map { "an update every \($0.spoken)" }
        let closing = policy.closing == .secondPerson ? "closed by two people" : nil
        let rules = [rhythm, closing].compactMap { $0 }
        return ["  \(severity.code) \(severity.word)"]
            + [
                targets.joined(separator: ", "), rules.joined(separator: ", "),
                policy.roles.isEmpty
                    ? "" : "roles: " + visible(policy.roles.joined(separator: ", ")),
            ].filter { !$0.isEmpty }.map { "       \($0)" }
    }

    private func fields(_ scale: SeverityScale, _ file: SeverityFile) -> [String: JSONValue] {
        let reference = scale.reference
        let factors = scale.factors.map { factor in
            JSONValue.object([
                "id": .string(factor.id), "question": .string(factor.question),
                "levels": .array(
                    factor.levels.map {
                        .object(["id": .string($0.id), "text": .string($0.text)])
                    }),
            ])
        }
        let classes = Incidents.Severity.allCases.map { severity in
            let policy = scale.policy(of: severity)
            return JSONValue.object([
                "severity": .string(severity.code),
                "targets": .object(
                    Dictionary(
                        policy.targets.map { ($0.milestone.rawValue, .int($0.seconds)) },
                        uniquingKeysWith: { $1 })),
                "roles": .array(policy.roles.map { .string($0) }),
                "update_seconds": policy.updateSeconds.map { .int($0) } ?? .null,
                "closing": .string(policy.closing.rawValue),
            ])
        }
        return [
            "scale": .string(reference.id), "version": .string(reference.version),
            "sha256": .string(reference.hash), "origin": .string(file.origin),
            "factors": .array(factors), "classes": .array(classes),
        ]
    }
}

extension String {
    /// The text without blanks at its end.
    fileprivate var trimmingEnd: String {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }
}
