import Testing

/// What kind of incident it is, by ISO/IEC 27035, RSIT and an organisation's own words.
@Suite struct CategoryTests {
    @Test func `kinds are found by a word, recorded, and give the category`() throws {
        let home = try Home()
        let found = try home.muster("category", "login", "-q").lines
        #expect(found == ["technical-attack", "rsit:intrusion-attempts/brute-force"])
        #expect(try home.muster("category", "-q").lines.count == 13 + 11 + 39)
        #expect(try home.muster("category", "zzz").output.contains("Nothing has 'zzz' in it"))
        try home.muster("open", "Many wrong passwords")
        let answer = try home.muster(
            "assess", "incident", "--kind", "RSIT:intrusion-attempts/brute-force", "--why", "seen"
        ).output
        #expect(
            answer.contains("rsit:intrusion-attempts/brute-force, category technical-attack"))
        let status = try home.muster("status", "--json").json
        #expect(status["category"].string == "technical-attack")
        #expect(status["kinds"][0].string == "rsit:intrusion-attempts/brute-force")
        #expect(try home.muster("report").output.contains("rsit:intrusion"))
        // What was said of the category is not overruled, and kinds stay until others are named.
        try home.muster("assess", "incident", "--category", "malware", "--why", "a worm")
        try home.muster("assess", "incident", "--kind", "rsit:fraud/phishing", "--why", "by mail")
        let later = try home.muster("status", "--json").json
        #expect(later["category"].string == "malware")
        #expect(later["kinds"][0].string == "rsit:fraud/phishing")
    }

    @Test func `an unknown kind is refused with the nearest one`() throws {
        let home = try Home()
        try home.muster("open", "Odd")
        let answer = try home.muster(
            "assess", "incident", "--kind", "rsit:intrusion", "--why", "seen", code: 64)
        #expect(answer.errors.contains("did you mean 'rsit:intrusions'?"), "\(answer)")
        #expect(answer.errors.contains("Hint: muster category"))
    }

    @Test func `an organisation's own kinds, and the place of an error in their file`() throws {
        let home = try Home()
        let text = """
            taxonomies:
              - taxonomy: harbour
                version: 1.0.0
                classes:
                  - {id: crane, label: Crane control, categories: [technical-failure]}

            """
        try home.write(text, to: ".muster/categories.yaml")
        try home.muster("open", "Crane stands still")
        try home.muster("assess", "incident", "--kind", "harbour:crane", "--why", "seen")
        #expect(
            try home.muster("status", "--json").json["category"].string == "technical-failure")
        #expect(try home.muster("doctor").output.contains("harbour 1.0.0"))
        try home.write(
            text.replacing("technical-failure", with: "technical-failur"),
            to: ".muster/categories.yaml")
        let answer = try home.muster("category", code: 78)
        #expect(answer.errors.contains("categories.yaml:5:56: a category"), "\(answer)")
        #expect(answer.errors.contains("did you mean 'technical-failure'?"))
        #expect(try home.muster("doctor", code: 3).output.contains("FAIL  categories"))
        // An assessment without kinds does not need the file.
        try home.muster("assess", "incident", "--why", "still")
    }
}
