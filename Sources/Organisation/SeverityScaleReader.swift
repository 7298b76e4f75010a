internal import Chronology
internal import Incidents
package import Runbooks

/// What reading the file of a scale gave.
package struct ScaleReading: Sendable {
    /// The scale; `nil` if there is any error.
    package let scale: SeverityScale?
    /// What was found, in the order of the file.
    package let diagnostics: [Diagnostic]
    /// The text, for snippets; `nil` if the bytes are no text.
    package let source: SourceText?
}

extension SeverityScale {
    /// Reads the file of a scale; it never fails otherwise than through findings.
    ///
    /// - Parameter hash: SHA-256 of the bytes in hexadecimal digits, kept in each record.
    package static func read(_ bytes: [UInt8], hash: String) -> ScaleReading {
        let document = SourceDocument(bytes)
        guard let root = document.root else {
            return ScaleReading(
                scale: nil, diagnostics: document.problems, source: document.source)
        }
        var reader = SeverityScaleReader(hash: hash)
        let scale = reader.document(root)
        let problems = document.ordered(reader.problems)
        return ScaleReading(
            scale: problems.hasErrors ? nil : scale, diagnostics: problems, source: document.source)
    }
}

/// Reads one scale, collecting findings instead of stopping at the first.
private struct SeverityScaleReader: SourceReading {
    typealias Severity = Incidents.Severity

    let hash: String
    var problems: [Diagnostic] = []
    let language = "en"

    private static let keys = ["scale", "version", "title", "factors", "matrices", "classes"]
    private static let demandKeys = ["targets", "updates", "roles", "closing"]
    /// More than three factors nobody judges at night; more levels are not told apart.
    private static let factorLimit = 6
    private static let levelLimit = 10

    init(hash: String) { self.hash = hash }

    mutating func document(_ root: SourceNode) -> SeverityScale? {
        guard
            let fields = fields(
                of: root, as: "a scale", known: Self.keys,
                required: ["scale", "version", "factors", "matrices", "classes"])
        else { return nil }
        let id = fields["scale"].flatMap { name($0, as: "the id of a scale") }
        let version = fields["version"].flatMap { text($0, as: "the version of a scale") }
        let title = fields["title"].flatMap { text($0, as: "the title") } ?? id ?? ""
        let factors = fields["factors"].map { readFactors($0) } ?? []
        let matrices = fields["matrices"].map { readMatrices($0, factors) } ?? []
        for factor in factors where !matrices.contains(where: { $0.factors.contains(factor.id) }) {
            report(
                .badValue, "no matrix uses the factor '\(factor.id)'",
                at: fields["matrices"]?.place ?? root.place)
        }
        let demands = fields["classes"].map { readDemands($0) } ?? [:]
        guard let id, let version, !problems.hasErrors else { return nil }
        return SeverityScale(
            reference: ScaleReference(id: id, version: version, hash: hash), title: title,
            factors: factors, matrices: matrices, demands: demands)
    }

    // MARK: - Factors

    private mutating func readFactors(_ node: SourceNode) -> [SeverityScale.Factor] {
        let items = items(of: node, as: "'factors'")
        guard items.count <= Self.factorLimit else {
            report(
                .badValue, "a scale has at most \(Self.factorLimit) factors", at: node.place)
            return []
        }
        var factors: [SeverityScale.Factor] = []
        for item in items {
            guard
                let fields = fields(
                    of: item, as: "a factor", known: ["id", "question", "levels"],
                    required: ["id", "question", "levels"]),
                let id = fields["id"].flatMap({ name($0, as: "the id of a factor") })
            else { continue }
            if factors.contains(where: { $0.id == id }) {
                report(
                    .duplicateID, "two factors are called '\(id)'",
                    at: fields["id"]?.place ?? item.place)
            }
            let question = fields["question"].flatMap { text($0, as: "the question") } ?? ""
            let levels = fields["levels"].map { readLevels($0, of: id) } ?? []
            factors.append(SeverityScale.Factor(id: id, question: question, levels: levels))
        }
        return factors
    }

    private mutating func readLevels(
        _ node: SourceNode, of factor: String
    ) -> [SeverityScale.Level] {
        guard let entries = entries(of: node, as: "the levels of '\(factor)'") else { return [] }
        guard (2...Self.levelLimit).contains(entries.count) else {
            report(
                .badValue,
                "the factor '\(factor)' has \(entries.count) levels; 2 to \(Self.levelLimit) "
                    + "can be told apart", at: node.place)
            return []
        }
        var levels: [SeverityScale.Level] = []
        for entry in entries {
            let text = text(entry.value, as: "the level '\(entry.key)'") ?? ""
            levels.append(SeverityScale.Level(id: entry.key, text: text))
        }
        return levels
    }

    // MARK: - Matrices

    private mutating func readMatrices(
        _ node: SourceNode, _ factors: [SeverityScale.Factor]
    ) -> [SeverityScale.Matrix] {
        var matrices: [SeverityScale.Matrix] = []
        for item in items(of: node, as: "'matrices'") {
            if let matrix = readMatrix(item, factors) { matrices.append(matrix) }
        }
        return matrices
    }

    private mutating func readMatrix(
        _ node: SourceNode, _ factors: [SeverityScale.Factor]
    ) -> SeverityScale.Matrix? {
        guard
            let fields = fields(
                of: node, as: "a matrix", known: ["factors", "classes"],
                required: ["factors", "classes"]),
            let list = fields["factors"], let classes = fields["classes"]
        else { return nil }
        let names = readNames(list, factors)
        let used = names.compactMap { name in factors.first { $0.id == name } }
        guard used.count == names.count else { return nil }
        guard (1...2).contains(used.count) else {
            report(
                .badValue, "a matrix has one factor or two, not \(names.count)", at: list.place)
            return nil
        }
        let cells = readCells(classes, used[...], under: [])
        checkOrder(cells, used, at: classes.place)
        return SeverityScale.Matrix(factors: names, classes: cells)
    }

