internal import Application
internal import ArgumentParser
internal import Chronology
internal import Incidents
internal import Journal
internal import Transparency

/// `muster key list`.
struct KeyList: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List your keys and those that the store trusts.",
        discussion: "With -q only your verifier keys, to give to others.")

    @OptionGroup(title: "Options of every command")
    var global: GlobalOptions

    /// A key as the list shows it.
    private struct Line {
        let key: VerifierKey
        let isMine: Bool
        let member: KeyTrust.Member?
        /// The numbers of the seals that it made.
        let seals: [Int64]
    }

    func execute(_ session: Session) async throws {
        let desk = try session.desk()
        let items = try desk.keyRing.items
        let check = TreeCheck(try desk.treeRecord())
        let lines = lines(items.compactMap { $0.signer?.verifier }, check)
        var answer = Answer(
            "keys",
            [
                "items": .array(lines.map(json)), "origin": .optional(check.trust.origin),
                "folder": .string(try desk.keyRing.folder),
                "unusable": .array(
                    items.filter { $0.problem != nil }.map { item in
                        .object([
                            "file": .string(item.path), "problem": .optional(item.problem),
                        ])
                    }),
            ])
        answer.quiet = lines.filter(\.isMine).map(\.key.written)
        answer.lines = shown(lines, session.console.output)
        for item in items {
            guard let problem = item.problem else { continue }
            answer.lines.append("UNUSABLE: \(visible(item.path)): \(visible(problem))")
        }
        answer.lines += check.trust.faults.map { "  BROKEN: " + visible($0) }
        if check.trust.active.count == 1 {
            answer.notices.append(
                "Only one key is trusted: if it is lost, nobody can vouch for another (key trust)")
        }
        answer.lines.append(next(lines))
        session.console.answer(answer)
    }

    private func lines(_ mine: [VerifierKey], _ check: TreeCheck) -> [Line] {
        let trusted = check.trust.members.map(\.key)
        return (trusted + mine.filter { !trusted.contains($0) }).map { key in
            Line(
                key: key, isMine: mine.contains(key), member: check.trust.member(key),
                seals: check.seals.filter { $0.key == key && $0.finding == .good }
                    .map(\.seal.number))
        }
    }

    private func shown(_ lines: [Line], _ style: Style) -> [String] {
        guard !lines.isEmpty else { return ["You have no key, and this store trusts none."] }
        var table = Table("NAME", "ID", "YOURS", "STATE", "SEALS", "VERIFIER KEY")
        for line in lines {
            table.add(
                visible(line.key.name.text), line.key.shortID, line.isMine ? "yes" : "no",
                state(line), seals(line.seals), visible(line.key.written))
        }
        return table.lines(style)
    }

    private func state(_ line: Line) -> String {
        guard let member = line.member else { return "not trusted" }
        guard let end = member.end else { return "trusted since \(member.since.date)" }
        let reason = end.reason.isEmpty ? "" : ": " + visible(end.reason)
        return "\(end.verb.rawValue) \(end.time.date)\(reason)"
    }

    /// How many, and the first and last of them.
    private func seals(_ numbers: [Int64]) -> String {
        guard let first = numbers.first, let last = numbers.last else { return "none" }
        return first == last ? "1 (\(first))" : "\(numbers.count) (\(first) to \(last))"
    }

    private func next(_ lines: [Line]) -> String {
        if lines.contains(where: { $0.isMine && $0.member != nil && $0.member?.end == nil }) {
            return "Next: muster seal"
        }
        if let mine = lines.first(where: { $0.isMine && $0.member == nil }) {
            return "Next: somebody whose key is trusted says: muster key trust "
                + visible(mine.key.written.shellQuoted)
        }
        return "Next: muster key new"
    }

    private func json(_ line: Line) -> JSONValue {
        .object([
            "name": .string(line.key.name.text), "id": .string(line.key.shortID),
            "key": .string(line.key.written), "mine": .bool(line.isMine),
            "trusted": .bool(line.member != nil && line.member?.end == nil),
            "state": .string(
                line.member.map { $0.end?.verb.rawValue ?? "trusted" } ?? "not trusted"),
            "since": .optional(line.member?.since.rfc3339),
            "ended": .optional(line.member?.end?.time.rfc3339),
            "counts_to": line.member?.end.map { .int(Int64(clamping: $0.size)) } ?? .null,
            "seals": .array(line.seals.map { .int($0) }),
        ])
    }
}
