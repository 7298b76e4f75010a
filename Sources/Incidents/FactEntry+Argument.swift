package import Chronology
internal import Runbooks

extension FactEntry {
    /// Reads `NAME=VALUE` by the fact's type in the incident's runbook.
    ///
    /// - Parameter now: the moment from which `-90m` is counted.
    /// - Throws: ``Rejection`` `invalid`, with what would be understood.
    package init(
        argument: String, in incident: Incident, now: Timestamp
    ) throws(Rejection) {
        let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = parts.first.map { String($0).trimmed } ?? ""
        let known = incident.definition?.facts ?? []
        let fact = known.first { $0.name == name }
        guard parts.count == 2 else {
            // The whole argument is not repeated: it may be the value of a secret.
            throw Rejection(
                .invalid, "a value is given as NAME=VALUE",
                details: fact.map {
                    [
                        "for example: --set \($0.name)=\(incident.example(of: $0.name))   (\($0.wanted))"
                    ]
                }
                    ?? incident.factNames(near: name),
                hint: "help step done")
        }
        guard let fact else {
            throw Rejection(
                .invalid, "'\(name.shortened(to: 60))' is not a fact of the runbook",
                details: incident.factNames(near: name), hint: "help step done")
        }
        self.init(name: name, value: try fact.read(String(parts[1]), now: now))
    }

    /// What became of a value that was typed otherwise, for example `seen = http://evil.example (from 'hxxp://evil[.]example')`.
    ///
    /// `nil` if it was kept as it was typed, or is a secret.
    package func remark(typed argument: String, in incident: Incident) -> String? {
        let fact = incident.definition?.facts.first { $0.name == name }
        let typed = String(argument.drop { $0 != "=" }.dropFirst()).trimmed
        func bare(_ text: String) -> String { text.filter { !$0.isWhitespace } }
        switch value {
        case .string, .list: break
        case .bool, .int, .double: return nil
        }
        guard fact?.isSecret != true, bare(value.text) != bare(typed) else { return nil }
        return "\(name) = \(value.text)   (from '\(typed.shortened(to: 80))')"
    }
}

extension Incident {
    /// The fact that was meant, and the facts that are asked for by the open steps, or all.
    fileprivate func factNames(near name: String) -> [String] {
        let all = (definition?.facts ?? []).map(\.name)
        let asked = openLeaves.flatMap { step in
            if case .ask(_, let fields) = step.action { fields } else { [String]() }
        }
        let names = asked.isEmpty ? all : asked
        guard !names.isEmpty else { return ["the runbook has no facts"] }
        return didYouMean(name, among: all) + ["facts: " + names.joined(separator: ", ")]
    }
}
