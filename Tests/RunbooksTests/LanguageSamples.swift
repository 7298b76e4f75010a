@testable import Runbooks

/// Documents that use one key of the language each, with a value of its kind.
struct LanguageSamples {
    /// A key in a document around it.
    struct Sample: CustomStringConvertible, Sendable {
        let description: String
        let text: String
    }

    private var count = 0

    /// One document for each key of each map and each verb.
    static let all: [Sample] = {
        var samples = LanguageSamples()
        var result: [Sample] = []
        for map in LanguageMap.allCases {
            result += map.keys.map { key in
                Sample(
                    description: "\(map.rawValue).\(key.name)", text: samples.document(map, key))
            }
        }
        for verb in LanguageTable.verbs {
            for key in [nil] + verb.keys.map(Optional.some) {
                result.append(
                    Sample(
                        description: verb.name + (key.map { "." + $0.name } ?? ""),
                        text: samples.document(steps: samples.step(verb, with: key))))
            }
        }
        return result
    }()

    // MARK: - Documents

    /// A document with these entries and one phase.
    static func document(_ entries: String..., phases: String? = nil) -> String {
        let phases = phases ?? "{detect: {objective: See it., steps: [{id: only, do: Look.}]}}"
        return """
            runbook: sample
            version: 1.0.0
            title: Sample
            \(entries.joined(separator: "\n"))
            phases: \(phases)

            """
    }

    private func document(steps: String) -> String {
        LanguageSamples.document(
            phases: "{detect: {objective: See it., steps: [\(steps)]}}")
    }

    private mutating func document(_ map: LanguageMap, _ key: LanguageKey) -> String {
        let entry = "\(key.name): \(value(key.value))"
        switch map {
        case .document:
            let base = ["runbook", "version", "title", "phases"]
            return LanguageSamples.document(base.contains(key.name) ? "" : entry)
        case .appliesTo: return LanguageSamples.document("applies_to: {\(entry)}")
        case .first: return LanguageSamples.document("first: {\(entry)}")
        case .fact:
            let types = ["of": "enum", "ahead": "time"]
            let type = "type: \(types[key.name] ?? "int"), label: Label"
            let more = ["type", "label"].contains(key.name) ? "" : ", " + entry
            return LanguageSamples.document("facts: {count: {\(type)\(more)}}")
        case .message:
            let more = key.name == "text" ? "" : ", " + entry
            return LanguageSamples.document("messages: {card: {text: Words\(more)}}")
        case .property: return LanguageSamples.document("properties: [{\(entry)}]")
        case .phases: return LanguageSamples.document(phases: "{\(entry)}")
        case .phase, .respond:
            let isStage = StepKeys.stages.contains(key.name)
            let plain = "objective: Aim, steps: [\(step())]"
            let staged = "contain: {\(plain)}, " + entry
            let all = key.name == "alongside" ? staged : isStage ? entry : plain
            return LanguageSamples.document(phases: "{respond: {\(all)}}")
        case .stage:
            return LanguageSamples.document(
                phases: "{respond: {contain: {objective: Aim, steps: [\(step())]}}}")
        case .step:
            let more = key.name == "on_timeout" ? ", deadline: PT1H" : ""
            return document(
                steps: key.name == "id" ? step() : "{id: one, do: Words, \(entry)\(more)}")
        case .option:
            let text = key.name == "text" ? "" : "text: Words, "
            return document(
                steps: "{id: one, decide: Words, options: {a: {\(text)\(entry)}, b: Other}}")
        case .arm:
            let arm = key.name == "otherwise" ? "" : "{when: 1 == 1, then: [\(step())]}, "
            return document(steps: "{choose: [\(arm){otherwise: [\(step())]}]}")
        case .wait: return document(steps: "{id: one, wait: {\(entry)}}")
        }
    }

    // MARK: - Values

    private mutating func step() -> String {
        count += 1
        return "{id: step-\(count), do: Words}"
    }

    private mutating func step(_ verb: LanguageVerb, with key: LanguageKey?) -> String {
        var entries = ["id: one", "\(verb.name): \(value(verb.value))"]
        for needed in verb.keys where needed.isNeeded || needed.name == key?.name {
            entries.append("\(needed.name): \(value(needed.value))")
        }
        return "{\(entries.joined(separator: ", "))}"
    }

    private mutating func value(_ kind: ValueKind) -> String {
        switch kind {
        case .text, .word, .literal: return "Words"
        case .name:
            count += 1
            return "name-\(count)"
        case .stepPath:
            count += 1
            return "call/step-\(count)"
        case .fact: return "count"
        case .condition: return "1 == 1"
        case .duration: return "PT5M"
        case .reason: return "'none, because it is so'"
        case .time: return "2026-03-09T02:00:00Z"
        case .date: return "2026-11-01"
        case .version: return "1.0.0"
        case .language: return "en"
        case .truth: return "true"
        case .factType: return "int"
        case .number(let range): return String(range.lowerBound)
        case .oneOf(let words): return words[0]
        case .either(let kinds): return value(kinds[0])
        case .list(.keys(.arm), _):
            return "[{when: 1 == 1, then: [\(step())]}, {otherwise: [\(step())]}]"
        case .list(let item, let atLeast):
            return "[" + (0..<max(1, atLeast)).map { _ in value(item) }.joined(separator: ", ")
                + "]"
        case .limit: return "[name-one, PT5M]"
        case .names(let form, let item, let atLeast):
            let name = form == .capitals ? "NAME_" : "n"
            return "{"
                + (0..<max(1, atLeast)).map { "\(name)\($0): \(value(item))" }
                .joined(separator: ", ") + "}"
        case .keys(let map): return self.map(map)
        }
    }

    private mutating func map(_ map: LanguageMap) -> String {
        switch map {
        case .step: return step()
        case .property: return "{before: [one, other]}"
        case .wait: return "{signal: clear}"
        case .first: return "{do: [Words]}"
        case .appliesTo: return "{categories: [malware]}"
        case .respond: return "{objective: Aim, steps: [\(step())]}"
        case .arm: return "{otherwise: [\(step())]}"
        case .phases: return "{detect: {objective: Aim, steps: [\(step())]}}"
        case .document, .fact, .message, .phase, .stage, .option:
            let needed = map.keys.filter(\.isNeeded)
            return "{" + needed.map { "\($0.name): \(value($0.value))" }.joined(separator: ", ")
                + "}"
        }
    }
}
