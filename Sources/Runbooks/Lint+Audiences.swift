internal import Expressions

extension Lint {
    /// A message is sent to those for whom it was written.
    mutating func checkAudiences() {
        for step in steps {
            guard case .notify(let name, let audience?) = step.action,
                let message = runbook.messages.first(where: { $0.name == name }),
                let written = message.audience, written != audience
            else { continue }
            report(
                .otherAudience,
                "message '\(name)' was written for '\(written)', and goes to '\(audience)'",
                at: place(of: step, "to"),
                related: map.place("messages." + name).map {
                    RelatedNote("message '\(name)' is here", at: $0)
                })
        }
    }

    /// Categories are those of the incidents.
    mutating func checkCategories() {
        for category in runbook.categories
        where !IncidentVocabulary.categories.contains(category) {
            let near = suggest(category, among: IncidentVocabulary.categories)
            let list = near == nil ? "; it can be \(listed(IncidentVocabulary.categories))" : ""
            report(
                .unknownCategory, "there is no category '\(category)'\(list)",
                at: place("categories." + category, "title"), suggestion: near)
        }
    }
}
