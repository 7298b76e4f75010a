import Testing

/// `muster runbook graph`.
@Suite struct GraphTests {
    @Test func `a drawing of an incident says where its run stands`() throws {
        let home = try Home()
        try home.muster("open", "Mail", "--runbook", "phishing")
        let first = try home.muster("next", "-q").lines[0]
        try home.muster("step", "done", String(first), "--note", "kept")
        for form in ["text", "mermaid", "dot", "svg"] {
            let drawn = try home.muster("runbook", "graph", "-i", "1", "-f", form).output
            #expect(drawn.contains("after entry"), "\(form)")
            #expect(drawn.contains("done") && drawn.contains("NOW"), "\(form)")
        }
        let text = try home.muster("runbook", "graph", "-i", "1").lines
        #expect(text.count { $0.contains("[done] \(first), ") } == 1)
    }

    @Test func `the ending of the file chooses the form`() throws {
        let home = try Home()
        try home.muster("runbook", "graph", "ransomware", "-o", "r.svg")
        try home.muster("runbook", "graph", "ransomware", "-o", "r.mmd")
        try home.muster("runbook", "graph", "ransomware", "-o", "r.dot")
        #expect(String(decoding: home.read("r.svg"), as: UTF8.self).hasPrefix("<svg "))
        #expect(String(decoding: home.read("r.mmd"), as: UTF8.self).hasPrefix("flowchart TB\n"))
        #expect(
            String(decoding: home.read("r.dot"), as: UTF8.self).hasPrefix("digraph runbook {\n"))
        let answer = try home.muster("runbook", "graph", "ransomware", "--json").json
        #expect(answer["schema"].string == "muster/graph/1")
        #expect(answer["text"].string?.hasPrefix("ransomware ") == true)
    }

    @Test func `what cannot be drawn is said with a way out`() throws {
        let home = try Home()
        let nameless = try home.muster("runbook", "graph", code: 64)
        #expect(nameless.errors.contains("Hint: muster runbook list"))
        let ending = try home.muster("runbook", "graph", "ransomware", "-o", "r.png", code: 64)
        #expect(ending.errors.contains("Hint: muster runbook graph ransomware -f svg"))
        try home.muster("open", "Mail", "--runbook", "phishing")
        let other = try home.muster("runbook", "graph", "ransomware", "-i", "1", code: 64)
        #expect(other.errors.contains("follows 'phishing', not 'ransomware'"))
        try home.muster("open", "Bare")
        let bare = try home.muster("runbook", "graph", "-i", "2", code: 64)
        #expect(bare.errors.contains("follows no runbook"))
    }

    @Test func `the schema is printed or written to a file`() throws {
        let home = try Home()
        let printed = try home.muster("runbook", "schema").output
        #expect(printed.contains("http://json-schema.org/draft-07/schema#"))
        try home.muster("runbook", "schema", "-o", "s.json")
        #expect(String(decoding: home.read("s.json"), as: UTF8.self) == printed)
    }
}
