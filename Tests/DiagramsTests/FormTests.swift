import Diagrams
import Runbooks
import Testing

@Suite struct FormTests {
    private static let runbooks = DrawnRunbooks.shipped + ["hostile"]
    private static let forms: [(name: String, text: @Sendable (Diagram) -> String)] = [
        ("text", { $0.textLines.joined(separator: "\n") }), ("mermaid", \.mermaid), ("dot", \.dot),
        ("svg", \.svg),
    ]

    @Test(arguments: runbooks)
    func `the same runbook gives the same bytes`(id: String) throws {
        let diagram = Diagram(try DrawnRunbooks.named(id))
        let again = Diagram(try DrawnRunbooks.named(id))
        for form in Self.forms { #expect(form.text(diagram) == form.text(again), "\(form.name)") }
    }

    @Test(arguments: runbooks)
    func `every named step is in every form`(id: String) throws {
        let runbook = try DrawnRunbooks.named(id)
        let diagram = Diagram(runbook)
        for form in Self.forms {
            let text = form.text(diagram).replacing("<br/>", with: " ")
            for step in runbook.root.subtree where step.isNamed && step.action.verb != "steps" {
                // SVG breaks long names; their beginning is enough.
                #expect(text.contains(step.id.prefix(16)), "\(form.name) lacks \(step.id)")
            }
        }
    }

    /// A quoted text of DOT, and a statement (graphviz.org/doc/info/lang.html).
    @Test(arguments: runbooks)
    func `DOT has only statements of its grammar`(id: String) throws {
        let dot = Diagram(try DrawnRunbooks.named(id)).dot
        let attribute = #"[a-z]+=(?:[A-Za-z0-9]+|"(?:[^"\\\n]|\\["\\n])*")"#
        let list = #"\[\#(attribute)(?:, \#(attribute))*\]"#
        let statement = try Regex(
            #"(?:digraph runbook \{|\s*(?:(?:graph|node|edge|n\d+|n\d+ -> n\d+) \#(list)|n\d+ -> n\d+);|\s*subgraph cluster_\d+ \{|\s*\})"#
        )
        var depth = 0
        for line in dot.split(separator: "\n") {
            #expect(try statement.wholeMatch(in: line) != nil, "\(line)")
            if line.hasSuffix("{") { depth += 1 }
            if line.drop(while: { $0 == " " }) == "}" { depth -= 1 }
        }
        #expect(depth == 0)
        checkEdges(of: dot, arrow: "->")
    }

    /// The part of Mermaid's flowchart syntax that is used (mermaid.js.org/syntax/flowchart).
    @Test(arguments: runbooks)
    func `Mermaid has only lines of its grammar`(id: String) throws {
        let mermaid = Diagram(try DrawnRunbooks.named(id)).mermaid
        let text = #""(?:[^"<>#%`&;:\\{}|\[\]]|#\d+;|<br/>)*""#
        let node =
            #"n\d+(?:\(\[\#(text)\]\)|\[\#(text)\]|\{\{\#(text)\}\}|\[\[\#(text)\]\])(?::::mark[A-Za-z]+)?"#
        let line = try Regex(
            #"flowchart TB|\s+acc(?:Title|Descr): [^"<>#%`&;\\{}|\[\]]+|\s+\#(node)|\s+subgraph g\d+\[\#(text)\]|\s+end|\s+n\d+ (?:-->|-\.->)(?:\|\#(text)\|)? n\d+|\s+classDef mark[A-Za-z]+ [a-z0-9:#,\- ]+"#
        )
        var depth = 0
        for item in mermaid.split(separator: "\n") {
            #expect(try line.wholeMatch(in: item) != nil, "\(item)")
            if item.contains("subgraph g") { depth += 1 }
            if item.drop(while: { $0 == " " }) == "end" { depth -= 1 }
        }
        #expect(depth == 0)
        checkEdges(of: mermaid, arrow: ">")
    }

    /// Edges join nodes that there are, and every node but the first can be reached by one.
    private func checkEdges(of text: String, arrow: String) {
        var nodes: Set<Substring> = []
        var reached: Set<Substring> = []
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ")
            guard let first = words.first, first.hasPrefix("n"), first != "node" else { continue }
            let isEdge = words.count > 1 && (words[1].hasPrefix("->") || words[1].hasPrefix("-"))
            if isEdge, words[1].contains(arrow) {
                let end = arrow == "->" ? words[2] : words[words.count - 1]
                reached.insert(end.prefix { $0 != ";" })
            } else {
                nodes.insert(first.prefix { $0.isLetter || $0.isNumber })
            }
        }
        #expect(nodes.count > 3)
        #expect(nodes.subtracting(reached) == ["n0"])
        #expect(reached.isSubset(of: nodes))
    }

