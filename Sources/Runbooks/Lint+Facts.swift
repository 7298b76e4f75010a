internal import Expressions

extension Lint {
    /// Facts that nobody fills and nothing reads.
    mutating func checkFacts() {
        let read = readFacts
        for fact in runbook.facts where sources(of: fact.name).isEmpty {
            guard let place = map.place("facts." + fact.name), !read.contains(fact.name),
                !unreadable.contains(where: { $0.contains("facts." + fact.name) })
            else { continue }
            report(
                .unusedFact, "no step fills fact '\(fact.name)', and nothing reads it", at: place)
        }
    }

    /// The facts that conditions, arguments and messages read.
    private var readFacts: Set<String> {
        var names: Set<String> = []
        func add(_ paths: [[String]]) {
            for path in paths where path.count > 1 && path[0] == "facts" { names.insert(path[1]) }
        }
        for reading in readings { add(reading.references) }
        for message in runbook.messages { add(MessageParts(message.text).paths) }
        for step in order.steps {
            if case .notify(let text, _) = step.action { add(MessageParts(text).paths) }
        }
        return names
    }
}
