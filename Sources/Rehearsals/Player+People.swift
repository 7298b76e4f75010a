internal import Engine
internal import Incidents
internal import OrderedCollections
internal import Runbooks

extension Player {
    /// Who can act for a role: those whom the test names, or people who are called as the role.
    func holders(of role: String) -> [String] {
        if let named = people[role], !named.isEmpty { return named }
        return [role] + (2...20).map { "\(role)-\($0)" }
    }

    /// Who acts on a step if the test does not say: who has started it, else who holds its role.
    func actor(for step: Step?) -> String {
        guard let step else { return incident.lead ?? holders(of: StandardRole.lead)[0] }
        if run.state(of: step.id) == .active, let starter = run.starter(of: step.id) {
            return starter
        }
        let role = role(of: step)
        return incident.roles[role] ?? holders(of: role)[0]
    }

    private func role(of step: Step) -> String {
        if case .approve(_, _, let role, _) = step.action { return role }
        return step.notes.role ?? StandardRole.lead
    }

    /// Somebody who may vote on an approval and has not; `nil` if nobody is left.
    func voter(on step: Step) -> String? {
        guard case .approve(_, _, let role, let excluded) = step.action else { return nil }
        let authors = excluded.flatMap { id in
            (run.step(id)?.subtree ?? []).flatMap { step in
                [run.outcome(of: step.id)?.by].compactMap { $0 }
                    + run.votes(of: step.id).map(\.by)
            }
        }
        let voted = run.votes(of: step.id).map(\.by)
        return holders(of: role).first { !authors.contains($0) && !voted.contains($0) }
    }
}