    @Test(arguments: runbooks)
    func `text cannot act on a terminal`(id: String) throws {
        var runbook = try DrawnRunbooks.named(id)
        runbook.title += "\u{1B}[31m\u{202E}"
        for line in Diagram(runbook).textLines {
            #expect(line.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0 != "\u{202E}" })
        }
    }

    @Test func `control characters are shown in every form`() throws {
        var runbook = try DrawnRunbooks.named("hostile")
        runbook.title = "a\u{1B}[31mb\u{0}\u{202E}c"
        for form in Self.forms {
            let text = form.text(Diagram(runbook))
            #expect(
                text.unicodeScalars.allSatisfy {
                    $0 == "\n" || $0.value >= 0x20 && $0 != "\u{202E}"
                },
                "\(form.name)")
        }
    }

    @Test func `marks are words in every form`() throws {
        let runbook = try DrawnRunbooks.named("hostile")
        let marks: [StepID: StepMark] = [
            "t0": .done, "t1": .skipped, "fails": .blocked, "help": .now, "pause": .waiting,
            "lane-one": .cancelled, "lane-two": .failed, "way-one": .notTaken,
        ]
        #expect(marks.count == StepMark.allCases.count)
        let diagram = Diagram(runbook, marks: marks, caption: "INC-2026-0001 after entry 7")
        for form in Self.forms {
            let text = form.text(diagram)
            let bare = form.text(Diagram(runbook))
            #expect(text.contains("INC-2026-0001 after entry 7"), "\(form.name)")
            for mark in StepMark.allCases {
                #expect(
                    text.ranges(of: mark.rawValue).count > bare.ranges(of: mark.rawValue).count,
                    "\(form.name) does not say \(mark.rawValue)")
            }
        }
    }

    @Test func `graphs part before the stages and come together before the next phase`() throws {
        let mermaid = Diagram(try DrawnRunbooks.named("hostile")).mermaid
        let lines = mermaid.split(separator: "\n").map { $0.drop { $0 == " " } }
        func number(_ text: String) throws -> Substring {
            let line = try #require(lines.first { $0.hasPrefix("n") && $0.contains("\"" + text) })
            return line.prefix { $0 != "[" && $0 != "(" && $0 != "{" }
        }
        let fork = try number("stages, and 2 beside them")
        for first in ["fails, do", "notice, do", "update-one, notify"] {
            #expect(lines.contains("\(fork) --> \(try number(first))"), "\(first)")
        }
        let last = try number("update-two, wait")
        let joined = lines.filter { $0.hasPrefix("\(last) --> ") }
        let join = try #require(joined.first?.split(separator: " ").last)
        #expect(lines.contains("\(try number("restore, do")) --> \(join)"))
        #expect(lines.contains("\(join) --> \(try number("last, approve"))"))
    }

    @Test func `the text form tells lanes, ways, loops, calls and failures in words`() throws {
        let lines = Diagram(try DrawnRunbooks.named("hostile")).textLines
        for line in [
            "phase respond", "  stage respond, contain: Stop it.",
            "    lanes, parallel: 1 of 2 lanes; the others are cancelled", "      lane 2 of 2",
            "      on failure of fails", "        help, do: Get help.",
            "      again while steps.more.answer == 'yes' && incident.title != '<x>', at most 3 times in all",
            "      when incident.severity == 'SEV1'", "      otherwise",
            "        other, runbook: phishing", "  alongside the stages", "    lane 2 of 2",
            "      update-one, notify: A text",
        ] {
            #expect(lines.contains(line), "\(line)")
        }
    }
}
