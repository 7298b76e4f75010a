/// A tree of steps as a table in document order, with what each step is to the one above it.
struct StepTable {
    /// What a step is to the step that holds it.
    enum Slot: Equatable {
        case root
        case item
        case lane
        /// An arm of `choose` with the text of its guard; `nil` for `otherwise`.
        case arm(String?)
        case body
        case handler

        /// Whether steps in these two places can stand for each other.
        func isLike(_ other: Slot) -> Bool {
            switch (self, other) {
            case (.arm, .arm): true
            default: self == other
            }
        }
    }

    struct Row {
        let step: Step
        let parent: Int?
        let slot: Slot
        /// The row behind the last one below this step.
        var end: Int
    }

    private(set) var rows: [Row] = []
    private(set) var children: [[Int]] = []

    init(_ root: Step) {
        append(root, under: nil, as: .root)
    }

    private mutating func append(_ step: Step, under parent: Int?, as slot: Slot) {
        let index = rows.count
        rows.append(Row(step: step, parent: parent, slot: slot, end: index + 1))
        children.append([])
        if let parent { children[parent].append(index) }
        switch step.action {
        case .manual, .ask, .decide, .approve, .automate, .notify, .wait: break
        case .sequence(let steps):
            for child in steps { append(child, under: index, as: .item) }
        case .parallel(let lanes, _, _):
            for lane in lanes { append(lane, under: index, as: .lane) }
        case .choose(let arms):
            for arm in arms {
                append(
                    arm.body, under: index, as: .arm(arm.guardExpression.map { oneLine($0.source) })
                )
            }
        case .loop(let body, _, _), .call(_, _, let body):
            append(body, under: index, as: .body)
        }
        if case .handler(let handler) = step.onFailure {
            append(handler, under: index, as: .handler)
        }
        rows[index].end = rows.count
    }

    /// The rows above one, the nearest first.
    func ancestors(of row: Int) -> [Int] {
        var result: [Int] = []
        var next = rows[row].parent
        while let parent = next {
            result.append(parent)
            next = rows[parent].parent
        }
        return result
    }

    /// Keys and values, with the guard of an arm among them.
    func keyTexts(of row: Int) -> [KeyText] {
        var texts = rows[row].step.keyTexts
        if case .arm(let condition) = rows[row].slot {
            texts.insert(KeyText("when", condition ?? "otherwise"), at: 0)
        }
        return texts
    }
}
