import Chronology

/// The types of operators and functions.
extension Checker {
    mutating func binary(
        _ operation: BinaryOperator, _ left: ValueType, _ right: ValueType, at node: Int
    ) -> ValueType {
        let result: ValueType? =
            switch operation {
            case .equal, .notEqual: left.canEqual(right) ? .bool : nil
            case .less, .lessOrEqual, .greater, .greaterOrEqual:
                Checker.isOrdered(left, right) ? .bool : nil
            case .contained: Checker.canContain(right, left) ? .bool : nil
            default: Checker.arithmetic(operation, left, right)
            }
        if let result { return result }
        report(
            "'\(operation.rawValue)' does not take \(left) and \(right)"
                + Checker.reminder(of: left, right), at: node)
        switch operation {
        case .add, .subtract, .multiply, .divide, .remainder: return .dyn
        default: return .bool
        }
    }

    /// `: a step has state and answer`, where a thing was compared that only its fields can stand for.
    private static func reminder(of operands: ValueType...) -> String {
        for case .record(let record) in operands {
            guard let noun = record.noun, record.fields.count < 5 else { continue }
            return ": a \(noun) has \(list(record.fields.map(\.name)))"
        }
        return ""
    }

    private static func isOrdered(_ left: ValueType, _ right: ValueType) -> Bool {
        func hasOrder(_ type: ValueType) -> Bool {
            switch type {
            case .dyn, .bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration: true
            default: false
            }
        }
        guard hasOrder(left), hasOrder(right) else { return false }
        return left == .dyn || right == .dyn || left == right
            || (left.isNumeric && right.isNumeric)
    }

    private static func canContain(_ container: ValueType, _ member: ValueType) -> Bool {
        switch container {
        case .dyn: true
        case .list(let element): element.canEqual(member)
        case .map(let key, _): key.canEqual(member)
        case .record: member.canEqual(.string)
        default: false
        }
    }

    /// The type of the result; `nil` if the operator does not take the operands.
    private static func arithmetic(
        _ operation: BinaryOperator, _ left: ValueType, _ right: ValueType
    ) -> ValueType? {
        switch (left, operation, right) {
        case (.dyn, _, .dyn): return .dyn
        case (.dyn, _, let known), (let known, _, .dyn):
            return isOperand(known, of: operation) ? .dyn : nil
        case (.list(let left), .add, .list(let right)): return .list(left.joined(with: right))
        case (.timestamp, .add, .duration), (.duration, .add, .timestamp),
            (.timestamp, .subtract, .duration):
            return .timestamp
        case (.timestamp, .subtract, .timestamp): return .duration
        case (.timestamp, _, .timestamp): return nil
        default: return left == right && isOperand(left, of: operation) ? left : nil
        }
    }

    private static func isOperand(_ type: ValueType, of operation: BinaryOperator) -> Bool {
        switch (type, operation) {
        case (.int, _), (.uint, _): true
        case (.double, _): operation != .remainder
        case (.string, .add), (.bytes, .add), (.list, .add): true
        case (.timestamp, .add), (.timestamp, .subtract): true
        case (.duration, .add), (.duration, .subtract): true
        default: false
        }
    }
}

extension Checker {
    /// The type of a call; reports operands that no way of calling the function takes.
    mutating func call(_ function: Function, _ operands: [Int], at node: Int) -> ValueType {
        let found = operands.map { type(of: $0) }
        if function == .greatest || function == .least {
            return extreme(function, operands, found)
        }
        var candidates = function.overloads.filter { $0.operands.count == operands.count }
        for (place, type) in found.enumerated() {
            let fitting = candidates.filter { isAccepted(type, as: $0.operands[place]) }
            if fitting.isEmpty {
                report(operands[place], type, at: place, of: function, candidates)
                return generic(function, found) ?? result(of: candidates)
            }
            candidates = fitting
        }
        reportConstantFailure(function, operands)
        return generic(function, found) ?? result(of: candidates)
    }

    private func result(of candidates: [Overload]) -> ValueType {
        guard let first = candidates.first else { return .dyn }
        return candidates.dropFirst().reduce(first.result) { $0.joined(with: $1.result) }
    }

