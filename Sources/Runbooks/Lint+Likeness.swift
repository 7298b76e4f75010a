internal import Expressions

extension Lint {
    /// Steps that people cannot tell apart at night: by their task, or by the id that they type.
    mutating func checkLikeness() {
        var first: [String: Step] = [:]
        for step in steps {
            guard let task = step.task else { continue }
            let flat = Lint.flat(task)
            guard let other = first[flat] else {
                first[flat] = step
                continue
            }
            // Arms that exclude each other may ask for the same.
            if order.relation(of: other.id, to: step.id) == .apart { continue }
            report(
                .sameTask, "steps '\(other.id)' and '\(step.id)' ask for the same thing",
                at: place(of: step), related: note(on: other, "step '\(other.id)' is here"))
        }
        checkIDs()
    }

    /// One letter more or less makes another step; digits and single letters count things.
    private mutating func checkIDs() {
        let named = steps.filter { map.place("steps.\($0.id)") != nil && $0.task != nil }
        let ids = Set(named.map(\.id))
        for step in named {
            let letters = Array(step.id.unicodeScalars)
            guard letters.count > 4 else { continue }
            for index in letters.indices {
                let isLetter = ("a"..."z").contains(letters[index])
                let stands = index > 0 && letters[index - 1] != "-"
                guard isLetter, stands else { continue }
                var shorter = String.UnicodeScalarView(letters[..<index])
                shorter.append(contentsOf: letters[(index + 1)...])
                let other = String(shorter)
                guard ids.contains(other), let twin = self.step(other) else { continue }
                report(
                    .similarIDs,
                    "'\(step.id)' and '\(other)' differ in one letter; whoever types one at night "
                        + "may get the other",
                    at: place(of: step), related: note(on: twin, "step '\(other)' is here"))
                break
            }
        }
    }
}
