internal import Application
internal import ArgumentParser
internal import Incidents
internal import Journal
internal import Transparency

/// `muster key`.
struct KeyGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: "Keys that sign seals: yours, and those that the store trusts.",
        discussion: """
            Your private keys are files of your own (mode 0600) in the folder of your settings; they are never \
            in the store, and nothing shows them. The store trusts the first key that is made in it; each \
            further one needs somebody whose key it trusts. Every change is a signed entry of the record.


            """
                + examples(
                    "muster key new",
                    "muster key trust 'lee@example.com+0ff1ce00+AbCd…'",
                    "muster key list"),
        subcommands: [
            KeyNew.self, KeyList.self, KeyTrustCommand.self, KeyRotate.self, KeyRevoke.self,
        ])
}

/// `muster key new`.
struct KeyNew: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "new", abstract: "Make a key of your own that signs seals.")

    @OptionGroup(title: "Options of every command")
    var global: GlobalOptions

    @Argument(help: "Its name, without spaces; you at your organisation if none is given.")
    var name: String?

    func execute(_ session: Session) async throws {
        let desk = try session.desk()
        let name = name ?? desk.keyName
        if global.dryRun {
            try desk.keyRing.checkNew(name)
            var answer = Answer("key", ["name": .string(name), "dry_run": .bool(true)])
            answer.lines = ["Would make the key \(visible(name)); nothing was written"]
            session.console.answer(answer)
            return
        }
        let made = try desk.makeKey(name)
        var answer = Answer(
            "key",
            [
                "name": .string(made.key.name.text), "id": .string(made.key.shortID),
                "key": .string(made.key.written), "file": .string(made.path),
                "trusted": .bool(made.entry != nil),
                "entry": made.entry.map { .int($0.number) } ?? .null,
            ])
        answer.quiet = [made.key.written]
        answer.lines = [
            "Key \(visible(made.key.label)) made, in \(visible(made.path)) (only you can read it)",
            "  others know it as  \(visible(made.key.written))",
        ]
        if let entry = made.entry {
            answer.lines += [
                "  this store trusts it: \(Store.ownStream) #\(entry.number)", "Next: muster seal",
            ]
        } else {
            answer.lines += [
                "  this store does not trust it yet; somebody whose key it trusts says:",
                "  muster key trust \(visible(made.key.written.shellQuoted))",
                "Next: muster key list",
            ]
        }
        session.console.answer(answer)
    }
}

/// `muster key trust`.
struct KeyTrustCommand: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "trust", abstract: "Let the store trust a colleague's key, too.",
        discussion: """
            Your own key signs that theirs is to be trusted. Compare its id with them in another way than the \
            one on which the key came.


            """ + examples("muster key trust lee.vkey --why 'second shift'"))

    @OptionGroup(title: "Options of every command")
    var global: GlobalOptions

    @Argument(help: "Their verifier key as 'key list -q' prints it, or a file that holds it.")
    var key: String

    @Option(name: .customLong("why"), help: "The reason, in one line.")
    var reason: String = ""

    @Option(name: .customLong("with"), help: "Which of your keys signs: its name or its id.")
    var own: String?

    func execute(_ session: Session) async throws {
        let desk = try session.desk()
        let key = try desk.key(key)
        let record = try desk.treeRecord()
        if let member = KeyTrust(record).member(key), member.end == nil {
            var answer = Answer("key-trusted", ["key": .string(key.written), "new": .bool(false)])
            answer.quiet = [key.written]
            answer.lines = [
                "This store trusts \(visible(key.label)) already", "Next: muster key list",
            ]
            session.console.answer(answer)
            return
        }
        let pending = try desk.trusting(key, reason: reason, with: own)
        session.console.answer(
            try recorded(pending, at: desk, "trusted", isDryRun: global.dryRun))
    }
}

/// Records a statement about a key, or says what a dry run would record.
func recorded(
    _ pending: PendingStatement, at desk: Desk, _ word: String, isDryRun: Bool
) throws(Failure) -> Answer {
    let statement = pending.statement
    let voucher = pending.voucher.map { visible($0.label) } ?? "-"
    var answer = Answer(
        "key-\(word)",
        [
            "key": .string(statement.key.written), "dry_run": .bool(isDryRun),
            "signed_by": .optional(pending.voucher?.written), "new": .bool(true),
        ])
    answer.quiet = [statement.key.written]
    guard !isDryRun else {
        answer.lines = [
            "Would record that \(visible(statement.key.label)) is \(word), signed by \(voucher); "
                + "nothing was changed"
        ]
        return answer
    }
    let entry = try desk.carryOut(pending)
    answer.fields["entry"] = .int(entry.number)
    answer.lines = [
        "\(Store.ownStream) #\(entry.number)  \(visible(statement.key.label)) is \(word), "
            + "signed by \(voucher)"
    ]
    if let size = statement.size {
        answer.lines.append(
            size == 0
                ? "  none of its seals counts"
                : "  its seals count up to \(Int(clamping: size).entries)")
    }
    answer.lines.append("Next: muster key list")
    return answer
}
