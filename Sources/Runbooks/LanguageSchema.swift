/// The runbook language as a JSON Schema, draft-07, for editors.
///
/// It says what a file's shape is. What goes over several places, names that exist, guards and the
/// order of phases, only lint can say.
package enum LanguageSchema {
    /// The schema as a JSON document, ending in a line feed.
    package static var text: String { document.json + "\n" }

    private static var document: SchemaValue {
        let title = "A Muster runbook"
        return SchemaValue.object([
            "$schema": .text("http://json-schema.org/draft-07/schema#"),
            "$id": .text("urn:muster:runbook:1"),
            "title": .text(title),
            "description": .text(
                "A runbook for incidents, NAME.runbook.yaml. 'muster runbook lint' checks the rest."
            ),
            "allOf": .list([reference(LanguageMap.document.rawValue)]),
            "definitions": .map(
                scalars
                    + LanguageMap.allCases.map { map in
                        SchemaValue.Member(key: map.rawValue, value: schema(of: map))
                    }),
        ])
    }

    // MARK: - Maps

    private static func schema(of map: LanguageMap) -> SchemaValue {
        switch map {
        case .step: step
        case .respond: respond
        case .arm: arm
        case .property: one(of: map.names, in: object(map.keys))
        case .wait: one(of: map.names, in: object(map.keys))
        case .fact: fact
        case .phases: object(map.keys).with(["minProperties": .number(1)])
        case .document, .appliesTo, .first, .message, .phase, .stage, .option: object(map.keys)
        }
    }

    /// A map with these keys, those that are needed, and keys of other programs.
    private static func object(_ keys: [LanguageKey]) -> SchemaValue {
        let needed = keys.filter(\.isNeeded).map(\.name)
        let base = SchemaValue.object([
            "type": .text("object"),
            "properties": .map(
                keys.map { SchemaValue.Member(key: $0.name, value: schema(of: $0)) }),
            "patternProperties": foreign,
            "additionalProperties": .truth(false),
        ])
        return needed.isEmpty ? base : base.with(["required": .texts(needed)])
    }

    /// Keys that belong to other programs.
    private static let foreign = SchemaValue.object(["^x-": .object([:])])

    private static func required(_ keys: String...) -> SchemaValue {
        .object(["required": .texts(keys)])
    }

    private static func one(of names: [String], in schema: SchemaValue) -> SchemaValue {
        schema.with(["oneOf": .list(names.map { required($0) })])
    }

    private static var fact: SchemaValue {
        object(LanguageTable.fact).with([
            "if": .object([
                "required": .texts(["type"]),
                "properties": .object([
                    "type": .object(["pattern": .text("^(enum|list\\(enum\\))$")])
                ]),
            ]),
            "then": required("of"),
            "else": .object(["not": required("of")]),
            "dependencies": .object([
                "ahead": .object([
                    "properties": .object([
                        "type": .object(["pattern": .text("^(time|list\\(time\\))$")])
                    ])
                ])
            ]),
        ])
    }

    /// `respond` holds steps, or stages and what goes beside them.
    private static var respond: SchemaValue {
        let staged = SchemaValue.object([
            "anyOf": .list(StepKeys.stages.map { required($0) })
        ])
        return object(LanguageTable.respond).with([
            "if": staged, "then": .object(["not": required("steps")]),
            "else": required("objective", "steps").with(["not": required("alongside")]),
        ])
    }

    private static var arm: SchemaValue {
        object(LanguageTable.arm).with([
            "oneOf": .list([
                required("when", "then").with([
                    "not": required("otherwise")
                ]),
                required("otherwise").with([
                    "not": .object([
                        "anyOf": .list([required("when"), required("then")])
                    ])
                ]),
            ])
        ])
    }

    // MARK: - Steps

    /// Exactly one verb, the keys of every step and those of the verb.
    private static var step: SchemaValue {
        var keys = LanguageTable.verbs.map {
            LanguageKey($0.name, $0.value, $0.meaning)
        }
        for verb in LanguageTable.verbs {
            keys += verb.keys.filter { !StepKeys.common.contains($0.name) }.map {
                LanguageKey($0.name, $0.value, $0.meaning)
            }
        }
        // 'with' has two meanings, told apart below.
        let common = LanguageTable.common.map {
            $0.name == "with"
                ? LanguageKey("with", .either([$0.value, callArguments]), $0.meaning) : $0
        }
        return object(common + keys).with([
            "oneOf": .list(StepKeys.verbs.map { required($0) }),
            "dependencies": .map(dependencies),
            "if": required("runbook"),
            "then": .object(["properties": .object(["with": schema(of: callArguments)])]),
            "else": .object([
                "properties": .object(["with": schema(of: .list(.name))])
            ]),
        ])
    }

    private static var callArguments: ValueKind {
        LanguageTable.verbs.flatMap(\.keys).first { $0.name == "with" }?.value ?? .text
    }

    /// Which keys a verb needs, and which verb a key needs.
    private static var dependencies: [SchemaValue.Member] {
        var members: [SchemaValue.Member] = []
        for verb in LanguageTable.verbs {
            let needed =
                (verb.isBlock ? [] : ["id"]) + verb.keys.filter(\.isNeeded).map(\.name)
            if !needed.isEmpty {
                members.append(SchemaValue.Member(key: verb.name, value: .texts(needed)))
            }
            members += StepKeys.extra(of: verb.name).map {
                SchemaValue.Member(key: $0, value: .texts([verb.name]))
            }
        }
        return members + [SchemaValue.Member(key: "on_timeout", value: .texts(["deadline"]))]
    }

    // MARK: - Values

    private static func schema(of key: LanguageKey) -> SchemaValue {
        let meaning = key.meaning.filter { $0 != "`" }
        let description = meaning.prefix(1).uppercased() + meaning.dropFirst() + "."
        let value = schema(of: key.value)
        // Draft-07 reads nothing beside a reference.
        guard case .map(let members) = value, members.first?.key == "$ref" else {
            return .object(["description": .text(description)]).with(value)
        }
        return .object(["description": .text(description), "allOf": .list([value])])
    }

    private static func schema(of kind: ValueKind) -> SchemaValue {
        switch kind {
        case .text, .word, .literal, .name, .stepPath, .fact, .condition, .duration, .reason, .time,
            .date,
            .version, .language, .truth, .factType:
            return reference(scalarName(kind))
        case .keys(let map): return reference(map.rawValue)
        case .number(let range):
            return .object([
                "type": .text("integer"), "minimum": .number(range.lowerBound),
                "maximum": .number(range.upperBound),
            ])
        case .oneOf(let words): return .object(["enum": .texts(words)])
        case .either(let kinds): return .object(["anyOf": .list(kinds.map { schema(of: $0) })])
        case .list(let item, let count):
            return list(of: item, atLeast: count)
        case .limit:
            return .object([
                "type": .text("array"), "minItems": .number(2), "maxItems": .number(2),
                "items": .list([reference("step_path"), reference("duration")]),
            ])
        case .names(let form, let value, let count):
            return map(of: value, names: form, atLeast: count)
        }
    }

    private static func list(of item: ValueKind, atLeast count: Int) -> SchemaValue {
        var value = SchemaValue.object([
            "type": .text("array"), "minItems": .number(count), "items": schema(of: item),
        ])
        // Two or more names are told apart, and a choice has a last way.
        if count > 1 { value = value.with(["uniqueItems": .truth(true)]) }
        if item == .keys(.arm) { value = value.with(["contains": required("otherwise")]) }
        return value
    }

    private static func map(
        of value: ValueKind, names form: NameForm, atLeast count: Int
    ) -> SchemaValue {
        .object([
            "type": .text("object"), "minProperties": .number(count),
            "propertyNames": .object(["pattern": .text("^(x-.*|\(pattern(of: form)))$")]),
            "patternProperties": foreign, "additionalProperties": schema(of: value),
        ])
    }

    private static func pattern(of form: NameForm) -> String {
        switch form {
        case .kebab: kebab
        case .identifier: "(?!(true|false|null|in)$)[a-z][a-z0-9_]{0,63}"
        case .capitals: "[A-Z0-9_]+"
        }
    }

    private static func reference(_ name: String) -> SchemaValue {
        .object(["$ref": .text("#/definitions/" + name)])
    }
}

extension SchemaValue {
    /// The map with the members of another one behind its own.
    fileprivate func with(_ other: SchemaValue) -> SchemaValue {
        guard case .map(let own) = self, case .map(let more) = other else { return self }
        return .map(own + more)
    }
}
