internal import Engine
internal import Expressions
internal import Runbooks

extension Incident {
    /// The answer of a command in the word that the runbook has for it.
    ///
    /// An option can be given by its key, or by its number on the screen where no key is a number.
    /// - Throws: ``Rejection`` `invalid`, with the options that the step has.
    func resolvedAnswer(_ command: StepCommand, _ step: Step) throws(Rejection) -> String? {
        guard [.done, .vote].contains(command.verb) else { return command.answer }
        guard let typed = command.answer else {
            guard case .decide(_, let options, _) = step.action, run?.state(of: step.id) == .active
            else { return nil }
            throw Rejection(
                .invalid, "step \(step.id) is a decision: which option?",
                details: listed(options), hint: choosing(options.first?.key ?? "1", of: step))
        }
        switch step.action {
        case .decide(_, let options, _): return try key(typed, of: options, step)
        case .approve: return try verdict(typed, step)
        case .ask(_, let fields):
            throw Rejection(
                .invalid, "step \(step.id) asks for values, not for an answer",
                details: fields.compactMap(wanted),
                hint: "step done \(step.id)"
                    + fields.map { " --set \($0)=\(example(of: $0))" }.joined())
        case .manual, .automate, .notify, .wait, .sequence, .parallel, .choose, .loop, .call:
            throw Rejection(
                .invalid, "step \(step.id) is a task and takes no answer",
                details: ["say what was done or seen with --note"],
                hint: "step done \(step.id) --note \(typed.shortened(to: 80).shellQuoted)")
        }
    }

    private func key(
        _ typed: String, of options: [DecisionOption], _ step: Step
    ) throws(Rejection) -> String {
        let keys = options.map(\.key)
        if let key = chosen(typed.trimmed, among: keys) { return key }
        let haveNumbers = keys.contains { Int($0) != nil }
        if !haveNumbers, let number = Int(typed.trimmed), (1...keys.count).contains(number) {
            return keys[number - 1]
        }
        throw Rejection(
            .invalid, "'\(typed.shortened(to: 60))' is not an option of step \(step.id)",
            details: didYouMean(typed, among: keys) + listed(options),
            hint: choosing(suggest(typed, among: keys) ?? keys.first ?? "1", of: step))
    }

    private func listed(_ options: [DecisionOption]) -> [String] {
        options.enumerated().map { "[\($0 + 1)] \($1.key)   \($1.text)" }
    }

    private func choosing(_ key: String, of step: Step) -> String {
        "step done \(step.id) --answer \(key) --why 'what speaks for it'"
    }

    private func verdict(_ typed: String, _ step: Step) throws(Rejection) -> String {
        let word = typed.trimmed.lowercased()
        if ["approve", "approved", "yes", "y"].contains(word) { return "approve" }
        if ["reject", "rejected", "no", "n"].contains(word) { return "reject" }
        throw Rejection(
            .invalid, "'\(typed.shortened(to: 60))' is neither approve nor reject",
            details: didYouMean(typed, among: ["approve", "reject"])
                + ["step \(step.id) asks for an approval: approve or reject"],
            hint: "step done \(step.id) --answer approve")
    }

    /// The first option of a decision, as an example; empty for other steps.
    func firstOption(of step: Step) -> String {
        guard case .decide(_, let options, _) = step.action else { return "" }
        return options.first?.key ?? ""
    }

    /// What a fact wants, in a line; `nil` if the runbook does not have it.
    func wanted(_ fact: String) -> String? {
        let known = definition?.facts.first { $0.name == fact }
        return known.map { "\(fact): \($0.label) (\($0.wanted))" }
    }

    /// A value as it could be given, in a form that a shell leaves alone.
    func example(of fact: String) -> String {
        let known = definition?.facts.first { $0.name == fact }
        return known.map { $0.type.example(isAhead: $0.isAhead) } ?? "'a text'"
    }

    /// The steps that can be worked on now, as a line of an error.
    var openNow: [String] {
        let open = openLeaves.prefix(8).map { "\(number(of: $0.id)) \($0.id)" }
        return open.isEmpty ? [] : ["open now: " + open.joined(separator: ", ")]
    }
}

extension FactType {
    fileprivate func example(isAhead: Bool) -> String {
        switch self {
        case .bool: "yes"
        case .int: "3"
        case .double: "0.5"
        case .time: isAhead ? "30m" : "-15m"
        case .duration: "30m"
        case .choice(let options): options.first?.key ?? "''"
        case .list(let element): element.example(isAhead: isAhead)
        case .ip: "192.0.2.10"
        case .cidr: "192.0.2.0/24"
        case .url: "https://evil.example/"
        case .email: "mallory@evil.example"
        case .hash: "d41d8cd98f00b204e9800998ecf8427e"
        case .host, .asset: "FILE-02"
        case .person: "dana"
        case .string, .text: "'a text'"
        }
    }
}

extension String {
    /// The text as one word of a POSIX shell, quoted only where that is needed.
    package var shellQuoted: String {
        let plain = utf8.allSatisfy { byte in
            (48...57).contains(byte) || (97...122).contains(byte | 0x20)
                || "-_./:=,@%+".utf8.contains(byte)
        }
        if plain, !isEmpty { return self }
        return "'" + replacing("'", with: "'\\''") + "'"
    }
}
