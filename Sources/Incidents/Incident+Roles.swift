internal import Engine
internal import Expressions
internal import OrderedCollections
internal import Runbooks

extension Incident {
    /// The roles that this incident knows: the standard ones and those that its runbook names.
    package var knownRoles: [String] {
        let own = definition?.roles.map(\.role) ?? []
        return StandardRole.all + own.filter { !StandardRole.all.contains($0) }
    }

    func decideTaking(
        _ role: String, by person: String, reason: String?, _ context: CommandContext
    ) throws(Rejection) -> RoleChanged {
        try requireKnown(role)
        try requireText(person, of: "the name")
        let holder = roles[role]
        if holder == person {
            throw Rejection(.notAllowed, "\(person) is \(role) already", hint: "role list")
        }
        // The holder may hand over; anybody else has to say why the role is taken from somebody.
        if let holder, holder != context.actor, reason?.isBlank ?? true {
            throw Rejection(
                .contested, "\(holder) is \(role)",
                details: ["\(holder) can hand it over: muster role give \(role) \(person)"],
                hint: person == context.actor
                    ? "role take \(role) --why 'why it changes hands'"
                    : "role give \(role) \(person.shellQuoted) --why 'why it changes hands'")
        }
        return RoleChanged(role: role, person: person, previous: holder, reason: reason)
    }

    func decideRelease(
        _ role: String, reason: String?, _ context: CommandContext
    ) throws(Rejection) -> RoleChanged {
        try requireKnown(role)
        guard let holder = roles[role] else {
            throw Rejection(.notAllowed, "nobody is \(role)", hint: "role list")
        }
        if role == StandardRole.lead, isOpen {
            throw Rejection(
                .notAllowed, "an open incident always has a lead; hand the role over instead",
                hint: "role list")
        }
        if holder != context.actor, reason?.isBlank ?? true {
            throw Rejection(
                .contested,
                "\(holder) is \(role), and only \(holder) gives it back without a reason",
                hint: "role release \(role) --why '\(holder) went off duty'")
        }
        return RoleChanged(role: role, person: nil, previous: holder, reason: reason)
    }

    /// - Throws: ``Rejection`` `invalid` for a role that this incident does not know, with those that it does.
    package func requireKnown(_ role: String) throws(Rejection) {
        guard knownRoles.contains(role) else {
            throw Rejection(
                .invalid, "'\(role)' is not a role",
                details: didYouMean(role, among: knownRoles)
                    + ["roles: " + knownRoles.joined(separator: ", ")],
                hint: "role list")
        }
    }

    func didYouMean(_ word: String, among choices: [String]) -> [String] {
        suggest(word, among: choices).map { ["did you mean '\($0)'?"] } ?? []
    }
}
