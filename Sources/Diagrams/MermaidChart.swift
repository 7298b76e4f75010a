internal import Runbooks

extension Diagram {
    /// The drawing as a Mermaid flowchart (mermaid.js.org, flowchart syntax), ending in a line feed.
    package var mermaid: String {
        let graph = FlowGraph(self)
        var lines = ["flowchart TB"]
        lines.append("  accTitle: " + MermaidText.plain(heading))
        if let caption { lines.append("  accDescr: " + MermaidText.plain(caption)) }
        var chart = MermaidChart(graph: graph)
        chart.add(graph.content.items, level: 1)
        lines += chart.lines
        for edge in graph.edges { lines.append("  " + MermaidChart.edge(edge)) }
        let used = StepMark.allCases.filter { mark in graph.nodes.contains { $0.mark == mark } }
        lines += used.map { "  classDef \($0.className) \($0.mermaidStyle)" }
        return lines.joined(separator: "\n") + "\n"
    }
}

/// Writes the nodes and subgraphs of a flowchart.
private struct MermaidChart {
    let graph: FlowGraph
    private(set) var lines: [String] = []
    private var groups = 0

    init(graph: FlowGraph) { self.graph = graph }

    mutating func add(_ items: [FlowGraph.Item], level: Int) {
        let indent = String(repeating: "  ", count: level)
        for item in items {
            switch item {
            case .node(let index): lines.append(indent + node(index))
            case .group(let group):
                groups += 1
                let label = MermaidText.quoted([group.kind.rawValue + " " + group.label])
                lines.append("\(indent)subgraph g\(groups)[\(label)]")
                add(group.items, level: level + 1)
                lines.append(indent + "end")
            }
        }
    }

    private func node(_ index: Int) -> String {
        let node = graph.nodes[index]
        let text = MermaidText.quoted(node.lines)
        let shape =
            switch node.shape {
            case .start, .end: "([\(text)])"
            case .wait: "([\(text)])"
            case .task: "[\(text)]"
            case .decision: "{{\(text)}}"
            case .fork, .join: "[[\(text)]]"
            }
        return "n\(index)\(shape)" + (node.mark.map { ":::" + $0.className } ?? "")
    }

    static func edge(_ edge: FlowGraph.Edge) -> String {
        let arrow = edge.flow == .forward ? "-->" : "-.->"
        let label = edge.label.map { "|\(MermaidText.quoted([$0]))|" } ?? ""
        return "n\(edge.from) \(arrow)\(label) n\(edge.to)"
    }
}

/// Text for Mermaid, where quotes, backticks, `#`, `%%{` and HTML have a meaning.
enum MermaidText {
    /// A quoted text of several lines.
    static func quoted(_ lines: [String]) -> String {
        "\"" + lines.map(escaped).joined(separator: "<br/>") + "\""
    }

    /// Everything but letters, digits, blanks and harmless points as a numbered entity.
    private static func escaped(_ text: String) -> String {
        let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return ShownText.line(line).unicodeScalars.map { scalar in
            isPlain(scalar) ? String(scalar) : "#\(scalar.value);"
        }.joined()
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.isASCII else { return true }
        return scalar.properties.isAlphabetic || (48...57).contains(scalar.value)
            || " .,()'-_+=/?!".unicodeScalars.contains(scalar)
    }

    /// The text for places that know no entities: other characters are left out.
    static func plain(_ text: String) -> String {
        let kept = text.split(whereSeparator: \.isWhitespace).joined(separator: " ").unicodeScalars
        return ShownText.line(
            String(String.UnicodeScalarView(kept.filter { isPlain($0) || $0 == ":" })))
    }
}

extension StepMark {
    fileprivate var className: String {
        switch self {
        case .now: "markNow"
        case .blocked: "markBlocked"
        case .waiting: "markWaiting"
        case .done: "markDone"
        case .skipped: "markSkipped"
        case .failed: "markFailed"
        case .cancelled: "markCancelled"
        case .notTaken: "markNotTaken"
        }
    }

    /// Strokes only, so that both light and dark pages keep their colours.
    fileprivate var mermaidStyle: String {
        switch self {
        case .now: "stroke-width:4px"
        case .blocked, .failed: "stroke:#c22,stroke-width:4px"
        case .waiting: "stroke-width:3px,stroke-dasharray:6 3"
        case .done: "stroke:#2a7,stroke-width:2px"
        case .skipped, .cancelled: "stroke-dasharray:3 3"
        case .notTaken: "stroke-dasharray:1 4"
        }
    }
}
