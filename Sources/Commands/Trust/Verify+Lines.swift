internal import Application
internal import Chronology
internal import Journal
internal import Transparency

extension RecordVerification {
    var json: JSONValue {
        .object([
            "incident": .string(incident), "entries": .int(chain?.count ?? 0),
            "good": .bool(isGood), "head": .optional(chain?.head.hex),
            "broken_at": firstBad.map { .int($0) } ?? .null,
            "faults": .array(
                ([chain?.fault?.message].compactMap { $0 } + cover.faults.map(\.message) + faults)
                    .map { .string($0) }),
            "runbooks": .int(Int64(runbooks)), "seals": .int(Int64(cover.seals)),
            "proven": .array(
                cover.proven.map { .array([.int($0.lowerBound), .int($0.upperBound)]) }),
        ])
    }

    func lines(_ style: Style) -> [String] {
        guard let chain else {
            return [
                "\(visible(incident))  \(style.paint("BROKEN", .red)): the entries cannot be read"
            ] + faults.map { "  " + visible($0) } + [
                "  none of it can be trusted without another copy"
            ]
        }
        let heading = "\(visible(incident))  \(Int(chain.count).entries)"
        guard let firstBad else {
            let kept = runbooks > 0 && faults.isEmpty ? "  runbook as it was" : ""
            let state = "\(heading)  chain good  head \(chain.head.short)\(sealed)\(kept)"
            guard !faults.isEmpty else { return [state] }
            return [state + "  " + style.paint("BROKEN", .red)] + faults.map { "  " + visible($0) }
        }
        return [
            "\(visible(incident))  \(style.paint("BROKEN at entry #\(firstBad)", .red))"
        ] + messages(chain).map { "  " + visible($0) } + trust(firstBad, chain)
            + faults.map { "  " + visible($0) }
    }

    /// `  2 seals (last #139, dana+7f3a11c2)`.
    private var sealed: String {
        guard let last = cover.last, let entry = cover.proven.last?.upperBound else { return "" }
        let key = last.key.map { ", \(visible($0.label))" } ?? ""
        return
            "  \(cover.seals == 1 ? "1 seal" : "\(cover.seals) seals") good (last #\(entry)\(key))"
    }

    /// What is wrong with its entries: the first break of the chain, then what the tree says of others.
    private func messages(_ chain: ChainVerification) -> [String] {
        let others = cover.faults.filter { $0.place?.number != chain.fault?.number }.map(\.message)
        var lines = [chain.fault?.message].compactMap { $0 } + others.prefix(Self.fewest)
        if others.count > Self.fewest { lines.append("and \(others.count - Self.fewest) more") }
        if lines.isEmpty, let suspect = cover.suspect {
            lines.append("from entry #\(suspect) on it may not be what was sealed")
        }
        return lines
    }

    /// How many single faults are shown.
    private static let fewest = 5

    /// What can still be believed, and what cannot.
    private func trust(_ firstBad: Int64, _ chain: ChainVerification) -> [String] {
        let last = chain.count
        guard let witness = cover.witness, !cover.proven.isEmpty else {
            var lines: [String] = []
            if firstBad > 1 {
                lines.append(
                    "  " + span(1...(firstBad - 1))
                        + (firstBad == 2 ? " fits its hash" : " fit together"))
            }
            lines.append(
                firstBad > last
                    ? "  what came behind #\(last) is missing"
                    : "  " + span(firstBad...last) + " cannot be trusted without another copy")
            return lines
        }
        let proven = cover.proven
        let isOne = proven.count == 1 && proven[0].count == 1
        var lines = [
            "  " + listed(proven) + (isOne ? " is" : " are") + " covered by "
                + visible(witness.label) + (isOne ? " and is good" : " and are good")
        ]
        let rest = gaps(proven, last: max(last, firstBad))
        if !rest.isEmpty {
            lines.append("  " + listed(rest) + " cannot be trusted without another copy")
        }
        return lines
    }

    /// What lies between the proven entries and behind them.
    private func gaps(_ proven: [ClosedRange<Int64>], last: Int64) -> [ClosedRange<Int64>] {
        var gaps: [ClosedRange<Int64>] = []
        var next: Int64 = 1
        for range in proven {
            if range.lowerBound > next { gaps.append(next...(range.lowerBound - 1)) }
            next = range.upperBound + 1
        }
        return next > last ? gaps : gaps + [next...last]
    }

    private func span(_ range: ClosedRange<Int64>) -> String {
        (range.count == 1 ? "entry " : "entries ") + short(range)
    }

    private func short(_ range: ClosedRange<Int64>) -> String {
        range.count == 1
            ? "#\(range.lowerBound)" : "#\(range.lowerBound) to #\(range.upperBound)"
    }

