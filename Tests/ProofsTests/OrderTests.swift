import Proofs
import Runbooks
import Testing

/// Taking steps that no question can see in one order changes no answer.
@Suite struct OrderTests {
    /// Runbooks with lanes, joins, loops, ways, failures and guards, from a seed.
    private struct Maker {
        var state: UInt64
        var count = 0

        mutating func below(_ limit: UInt64) -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state >> 33) % limit
        }

        mutating func leaf(_ indent: String) -> String {
            count += 1
            let extras = [
                "", "", "", ", on_failure: continue", ", on_failure: abort", ", skippable: never",
                ", when: facts.open", ", on_failure: [{id: h\(count), do: Help.}]",
                ", deadline: PT1H, on_timeout: skip", ", skippable: with-approval",
            ]
            let extra = extras[Int(below(UInt64(extras.count)))]
            if below(7) == 0 { return "\(indent)- {id: s\(count), ask: Open?, fields: [open]}\n" }
            return "\(indent)- {id: s\(count), do: Do.\(extra)}\n"
        }

        mutating func steps(_ indent: String, depth: Int) -> String {
            (0..<(1 + below(2))).map { _ in step(indent, depth: depth) }.joined()
        }

        mutating func step(_ indent: String, depth: Int) -> String {
            guard depth > 0 else { return leaf(indent) }
            let inner = indent + "      "
            switch below(6) {
            case 0, 1:
                let lanes = (0..<2).map { _ in
                    "\(indent)    -\n" + steps(inner, depth: depth - 1)
                }
                let join = ["", "\(indent)  join: 1\n\(indent)  rest: cancel\n"][Int(below(3) / 2)]
                let failure = ["", "\(indent)  on_failure: continue\n"][Int(below(3) / 2)]
                return "\(indent)- parallel:\n" + lanes.joined() + join + failure
            case 2:
                return "\(indent)- choose:\n\(indent)    - when: facts.open\n\(indent)      then:\n"
                    + steps(inner + "  ", depth: depth - 1)
                    + "\(indent)    - otherwise:\n" + steps(inner + "  ", depth: depth - 1)
            case 3:
                return "\(indent)- repeat:\n" + steps(inner, depth: depth - 1)
                    + "\(indent)  while: facts.open\n\(indent)  at_most: 2\n"
            default: return leaf(indent)
            }
        }
    }

    @Test(arguments: UInt64(1)...24)
    func `every order gives the same answers`(seed: UInt64) throws {
        var maker = Maker(state: seed)
        let text = maker.leaf("") + maker.step("", depth: 2) + maker.step("", depth: 2)
        let runbook = try runbook(text)
        let steps = runbook.root.subtree.filter(\.children.isEmpty).map(\.id)
        var questions = Question.all(of: runbook)
        for _ in 0..<6 {
            let first = steps[Int(maker.below(UInt64(steps.count)))]
            let second = steps[Int(maker.below(UInt64(steps.count)))]
            questions += [.before(first, second), .neverTogether([first, second])]
        }
        var compared = 0
        for question in questions {
            let fast = Prover(runbook, limit: 1_000).prove(question).verdict
            let all = Prover(runbook, limit: 1_000, areOrdersTried: true).prove(question).verdict
            guard let one = fast.isTrue, let other = all.isTrue else { continue }
            compared += 1
            #expect(one == other, "seed \(seed): \(question.text)\n\(text)\n\(fast)\n\(all)")
        }
        #expect(
            compared * 2 > questions.count, "seed \(seed): most questions are too big to compare")
    }
}

extension Verdict {
    /// `nil` where there were too many states.
    fileprivate var isTrue: Bool? {
        switch self {
        case .holds: true
        case .broken: false
        case .undecided: nil
        }
    }
}
