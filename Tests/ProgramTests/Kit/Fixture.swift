import Foundation

/// Files of the folder `Fixtures` of the project.
enum Fixture {
    static let folder = URL(filePath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fixtures")

    static func text(_ name: String) throws -> String {
        try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }
}

/// The incident of a replay file; reads the few forms of YAML that these files have, line by line.
struct Replay {
    /// An entry or a step: its keys with their texts.
    struct Item {
        var fields: [String: String] = [:]
        /// The facts of an `ask` step.
        var facts: [(name: String, value: String)] = []

        subscript(_ key: String) -> String? { fields[key] }
    }

    private(set) var header: [String: String] = [:]
    /// Who holds which role.
    private(set) var people: [(role: String, person: String)] = []
    private(set) var entries: [Item] = []
    private(set) var lessons: [String] = []
    private(set) var steps: [Item] = []
    private var section = ""
    /// The key whose text goes on in deeper lines.
    private var folded: String?

    init(_ text: String) {
        for line in text.split(separator: "\n") where !line.hasPrefix("#") { read(String(line)) }
    }

    private mutating func read(_ line: String) {
        let depth = line.prefix { $0 == " " }.count
        let content = line.dropFirst(depth)
        if depth == 0 {
            let (key, value) = Replay.pair(content)
            section = value.isEmpty ? key : ""
            if !value.isEmpty { header[key] = value }
            folded = nil
        } else if section == "people" {
            let (role, person) = Replay.pair(content)
            people.append((role, person))
        } else if section == "lessons" {
            lessons.append(Replay.plain(String(content.dropFirst(2))))
        } else if content.hasPrefix("- ") {
            change { $0.append(Item()) }
            set(content.dropFirst(2))
        } else if depth == 4 {
            set(content)
        } else if let key = folded {
            change { items in
                let text = items[items.count - 1].fields[key] ?? ""
                items[items.count - 1].fields[key] =
                    text.isEmpty ? String(content) : text + " " + content
            }
        } else {
            let (name, value) = Replay.pair(content)
            change { $0[$0.count - 1].facts.append((name, value)) }
        }
    }

    private mutating func set(_ content: Substring) {
        let (key, value) = Replay.pair(content)
        folded = value == ">-" ? key : nil
        change { $0[$0.count - 1].fields[key] = value == ">-" ? "" : value }
    }

    private mutating func change(_ alter: (inout [Item]) -> Void) {
        if section == "entries" { alter(&entries) } else { alter(&steps) }
    }

    private static func pair(_ text: Substring) -> (key: String, value: String) {
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        return (parts[0], plain(parts.count > 1 ? parts[1] : ""))
    }

    private static func plain(_ text: String) -> String {
        text.trimmingCharacters(in: .whitespaces).trimmingCharacters(in: ["\""])
    }
}
