internal import Application
internal import ArgumentParser

/// `muster doctor`.
struct Doctor: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Check that everything is ready for an incident.",
        discussion: """
            Looks at the store, permissions, disk, clock, your name, runbooks, channels and libcurl. It sends \
            nothing: 'muster channel test' does. Exit code 3: something does not work.
            """)

    @OptionGroup(title: "Options of every command")
    var global: GlobalOptions

    func execute(_ session: Session) async throws {
        let checkup = Checkup(
            from: global.startingFolder, actor: global.actor, surroundings: session.surroundings)
        let failures = checkup.count(.fail)
        var answer = Answer(
            "doctor",
            [
                "version": .string(Version.text), "good": .bool(failures == 0),
                "items": .array(checkup.findings.map(\.json)),
            ])
        answer.quiet = checkup.findings.filter { $0.level != .ok }.map(\.subject)
        answer.lines =
            checkup.findings.flatMap { $0.lines(session.console.output) } + summary(checkup)
        session.console.answer(answer)
        guard failures > 0 else { return }
        throw Failure(
            .problemsFound,
            failures == 1 ? "one check failed" : "\(failures) checks failed",
            details: ["mend what is marked FAIL, then look again:"], hint: "doctor")
    }

    private func summary(_ checkup: Checkup) -> [String] {
        guard checkup.count(.fail) == 0 else { return [] }
        let warnings = checkup.count(.warn)
        return [
            warnings == 0
                ? "Ready. Next: muster open 'what you see'"
                : "Usable, with \(warnings) warning(s). Next: see above"
        ]
    }
}

extension Checkup.Finding {
    fileprivate var json: JSONValue {
        .object([
            "level": .string(level.rawValue), "subject": .string(subject),
            "message": .string(message), "hint": .optional(hint),
        ])
    }

    fileprivate func lines(_ style: Style) -> [String] {
        let word: String
        switch level {
        case .ok: word = style.paint("ok  ", .green)
        case .warn: word = style.paint("warn", .yellow)
        case .fail: word = style.paint("FAIL", .red)
        }
        if style.isAccessible {
            let line =
                "\(level == .fail ? "FAIL" : level.rawValue): \(subject): \(visible(message))"
            return [line] + shownHint.map { "hint: " + $0 }
        }
        return ["\(word)  \(subject.padding(to: 13))\(visible(message))"]
            + shownHint.map { String(repeating: " ", count: 19) + $0 }
    }

    /// The hint where there is something to do.
    private var shownHint: [String] {
        level == .ok ? [] : [hint].compactMap { $0.map(visible) }
    }
}
