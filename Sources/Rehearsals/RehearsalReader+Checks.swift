internal import Chronology
internal import Incidents
internal import Runbooks

extension RehearsalReader {
    private static let checkKeys = [
        "states", "next", "phase", "facts", "answers", "milestones", "not_milestones", "messages",
        "due", "late", "run",
    ]

    /// What an `expect` asks, in the order of the file.
    mutating func checks(_ node: SourceNode) -> [Check] {
        guard
            let fields = fields(of: node, as: "'expect'", known: RehearsalReader.checkKeys)
        else { return [] }
        if fields.entries.isEmpty { report(.empty, "'expect' is empty", at: node.place) }
        return fields.entries.flatMap { entry in checks(entry) }
    }

    private mutating func checks(_ entry: SourceEntry) -> [Check] {
        let node = entry.value
        switch entry.key {
        case "states": return states(node)
        case "next":
            let names = placedNames(node, as: "'next'", orNone: true)
            return [Check(kind: .next(names.map(\.value)), place: node.place)]
        case "phase":
            return placedName(node, as: "'phase'").map {
                [Check(kind: .phase($0.value), place: $0.place)]
            } ?? []
        case "facts":
            return facts(node).map { Check(kind: .fact($0), place: $0.place) }
        case "answers":
            return (entries(of: node, as: "'answers'") ?? []).compactMap { entry in
                placedName(entry.value, as: "the answer of '\(entry.key)'").map {
                    Check(kind: .answer(entry.key, $0.value), place: entry.keyPlace)
                }
            }
        case "milestones", "not_milestones": return milestones(entry)
        case "messages":
            let names = placedNames(node, as: "'messages'", orNone: true)
            return [Check(kind: .messages(names.map(\.value)), place: node.place)]
        case "due":
            return (entries(of: node, as: "'due'") ?? []).compactMap { entry in
                duration(entry.value, as: "'\(entry.key)'").map {
                    Check(kind: .due(entry.key, $0), place: entry.keyPlace)
                }
            }
        case "late":
            let names = placedNames(node, as: "'late'", orNone: true)
            return names.isEmpty
                ? [Check(kind: .nothingLate, place: node.place)]
                : names.map { Check(kind: .late($0.value), place: $0.place) }
        case "run":
            return option(node, as: "'run'", among: RunWord.allCases.map(\.rawValue))
                .flatMap(RunWord.init).map { [Check(kind: .run($0), place: node.place)] } ?? []
        default: return []
        }
    }

    private mutating func states(_ node: SourceNode) -> [Check] {
        (entries(of: node, as: "'states'") ?? []).compactMap { entry in
            option(
                entry.value, as: "the state of '\(entry.key)'",
                among: ExpectedState.allCases.map(\.rawValue)
            ).flatMap(ExpectedState.init).map {
                Check(kind: .state(entry.key, $0), place: entry.keyPlace)
            }
        }
    }

    private mutating func milestones(_ entry: SourceEntry) -> [Check] {
        var nodes = [entry.value]
        if case .list = entry.value.content { nodes = items(of: entry.value, as: "'\(entry.key)'") }
        return nodes.compactMap { node in
            option(
                node, as: "an item of '\(entry.key)'", among: Milestone.allCases.map(\.rawValue)
            ).flatMap(Milestone.init).map {
                Check(
                    kind: .milestone($0, isReached: entry.key == "milestones"), place: node.place)
            }
        }
    }
}
