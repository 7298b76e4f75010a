internal import Application
internal import ArgumentParser
internal import Expressions
internal import Incidents
internal import Rehearsals
internal import Runbooks

/// `muster runbook test`.
struct RunbookTest: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Play a runbook's cases on a virtual clock and compare with what they expect.",
        discussion: """
            A test is the file NAME.test.yaml beside NAME.runbook.yaml; the starter runbooks bring theirs. Nothing is recorded and nothing is sent. \
            Exit code 3 if a case fails, a file cannot be played or, with --require-full, something is not covered.


            """
                + examples(
                    "muster runbook test",
                    "muster runbook test phishing --coverage",
                    "muster runbook test drafts/web-shell.test.yaml --case 'Nobody answers'",
                    "muster runbook test --require-full --junit results.xml",
                    "muster runbook test --from INC-2026-0001 -o ransomware.test.yaml"))

    @OptionGroup(title: "Options of every command")
    var global: GlobalOptions

    @Argument(help: "Ids or files; all tests of the store's runbooks if none is named.")
    var names: [String] = []

    @Flag(name: .long, help: "List what of the runbooks no case has seen.")
    var coverage = false

    @Flag(
        name: .long,
        help: "Fail unless all that is counted as covered is covered, and every runbook has a test."
    )
    var requireFull = false

    @Option(name: .long, help: "Write the results as JUnit XML; - for standard output.")
    var junit: String?

    @Option(name: .customLong("case"), help: "Play only the case of this name.")
    var caseName: String?

    @Option(name: .long, help: "Write a test from the record of this incident instead.")
    var from: String?

    @Option(name: .shortAndLong, help: "The file that --from writes; standard output if not given.")
    var output: String?

    @Flag(name: .long, help: "Leave the names of people in what --from writes.")
    var keepNames = false

    func execute(_ session: Session) async throws {
        if let from {
            try write(from: from, session)
            return
        }
        guard output == nil, !keepNames else {
            throw Failure(
                .usage, "-o and --keep-names belong to --from", hint: "help runbook test")
        }
        let files = try session.tests(names)
        let untested = names.isEmpty ? try session.untested() : []
        guard !files.isEmpty else {
            session.console.answer(nothing)
            return
        }
        let shelf = try session.shelf()
        let tests = files.map { session.read($0, shelf) }
        try requireCase(in: tests)
        let played = tests.map { play($0, session) }
        session.console.progress(nil)
        let isOnOutput = junit == "-"
        if let junit {
            let text = JUnitReport(tests: played).text
            if isOnOutput {
                session.console.raw(text)
            } else if !global.dryRun {
                try writeFile(Array(text.utf8), to: session.path(junit))
            }
        }
        let tally = TestTally(
            played, untested: untested, isFullRequired: requireFull && caseName == nil)
        if !isOnOutput { session.console.answer(answer(played, tally, session)) }
        guard tally.isGood else { throw failure(played, tally) }
    }

    private func play(_ test: ReadTest, _ session: Session) -> PlayedTest {
        var played = PlayedTest(test: test)
        guard let rehearsal = test.rehearsal, let runbook = test.runbook, !played.isBroken else {
            return played
        }
        var coverage = Coverage(of: runbook, map: test.map)
        let cases = rehearsal.cases.filter { caseName == nil || $0.name.value == caseName }
        for (index, item) in cases.enumerated() {
            session.console.progress("\(runbook.id): case \(index + 1) of \(cases.count)")
            let result = item.play(runbook)
            coverage.add(result)
            played.results.append(result)
        }
        if caseName == nil { played.coverage = coverage }
        return played
    }

    private func requireCase(in tests: [ReadTest]) throws(Failure) {
        guard let caseName else { return }
        let known = tests.flatMap { $0.rehearsal?.cases.map(\.name.value) ?? [] }
        guard !known.contains(caseName), !tests.contains(where: { $0.rehearsal == nil }) else {
            return
        }
        throw Failure(
            .usage, "no case is called '\(caseName.shortened(to: 80))'",
            details: didYouMean(caseName, among: known) + ["cases:"]
                + known.prefix(20).map { "  " + $0 },
            hint: "help runbook test")
    }

    private var nothing: Answer {
        var answer = Answer(
            "rehearsals", ["files": .array([]), "passed": .int(0), "failed": .int(0)])
        answer.lines = [
            "No tests here: a test is NAME.test.yaml beside NAME.runbook.yaml",
            "  muster init            makes a store with the starter runbooks and their tests",
            "  muster runbook test phishing   plays one of them without a store",
            "Next: muster runbook test --from INC-2026-0001 -o NAME.test.yaml writes one",
        ]
        return answer
    }

    private func answer(_ played: [PlayedTest], _ tally: TestTally, _ session: Session) -> Answer {
        var answer = Answer(
            "rehearsals",
            [
                "files": .array(played.map(\.json)), "passed": .int(Int64(tally.passed)),
                "failed": .int(Int64(tally.failed)), "broken": .int(Int64(tally.broken)),
                "full": .bool(tally.missing == 0),
                "untested": .array(tally.untested.map { .string($0) }),
            ])
        answer.quiet = played.filter { $0.failed > 0 || $0.isBroken }.map(\.test.file.path)
        answer.lines = played.flatMap {
            $0.lines(session.console.output, listsCoverage: coverage || requireFull)
        }
        if !tally.untested.isEmpty, caseName == nil {
            answer.lines.append(
                "without a test: " + tally.untested.map(visible).joined(separator: ", "))
        }
        answer.lines.append(tally.sentence)
        if tally.isGood, let first = played.first {
            answer.lines.append(
                "Next: muster runbook prove \(visible((first.test.runbook?.id ?? first.test.file.id).shellQuoted))"
            )
        }
        return answer
    }

    private func failure(_ played: [PlayedTest], _ tally: TestTally) -> Failure {
        let bad = played.first { $0.isBroken } ?? played.first { $0.failed > 0 } ?? played.first
        var hint = "help runbook test"
        if let bad {
            hint = "runbook test \(bad.test.file.argument.shellQuoted)"
            if let obstacle = bad.test.obstacle, let better = obstacle.hint {
                hint = better
            } else if bad.isBroken {
                hint = "help runbook test"
            } else if let name = bad.results.first(where: { $0.failure != nil })?.name {
                hint += " --case \(name.shellQuoted)"
            } else if tally.failed == 0, tally.broken == 0 {
                guard let open = played.first(where: { $0.coverage?.isFull == false }) else {
                    let name = tally.untested.first ?? "NAME"
                    return Failure(
                        .problemsFound, tally.problem,
                        details: ["a test is the file \(name)\(Rehearsal.suffix) beside it"],
                        hint: "help runbook test")
                }
                hint = "runbook test \(open.test.file.argument.shellQuoted) --coverage"
            }
        }
        return Failure(.problemsFound, tally.problem, hint: hint)
    }
}