    private mutating func readNames(
        _ node: SourceNode, _ factors: [SeverityScale.Factor]
    ) -> [String] {
        let known = factors.map(\.id)
        var names: [String] = []
        for item in items(of: node, as: "the factors of a matrix") {
            names.append(option(item, as: "a factor of the matrix", among: known) ?? "")
        }
        return names
    }

    /// The classes below some levels, one factor after the other.
    private mutating func readCells(
        _ node: SourceNode, _ factors: ArraySlice<SeverityScale.Factor>, under path: [String]
    ) -> [[String]: Severity] {
        guard let factor = factors.first else {
            return readSeverity(node).map { [path: $0] } ?? [:]
        }
        let levels = factor.levels.map(\.id)
        let subject = "the row of '\(path.last ?? factor.id)'"
        guard let fields = fields(of: node, as: subject, known: levels, required: levels) else {
            return [:]
        }
        var cells: [[String]: Severity] = [:]
        for entry in fields.entries where levels.contains(entry.key) {
            cells.merge(
                readCells(entry.value, factors.dropFirst(), under: path + [entry.key])
            ) { $1 }
        }
        return cells
    }

    private mutating func readSeverity(_ node: SourceNode) -> Severity? {
        let classes = Severity.allCases.map(\.code)
        return option(node, as: "a class", among: classes).flatMap { Severity(text: $0) }
    }

    /// A worse level never gives a milder class.
    private mutating func checkOrder(
        _ cells: [[String]: Severity], _ factors: [SeverityScale.Factor], at place: Place
    ) {
        for (index, factor) in factors.enumerated() {
            for (milder, worse) in zip(factor.levels, factor.levels.dropFirst()) {
                let broken = cells.keys.filter { $0[index] == milder.id }.sorted {
                    $0.joined() < $1.joined()
                }.first { key in
                    var other = key
                    other[index] = worse.id
                    guard let one = cells[key], let two = cells[other] else { return false }
                    return two > one
                }
                if let broken, let one = cells[broken] {
                    let rest = broken.indices.filter { $0 != index }.map { " with \(broken[$0])" }
                    report(
                        .badValue,
                        "'\(worse.id)'\(rest.joined()) is worse than '\(milder.id)', and gets a "
                            + "milder class than \(one.code)", at: place)
                }
            }
        }
    }

    // MARK: - Classes

    private mutating func readDemands(_ node: SourceNode) -> [Severity: SeverityScale.Demand] {
        let codes = Severity.allCases.map(\.code)
        guard let fields = fields(of: node, as: "'classes'", known: codes, required: codes) else {
            return [:]
        }
        var demands: [Severity: SeverityScale.Demand] = [:]
        for severity in Severity.allCases {
            guard let node = fields[severity.code] else { continue }
            demands[severity] = readDemand(node, severity)
        }
        for (worse, milder) in zip(Severity.allCases, Severity.allCases.dropFirst()) {
            guard let one = demands[worse], let two = demands[milder] else { continue }
            checkTimes(one, two, worse, milder, at: fields[worse.code]?.place ?? node.place)
        }
        return demands
    }

    private mutating func readDemand(
        _ node: SourceNode, _ severity: Severity
    ) -> SeverityScale.Demand {
        var demand = SeverityScale.Demand()
        guard
            let fields = fields(of: node, as: "the class \(severity.code)", known: Self.demandKeys)
        else { return demand }
        if let node = fields["targets"] { demand.targets = readTargets(node) }
        if let node = fields["updates"] {
            demand.updateSeconds = duration(node, as: "'updates'").map(\.components.seconds)
        }
        if let node = fields["roles"] {
            for item in items(of: node, as: "'roles'") {
                if let role = name(item, as: "a role") { demand.roles.append(role) }
            }
        }
        if let node = fields["closing"] {
            demand.closing =
                option(node, as: "'closing'", among: ClosingRule.allCases.map(\.rawValue))
                .flatMap { ClosingRule(rawValue: $0) } ?? .anybody
        }
        return demand
    }

    private mutating func readTargets(_ node: SourceNode) -> [MilestoneTarget] {
        // What lies before the opening cannot be a target of it.
        let known = Milestone.allCases.filter { ![.occurred, .detected, .reported].contains($0) }
        guard
            let fields = fields(of: node, as: "'targets'", known: known.map(\.rawValue))
        else { return [] }
        var targets: [MilestoneTarget] = []
        for entry in fields.entries {
            guard let milestone = known.first(where: { $0.rawValue == entry.key }),
                let limit = duration(entry.value, as: "the time for '\(entry.key)'")
            else { continue }
            targets.append(
                MilestoneTarget(milestone: milestone, seconds: limit.components.seconds))
        }
        return targets
    }

    /// A worse class never leaves more time.
    private mutating func checkTimes(
        _ one: SeverityScale.Demand, _ two: SeverityScale.Demand, _ worse: Severity,
        _ milder: Severity, at place: Place
    ) {
        for target in one.targets {
            guard let other = two.targets.first(where: { $0.milestone == target.milestone }),
                other.seconds < target.seconds
            else { continue }
            report(
                .badValue,
                "\(worse.code) leaves more time for '\(target.milestone.rawValue)' than "
                    + "\(milder.code) does", at: place)
        }
        if let own = one.updateSeconds, let other = two.updateSeconds, other < own {
            report(
                .badValue, "\(worse.code) has rarer updates than \(milder.code)", at: place)
        }
    }
}
