import Incidents
import Organisation
import Runbooks
import Testing

@Suite struct SeverityScaleTests {
    private func standard() throws -> SeverityScale {
        let reading = SeverityScale.read(Array(SeverityScale.standardText.utf8), hash: "h")
        return try #require(reading.scale, "\(reading.diagnostics)")
    }

    private func levels(_ pairs: [(String, String)]) -> [FactorLevel] {
        pairs.map { FactorLevel(factor: $0.0, level: $0.1) }
    }

    /// ISO/IEC 27035-2 Annex C, example 1, with the classes IV to I as SEV1 to SEV4.
    @Test(arguments: [
        ("especially-important", "especially-serious", 1), ("especially-important", "serious", 2),
        ("especially-important", "considerable", 3), ("especially-important", "minor", 4),
        ("important", "especially-serious", 2), ("important", "serious", 3),
        ("important", "considerable", 4), ("important", "minor", 4),
        ("ordinary", "especially-serious", 3), ("ordinary", "serious", 4),
        ("ordinary", "considerable", 4), ("ordinary", "minor", 4),
    ])
    func `system and loss give the class`(system: String, loss: String, severity: Int) throws {
        let rating = try standard().rating(
            of: levels([("system", system), ("loss", loss), ("society", "minor")]))
        #expect(rating.worst.rawValue == severity)
        #expect(rating.mildest == rating.worst)
    }

    @Test(arguments: [
        ("minor", 4), ("considerable", 3), ("important", 2), ("especially-important", 1),
    ])
    func `the worse of both matrices counts`(society: String, severity: Int) throws {
        let rating = try standard().rating(
            of: levels([("system", "ordinary"), ("loss", "minor"), ("society", society)]))
        #expect(rating.worst.rawValue == severity)
    }

    @Test func `what is unknown leaves a range open`() throws {
        let scale = try standard()
        let some = scale.rating(of: levels([("system", "important"), ("loss", "serious")]))
        #expect(some.worst == .sev1)
        #expect(some.mildest == .sev3)
        #expect(!some.isOverridden(by: .sev2))
        #expect(some.isOverridden(by: .sev4))
        let none = scale.rating(of: [])
        #expect((none.worst, none.mildest) == (.sev1, .sev4))
        let other = scale.rating(of: levels([("system", "no-such-level"), ("x", "y")]))
        #expect(other.factors.isEmpty)
    }

    @Test func `a worse class asks for more`() throws {
        let scale = try standard()
        let worst = scale.policy(of: .sev1)
        let mild = scale.policy(of: .sev4)
        #expect(worst.closing == .secondPerson)
        #expect(mild.closing == .anybody)
        #expect(worst.updateSeconds == 1_800)
        #expect(mild.updateSeconds == nil)
        #expect(Set(worst.roles).isSuperset(of: mild.roles))
        #expect(worst.scale == ScaleReference(id: "muster", version: "1.0.0", hash: "h"))
        #expect(
            worst.targets.first { $0.milestone == .contained }
                == MilestoneTarget(milestone: .contained, seconds: 4 * 3_600))
    }

    @Test(arguments: [
        ("title: ", "titel: ", 5, 1, "has no key"),
        ("serious: SEV4, especially-serious: SEV3}", "serious: SEV4}", 0, 0, "needs the key"),
        (
            "ordinary: {minor: SEV4, considerable: SEV4",
            "ordinary: {minor: SEV4, considerable: SEV1",
            0, 0, "gets a milder class"
        ),
        (
            "considerable: SEV3, important: SEV2,", "considerable: SEV7, important: SEV2,", 0, 0,
            "a class is"
        ),
        ("contained: PT4H", "contained: PT9H", 0, 0, "leaves more time for 'contained'"),
        ("contained: PT4H", "contained: 4h", 0, 0, "is a duration such as PT15M"),
        ("contained: PT4H", "detected: PT4H", 0, 0, "has no key"),
        ("updates: PT2H", "updates: PT10M", 0, 0, "SEV1 has rarer updates than SEV2"),
        ("factors: [society]", "factors: [societies]", 0, 0, "a factor of the matrix"),
        (
            "  - factors: [society]", "  - factors: [system]", 0, 0,
            "no matrix uses the factor 'society'"
        ),
        ("closing: anybody", "closing: everybody", 0, 0, "'closing' is"),
        ("  - id: loss", "  - id: system", 0, 0, "two factors are called 'system'"),
    ])
    func `a wrong scale is refused with the place`(
        part: String, wrong: String, line: Int, column: Int, message: String
    ) throws {
        let text = SeverityScale.standardText
        try #require(text.contains(part))
        let reading = SeverityScale.read(
            Array(text.replacing(part, with: wrong, maxReplacements: 1).utf8), hash: "h")
        #expect(reading.scale == nil)
        let finding = try #require(
            reading.diagnostics.first { $0.message.contains(message) }, "\(reading.diagnostics)")
        #expect(finding.place.line > 1)
        if line > 0 { #expect((finding.place.line, finding.place.column) == (line, column)) }
    }

    @Test(arguments: [
        "", "a", "[]", "scale: x", "\t", "scale: {a: b}\nfactors: 3\nmatrices: []\nclasses: 1",
    ])
    func `what is no scale ends in findings`(text: String) {
        let reading = SeverityScale.read(Array(text.utf8), hash: "h")
        #expect(reading.scale == nil)
        #expect(!reading.diagnostics.isEmpty)
    }
}
