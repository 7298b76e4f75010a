internal import Chronology
package import Runbooks

extension FactType {
    /// The type as a person reads it.
    package var word: String {
        switch self {
        case .bool: "yes or no"
        case .int: "whole number"
        case .double: "number"
        case .time: "time"
        case .duration: "duration"
        case .choice(let options): options.map(\.key).joined(separator: " | ")
        case .list(let element): "list of \(element.word), separated by commas"
        case .string, .text, .ip, .cidr, .host, .url, .email, .hash, .person, .asset: "text"
        }
    }

    /// Reads a value as it was typed; `nil` if it is none of this type.
    package func parse(_ text: String) -> FactValue? {
        let trimmed = text.trimmed
        switch self {
        case .bool:
            return ["yes", "true", "y"].contains(trimmed.lowercased())
                ? .bool(true)
                : ["no", "false", "n"].contains(trimmed.lowercased()) ? .bool(false) : nil
        case .int: return Int64(trimmed).map { .int($0) }
        case .double: return Double(trimmed).flatMap(FactValue.init(number:))
        case .time: return Timestamp(rfc3339: trimmed).map { .string($0.rfc3339) }
        case .duration: return Duration(iso8601: trimmed).map { .string($0.iso8601) }
        case .choice(let options):
            return options.contains { $0.key == trimmed } ? .string(trimmed) : nil
        case .list(let element):
            let parts = trimmed.split(separator: ",").map { element.parse(String($0)) }
            let values = parts.compactMap { $0 }
            return values.count == parts.count ? .list(values) : nil
        case .string, .text, .ip, .cidr, .host, .url, .email, .hash, .person, .asset:
            return trimmed.isEmpty ? nil : .string(trimmed)
        }
    }
}

extension FactValue {
    /// A number as it will be read from the record: JSON has one kind, so a whole one is an `int`; `nil` if not finite.
    fileprivate init?(number: Double) {
        guard number.isFinite else { return nil }
        self = Int64(exactly: number).map { .int($0) } ?? .double(number)
    }
}

extension String {
    fileprivate var trimmed: String {
        let start = drop(while: \.isWhitespace)
        let length = start.reversed().drop(while: \.isWhitespace).count
        return String(start.prefix(length))
    }
}

extension FactEntry {
    /// Reads `NAME=VALUE` by the fact's type in the incident's runbook.
    ///
    /// - Throws: ``Rejection`` `invalid`, with what would be understood.
    package init(argument: String, in incident: Incident) throws(Rejection) {
        let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else {
            throw Rejection(
                .invalid, "'\(argument)' is not NAME=VALUE", hint: "step done STEP --set NAME=VALUE"
            )
        }
        let name = String(parts[0])
        let known = incident.definition?.facts ?? []
        guard let fact = known.first(where: { $0.name == name }) else {
            throw Rejection(
                .invalid, "'\(name)' is not a fact of the runbook",
                details: incident.didYouMean(name, among: known.map(\.name)))
        }
        guard let value = fact.type.parse(String(parts[1])) else {
            throw Rejection(
                .invalid, "'\(parts[1])' is not a value of \(name)",
                details: ["\(name) wants: \(fact.type.word)"])
        }
        self.init(name: name, value: value)
    }
}
