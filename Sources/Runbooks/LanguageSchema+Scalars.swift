extension LanguageSchema {
    static let kebab = "(?=.{1,64}$)[a-z0-9]+(-[a-z0-9]+)*"

    /// The definitions of single values.
    static var scalars: [SchemaValue.Member] {
        let kinds: [ValueKind] = [
            .text, .word, .literal, .name, .stepPath, .fact, .condition, .duration, .reason, .time,
            .date,
            .version, .language, .truth, .factType,
        ]
        return kinds.map { SchemaValue.Member(key: scalarName($0), value: scalar($0)) }
    }

    /// What a kind of single value is called among the definitions.
    static func scalarName(_ kind: ValueKind) -> String {
        switch kind {
        case .text: "text"
        case .word: "word"
        case .literal: "literal"
        case .name: "name"
        case .stepPath: "step_path"
        case .fact: "fact_name"
        case .condition: "condition"
        case .duration: "duration"
        case .reason: "reason"
        case .time: "time"
        case .date: "date"
        case .version: "version"
        case .language: "language"
        case .truth: "truth"
        case .factType: "fact_type"
        case .number, .oneOf, .either, .list, .limit, .names, .keys: ""
        }
    }

    private static func scalar(_ kind: ValueKind) -> SchemaValue {
        switch kind {
        case .text:
            return .object([
                "anyOf": .list([
                    .object(["$ref": .text("#/definitions/word")]),
                    .object([
                        "type": .text("object"), "minProperties": .number(1),
                        "propertyNames": .object(["$ref": .text("#/definitions/language")]),
                        "additionalProperties": .object(["$ref": .text("#/definitions/word")]),
                    ]),
                ])
            ])
        case .word, .fact, .condition: return written("\\S")
        case .literal:
            return .object(["type": .texts(["string", "number", "boolean", "null"])])
        case .name:
            return .object([
                "type": .texts(["string", "integer"]), "pattern": .text("^\(kebab)$"),
                "minimum": .number(0),
            ])
        case .stepPath:
            let part = "[a-z0-9]+(-[a-z0-9]+)*"
            return text("^\(part)(/\(part))*$")
        case .duration:
            return text(
                "^(?=.*[1-9])(P([0-9]+W)?([0-9]+D)?(T(?=[0-9])([0-9]+H)?([0-9]+M)?([0-9]+S)?)?|"
                    + "([0-9]+w)?([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?)$")
        case .reason: return text("^none, because ")
        case .time:
            return text(
                "^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]+)?"
                    + "([Zz]|[+-][0-9]{2}:[0-9]{2})$")
        case .date: return text("^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
        case .version: return text("^[0-9]{1,6}[.][0-9]{1,6}[.][0-9]{1,6}$")
        case .language: return text("^[a-z]{2,3}(-[A-Za-z0-9]{2})?$")
        case .truth: return .object(["type": .text("boolean")])
        case .factType:
            let types = StepKeys.factTypes.joined(separator: "|")
            return .object([
                "anyOf": .list([
                    .object(["enum": .texts(StepKeys.factTypes)]),
                    .object(["type": .text("string"), "pattern": .text("^list\\((\(types))\\)$")]),
                ])
            ])
        case .number, .oneOf, .either, .list, .limit, .names, .keys: return .object([:])
        }
    }

    private static func text(_ pattern: String) -> SchemaValue {
        .object(["type": .text("string"), "pattern": .text(pattern)])
    }

    /// Any scalar that says something: YAML reads `2026` as a number, and the reader as a text.
    private static func written(_ pattern: String) -> SchemaValue {
        .object([
            "type": .texts(["string", "number", "boolean"]), "pattern": .text(pattern),
        ])
    }
}
