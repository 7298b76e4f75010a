internal import Application
internal import ArgumentParser
internal import Incidents
internal import Journal
internal import Transparency

/// `muster verify`.
struct Verify: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check that nobody has changed the record.",
        discussion: """
            Checks each entry's hash against its content and the entry before it, the last one against the \
            head that the store keeps, every entry against its leaf in the tree, the seals against the tree \
            and the keys that may sign, the runbooks that incidents began with, and the file itself. \
            Exit code 6: something is broken, and it says what can still be trusted.

            Somebody who has the file and a key can make a whole new record. Compare with something that \
            they could not reach: a checkpoint that was kept elsewhere (--against FILE), a root that somebody \
            wrote down (--against SIZE:DIGITS), or a head in a report or in a chat (--head).


            """
                + examples(
                    "muster verify", "muster verify --against /media/usb/night.checkpoint",
                    "muster verify --against 143:7f3a-11c2-90de",
                    "muster verify --head INC-2026-0007:335b-1b37-293c",
                    "muster verify entry14.tlog-proof --key dana.vkey"))

    @OptionGroup(title: "Options of every command")
    var global: GlobalOptions

    @Argument(
        help: "The incident, or the file of a checkpoint or proof; all incidents if none is named.")
    var name: String?

    @Option(
        name: .long, help: "A checkpoint that was kept outside the store: its file, or SIZE:DIGITS."
    )
    var against: String?

    @Flag(
        name: .customLong("older"),
        help: "It is a copy from before: do not compare it with your own copy of the last seal.")
    var isOlder = false

    @Option(
        name: .long,
        help: ArgumentHelp(
            "A head that was seen, for example in a chat: INCIDENT:DIGITS; may be repeated.",
            valueName: "head"))
    var head: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Believe this verifier key, and not the first one that the store names; may be repeated.",
            valueName: "key"))
    var key: [String] = []

    /// From how many incidents on somebody who watches is told that it takes a while.
    private static let many = 100

    func execute(_ session: Session) async throws {
        var roots: [VerifierKey] = []
        for word in key { roots.append(try VerifierKey(word: word)) }
        if let name, Verify.isFile(name) {
            return try verifyFile(name, keys: roots, session)
        }
        let desk = try opened(session)
        let ids = try chosen(desk)
        if ids.count >= Verify.many, session.console.notices.width != nil {
            session.console.notice("Checking \(ids.count) incidents ...")
        }
        let storeFaults = try desk.storeFaults()
        let record = try desk.treeRecord()
        var outside = try [against].compactMap { $0 }.map(OutsideCheckpoint.init)
        if !isOlder, let kept = desk.keptSeal(KeyTrust(record)) { outside.append(kept) }
        let check = TreeCheck(record, roots: roots, outside: outside)
        let results = desk.verify(ids, in: check)
        var heads: [SeenHead] = []
        for word in head { heads.append(try desk.seenHead(word, on: name ?? global.incident)) }
        let broken = results.filter { !$0.isGood }
        let isGood =
            broken.isEmpty && storeFaults.isEmpty && check.isGood && heads.allSatisfy(\.isKnown)
        var answer = Answer(
            "verify",
            [
                "items": .array(results.map(\.json)), "tree": check.json,
                "store_faults": .array(storeFaults.map { .string($0) }), "good": .bool(isGood),
                "heads": .array(heads.map(\.json)),
            ])
        answer.quiet = broken.map(\.incident)
        let style = session.console.output
        answer.lines =
            results.flatMap { $0.lines(style) }
            + check.lines(style, shown: ids, isRecordGood: broken.isEmpty)
            + check.outsideLines + heads.map { $0.line(style) }
            + storeLines(storeFaults, isRecordGood: broken.isEmpty && check.isGood, style)
        answer.notices = check.remarks.map(visible)
        if isGood { answer.lines.append(next(check, isEmpty: ids.isEmpty)) }
        session.console.answer(answer)
        try complain(broken, of: results.count, check, storeFaults, heads, desk)
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

    private func next(_ check: TreeCheck, isEmpty: Bool) -> String {
        if isEmpty { return "Next: muster open 'what you see'" }
        if check.trust.origin == nil {
            return "Next: compare a head with a report's, or seal it: muster key new"
        }
        return check.lastGood.map { Int($0.seal.size) } == check.tree.tree.size
            ? "Next: keep a seal where nobody here can write: muster seal --to FILE"
            : "Next: muster seal"
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
        _ broken: [RecordVerification], of count: Int, _ check: TreeCheck,
        _ storeFaults: [String], _ heads: [SeenHead], _ desk: Desk
    ) throws(Failure) {
        let what: String
        if !broken.isEmpty {
            what = "the record of \(broken.count) of \(count) incident(s) is broken"
        } else if !check.isGood {
            what = "the tree or a seal of the store is broken"
        } else if !storeFaults.isEmpty {
            what = "the store is damaged"
        } else if let other = heads.first(where: { !$0.isKnown }) {
            what = "\(other.incident) never had the head \(other.digits): it is another record"
        } else {
            return
        }
        throw Failure(
            .integrity, what,
            details: [
                "copy \(desk.workspace.folder) as it is now, before anything else is written",
                against == nil
                    ? "compare with a checkpoint that was kept elsewhere (verify --against FILE),"
                    : "what fits nothing that was kept elsewhere is not to be believed;",
                "then check a copy from before:",
            ],
            hint: "-C ~/copy verify" + (desk.keptSeal(check.trust) == nil ? "" : " --older"))
    }
}

extension OutsideCheckpoint {
    /// Reads what somebody kept: the file of a checkpoint or of a proof, or `SIZE:DIGITS`.
    init(_ word: String) throws(Failure) {
        let parts = word.split(separator: ":", maxSplits: 1)
        if parts.count == 2, let size = UInt64(parts[0]) {
            let digits = parts[1].lowercased().filter { $0 != "-" && $0 != " " }
            guard (12...64).contains(digits.count), digits.allSatisfy(\.isHexDigit) else {
                throw Failure(
                    .usage, "'\(word.shortened(to: 80))' is no root of a tree",
                    details: ["SIZE:DIGITS with at least 12 of its hexadecimal digits"],
                    hint: "help verify")
            }
            self = .spoken(size: size, digits: digits)
            return
        }
        self = .note(try KeptFile(path: word).signed, from: word)
    }
}
