/// A drawing as nodes, edges and groups, for tools that do the layout themselves.
struct FlowGraph {
    enum Shape {
        case start
        case end
        case task
        case wait
        case decision
        case fork
        case join
    }

    struct Node {
        let shape: Shape
        /// Lines from the most to the least important.
        let lines: [String]
        let mark: StepMark?
    }

    enum Flow {
        case forward
        case back
        case failure
    }

    struct Edge {
        let from: Int
        let to: Int
        let label: String?
        let flow: Flow
    }

    enum GroupKind: String {
        case phase
        case stage
        case lanes
        case call
        case handler
    }

    /// A frame around nodes and other frames.
    struct Group {
        let kind: GroupKind
        let label: String
        var items: [Item] = []
    }

    indirect enum Item {
        case node(Int)
        case group(Group)
    }

    private(set) var nodes: [Node] = []
    private(set) var edges: [Edge] = []
    /// The outermost frame.
    private(set) var content = Group(kind: .phase, label: "")

    /// An edge whose end is not there yet.
    private struct OpenEnd {
        let node: Int
        var label: String?
        var flow = Flow.forward
    }

    init(_ diagram: Diagram) {
        var root = content
        let start = node(.start, ["start"], nil, after: [], in: &root)
        var ends = [OpenEnd(node: start)]
        for band in diagram.bands { ends = add(band, kind: .phase, after: ends, in: &root) }
        _ = node(.end, ["end"], nil, after: ends, in: &root)
        content = root
    }

    private mutating func node(
        _ shape: Shape, _ lines: [String], _ mark: StepMark?, after ends: [OpenEnd],
        in group: inout Group
    ) -> Int {
        let index = nodes.count
        nodes.append(Node(shape: shape, lines: lines, mark: mark))
        group.items.append(.node(index))
        for end in ends {
            edges.append(Edge(from: end.node, to: index, label: end.label, flow: end.flow))
        }
        return index
    }

    private mutating func add(
        _ band: Diagram.Band, kind: GroupKind, after ends: [OpenEnd], in group: inout Group
    ) -> [OpenEnd] {
        let label = band.name + (band.objective.isEmpty ? "" : ": " + band.objective)
        var inner = Group(kind: kind, label: label)
        var open = band.alongside.isEmpty ? ends : addStages(of: band, after: ends, in: &inner)
        if band.alongside.isEmpty {
            for stage in band.stages { open = add(stage, kind: .stage, after: open, in: &inner) }
        }
        open = add(band.blocks, after: open, in: &inner)
        group.items.append(.group(inner))
        return open
    }

    /// The stages after each other, the lanes beside them, and where both come together again.
    private mutating func addStages(
        of band: Diagram.Band, after ends: [OpenEnd], in group: inout Group
    ) -> [OpenEnd] {
        let label = "stages, and \(band.alongside.count) beside them"
        let fork = OpenEnd(node: node(.fork, [label], nil, after: ends, in: &group))
        var open = [fork]
        for stage in band.stages { open = add(stage, kind: .stage, after: open, in: &group) }
        var lanes = Group(kind: .lanes, label: Diagram.Band.alongsideHeading)
        for lane in band.alongside { open += add(lane, after: [fork], in: &lanes) }
        group.items.append(.group(lanes))
        return [OpenEnd(node: node(.join, ["go on"], nil, after: open, in: &group))]
    }

    private mutating func add(
        _ blocks: [Diagram.Block], after ends: [OpenEnd], in group: inout Group
    ) -> [OpenEnd] {
        var open = ends
        for block in blocks { open = add(block, after: open, in: &group) }
        return open
    }

    private mutating func add(
        _ block: Diagram.Block, after ends: [OpenEnd], in group: inout Group
    ) -> [OpenEnd] {
        let first = nodes.count
        let open = addForm(of: block, after: ends, in: &group)
        guard let handler = block.handler, first < nodes.count else { return open }
        let name = block.card.name.isEmpty ? block.card.verb : block.card.name
        var inner = Group(kind: .handler, label: "on failure of " + name)
        let entry = [OpenEnd(node: first, label: "on failure", flow: .failure)]
        let recovered = add(handler, after: entry, in: &inner)
        group.items.append(.group(inner))
        return open + recovered
    }

    private mutating func addForm(
        of block: Diagram.Block, after ends: [OpenEnd], in group: inout Group
    ) -> [OpenEnd] {
        let card = block.card
        switch block.form {
        case .leaf:
            let shape: Shape = card.verb == "wait" ? .wait : .task
            return [OpenEnd(node: node(shape, card.lines, card.mark, after: ends, in: &group))]
        case .parallel(let lanes):
            let fork = node(.fork, card.lines, card.mark, after: ends, in: &group)
            var open: [OpenEnd] = []
            for lane in lanes { open += add(lane, after: [OpenEnd(node: fork)], in: &group) }
            return [OpenEnd(node: node(.join, ["go on"], nil, after: open, in: &group))]
        case .choose(let arms):
            let choice = node(.decision, card.lines, card.mark, after: ends, in: &group)
            return arms.flatMap { arm in
                add(
                    arm.blocks, after: [OpenEnd(node: choice, label: arm.condition)], in: &group)
            }
        case .loop(let body, let again):
            let entry = node(.fork, card.lines, card.mark, after: ends, in: &group)
            let open = add(body, after: [OpenEnd(node: entry)], in: &group)
            let check = node(.decision, [again], nil, after: open, in: &group)
            edges.append(Edge(from: check, to: entry, label: "again", flow: .back))
            return [OpenEnd(node: check, label: "else")]
        case .group(let blocks):
            var inner = Group(kind: .call, label: card.lines.joined(separator: "; "))
            let open = add(blocks, after: ends, in: &inner)
            group.items.append(.group(inner))
            return open
        }
    }
}

extension Diagram.Card {
    /// The card as lines: mark, name and verb, title, notes.
    var lines: [String] {
        let head = name.isEmpty ? verb : "\(name), \(verb)"
        return (mark.map { [$0.rawValue] } ?? []) + [title.isEmpty ? head : head + ":"]
            + (title.isEmpty ? [] : [title]) + notes
    }
}