/// What the cases of all files came to.
private struct TestTally {
    let passed: Int
    let failed: Int
    let broken: Int
    let files: Int
    /// Files whose tests do not cover what they have to.
    let missing: Int
    /// Runbooks without a test.
    let untested: [String]
    private let isFullRequired: Bool

    init(_ played: [PlayedTest], untested: [String], isFullRequired: Bool) {
        self.untested = untested
        self.isFullRequired = isFullRequired
        passed = played.map(\.passed).reduce(0, +)
        failed = played.map(\.failed).reduce(0, +)
        broken = played.count(where: \.isBroken)
        files = played.count
        missing = isFullRequired ? played.count { $0.coverage?.isFull == false } : 0
    }

    var isGood: Bool {
        failed == 0 && broken == 0 && missing == 0 && (untested.isEmpty || !isFullRequired)
    }

    /// `12 cases passed, 1 failed in 2 files`.
    var sentence: String {
        var text = "\(count(passed, "case")) passed, \(failed) failed in \(count(files, "file"))"
        if broken > 0 { text += "; \(count(broken, "file")) could not be played" }
        if missing > 0 { text += "; \(count(missing, "test")) not full" }
        return text
    }

    /// What stands in the way.
    var problem: String {
        if failed > 0 { return count(failed, "case") + " failed" }
        if broken > 0 { return count(broken, "file") + " could not be played" }
        if missing > 0 { return count(missing, "test") + " without full coverage" }
        return count(untested.count, "runbook") + " without a test"
    }

    private func count(_ number: Int, _ word: String) -> String {
        number == 1 ? "1 \(word)" : "\(number) \(word)s"
    }
}

extension Session {
    /// A path as seen from `-C`.
    func path(_ name: String) -> String {
        absolutePath(name, from: global.startingFolder, home: surroundings.environment["HOME"])
    }
}
