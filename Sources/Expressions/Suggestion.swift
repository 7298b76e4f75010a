/// The name nearest to a misspelt word, or `nil` if none is near enough to be what was meant.
///
/// The distance counts insertions, deletions, replacements and swaps of neighbours; up to a third
/// of the word may differ. Of equally near names the first wins.
package func suggest(_ word: String, among names: [String]) -> String? {
    nearest(to: word, among: names).first
}

/// All names that are equally near to a misspelt word and nearer than the others, each once.
///
/// Empty if none is near enough to be what was meant, as for ``suggest(_:among:)``.
package func nearest(to word: String, among names: [String]) -> [String] {
    let limit = 64
    let wanted = Array(word.lowercased().unicodeScalars)
    guard (1...limit).contains(wanted.count) else { return [] }
    let allowed = max(1, min(3, wanted.count / 3))
    var best: [String] = []
    var bestDistance = allowed
    for name in names where name != word {
        let candidate = Array(name.lowercased().unicodeScalars)
        guard candidate.count <= limit, abs(candidate.count - wanted.count) <= allowed else {
            continue
        }
        let distance = editDistance(wanted, candidate)
        guard distance <= bestDistance else { continue }
        if distance < bestDistance { best = [] }
        bestDistance = distance
        if !best.contains(name) { best.append(name) }
    }
    return best
}

/// Edit distance in which the swap of two neighbours counts once (optimal string alignment).
private func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    if left.isEmpty || right.isEmpty { return max(left.count, right.count) }
    var older: [Int] = []
    var previous = Array(0...right.count)
    for row in 1...left.count {
        var current = [row]
        for column in 1...right.count {
            let replacement = left[row - 1] == right[column - 1] ? 0 : 1
            var cost = min(
                previous[column] + 1, current[column - 1] + 1, previous[column - 1] + replacement)
            if row > 1, column > 1, left[row - 1] == right[column - 2],
                left[row - 2] == right[column - 1]
            {
                cost = min(cost, older[column - 2] + 1)
            }
            current.append(cost)
        }
        older = previous
        previous = current
    }
    return previous[right.count]
}