    private func listed(_ ranges: [ClosedRange<Int64>]) -> String {
        if ranges.count == 1 { return span(ranges[0]) }
        let shown = ranges.prefix(6).map(short)
        let more = ranges.count > 6 ? " and more" : ""
        return "entries " + shown.joined(separator: ", ") + more
    }
}

extension TreeCheck {
    var json: JSONValue {
        .object([
            "size": .int(Int64(tree.tree.size)), "root": .string(tree.tree.root.hex),
            "origin": .optional(trust.origin), "good": .bool(isGood),
            "faults": .array(
                (faults + tree.faults.map(TreeCheck.sentence)).map { .string($0) }),
            "sealed_to": witness.map { .int(Int64($0.size)) } ?? .null,
            "seals": .array(seals.map(\.json)),
        ])
    }

    /// The lines about the store's tree; what belongs to an incident that was shown stands there.
    ///
    /// - Parameter isRecordGood: whether nothing else is wrong; if something is, nobody should read "good" here.
    func lines(_ style: Style, shown: [String], isRecordGood: Bool) -> [String] {
        let size = tree.tree.size
        let leaves = size == 1 ? "1 leaf" : "\(size) leaves"
        let discounted = seals.filter { $0.finding == .discounted }.map { check in
            "  \(visible(check.label)) does not count: it \(visible(check.problem ?? ""))"
        }
        guard !isGood else {
            let word = isRecordGood ? "good" : "as written"
            return ["tree  \(leaves)  \(word)  \(sealed(isRecordGood))"] + discounted
        }
        let incidents = Set(shown)
        let others = tree.faults.filter { !incidents.contains($0.place?.incident ?? "") }
        var lines =
            [style.paint("tree  BROKEN", .red)] + faults.map { "  " + visible($0) } + discounted
        lines += others.prefix(5).map { "  " + visible(TreeCheck.sentence($0)) }
        if faults.isEmpty, others.isEmpty { lines.append("  where the incidents are, see above") }
        if others.count > 5 { lines.append("  and \(others.count - 5) more") }
        if let witness {
            let count = min(witness.size, size)
            lines.append(
                count == size
                    ? "  all \(leaves) are covered by \(visible(witness.label)) and are good"
                    : "  the first \(count == 1 ? "leaf is" : "\(count) leaves are") covered by "
                        + "\(visible(witness.label)) and good; what comes behind is not proven")
        }
        return lines
    }

    /// What came of the checkpoint from outside; nothing if there was none, or if it does not fit.
    var outsideLines: [String] {
        let size = tree.tree.size
        return outside.filter { !$0.isOwn }.map { witness in
            "outside  \(visible(witness.label)) fits: it covers "
                + (witness.size == size
                    ? "all \(size.entries)" : "\(witness.size) of \(size.entries)")
        }
    }

    /// The good seal that covers most; `nil` for none.
    var lastGood: SealCheck? {
        seals.filter { $0.finding == .good }.max { $0.seal.size < $1.seal.size }
    }

    /// What the seals prove, in a few words.
    private func sealed(_ isRecordGood: Bool) -> String {
        let good = seals.filter { $0.finding == .good }
        guard let last = lastGood else { return "no seal yet" }
        let since = tree.tree.size - Int(last.seal.size)
        let key = last.key.map { " by \(visible($0.label))" } ?? ""
        let state = isRecordGood ? "good" : good.count == 1 ? "fits" : "fit"
        return (good.count == 1 ? "1 seal" : "\(good.count) seals")
            + " \(state) (last \(visible(last.label))" + key
            + (since == 0 ? ", covers all)" : ", \(since.entries) since)")
    }

    private static func sentence(_ fault: TreeVerification.Fault) -> String {
        (fault.place.map { "\($0.incident): " } ?? "") + fault.message
    }
}

extension SealCheck {
    var json: JSONValue {
        .object([
            "number": .int(seal.number), "size": .int(seal.size), "key": .string(seal.key),
            "sealed_at": .string(seal.sealedAt.rfc3339), "good": .bool(finding == .good),
            "problem": .optional(problem),
        ])
    }
}

extension SeenHead {
    var json: JSONValue {
        .object([
            "incident": .string(incident), "head": .string(digits),
            "entry": entry.map { .int($0.number) } ?? .null, "known": .bool(isKnown),
        ])
    }

    /// Whether it once was the head, and what follows from it.
    func line(_ style: Style) -> String {
        let name = "head  \(visible(incident)):\(visible(digits))"
        guard let entry else {
            return name + "  " + style.paint("UNKNOWN", .red) + ": the record never had it"
        }
        let span =
            entry.number == 1
            ? "entry #1 is what it was" : "entries #1 to #\(entry.number) are what they were"
        return name + "  that of entry #\(entry.number) (\(visible(entry.content.kind)), "
            + "\(Phrase.time(entry.content.recordedAt))): \(span) then"
    }
}
