import Chronology
import Foundation
import Testing

@testable import Expressions

/// One line of the conformance data: an expression and what the language definition says about it.
struct ConformanceCase: Decodable {
    /// What the evaluation has to give.
    struct Expectation: Decodable {
        let value: TaggedValue?
        let error: [String]?
    }

    struct Bound: Decodable { let value: TaggedValue }

    struct Declared: Decodable {
        let ident: String?
        let type: String?
        let function: String?
    }

    let file: String
    let section: String
    let name: String
    let expr: String
    let bindings: [String: Bound]
    let container: String
    let expect: Expectation
    let disableCheck: Bool?
    let checkOnly: Bool?
    let deducedType: String?
    let typeEnv: [Declared]?

    enum CodingKeys: String, CodingKey {
        case file, section, name, expr, bindings, container, expect
        case disableCheck = "disable_check"
        case checkOnly = "check_only"
        case deducedType = "deduced_type"
        case typeEnv = "type_env"
    }

    var path: String { "\(file)/\(section)/\(name)" }
}

extension ConformanceCase {
    /// Why the expression does not do what it should; `nil` if it does.
    func failure() -> String? {
        let expression: Expressions.Expression
        do throws(ExpressionError) {
            expression = try Expressions.Expression(parsing: expr, container: container)
        } catch {
            return expect.error == nil ? "\(expr): \(error)" : nil
        }
        if let failure = checkFailure(of: expression) { return failure }
        if checkOnly == true { return nil }
        do throws(ExpressionError) {
            let bindings = bindings.mapValues(\.value.value)
            let result = try expression.evaluate(with: bindings, costLimit: 100_000).value
            guard let wanted = expect.value?.value else {
                return "\(expr): gave \(result), not an error"
            }
            return Self.isSame(result, wanted) ? nil : "\(expr): gave \(result), not \(wanted)"
        } catch {
            return expect.error == nil ? "\(expr): \(error)" : nil
        }
    }

    private func checkFailure(of expression: Expressions.Expression) -> String? {
        guard disableCheck != true else { return nil }
        let variables = (typeEnv ?? []).compactMap { declared in
            declared.ident.map { (name: $0, type: Self.type(declared.type ?? "dyn")) }
        }
        let declarations = Declarations(variables)
        let errors = expression.typeErrors(in: declarations)
        if !errors.isEmpty, expect.error == nil { return "\(expr): \(errors)" }
        guard let deducedType else { return nil }
        let found = expression.type(in: declarations)
        return found == Self.type(deducedType)
            ? nil : "\(expr): has type \(found), not \(deducedType)"
    }

    /// Reads a type such as `map(string, int)`.
    private static func type(_ text: String) -> ValueType {
        if text.hasPrefix("list(") { return .list(type(String(text.dropFirst(5).dropLast()))) }
        if text.hasPrefix("optional_type(") {
            return .optional(type(String(text.dropFirst(14).dropLast())))
        }
        if text.hasPrefix("map("), let comma = text.firstIndex(of: ",") {
            let key = text[text.index(text.startIndex, offsetBy: 4)..<comma]
            let value = text[text.index(comma, offsetBy: 2)...].dropLast()
            return .map(type(String(key)), type(String(value)))
        }
        let simple: [String: ValueType] = [
            "bool": .bool, "int": .int, "uint": .uint, "double": .double, "string": .string,
            "bytes": .bytes, "null_type": .null, "timestamp": .timestamp, "duration": .duration,
            "type": .type,
        ]
        return simple[text] ?? .dyn
    }

    /// Whether two values are the same; NaN is itself here, zero has a sign, and maps have no
    /// order.
    private static func isSame(_ left: Value, _ right: Value) -> Bool {
        switch (left, right) {
        case (.double(let left), .double(let right)):
            return left.isNaN && right.isNaN || (left == right && left.sign == right.sign)
        case (.list(let left), .list(let right)):
            return left.count == right.count && zip(left, right).allSatisfy(isSame)
        case (.map(let left), .map(let right)):
            return left.count == right.count
                && left.allSatisfy { entry in
                    right.contains { isSame($0.key, entry.key) && isSame($0.value, entry.value) }
                }
        default: return left == right
        }
    }
}

/// A value written as an object with its type as key, for example `{"int": "-1"}`.
struct TaggedValue: Decodable {
    let value: Value

    struct Unreadable: Error { let tag: String }

    private struct Key: CodingKey {
        let stringValue: String
        let intValue: Int? = nil
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        let key = try #require(container.allKeys.first)
        if let simple = try Self.simple(key.stringValue, { try container.decode($0, forKey: key) })
        {
            value = simple
            return
        }
        switch key.stringValue {
        case "bool": value = .bool(try container.decode(Bool.self, forKey: key))
        case "list":
            value = .list(try container.decode([TaggedValue].self, forKey: key).map(\.value))
        case "map":
            let entries = try container.decode([[TaggedValue]].self, forKey: key)
            value = .map(entries.map { MapEntry(key: $0[0].value, value: $0[1].value) })
        default: value = .null
        }
    }

    /// Reads the values that are written as strings; `nil` for the others.
    private static func simple(
        _ tag: String, _ text: (String.Type) throws -> String
    ) throws -> Value? {
        switch tag {
        case "int": .int(try #require(Int64(try text(String.self))))
        case "uint": .uint(try #require(UInt64(try text(String.self))))
        case "double": .double(try #require(Double(try text(String.self))))
        case "string": .string(try text(String.self))
        case "bytes":
            .bytes(Array(try #require(Data(base64Encoded: try text(String.self)))))
        case "timestamp":
            .timestamp(try #require(Timestamp(rfc3339: try text(String.self))))
        case "duration": .duration(try #require(Duration(celText: try text(String.self))))
        case "type": .type(try text(String.self))
        case "bool", "list", "map", "null": nil
        default: throw Unreadable(tag: tag)
        }
    }
}
