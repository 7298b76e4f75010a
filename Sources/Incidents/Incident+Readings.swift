package import Chronology
internal import Engine
internal import Expressions
package import Runbooks

/// Something that a guard reads, with its value at that moment.
package struct GuardReading: Sendable, Equatable {
    /// As the guard writes it, for example `facts.hosts`.
    package let path: String
    /// `nil` if nothing was recorded of it.
    package let value: String?
}

extension Incident {
    /// What a guard reads, each once, in the order of its text; secret facts read as not recorded.
    package func readings(
        of condition: Guard, at step: StepID, now: Timestamp
    ) -> [GuardReading] {
        guard let run, let expression = try? condition.expression.get() else {
            return []
        }
        let names = bindings(at: step, run: run, now: now, for: expression.references)
        return expression.references.map { path in
            var value = path.first.flatMap { names[$0] }
            for name in path.dropFirst() { value = value?.member(name) }
            return GuardReading(path: path.joined(separator: "."), value: value?.plainText)
        }
    }
}

extension Value {
    fileprivate func member(_ name: String) -> Value? {
        guard case .map(let entries) = self else { return nil }
        return entries.first { $0.key == .string(name) }?.value
    }

    /// The value as a person reads it; `nil` for what has no value.
    fileprivate var plainText: String? {
        switch self {
        case .null: nil
        case .bool(let value): value ? "yes" : "no"
        case .int(let value): String(value)
        case .uint(let value): String(value)
        case .double(let value): String(value)
        case .string(let value): value.isEmpty ? "empty" : "'\(value)'"
        case .bytes(let value): "\(value.count) bytes"
        case .list(let values):
            values.isEmpty
                ? "none" : values.compactMap(\.plainText).joined(separator: ", ")
        case .map(let entries): "\(entries.count) values"
        case .timestamp(let value): value.rfc3339
        case .duration(let value): value.spoken
        default: nil
        }
    }
}
