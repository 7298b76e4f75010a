internal import Application
internal import ArgumentParser
internal import Incidents
internal import Journal

/// `muster verify`.
struct Verify: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check that nobody has changed the record.",
        discussion: """
            Checks each entry's hash against its content and the entry before it, the last one against the \
            head that the store keeps, the runbooks that incidents began with, and the file itself. \
            Exit code 6: something is broken, and it says what can still be trusted.

            Somebody who can write the file can make a whole new chain. Compare the head that is shown here \
            with the one in a report or in a copy that they could not reach.
            """)

    @OptionGroup(title: "Options of every command")
    var global: GlobalOptions

    @Argument(help: "The incident; all if none is named.")
    var name: String?

    /// From how many incidents on somebody who watches is told that it takes a while.
    private static let many = 100

    func execute(_ session: Session) async throws {
        let desk = try opened(session)
        let ids = try chosen(desk)
        if ids.count >= Verify.many, session.console.notices.width != nil {
            session.console.notice("Checking \(ids.count) incidents ...")
        }
        let storeFaults = try desk.storeFaults()
        let results = desk.verify(ids)
        let broken = results.filter { !$0.isGood }
        var answer = Answer(
            "verify",
            [
                "items": .array(results.map(\.json)),
                "store_faults": .array(storeFaults.map { .string($0) }),
                "good": .bool(broken.isEmpty && storeFaults.isEmpty),
            ])
        answer.quiet = broken.map(\.incident)
        answer.lines =
            results.flatMap { $0.lines(session.console.output) }
            + storeLines(storeFaults, isRecordGood: broken.isEmpty, session.console.output)
        if broken.isEmpty, storeFaults.isEmpty {
            answer.lines.append(
                ids.isEmpty
                    ? "Next: muster open 'what you see'" : "Next: compare a head with a report's")
        }
        session.console.answer(answer)
        try complain(broken, of: results.count, storeFaults, desk)
    }

    private func opened(_ session: Session) throws(Failure) -> Desk {
        do {
            return try session.desk()
        } catch {
            guard error.code == .integrity else { throw error }
            throw Failure(
                .integrity, error.message,
                details: ["nothing in it can be trusted without another copy"],
                hint: "-C ~/copy verify")
        }
    }

    private func chosen(_ desk: Desk) throws(Failure) -> [String] {
        if let named = name ?? global.incident { return [try desk.resolve(named)] }
        return try desk.incidentIDs()
    }

    private func storeLines(
        _ faults: [String], isRecordGood: Bool, _ style: Style
    ) -> [String] {
        guard !faults.isEmpty else {
            return [
                isRecordGood
                    ? "store  good" : "store  its file is whole: what is broken was written so"
            ]
        }
        return [style.paint("store  BROKEN", .red)] + faults.map { "  " + visible($0) }
    }

    private func complain(
        _ broken: [RecordVerification], of count: Int, _ storeFaults: [String], _ desk: Desk
    ) throws(Failure) {
        guard !broken.isEmpty || !storeFaults.isEmpty else { return }
        let what =
            broken.isEmpty
            ? "the store is damaged"
            : "the record of \(broken.count) of \(count) incident(s) is broken"
        throw Failure(
            .integrity, what,
            details: [
                "copy \(desk.workspace.folder) as it is now, before anything else is written",
                "then check a copy from before:",
            ], hint: "-C ~/copy verify")
    }
}

extension RecordVerification {
    fileprivate var json: JSONValue {
        .object([
            "incident": .string(incident), "entries": .int(chain?.count ?? 0),
            "good": .bool(isGood), "head": .optional(chain?.head.hex),
            "broken_at": chain?.fault.map { .int($0.number) } ?? .null,
            "faults": .array(
                ([chain?.fault?.message].compactMap { $0 } + faults).map { .string($0) }),
            "runbooks": .int(Int64(runbooks)),
        ])
    }

    fileprivate func lines(_ style: Style) -> [String] {
        guard let chain else {
            return [
                "\(visible(incident))  \(style.paint("BROKEN", .red)): the entries cannot be read"
            ] + faults.map { "  " + visible($0) } + [
                "  none of it can be trusted without another copy"
            ]
        }
        let entries = chain.count == 1 ? "1 entry" : "\(chain.count) entries"
        let heading = "\(visible(incident))  \(entries)"
        guard let fault = chain.fault else {
            let kept = runbooks > 0 && faults.isEmpty ? "  runbook as it was" : ""
            let state = "\(heading)  chain good  head \(chain.head.short)\(kept)"
            guard !faults.isEmpty else { return [state] }
            return [state + "  " + style.paint("BROKEN", .red)] + faults.map { "  " + visible($0) }
        }
        return [
            "\(visible(incident))  \(style.paint("BROKEN at entry #\(fault.number)", .red))",
            "  " + visible(fault.message),
        ] + trust(fault, count: chain.count) + faults.map { "  " + visible($0) }
    }

    /// What can still be believed, and what cannot.
    private func trust(_ fault: ChainVerification.Fault, count: Int64) -> [String] {
        let good = fault.number - 1
        var lines: [String] = []
        if good > 0 {
            lines.append(
                "  " + span(1, good) + (good == 1 ? " fits its hash" : " fit together"))
        }
        lines.append(
            fault.number > count
                ? "  what came behind #\(count) is missing"
                : "  " + span(fault.number, count) + " cannot be trusted without another copy")
        return lines
    }

    private func span(_ first: Int64, _ last: Int64) -> String {
        first >= last ? "entry #\(first)" : "entries #\(first) to #\(last)"
    }
}
