internal import Chronology
internal import Incidents
package import Runbooks

/// What reading a test file gave.
package struct RehearsalReading: Sendable {
    /// The test; `nil` if there is any error.
    package let rehearsal: Rehearsal?
    /// What was found, in the order of the file.
    package let diagnostics: [Diagnostic]
    /// The text, for snippets; `nil` if the bytes are no text.
    package let source: SourceText?
}

extension Rehearsal {
    /// The end of every test's file name.
    package static let suffix = ".test.yaml"

    /// Reads a test file; it never fails otherwise than through findings.
    ///
    /// - Parameter fileName: serves to check that the file is called as its runbook; empty is not checked.
    package static func read(_ bytes: [UInt8], fileName: String) -> RehearsalReading {
        let document = SourceDocument(bytes)
        guard let root = document.root else {
            return RehearsalReading(
                rehearsal: nil, diagnostics: document.problems, source: document.source)
        }
        var reader = RehearsalReader(fileName: fileName)
        let rehearsal = reader.document(root)
        let problems = document.ordered(reader.problems)
        return RehearsalReading(
            rehearsal: problems.hasErrors ? nil : rehearsal, diagnostics: problems,
            source: document.source)
    }
}

/// Reads one test file, collecting findings instead of stopping at the first.
struct RehearsalReader: SourceReading {
    let fileName: String
    var problems: [Diagnostic] = []
    let language = "en"

    init(fileName: String) { self.fileName = fileName }

    private static let caseKeys = [
        "case", "begins", "severity", "category", "people", "answers", "facts", "play",
    ]

    mutating func document(_ root: SourceNode) -> Rehearsal? {
        guard
            let fields = fields(
                of: root, as: "a test", known: ["test", "cases"], required: ["test", "cases"])
        else { return nil }
        let id = fields["test"].flatMap { placedName($0, as: "the id of a runbook") }
        if let id { checkFileName(id) }
        let items = fields["cases"].map { self.items(of: $0, as: "'cases'") } ?? []
        if items.count > RehearsalLimit.cases, let place = fields["cases"]?.place {
            report(.badValue, "a test has at most \(RehearsalLimit.cases) cases", at: place)
            return nil
        }
        let cases = items.compactMap { readCase($0) }
        checkNames(cases)
        return id.map { Rehearsal(runbook: $0, cases: cases) }
    }

    private mutating func checkFileName(_ id: Placed<String>) {
        let actual = fileName.split(separator: "/").last.map(String.init) ?? fileName
        let wanted = id.value + Rehearsal.suffix
        guard !actual.isEmpty, actual != wanted else { return }
        report(
            .fileName, "the test of runbook \(quoted(id.value)) is called \(quoted(actual))",
            at: id.place, suggestion: wanted)
    }

    private mutating func checkNames(_ cases: [RehearsalCase]) {
        var first: [String: Place] = [:]
        for item in cases {
            if let earlier = first[item.name.value] {
                report(
                    .duplicateID, "two cases are called \(quoted(item.name.value))",
                    at: item.name.place, related: RelatedNote("the first is here", at: earlier))
            } else {
                first[item.name.value] = item.name.place
            }
        }
    }

    private mutating func readCase(_ node: SourceNode) -> RehearsalCase? {
        guard
            let fields = fields(
                of: node, as: "a case", known: RehearsalReader.caseKeys,
                required: ["case", "play"])
        else { return nil }
        let title = fields["case"].flatMap { text($0, as: "the name of a case") } ?? ""
        let place = fields["case"]?.place ?? node.place
        if title.unicodeScalars.count > TextLimit.title {
            report(
                .badValue, "the name of a case has at most \(TextLimit.title) characters",
                at: place)
        }
        var result = RehearsalCase(name: Placed(title, at: place))
        if let node = fields["begins"] { result.begins = moment(node) ?? result.begins }
        result.severity = fields["severity"].flatMap { severity($0) }
        result.category = fields["category"].flatMap { category($0) }
        result.people = fields["people"].map { people($0) } ?? []
        result.answers = fields["answers"].map { answers($0) } ?? []
        result.facts = fields["facts"].map { facts($0) } ?? []
        let moves = fields["play"].map { items(of: $0, as: "'play'") } ?? []
        if moves.count > RehearsalLimit.moves, let place = fields["play"]?.place {
            report(.badValue, "'play' has at most \(RehearsalLimit.moves) items", at: place)
            return nil
        }
        result.moves = moves.compactMap { move($0) }
        return title.isEmpty ? nil : result
    }
}

