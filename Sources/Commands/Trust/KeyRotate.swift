internal import Application
internal import ArgumentParser
internal import Chronology
internal import Incidents
internal import Journal
internal import Transparency

/// `muster key rotate`.
struct KeyRotate: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate", abstract: "Put a new key in the place of your own.",
        discussion: """
            The old and the new key both sign that the new one takes its place. Seals of the old one count up \
            to the last that it has made.


            """ + examples("muster key rotate --why 'new laptop'"))

    @OptionGroup(title: "Options of every command")
    var global: GlobalOptions

    @Argument(help: "Which of your keys, by name or id; needed if you have several.")
    var name: String?

    @Option(name: .customLong("why"), help: "The reason, in one line.")
    var reason: String = ""

    func execute(_ session: Session) async throws {
        let desk = try session.desk()
        if global.dryRun {
            let old = try desk.rotatable(name)
            var answer = Answer(
                "key-rotated", ["key": .string(old.written), "dry_run": .bool(true)])
            answer.lines = [
                "Would put a new key in the place of \(visible(old.label)); nothing was changed"
            ]
            session.console.answer(answer)
            return
        }
        let rotated = try desk.rotateKey(name, reason: reason)
        var answer = Answer(
            "key-rotated",
            [
                "key": .string(rotated.old.written), "next": .string(rotated.new.written),
                "file": .string(rotated.path), "entry": .int(rotated.entry),
                "counts_to": .int(Int64(rotated.size)), "dry_run": .bool(false),
            ])
        answer.quiet = [rotated.new.written]
        answer.lines = [
            "\(Store.ownStream) #\(rotated.entry)  \(visible(rotated.new.label)) takes the place of "
                + "\(visible(rotated.old.label)), signed by both",
            "  others know it as  \(visible(rotated.new.written))",
            "  it is in  \(visible(rotated.path)) (only you can read it)",
            "  seals of the old key count up to \(rotated.size.entries)",
            "Next: muster seal",
        ]
        session.console.answer(answer)
    }
}

/// `muster key revoke`.
struct KeyRevoke: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "Trust a key no more, for example because it was stolen.",
        discussion: """
            A key that the store trusts signs it. Seals that the key made later than --from do not count, nor \
            do keys for which it vouched since; earlier seals stay good. A key that was revoked is never \
            trusted again.


            """
                + examples("muster key revoke lee --why 'laptop stolen' --from 'yesterday 22:00'"))

    @OptionGroup(title: "Options of every command")
    var global: GlobalOptions

    @Argument(help: "The key: its name, its id, or as it is written.")
    var key: String

    @Option(name: .customLong("why"), help: "The reason, in one line.")
    var reason: String

    @Option(
        name: .long, parsing: .unconditional,
        help: "Since when it is not to be trusted; now if not given. See 'muster help times'.")
    var from: String?

    @Option(name: .customLong("with"), help: "Which of your keys signs: its name or its id.")
    var own: String?

    func execute(_ session: Session) async throws {
        let desk = try session.desk()
        let time = try from.map { try TimeInput($0, now: desk.now).moment } ?? desk.now
        if let answer = try answer(ofEarlier: desk) { return session.console.answer(answer) }
        let pending = try desk.revoking(key, reason: reason, from: time, with: own)
        if !global.dryRun {
            try session.confirm(
                "Revoke \(visible(pending.statement.key.label))? It cannot be taken back.")
        }
        session.console.answer(
            try recorded(pending, at: desk, "revoked", isDryRun: global.dryRun))
    }

    /// What there is to say if the key was revoked before; `nil` if it was not.
    private func answer(ofEarlier desk: Desk) throws(Failure) -> Answer? {
        let member = try KeyTrust(try desk.treeRecord()).member(meantBy: key)
        guard let end = member.end, end.verb == .revoked else { return nil }
        var answer = Answer(
            "key-revoked",
            [
                "key": .string(member.key.written), "new": .bool(false),
                "dry_run": .bool(global.dryRun),
            ])
        answer.quiet = [member.key.written]
        answer.lines = [
            "\(visible(member.key.label)) was revoked \(end.time.date) already",
            "Next: muster key list",
        ]
        return answer
    }
}
