import Foundation
import Testing

@testable import Reports

/// Holds the rendered JSON against the published schema, key by key.
@Suite struct SchemaTests {
    static let file = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "docs/reference/report-1.schema.json")

    let schema: SchemaNode

    init() throws {
        schema = try JSONDecoder().decode(SchemaNode.self, from: Data(contentsOf: Self.file))
    }

    @Test func `a report of an almost empty record has exactly the required keys`() throws {
        let report = try value(Fixture.sparse)
        #expect(report.keys == schema.required?.sorted())
        #expect(violations(report, schema, at: "report") == [])
    }

    @Test func `a full report keeps to the schema and uses every key of it`() throws {
        let filled = try value(Fixture.filled(with: "x"))
        let rich = try value(Fixture.rich)
        #expect(violations(filled, schema, at: "report") == [])
        #expect(violations(rich, schema, at: "report") == [])
        #expect(rich.keys == schema.properties?.keys.sorted())
    }

    @Test func `the check finds a missing key, an unknown key and a wrong value`() throws {
        guard case .object(var members) = try value(Fixture.rich) else {
            Issue.record("a report is an object")
            return
        }
        members["cover"] = nil
        members["clock"] = .string("now")
        members["phases"] = .string("none")
        #expect(
            violations(.object(members), schema, at: "report") == [
                "report: lacks cover", "report: has clock", "report.phases: is no array",
            ])
    }

    @Test func `keys are sorted and a report reads back as the same view`() throws {
        let text = try JSONReport.render(Fixture.rich)
        let keys = text.split(separator: "\n").filter { $0.hasPrefix("  \"") }
        #expect(keys.count == schema.properties?.count)
        #expect(keys == keys.sorted())
        #expect(try JSONReport.read(text) == Fixture.rich)
    }

    private func value(_ view: ReportView) throws -> JSONTree {
        try JSONDecoder().decode(JSONTree.self, from: Data(JSONReport.render(view).utf8))
    }

    private func violations(_ value: JSONTree, _ node: SchemaNode, at path: String) -> [String] {
        if let reference = node.reference {
            let name = String(reference.dropFirst("#/$defs/".count))
            guard let target = schema.definitions?[name] else { return ["\(path): no \(name)"] }
            return violations(value, target, at: path)
        }
        switch value {
        case .object(let members):
            let known = node.properties ?? [:]
            let lacking = (node.required ?? []).filter { members[$0] == nil }
            let unknown = members.keys.sorted().filter { known[$0] == nil }
            return lacking.map { "\(path): lacks \($0)" } + unknown.map { "\(path): has \($0)" }
                + members.keys.sorted().flatMap { key in
                    guard let member = members[key], let next = known[key] else {
                        return [String]()
                    }
                    return violations(member, next, at: "\(path).\(key)")
                }
        case .array(let items):
            guard let next = node.items?.first else { return ["\(path): is an array"] }
            return items.flatMap { violations($0, next, at: "\(path)[]") }
        case .string(let text):
            if let choices = node.choices, !choices.contains(text) { return ["\(path): \(text)"] }
            if let constant = node.constant, constant != text { return ["\(path): \(text)"] }
            let isString = node.type == "string" || node.constant != nil
            return isString ? [] : ["\(path): is no \(node.type ?? "string")"]
        case .number: return node.type == "integer" ? [] : ["\(path): is a number"]
        case .boolean: return node.type == "boolean" ? [] : ["\(path): is a boolean"]
        }
    }
}

/// The part of JSON Schema that the published schema uses.
struct SchemaNode: Decodable {
    let type: String?
    let properties: [String: SchemaNode]?
    let required: [String]?
    /// Zero or one node; an array, because a value cannot hold itself.
    let items: [SchemaNode]?
    let reference: String?
    let definitions: [String: SchemaNode]?
    let choices: [String]?
    let constant: String?

    private enum CodingKeys: String, CodingKey {
        case type
        case properties
        case required
        case items
        case reference = "$ref"
        case definitions = "$defs"
        case choices = "enum"
        case constant = "const"
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        type = try container.decodeIfPresent(String.self, forKey: .type)
        properties = try container.decodeIfPresent([String: SchemaNode].self, forKey: .properties)
        required = try container.decodeIfPresent([String].self, forKey: .required)
        items = try container.decodeIfPresent(SchemaNode.self, forKey: .items).map { [$0] }
        reference = try container.decodeIfPresent(String.self, forKey: .reference)
        definitions = try container.decodeIfPresent([String: SchemaNode].self, forKey: .definitions)
        choices = try container.decodeIfPresent([String].self, forKey: .choices)
        constant = try container.decodeIfPresent(String.self, forKey: .constant)
    }
}

/// Any JSON value that a report holds.
enum JSONTree: Decodable {
    case object([String: JSONTree])
    case array([JSONTree])
    case string(String)
    case number(Double)
    case boolean(Bool)

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let value = try? container.decode([String: JSONTree].self) {
            self = .object(value)
        } else if let value = try? container.decode([JSONTree].self) {
            self = .array(value)
        } else if let value = try? container.decode(Bool.self) {
            self = .boolean(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else {
            self = .string(try container.decode(String.self))
        }
    }

    var keys: [String]? {
        guard case .object(let members) = self else { return nil }
        return members.keys.sorted()
    }
}
