import Incidents
import Organisation
import Runbooks
import Testing

@Suite struct TaxonomyTests {
    @Test func `the built-in taxonomy has the classes and types of RSIT 1003`() {
        #expect(Taxonomy.rsit.classes.count == 11)
        #expect(Taxonomy.rsit.classes.flatMap(\.types).count == 39)
        #expect(Set(Taxonomy.rsit.tags).count == Taxonomy.rsit.tags.count)
    }

    @Test(arguments: [
        (["rsit:malicious-code/c2-server"], Category?.some(.malware)),
        (["rsit:intrusion-attempts"], .technicalAttack),
        // Several fit, or none.
        (["rsit:intrusions/burglary"], nil), (["rsit:vulnerable"], nil), ([], nil),
        // Two kinds leave what fits both.
        (["rsit:intrusions", "rsit:intrusion-attempts"], .technicalAttack),
        (["rsit:malicious-code", "rsit:fraud/phishing"], nil),
        (["rsit:no-such"], nil),
    ])
    func `kinds give a category where only one fits`(tags: [String], category: Category?) {
        #expect([Taxonomy.rsit].category(of: tags) == category)
    }

    private static let own = """
        taxonomies:
          - taxonomy: harbour
            version: 2.1.0
            title: Kinds of the harbour
            classes:
              - id: crane
                label: Crane control
                categories: [technical-attack, technical-failure]
                types: {plc: Control unit, cable: Cable}
              - id: gate
                categories: [physical-damage]

        """

    @Test func `an organisation has its own`() throws {
        let reading = Taxonomy.read(Array(Self.own.utf8))
        let own = try #require(reading.taxonomies?.first, "\(reading.diagnostics)")
        #expect(
            own.tags == [
                "harbour:crane", "harbour:crane/plc", "harbour:crane/cable", "harbour:gate",
            ])
        #expect([.rsit, own].category(of: ["harbour:gate", "rsit:no"]) == .physicalDamage)
        #expect([.rsit, own].category(of: ["harbour:crane/plc"]) == nil)
        #expect(
            [.rsit, own].category(of: ["harbour:crane/plc", "rsit:malicious-code"]) == nil)
    }

    @Test(arguments: [
        ("technical-failure", "technical-failur", 8, "a category of ISO/IEC 27035"),
        ("taxonomy: harbour", "taxonomy: rsit", 2, "there is a taxonomy 'rsit' already"),
        ("id: gate", "id: crane", 10, "two classes are called 'crane'"),
        ("        categories: [physical-damage]", "        kategories: []", 11, "has no key"),
        ("taxonomy: harbour", "taxonomy: The Harbour", 2, "small letters"),
        ("{plc: Control unit, cable: Cable}", "plc", 9, "is a map"),
    ])
    func `a wrong file is refused with the line`(
        part: String, wrong: String, line: Int, message: String
    ) throws {
        try #require(Self.own.contains(part))
        let reading = Taxonomy.read(Array(Self.own.replacing(part, with: wrong).utf8))
        #expect(reading.taxonomies == nil)
        #expect(
            reading.diagnostics.contains { $0.place.line == line && $0.message.contains(message) },
            "\(reading.diagnostics)")
    }

    @Test(arguments: ["", "[]", "taxonomies: 3", "taxonomies: [1]", "x: y"])
    func `what is no such file ends in findings`(text: String) {
        let reading = Taxonomy.read(Array(text.utf8))
        #expect(reading.taxonomies == nil && !reading.diagnostics.isEmpty)
    }
}
