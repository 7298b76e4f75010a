/// Reads one document into a `Runbook`, collecting findings instead of stopping at the first.
struct RunbookReader: SourceReading {
    let fileName: String
    var problems: [Diagnostic] = []
    var map = SourceMap()
    var language = "en"
    /// The runbook's own id, once it is known.
    var runbookID = ""
    var roles: [RoleDuty] = []
    var facts: [FactDefinition] = []
    var messages: [MessageTemplate] = []
    /// What called runbooks bring with them.
    var adopted: (roles: [RoleDuty], facts: [FactDefinition], messages: [MessageTemplate]) =
        ([], [], [])
    /// Ids of steps and where each stands first.
    var stepPlaces: [StepID: Place] = [:]
    var stepCount = 0
    /// What is called, and through which runbooks this one was reached.
    var calls: CallResolver

    /// How many steps a runbook may have, with those of the runbooks that it calls.
    static let stepLimit = 2_000

    init(fileName: String, calls: CallResolver) {
        self.fileName = fileName
        self.calls = calls
    }

    /// The whole document; the result counts only if no error was found.
    mutating func document(_ root: SourceNode) -> Runbook? {
        guard
            let fields = fields(of: root, as: "a runbook", in: .document)
        else { return nil }
        if let node = fields["language"] { readLanguage(node) }
        runbookID = fields["runbook"].flatMap { name($0, as: "the id of a runbook") } ?? ""
        checkFileName(fields["runbook"])
        let title = fields["title"].flatMap { text($0, as: "the title") } ?? ""
        note("title", fields["title"])
        var runbook = Runbook(
            id: runbookID, version: version(fields["version"]), title: title,
            root: Step(id: runbookID, action: .sequence([])))
        readHeader(fields, into: &runbook)
        roles = fields["roles"].map { readRoles($0) } ?? []
        facts = fields["facts"].map { readFacts($0) } ?? []
        messages = fields["messages"].map { readMessages($0) } ?? []
        if let node = fields["first"] { runbook.first = firstCard(node) }
        if let node = fields["properties"] { runbook.properties = readProperties(node) }
        if let node = fields["phases"] { readPhases(node, into: &runbook) }
        runbook.roles = roles + adopted.roles
        runbook.facts = facts + adopted.facts
        runbook.messages = messages + adopted.messages
        runbook.language = language
        return runbook
    }

    mutating func note(_ path: String, _ node: SourceNode?) {
        if let node { map.note(path, at: node.place) }
    }

    private mutating func checkFileName(_ node: SourceNode?) {
        guard let node, !runbookID.isEmpty, !fileName.isEmpty, fileName != "-",
            !fileName.hasPrefix("<")
        else { return }
        let wanted = runbookID + ".runbook.yaml"
        let actual = fileName.split(separator: "/").last.map(String.init) ?? fileName
        if actual != wanted {
            report(
                .fileName, "the file of runbook \(quoted(runbookID)) is called \(quoted(actual))",
                at: node.place, suggestion: wanted)
        }
    }
}
