internal import Runbooks

extension Diagram {
    /// The drawing in the DOT language of Graphviz (graphviz.org/doc/info/lang.html), ending in a line feed.
    package var dot: String {
        let graph = FlowGraph(self)
        var output = DotGraph(graph: graph)
        output.lines = [
            "digraph runbook {",
            "  graph [charset=\"UTF-8\", rankdir=TB, fontname=\"Helvetica\", labelloc=t, "
                + "label=\(DotText.quoted([heading] + (caption.map { [$0] } ?? [])))];",
            "  node [shape=box, style=rounded, fontname=\"Helvetica\", fontsize=11];",
            "  edge [fontname=\"Helvetica\", fontsize=10];",
        ]
        output.add(graph.content.items, level: 1)
        for edge in graph.edges { output.lines.append("  " + DotGraph.edge(edge)) }
        return (output.lines + ["}"]).joined(separator: "\n") + "\n"
    }
}

/// Writes the nodes and clusters of a graph.
private struct DotGraph {
    let graph: FlowGraph
    var lines: [String] = []
    private var groups = 0

    init(graph: FlowGraph) { self.graph = graph }

    mutating func add(_ items: [FlowGraph.Item], level: Int) {
        let indent = String(repeating: "  ", count: level)
        for item in items {
            switch item {
            case .node(let index): lines.append(indent + node(index))
            case .group(let group):
                groups += 1
                let label = DotText.quoted([group.kind.rawValue + " " + group.label])
                let style = group.kind == .handler ? "dashed" : "solid"
                lines.append("\(indent)subgraph cluster_\(groups) {")
                lines.append("\(indent)  graph [label=\(label), labeljust=l, style=\(style)];")
                add(group.items, level: level + 1)
                lines.append(indent + "}")
            }
        }
    }

    private func node(_ index: Int) -> String {
        let node = graph.nodes[index]
        var attributes = ["label=" + DotText.quoted(node.lines)]
        switch node.shape {
        case .start, .end: attributes.append("shape=oval")
        case .wait: attributes.append("shape=oval")
        case .decision: attributes.append("shape=hexagon, style=solid")
        case .fork, .join: attributes.append("shape=box, style=solid, peripheries=2")
        case .task: break
        }
        if let mark = node.mark { attributes.append(mark.dotStyle) }
        return "n\(index) [\(attributes.joined(separator: ", "))];"
    }

    static func edge(_ edge: FlowGraph.Edge) -> String {
        var attributes = edge.label.map { ["label=" + DotText.quoted([$0])] } ?? []
        switch edge.flow {
        case .forward: break
        case .back: attributes.append("style=dashed, constraint=false")
        case .failure: attributes.append("style=dashed")
        }
        let list = attributes.isEmpty ? "" : " [\(attributes.joined(separator: ", "))]"
        return "n\(edge.from) -> n\(edge.to)\(list);"
    }
}

/// Text for DOT, whose quoted strings know `\n`, `\N` and HTML entities.
enum DotText {
    /// How many characters a line of a label has before it is broken.
    private static let width = 36

    /// A quoted text of several lines.
    static func quoted(_ lines: [String]) -> String {
        "\"" + lines.flatMap(wrapped).map(escaped).joined(separator: "\\n") + "\""
    }

    private static func wrapped(_ text: String) -> [String] {
        var lines: [String] = []
        for word in text.split(whereSeparator: \.isWhitespace) {
            if let last = lines.last, last.count + 1 + word.count <= width {
                lines[lines.count - 1] = last + " " + word
            } else {
                lines.append(String(word))
            }
        }
        return lines.isEmpty ? [""] : lines
    }

    private static func escaped(_ text: String) -> String {
        ShownText.line(text).unicodeScalars.map { scalar in
            switch scalar {
            case "\\": "\\\\"
            case "\"": "\\\""
            case "&": "&amp;"
            default: String(scalar)
            }
        }.joined()
    }
}

extension StepMark {
    fileprivate var dotStyle: String {
        switch self {
        case .now: "penwidth=4"
        case .blocked, .failed: "penwidth=4, color=\"#cc2222\""
        case .waiting: "penwidth=3, style=\"rounded,dashed\""
        case .done: "penwidth=2, color=\"#22aa77\""
        case .skipped, .cancelled: "style=\"rounded,dashed\""
        case .notTaken: "style=\"rounded,dotted\""
        }
    }
}
