internal import Application
internal import Chronology
internal import Incidents
internal import Rehearsals
internal import Runbooks

/// What became of a test file.
struct PlayedTest {
    let test: ReadTest
    var results: [CaseResult] = []
    var coverage: Coverage?

    var failed: Int { results.count { $0.failure != nil } }
    var passed: Int { results.count { $0.failure == nil } }
    /// The test or its runbook cannot be used.
    var isBroken: Bool { test.obstacle != nil || test.findings.hasErrors }
}

extension PlayedTest {
    /// The lines for people.
    func lines(_ style: Style, listsCoverage: Bool) -> [String] {
        var title = visible(test.file.path)
        if let runbook = test.runbook {
            title += "   \(visible(runbook.id)) \(visible(runbook.version))"
            if !test.isBeside, !test.file.isBuiltIn { title += " from " + visible(test.origin) }
        }
        var lines = [style.paint(title, .bold)]
        if !test.findings.isEmpty {
            let renderer = DiagnosticRenderer(
                fileName: test.file.path, source: test.source, width: style.width ?? 100)
            // The renderer has made everything visible already.
            lines += renderer.render(test.findings).split(
                separator: "\n", omittingEmptySubsequences: false
            ).map(String.init)
        }
        if let obstacle = test.obstacle {
            lines.append("  " + style.paint("BROKEN", .red) + "  " + visible(obstacle.message))
            lines += obstacle.details.map { "          " + visible($0) }
        }
        for result in results { lines += self.lines(result, style) }
        if let coverage, !results.isEmpty {
            lines += self.lines(coverage, listed: listsCoverage)
        }
        return lines
    }

    private func lines(_ result: CaseResult, _ style: Style) -> [String] {
        guard let failure = result.failure else {
            let count = result.commands.count { !$0.isRemark }
            let time = result.elapsed > .zero ? ", \(result.elapsed.spoken)" : ""
            return ["  passed  \(visible(result.name))   (\(count) commands\(time))"]
        }
        let margin = "          "
        var lines = ["  " + style.paint("FAILED", .red) + "  " + visible(result.name)]
        lines.append(margin + place(failure.place) + ": " + visible(failure.message))
        for difference in failure.differences {
            if failure.differences.count > 1 { lines.append(margin + place(difference.place)) }
            lines.append(margin + "  expected  " + visible(difference.expected))
            lines.append(margin + "  found     " + visible(difference.actual))
        }
        lines += failure.details.map { margin + "  " + visible($0) }
        lines.append(margin + (failure.open.isEmpty ? "no step is open" : "open steps:"))
        lines += failure.open.map { margin + "  " + visible($0) }
        lines.append(margin + "what was played:")
        return lines
            + result.commands.map { command in
                margin + "  " + (command.isRemark ? "" : "muster ") + visible(command.words)
            }
    }

    /// How many commands of a failed case are shown, the last ones.
    private static let commandLimit = 200

    private func place(_ place: Place) -> String {
        "\(visible(test.file.path)):\(place.line):\(place.column)"
    }

    private func lines(_ coverage: Coverage, listed: Bool) -> [String] {
        var lines = [
            "  covered "
                + Coverage.Kind.allCases.compactMap { kind in
                    let (covered, all) = coverage.count(kind)
                    return all == 0 ? nil : "\(covered) of \(all) \(kind.words)"
                }.joined(separator: ", ")
        ]
        guard listed else { return lines }
        let missing = coverage.missing
        lines += missing.map { item in
            "  missing  \(visible(test.origin)):\(item.line): \(visible(item.text))"
        }
        return lines
    }
}

extension Coverage.Kind {
    /// The things of this kind, as they are counted.
    var words: String {
        switch self {
        case .steps: "steps"
        case .arms: "ways"
        case .failures: "failures"
        case .guards: "guard results"
        case .options: "options"
        case .loops: "loop ends"
        }
    }
}

// MARK: - JSON

extension PlayedTest {
    var json: JSONValue {
        .object([
            "file": .string(test.file.path), "runbook": .optional(test.runbook?.id),
            "origin": .string(test.origin),
            "version": .optional(test.runbook?.version),
            "problem": .optional(test.obstacle?.message),
            "findings": .array(test.findings.map { json($0) }),
            "cases": .array(results.map { json($0) }),
            "coverage": coverage.map { json($0) } ?? .null,
        ])
    }

    private func json(_ finding: Diagnostic) -> JSONValue {
        .object([
            "line": .int(Int64(finding.place.line)), "column": .int(Int64(finding.place.column)),
            "severity": .string(finding.severity.rawValue), "code": .string(finding.code.rawValue),
            "message": .string(finding.message), "suggestion": .optional(finding.suggestion),
        ])
    }

    private func json(_ result: CaseResult) -> JSONValue {
        .object([
            "case": .string(result.name), "line": .int(Int64(result.place.line)),
            "passed": .bool(result.failure == nil),
            "elapsed": .string(result.elapsed.iso8601),
            "failure": result.failure.map { json($0) } ?? .null,
            "commands": .array(result.commands.map { .string($0.words) }),
        ])
    }

    private func json(_ failure: CaseFailure) -> JSONValue {
        .object([
            "kind": .string(failure.kind.rawValue), "line": .int(Int64(failure.place.line)),
            "column": .int(Int64(failure.place.column)), "message": .string(failure.message),
            "details": .array(failure.details.map { .string($0) }),
            "open": .array(failure.open.map { .string($0) }),
            "differences": .array(
                failure.differences.map { difference in
                    .object([
                        "line": .int(Int64(difference.place.line)),
                        "column": .int(Int64(difference.place.column)),
                        "expected": .string(difference.expected),
                        "found": .string(difference.actual),
                    ])
                }),
        ])
    }

    private func json(_ coverage: Coverage) -> JSONValue {
        var fields: [String: JSONValue] = [
            "full": .bool(coverage.isFull),
            "missing": .array(
                coverage.missing.map { item in
                    .object([
                        "kind": .string(item.kind.rawValue), "step": .string(item.step),
                        "line": .int(Int64(item.line)), "text": .string(item.text),
                    ])
                }),
        ]
        for kind in Coverage.Kind.allCases {
            let (covered, all) = coverage.count(kind)
            fields[kind.rawValue] = .object([
                "covered": .int(Int64(covered)), "all": .int(Int64(all)),
            ])
        }
        return .object(fields)
    }
}
