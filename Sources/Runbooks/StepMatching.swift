/// Finds for each step of one tree the step of another tree that is the same.
///
/// First by id; then, as a guess, what kept its verb and nearly its text under another id; then the
/// blocks without ids of their own by the steps that they hold, because their ids only count
/// positions; last what is left by its place in blocks that correspond.
struct StepMatching {
    let old: StepTable
    let new: StepTable
    /// For each row of `old` its row in `new`, and the other way round.
    private var toNew: [Int?]
    private var toOld: [Int?]
    /// Rows of `old` whose counterpart is a guess.
    private var guessed: Set<Int> = []

    init(old: StepTable, new: StepTable) {
        self.old = old
        self.new = new
        toNew = Array(repeating: nil, count: old.rows.count)
        toOld = Array(repeating: nil, count: new.rows.count)
        join(0, 0)
        matchNames()
        matchTexts()
        matchBlocks()
        matchPlaces()
    }

    private mutating func join(_ before: Int, _ after: Int) {
        toNew[before] = after
        toOld[after] = before
    }

    private mutating func matchNames() {
        var named: [StepID: Int] = [:]
        for (index, row) in new.rows.enumerated().dropFirst() where row.step.isNamed {
            named[row.step.id] = index
        }
        for (index, row) in old.rows.enumerated().dropFirst() where row.step.isNamed {
            if let other = named[row.step.id], toOld[other] == nil { join(index, other) }
        }
    }

    // MARK: - Guesses

    /// How much of two texts has to be the same, of 1, before a step counts as renamed.
    private static let likeness = 0.7

    private mutating func matchTexts() {
        let before = StepMatching.leaves(of: old) { toNew[$0] == nil }
        let after = StepMatching.leaves(of: new) { toOld[$0] == nil }
        var pairs: [(score: Double, old: Int, new: Int)] = []
        for (earlier, text) in before {
            for (later, other) in after where text.verb == other.verb {
                let score = text.likeness(to: other)
                if score >= StepMatching.likeness { pairs.append((score, earlier, later)) }
            }
        }
        pairs.sort { ($1.score, $0.old, $0.new) < ($0.score, $1.old, $1.new) }
        for pair in pairs where toNew[pair.old] == nil && toOld[pair.new] == nil {
            join(pair.old, pair.new)
            guessed.insert(pair.old)
        }
    }

    private static func leaves(
        of table: StepTable, where isOpen: (Int) -> Bool
    ) -> [(row: Int, text: StepWords)] {
        table.rows.indices.compactMap { row in
            guard isOpen(row), let words = StepWords(table.rows[row].step) else { return nil }
            return (row, words)
        }
    }

    // MARK: - Blocks

    /// Joins blocks of one kind that hold mostly the same steps, the most alike first.
    private mutating func matchBlocks() {
        let sizes = (old: joinedLeaves(old, toNew), new: joinedLeaves(new, toOld))
        var pairs: [(score: Double, old: Int, new: Int)] = []
        for row in old.rows.indices where toNew[row] == nil && sizes.old[row] > 0 {
            var votes: [Int: Int] = [:]
            for inner in row + 1..<old.rows[row].end {
                guard isLeaf(inner, of: old), let other = toNew[inner] else { continue }
                for above in new.ancestors(of: other) where canJoin(row, above) {
                    votes[above, default: 0] += 1
                }
            }
            for (other, count) in votes.sorted(by: { $0.key < $1.key }) {
                let total = sizes.old[row] + sizes.new[other]
                pairs.append((2 * Double(count) / Double(total), row, other))
            }
        }
        pairs.sort { ($1.score, $0.old, $0.new) < ($0.score, $1.old, $1.new) }
        for pair in pairs where canJoin(pair.old, pair.new) { joinBlocks(pair.old, pair.new) }
    }

    private mutating func joinBlocks(_ before: Int, _ after: Int) {
        join(before, after)
        if old.rows[before].step.isNamed || new.rows[after].step.isNamed { guessed.insert(before) }
    }

    private func isLeaf(_ row: Int, of table: StepTable) -> Bool {
        table.rows[row].end == row + 1 && table.rows[row].step.isNamed
    }

    /// For each row how many leaves below it have a counterpart.
    private func joinedLeaves(_ table: StepTable, _ joined: [Int?]) -> [Int] {
        var sizes = Array(repeating: 0, count: table.rows.count)
        for row in table.rows.indices.reversed() {
            if isLeaf(row, of: table), joined[row] != nil { sizes[row] = 1 }
            if let parent = table.rows[row].parent { sizes[parent] += sizes[row] }
        }
        return sizes
    }

