internal import Chronology
internal import Incidents
internal import Reports

extension ReportMapping {
    /// Names of people are the incident's own knowledge and carry its label.
    var roles: [ReportView.RoleTerm] {
        guard isAllowedTitle else { return [] }
        var terms: [ReportView.RoleTerm] = []
        for change in incident.roleChanges {
            let moment = moment(of: change.entry)
            let open = terms.lastIndex { $0.role == change.payload.role && $0.until == nil }
            if let open { terms[open].until = moment }
            if let person = change.payload.person {
                terms.append(
                    ReportView.RoleTerm(role: change.payload.role, person: person, from: moment))
            }
        }
        return terms
    }

    /// Roles that went from one person to another; a role that nobody held before was not handed over.
    var handovers: [ReportView.Handover] {
        guard isAllowedTitle else { return [] }
        return incident.roleChanges.filter { isAllowed($0.entry) }.compactMap { change in
            guard let from = change.payload.previous, let to = change.payload.person, from != to
            else { return nil }
            return ReportView.Handover(
                role: change.payload.role, from: from, to: to, offered: moment(of: change.entry),
                acknowledged: acknowledgement(of: change, by: to), brief: change.payload.reason,
                by: change.entry.actor)
        }
    }

    /// Whoever takes a role knows of it; whoever is given one has shown it with the next entry.
    private func acknowledgement(of change: Recorded<RoleChanged>, by person: String) -> Moment? {
        if change.entry.actor == person { return moment(of: change.entry) }
        let next = incident.timeline.first { item in
            item.entry.number > change.entry.number && item.entry.actor == person
        }
        return next.map { Moment(at: $0.entry.recordedAt) }
    }
}
