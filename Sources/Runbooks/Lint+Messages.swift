internal import Expressions

extension Lint {
    /// Fields of an incident that messages and guards may read.
    static let incidentFields = [
        "id", "title", "severity", "category", "disposition", "phase", "opened",
    ]

    /// With so many findings the exact places of further ones are not looked for.
    private static let exactPlaceLimit = 200

    /// Messages that are sent but do not exist, exist but are not sent, or name unknown values.
    mutating func checkMessages() {
        let own = runbook.messages.filter { $0.place != nil || !$0.name.contains("/") }
        var sent: Set<String> = []
        for step in steps {
            guard case .notify(let message, _) = step.action else { continue }
            sent.insert(message)
            if !own.contains(where: { $0.name == message }) {
                checkLiteral(message, of: step, names: own.map(\.name))
            }
        }
        for message in own {
            if !sent.contains(message.name) {
                report(
                    .unusedMessage, "no step sends the message '\(message.name)'",
                    at: place("messages." + message.name))
            }
            checkPlaceholders(
                message.text, at: place("messages.\(message.name).text", "messages." + message.name)
            )
        }
    }

    /// A single word in kebab-case is meant as a name; everything else is a text.
    private mutating func checkLiteral(_ text: String, of step: Step, names: [String]) {
        let place = place(of: step, "notify")
        guard RunbookReader.isKebab(text) else {
            checkPlaceholders(text, at: place)
            return
        }
        let near = suggest(text, among: names)
        report(
            .unknownMessage, "there is no message '\(text)'; a text has more than one word",
            at: place, suggestion: near,
            suggestionLine: near.flatMap { map.place("messages." + $0)?.line })
    }

    private mutating func checkPlaceholders(_ text: String, at place: Place) {
        for path in MessageParts(text).paths {
            if path.first == "facts", path.count == 2 {
                checkFactPlaceholder(path, at: place)
            } else if !isKnown(path) {
                let shown = path.joined(separator: ".")
                report(
                    .unknownPlaceholder,
                    "{\(shown)} names no value; there are facts.…, incident.… and contacts.…",
                    at: exactPlace(of: path, from: place), suggestion: nearPath(path))
            }
        }
    }

    private func isKnown(_ path: [String]) -> Bool {
        switch path[0] {
        case "incident" where path.count == 2: Lint.incidentFields.contains(path[1])
        case "incident": path.count == 3 && path[1] == "roles"
        case "contacts": path.count == 2
        default: false
        }
    }

    private func nearPath(_ path: [String]) -> String? {
        if path[0] == "incident", path.count == 2 {
            return suggest(path[1], among: Lint.incidentFields).map { "incident." + $0 }
        }
        let root = suggest(path[0], among: ["facts", "incident", "contacts"])
        return root.map { ([$0] + path.dropFirst()).joined(separator: ".") }
    }

    private mutating func checkFactPlaceholder(_ path: [String], at textPlace: Place) {
        let name = path[1]
        guard let fact = runbook.facts.first(where: { $0.name == name }) else {
            let near = suggest(name, among: runbook.facts.map(\.name))
            let place = exactPlace(of: path, from: textPlace)
            report(
                .unknownPlaceholder, "the runbook has no fact \(quoted(name))", at: place,
                suggestion: near,
                suggestionLine: near.flatMap { map.place("facts." + $0)?.line })
            return
        }
        if fact.isSecret {
            let place = exactPlace(of: path, from: textPlace)
            report(.secretRead, "fact '\(name)' is secret; no message may show it", at: place)
        }
    }

    /// Where `{path}` stands in the file, looked for from the beginning of its text on.
    private func exactPlace(of path: [String], from place: Place) -> Place {
        // A text with very many wrong values is looked through only so often.
        guard let source, problems.count < Lint.exactPlaceLimit else { return place }
        let wanted = Array("{\(path.joined(separator: "."))}".unicodeScalars)
        for number in place.line...max(place.line, source.lines.count) {
            let line = source.line(number)
            guard line.count >= wanted.count else { continue }
            let first = number == place.line ? min(place.column - 1, line.count) : 0
            for index in first...max(first, line.count - wanted.count)
            where line[index...].starts(with: wanted) {
                return Place(line: number, column: index + 1, length: wanted.count)
            }
        }
        return place
    }
}