    private func canJoin(_ before: Int, _ after: Int) -> Bool {
        let (row, other) = (old.rows[before], new.rows[after])
        return toNew[before] == nil && toOld[after] == nil
            && row.step.action.verb == other.step.action.verb
            && (row.slot.isLike(other.slot) || row.step.action.verb != "steps")
            && row.step.isNamed == other.step.isNamed
    }

    // MARK: - Places

    /// Joins what is left by its place: bodies, handlers, arms with one guard, blocks in order.
    private mutating func matchPlaces() {
        for row in old.rows.indices {
            guard let other = toNew[row] else { continue }
            matchChildren(of: row, other) { before, after in
                let slots = (before.slot, after.slot)
                return before.slot == after.slot && slots.0 != .item && slots.0 != .lane
            }
            matchChildren(of: row, other) { before, after in
                before.slot.isLike(after.slot) && !before.step.isNamed && !after.step.isNamed
            }
        }
    }

    private mutating func matchChildren(
        of row: Int, _ other: Int, where isSame: (StepTable.Row, StepTable.Row) -> Bool
    ) {
        for child in old.children[row] where toNew[child] == nil {
            let found = new.children[other].first {
                toOld[$0] == nil
                    && old.rows[child].step.action.verb == new.rows[$0].step.action.verb
                    && isSame(old.rows[child], new.rows[$0])
            }
            if let found { join(child, found) }
        }
    }
}

extension StepMatching {
    /// The steps that only the new tree has.
    var added: [StepID] {
        new.rows.indices.filter { toOld[$0] == nil }.map { new.rows[$0].step.id }
    }

    /// What became of each step of the old tree.
    var comparisons: [StepComparison] {
        let reordered = reorderedRows
        return old.rows.indices.map { row in
            let step = old.rows[row].step
            let other = toNew[row]
            let block = old.rows[row].parent
            let newBlock = other.flatMap { new.rows[$0].parent }
            let changes = changes(of: row)
            return StepComparison(
                id: step.id, fate: fate(of: row, changes, isReordered: reordered.contains(row)),
                verb: step.action.verb, isNamed: step.isNamed,
                block: block.map { old.rows[$0].step.id },
                newID: other.map { new.rows[$0].step.id },
                newBlock: newBlock.map { new.rows[$0].step.id },
                isReordered: reordered.contains(row), changes: changes)
        }
    }

    private func fate(
        of row: Int, _ changes: [KeyChange], isReordered: Bool
    ) -> StepComparison.Fate {
        guard let other = toNew[row] else { return .dropped }
        if guessed.contains(row) { return .renamed(to: new.rows[other].step.id) }
        let block = old.rows[row].parent.flatMap { toNew[$0] }
        if block != new.rows[other].parent, let parent = new.rows[other].parent {
            return .moved(to: new.rows[parent].step.id)
        }
        if !changes.isEmpty { return .changed }
        return isReordered ? .reordered : .same
    }

    private func changes(of row: Int) -> [KeyChange] {
        guard let other = toNew[row] else { return [] }
        let verbs = (old.rows[row].step.action.verb, new.rows[other].step.action.verb)
        let values = KeyChange.between(old.keyTexts(of: row), new.keyTexts(of: other))
        return verbs.0 == verbs.1
            ? values : [KeyChange(KeyChange.verb, old: verbs.0, new: verbs.1)] + values
    }

    /// Rows that stayed in their block and changed places with one that did too.
    private var reorderedRows: Set<Int> {
        var result: Set<Int> = []
        for (row, children) in old.children.enumerated() {
            guard let block = toNew[row] else { continue }
            let stayed = children.filter { child in
                toNew[child].map { new.rows[$0].parent == block } ?? false
            }
            let kept = StepMatching.longestRise(stayed.map { toNew[$0] ?? 0 })
            for (position, child) in stayed.enumerated() where !kept.contains(position) {
                result.insert(child)
            }
        }
        return result
    }

    /// The positions of a longest increasing part of different numbers.
    static func longestRise(_ numbers: [Int]) -> Set<Int> {
        var ends: [Int] = []
        var before: [Int?] = []
        for (position, number) in numbers.enumerated() {
            var (low, high) = (0, ends.count)
            while low < high {
                let middle = (low + high) / 2
                if numbers[ends[middle]] < number { low = middle + 1 } else { high = middle }
            }
            before.append(low > 0 ? ends[low - 1] : nil)
            if low < ends.count { ends[low] = position } else { ends.append(position) }
        }
        var result: Set<Int> = []
        var next = ends.last
        while let position = next {
            result.insert(position)
            next = before[position]
        }
        return result
    }
}