    private mutating func report(
        _ node: Int, _ found: ValueType, at place: Int, of function: Function,
        _ candidates: [Overload]
    ) {
        var wanted: [String] = []
        for overload in candidates {
            let text = "\(overload.operands[place])"
            if !wanted.contains(text) { wanted.append(text) }
        }
        let needed = wanted.joined(separator: " or ")
        report("'\(function.rawValue)' needs \(needed) here, not \(found)", at: node)
    }

    /// `math.greatest` and `math.least` take any number of numbers, or one list of them.
    private mutating func extreme(
        _ function: Function, _ operands: [Int], _ found: [ValueType]
    ) -> ValueType {
        if operands.count == 1, case .list(let element) = found[0] {
            if element != .dyn, element != .nothing, !element.isNumeric {
                report("'\(function.rawValue)' needs numbers, not \(element)", at: operands[0])
            }
            return element.resolved
        }
        var result = found[0]
        for (node, type) in zip(operands, found) {
            if type != .dyn, !type.isNumeric {
                report("'\(function.rawValue)' needs numbers, not \(type)", at: node)
            }
            result = result.joined(with: type)
        }
        return result
    }

    /// The results that depend on the types of the operands.
    private func generic(_ function: Function, _ found: [ValueType]) -> ValueType? {
        func wrapped(_ type: ValueType) -> ValueType {
            if case .optional(let wrapped) = type { return wrapped }
            return .dyn
        }
        switch function {
        case .optionalOf, .optionalOfNonZeroValue: return .optional(found[0])
        case .value: return wrapped(found[0]).resolved
        case .or: return .optional(wrapped(found[0]).joined(with: wrapped(found[1])))
        case .orValue: return wrapped(found[0]).joined(with: found[1])
        default: return nil
        }
    }
}

extension Checker {
    /// What fails for a literal fails in every evaluation: better now than at night.
    private mutating func reportConstantFailure(_ function: Function, _ operands: [Int]) {
        guard let last = operands.last, case .constant(let value) = program.nodes[last],
            let fault = Checker.fault(of: function, last: value, isOnly: operands.count == 1)
        else { return }
        reportLiteral(fault, at: last)
    }

    /// Why a function fails whose last operand is this value; `nil` if it need not fail.
    private static func fault(of function: Function, last: Value, isOnly: Bool) -> Fault? {
        do throws(Fault) {
            switch function {
            case .bool, .int, .uint, .double, .bytes, .timestamp, .duration:
                _ = try Conversion.convert(last, by: function)
            case .ip, .cidr, .isCanonical: _ = try NetworkFunctions.apply(function, [last])
            case .containsIP: _ = try NetworkFunctions.apply(.ip, [last])
            case .containsCIDR: _ = try NetworkFunctions.apply(.cidr, [last])
            case .decode: _ = try Base64.apply(.decode, last)
            case .getFullYear, .getMonth, .getDayOfMonth, .getDate, .getDayOfWeek, .getDayOfYear,
                .getHours, .getMinutes, .getSeconds, .getMilliseconds:
                if !isOnly, case .string(let zone) = last { try TimePart.check(zone: zone) }
            default: break
            }
            return nil
        } catch {
            guard case .string(let text) = last else { return error }
            return Fault(
                error.code, error.message,
                suggestion: Checker.suggestion(for: text, as: function) ?? error.suggestion)
        }
    }

    /// What may have been meant by a literal that no conversion takes.
    private static func suggestion(for text: String, as function: Function) -> String? {
        switch function {
        case .duration:
            // Runbooks write durations such as P1D and 1d elsewhere.
            guard let seconds = Duration(iso8601: text)?.components.seconds else { return nil }
            let unit: (length: Int64, name: String) =
                seconds % 3_600 == 0 ? (3_600, "h") : seconds % 60 == 0 ? (60, "m") : (1, "s")
            return "\(seconds / unit.length)\(unit.name)"
        case .ip, .cidr, .isCanonical, .containsIP, .containsCIDR, .decode, .bool, .int, .uint,
            .double, .bytes, .timestamp:
            return nil
        default: return suggest(text, among: ZoneRule.names)
        }
    }

    /// Reports a division of whole numbers by a literal zero.
    mutating func reportDivision(_ operation: BinaryOperator, by right: Int) {
        guard operation == .divide || operation == .remainder else { return }
        switch program.nodes[right] {
        case .constant(.int(0)), .constant(.uint(0)):
            reportLiteral(Fault(.divisionByZero, "the divisor is zero"), at: right)
        default: break
        }
    }
}