// MARK: - Values

extension RehearsalReader {
    /// A name that is checked later, against the runbook.
    mutating func placedName(_ node: SourceNode, as subject: String) -> Placed<String>? {
        scalar(node, as: subject).map { Placed($0.text, at: node.place) }
    }

    /// One name, or a list of names.
    mutating func placedNames(
        _ node: SourceNode, as subject: String, orNone: Bool = false
    ) -> [Placed<String>] {
        guard case .list(let list) = node.content else {
            return placedName(node, as: subject).map { [$0] } ?? []
        }
        if list.isEmpty, orNone { return [] }
        return items(of: node, as: subject).compactMap {
            placedName($0, as: "an item of \(subject)")
        }
    }

    private mutating func moment(_ node: SourceNode) -> Timestamp? {
        guard let scalar = scalar(node, as: "'begins'") else { return nil }
        if let time = Timestamp(rfc3339: scalar.text), time >= CommandContext.earliest {
            return time
        }
        report(
            .badTime,
            "'begins' is a time since 1970 such as 2026-03-09T02:40:00Z, not \(quoted(scalar.text))",
            at: node.place)
        return nil
    }

    /// As `muster open` takes it, or in the four words of other scales.
    mutating func severity(_ node: SourceNode) -> Incidents.Severity? {
        guard let scalar = scalar(node, as: "'severity'") else { return nil }
        let words = ["critical": 1, "high": 2, "medium": 3, "low": 4]
        let known =
            Incidents.Severity(text: scalar.text)
            ?? words[scalar.text].flatMap(Incidents.Severity.init(rawValue:))
        if known == nil {
            report(
                .unknownOption,
                "'severity' is SEV1 to SEV4 (critical, high, medium or low), "
                    + "not \(quoted(scalar.text))",
                at: node.place)
        }
        return known
    }

    mutating func category(_ node: SourceNode) -> Category? {
        option(node, as: "'category'", among: Category.allCases.map(\.rawValue))
            .flatMap(Category.init)
    }

    /// At least one person for each role.
    mutating func people(_ node: SourceNode) -> [RoleHolders] {
        (entries(of: node, as: "'people'") ?? []).compactMap { entry in
            let names = placedNames(entry.value, as: "'\(entry.key)'")
            for name in names where name.value.unicodeScalars.count > TextLimit.name {
                report(
                    .badValue, "a name has at most \(TextLimit.name) characters", at: name.place)
            }
            guard !names.isEmpty else { return nil }
            return RoleHolders(
                role: Placed(entry.key, at: entry.keyPlace), names: names.map(\.value))
        }
    }

    private mutating func answers(_ node: SourceNode) -> [GivenAnswers] {
        (entries(of: node, as: "'answers'") ?? []).map { entry in
            var isList = false
            if case .list = entry.value.content { isList = true }
            return GivenAnswers(
                step: Placed(entry.key, at: entry.keyPlace),
                answers: placedNames(entry.value, as: "the answer of '\(entry.key)'"),
                isList: isList)
        }
    }

    mutating func facts(_ node: SourceNode) -> [GivenFact] {
        (entries(of: node, as: "'facts'") ?? []).map { entry in
            var isList = false
            if case .list = entry.value.content { isList = true }
            let texts = placedNames(entry.value, as: "'\(entry.key)'", orNone: true)
            return GivenFact(
                name: Placed(entry.key, at: entry.keyPlace), texts: texts.map(\.value),
                isList: isList, place: entry.value.place)
        }
    }
}
