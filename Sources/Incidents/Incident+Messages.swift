internal import Chronology
internal import OrderedCollections
internal import Runbooks

extension Incident {
    /// A message of the runbook with its values filled in; what is not known stays visible in brackets.
    package func filled(message name: String) -> String {
        let text = definition?.messages.first { $0.name == name }?.text ?? name
        return MessageParts(text).pieces.map { piece in
            switch piece {
            case .literal(let text): text
            case .path(let names):
                value(at: names) ?? "[\(names.joined(separator: ".")): not recorded]"
            }
        }.joined()
    }

    private func value(at path: [String]) -> String? {
        guard path.count == 2 else { return nil }
        switch (path[0], path[1]) {
        case ("facts", let name):
            let isSecret = definition?.facts.first { $0.name == name }?.isSecret ?? false
            return isSecret ? nil : facts[name]?.text
        case ("incident", "id"): return id
        case ("incident", "title"): return title
        case ("incident", "severity"): return severity.code
        case ("incident", "category"): return category?.rawValue
        case ("incident", "phase"): return phase
        case ("incident", "opened"): return openedAt?.rfc3339
        case ("roles", let role): return roles[role]
        default: return nil
        }
    }
}
