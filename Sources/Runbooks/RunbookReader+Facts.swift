internal import Expressions

extension RunbookReader {
    mutating func readFacts(_ node: SourceNode) -> [FactDefinition] {
        guard let entries = entries(of: node, as: "'facts'") else { return [] }
        var result: [FactDefinition] = []
        for entry in entries {
            guard checkFactName(entry) else { continue }
            map.note("facts." + entry.key, at: entry.keyPlace)
            if let fact = readFact(entry) { result.append(fact) }
        }
        return result
    }

    private mutating func readFact(_ entry: SourceEntry) -> FactDefinition? {
        guard
            let fields = fields(of: entry.value, as: "a fact", in: .fact)
        else { return nil }
        let label = fields["label"].flatMap { text($0, as: "the label") } ?? ""
        let isPersonal = fields["personal"].flatMap { boolean($0, as: "'personal'") } ?? false
        let isSecret = fields["secret"].flatMap { boolean($0, as: "'secret'") } ?? false
        let isAhead = fields["ahead"].flatMap { boolean($0, as: "'ahead'") } ?? false
        guard let node = fields["type"], let scalar = scalar(node, as: "the type"),
            let type = factType(scalar.text, at: node.place, fields: fields)
        else { return nil }
        if type != .time, type != .list(.time), let entry = fields.entry("ahead") {
            report(.misplacedKey, "'ahead' belongs to the type time", at: entry.keyPlace)
        }
        return FactDefinition(
            name: entry.key, type: type, label: label, isPersonal: isPersonal, isSecret: isSecret,
            isAhead: isAhead, place: entry.keyPlace)
    }

    private mutating func factType(
        _ text: String, at place: Place, fields: FieldList
    ) -> FactType? {
        if text.hasPrefix("list("), text.hasSuffix(")") {
            let element = String(text.dropFirst(5).dropLast())
            return plainFactType(element, at: place, fields: fields).map { .list($0) }
        }
        return plainFactType(text, at: place, fields: fields)
    }

    private mutating func plainFactType(
        _ text: String, at place: Place, fields: FieldList
    ) -> FactType? {
        if text != "enum", let entry = fields.entry("of") {
            report(.misplacedKey, "'of' belongs to the type enum", at: entry.keyPlace)
        }
        if text == "enum" { return choices(fields, at: place) }
        if let type = RunbookReader.simpleTypes[text] { return type }
        let near = suggest(text, among: StepKeys.factTypes)
        let list =
            near == nil ? "; the types are \(listed(StepKeys.factTypes + ["list(T)"]))" : ""
        report(
            .unknownFactType, "\(quoted(text)) is no type of a fact\(list)", at: place,
            suggestion: near)
        return nil
    }

    private static let simpleTypes: [String: FactType] = [
        "bool": .bool, "int": .int, "double": .double, "string": .string, "text": .text,
        "time": .time, "duration": .duration, "ip": .ip, "cidr": .cidr, "host": .host, "url": .url,
        "email": .email, "hash": .hash, "person": .person, "asset": .asset,
    ]

    private mutating func choices(_ fields: FieldList, at place: Place) -> FactType? {
        guard let node = fields["of"] else {
            report(
                .missingKey, "an enum needs 'of' with its values and what each means", at: place)
            return nil
        }
        guard let entries = entries(of: node, as: "'of'") else { return nil }
        if entries.isEmpty { report(.empty, "'of' is empty", at: node.place) }
        var options: [DecisionOption] = []
        for entry in entries {
            guard let key = checkedName(entry.key, as: "a value", at: entry.keyPlace) else {
                continue
            }
            let label = text(entry.value, as: "the label of '\(key)'") ?? key
            options.append(DecisionOption(key: key, text: label))
        }
        return .choice(options)
    }

    /// A fact is read as `facts.NAME`, so its name must be an identifier.
    private mutating func checkFactName(_ entry: SourceEntry) -> Bool {
        let reserved = ["true", "false", "null", "in"]
        if RunbookReader.isIdentifier(entry.key), !reserved.contains(entry.key) { return true }
        let better = RunbookReader.joined(entry.key, with: "_")
        report(
            .badName,
            "a fact is named with small letters, digits and '_', not \(quoted(entry.key))",
            at: entry.keyPlace, suggestion: RunbookReader.isIdentifier(better) ? better : nil)
        return false
    }

    static func isIdentifier(_ text: String) -> Bool {
        guard let first = text.utf8.first, (97...122).contains(first), text.utf8.count <= 64 else {
            return false
        }
        return text.utf8.allSatisfy {
            (97...122).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "_")
        }
    }
}
