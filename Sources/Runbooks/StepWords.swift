/// The words of a step by which it is known again under another id.
struct StepWords {
    let verb: String
    /// Each word once, in order.
    private let words: [String]

    /// The words of a step of work, a wait or a call; `nil` for blocks, which are known by what they hold.
    init?(_ step: Step) {
        guard step.isNamed else { return nil }
        verb = step.action.verb
        let text: String
        switch step.action {
        case .manual(let task, _): text = task
        case .ask(let question, _), .decide(let question, _, _): text = question
        case .approve(let subject, _, _, _): text = subject
        case .automate(let connector, let arguments, _):
            text = ([connector] + arguments).joined(separator: " ")
        case .notify(let message, _): text = message
        case .wait(let condition): text = condition.text
        case .call(let runbook, _, _): text = runbook
        case .sequence, .parallel, .choose, .loop: return nil
        }
        let all = text.lowercased().split { !($0.isLetter || $0.isNumber || $0 == "-") }
        words = Set(all.map(String.init)).sorted()
    }

    /// How much of the words both have, from 0 to 1 (Dice's coefficient).
    func likeness(to other: StepWords) -> Double {
        guard !words.isEmpty, !other.words.isEmpty else { return 0 }
        var (left, right, shared) = (0, 0, 0)
        while left < words.count, right < other.words.count {
            if words[left] == other.words[right] {
                (left, right, shared) = (left + 1, right + 1, shared + 1)
            } else if words[left] < other.words[right] {
                left += 1
            } else {
                right += 1
            }
        }
        return 2 * Double(shared) / Double(words.count + other.words.count)
    }
}
