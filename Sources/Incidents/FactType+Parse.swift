package import Chronology
package import Runbooks

extension FactType {
    /// The type as a person reads it.
    package var word: String {
        switch self {
        case .bool: "yes or no"
        case .int: "whole number"
        case .double: "number"
        case .time: "time"
        case .duration: "duration: 30m, 2h, 1d"
        case .choice(let options): options.map(\.key).joined(separator: " | ")
        case .list(let element): "list with commas: \(element.word)"
        case .ip: "IP address"
        case .cidr: "network, such as 192.0.2.0/24"
        case .url: "URL"
        case .email: "address of mail"
        case .hash: "hash"
        case .string, .text, .host, .person, .asset: "text"
        }
    }

    /// Reads a value as it was typed.
    ///
    /// - Parameter now: the moment from which `-90m` is counted.
    /// - Throws: ``FactFault`` with what is wrong and an example.
    package func parse(
        _ text: String, now: Timestamp, towards direction: WrittenTime.Direction = .past
    ) throws(FactFault) -> FactValue {
        let trimmed = text.trimmed
        switch self {
        case .bool, .int, .double, .choice: return try plainValue(trimmed)
        case .time:
            guard let time = WrittenTime(trimmed, now: now, towards: direction) else {
                let forms = WrittenTime.forms(towards: direction).joined(separator: ", ")
                throw FactFault("is not a time", example: forms)
            }
            return .string(time.moment.rfc3339)
        case .duration:
            guard let span = Duration(iso8601: trimmed), span <= .longestSpan else {
                throw FactFault("is not a duration of ten years at most", example: "30m, 2h, 1d")
            }
            return .string(span.iso8601)
        case .list(let element):
            var values: [FactValue] = []
            for part in trimmed.split(separator: ",") {
                do {
                    values.append(try element.parse(String(part), now: now, towards: direction))
                } catch {
                    let item = String(part).trimmed.shortened(to: 60)
                    throw FactFault(
                        "holds '\(item)', which " + error.reason, example: error.example)
                }
            }
            return .list(values)
        case .ip: return .string(try Indicator.address(trimmed))
        case .cidr: return .string(try Indicator.network(trimmed))
        case .url: return .string(try Indicator.link(trimmed))
        case .email: return .string(try Indicator.mailbox(trimmed))
        case .hash: return .string(try Indicator.hash(trimmed))
        case .string, .text, .host, .person, .asset: return try textValue(trimmed)
        }
    }

    private func plainValue(_ text: String) throws(FactFault) -> FactValue {
        switch self {
        case .bool:
            if ["yes", "true", "y"].contains(text.lowercased()) { return .bool(true) }
            if ["no", "false", "n"].contains(text.lowercased()) { return .bool(false) }
            throw FactFault("is neither yes nor no", example: "yes")
        case .int:
            if let number = Int64(text) { return .int(number) }
            throw FactFault("is not a whole number", example: "42")
        case .double:
            if let value = Double(text).flatMap(FactValue.init(number:)) { return value }
            throw FactFault("is not a number", example: "0.5")
        case .choice(let options):
            let keys = options.map(\.key)
            if let key = chosen(text, among: keys) { return .string(key) }
            throw FactFault(
                "is not one of " + keys.joined(separator: ", "), example: keys.first ?? "")
        default: return try textValue(text)
        }
    }

    private func textValue(_ text: String) throws(FactFault) -> FactValue {
        if text.isEmpty { throw FactFault("is empty", example: "") }
        let limit = self == .text ? TextLimit.note : TextLimit.value
        let count = text.unicodeScalars.count
        guard count <= limit else {
            throw FactFault("has \(count) characters; \(limit) are allowed", example: "")
        }
        return .string(self == .host ? Indicator.refanged(text) : text)
    }
}

/// A key as it was typed: as it is, or with other capitals if that leaves no doubt; `nil` if it is none.
func chosen(_ text: String, among keys: [String]) -> String? {
    if keys.contains(text) { return text }
    let near = keys.filter { $0.lowercased() == text.lowercased() }
    return near.count == 1 ? near[0] : nil
}

extension FactValue {
    /// A number as it will be read from the record: JSON has one kind, so a whole one is an `int`; `nil` if not finite.
    fileprivate init?(number: Double) {
        guard number.isFinite else { return nil }
        self = Int64(exactly: number).map { .int($0) } ?? .double(number)
    }
}

extension String {
    /// The text without blanks and line ends at both ends.
    var trimmed: String {
        let start = drop(while: \.isWhitespace)
        let length = start.reversed().drop(while: \.isWhitespace).count
        return String(start.prefix(length))
    }
}

extension FactDefinition {
    /// Which way a time of this fact looks.
    package var direction: WrittenTime.Direction { isAhead ? .future : .past }

    /// What is asked for, with the forms of a time.
    package var wanted: String {
        type == .time
            ? "time: " + WrittenTime.forms(towards: direction).prefix(4).joined(separator: ", ")
            : type.word
    }

    /// Reads a value of this fact as it was typed.
    ///
    /// - Throws: ``Rejection`` `invalid`, with what is wrong and an example; the value of a secret is not repeated.
    package func read(_ text: String, now: Timestamp) throws(Rejection) -> FactValue {
        do {
            return try type.parse(text, now: now, towards: direction)
        } catch {
            let example = error.example.isEmpty ? "" : ", for example " + error.example
            let form =
                type == .time
                ? "\(name) wants a time: \(error.example)" : "\(name) wants: \(wanted)\(example)"
            guard !isSecret else {
                throw Rejection(
                    .invalid, "what was given is not a value of \(name)", details: [form])
            }
            throw Rejection(
                .invalid,
                "'\(text.trimmed.shortened(to: 80))' is not a value of \(name): it \(error.reason)",
                details: [form])
        }
    }
}
