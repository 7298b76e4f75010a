import Testing

/// How bad it is: the scale, what it asks for, and the questions of `assess`.
@Suite(.serialized) struct SeverityTests {
    @Test func `factors give the class, and the record keeps how`() throws {
        let home = try Home()
        try home.muster("open", "Shop is down", "-s", "4")
        let answer = try home.muster(
            "assess", "incident", "--factor", "system=especially-important", "--factor",
            "loss=serious", "--factor", "society=minor", "--why", "the shop is down"
        ).output
        #expect(answer.contains("Assessed as incident, SEV2 serious"))
        #expect(
            answer.contains(
                "system=especially-important, loss=serious, society=minor by scale muster 1.0.0"))
        #expect(answer.contains("nobody is technical, communications (muster role take technical)"))
        let status = try home.muster("status", "--json").json
        #expect(status["severity"].string == "SEV2")
        #expect(status["targets"][0]["milestone"].string == "assessed")
        #expect(status["targets"][0]["state"].string == "met")
        #expect(status["targets"][1]["seconds"].int == 28_800)
        #expect(status["next_update_due"].string != nil)
        let report = try home.muster("report").output
        #expect(report.contains("loss serious, society minor, by scale muster 1.0.0"))
        #expect(report.contains("Target times (scale muster 1.0.0)"))
        try home.muster("verify")
    }

    @Test func `on a terminal it asks, takes numbers and names, and shows what the scale gives`()
        throws
    {
        let home = try Home()
        try home.muster("open", "Shop is down")
        let talk = try home.terminal("assess")
        talk.expect("What is it?")
        talk.type("incidnt")
        talk.expect("is none of 1 to")
        talk.type("1")
        talk.expect("How important are the systems")
        talk.type("important")
        talk.expect("How bad is the loss")
        talk.type("4")
        talk.expect("outside?")
        talk.type("")
        talk.expect("By the scale that is SEV1 to SEV2")
        talk.expect("Enter for 1")
        talk.type("7")
        talk.expect("is not 1 to 4")
        talk.type("2")
        talk.expect("What kind is it?")
        talk.type("")
        talk.expect("Why? What was seen?")
        talk.type("nobody can pay")
        talk.expect("Assessed as incident, SEV2 serious")
        #expect(talk.finish() == 0)
        let status = try home.muster("status", "--json").json
        #expect(status["severity"].string == "SEV2")
        #expect(status["category"].string == nil)
    }

    @Test func `a class that was chosen by hand is shown as that`() throws {
        let home = try Home()
        try home.muster("open", "Shop is down")
        let answer = try home.muster(
            "assess", "incident", "-s", "1", "--factor", "system=ordinary", "--factor",
            "loss=minor", "--factor", "society=minor", "--why", "the board is worried"
        ).output
        #expect(answer.contains("SEV1 was chosen by hand, the scale gives SEV4"))
        #expect(try home.muster("report").output.contains("SEV1 was chosen by hand"))
    }

    @Test(arguments: [
        (["--factor", "x=y"], "the scale has no factor 'x'"),
        (["--factor", "loss=seriou"], "did you mean 'serious'?"),
        (["--factor", "loss"], "the factor 'loss' needs a level"),
        (["--factor", "loss=minor"], "these factors leave SEV1 to SEV4 open"),
        (["--factor", "loss=minor", "--factor", "loss=serious"], "is given twice"),
    ])
    func `wrong factors are refused with the way out`(arguments: [String], message: String) throws {
        let home = try Home()
        try home.muster("open", "Shop is down")
        let before = try home.muster("status", "--json").json["entries"].int
        let answer = try home.muster(
            ["assess", "incident"] + arguments + ["--why", "seen"], code: 64)
        #expect(answer.errors.contains(message), "\(answer)")
        #expect(answer.errors.contains("Hint: muster severity"))
        #expect(try home.muster("status", "--json").json["entries"].int == before)
    }

    @Test func `the scale of the store counts, and its errors have a place`() throws {
        let home = try Home()
        let text = try home.muster("severity", "--template").output
        try home.write(
            text.replacing("scale: muster", with: "scale: harbour").replacing(
                "contained: PT4H", with: "contained: PT1H"), to: ".muster/severity.yaml")
        #expect(try home.muster("severity").output.contains("harbour 1.0.0"))
        #expect(try home.muster("doctor").output.contains("scale harbour 1.0.0"))
        try home.muster("open", "Crane is down", "-s", "1")
        let first = try home.muster("status", "--json").json["targets"][1]["due"].string
        #expect(try home.muster("status", "--json").json["targets"][1]["seconds"].int == 3_600)
        // A later change of the scale changes no incident that is open.
        try home.write(
            text.replacing("contained: PT4H", with: "contained: PT2H"),
            to: ".muster/severity.yaml")
        #expect(try home.muster("status", "--json").json["targets"][1]["due"].string == first)
        try home.write(
            text.replacing("title: ", with: "titel: "), to: ".muster/severity.yaml")
        let answer = try home.muster("severity", code: 3)
        #expect(
            answer.errors.contains("severity.yaml:5:1: a scale has no key 'titel'"), "\(answer)")
        #expect(try home.muster("doctor", code: 3).output.contains("FAIL  severity"))
        // Nothing keeps anybody from opening an incident.
        let open = try home.muster("open", "Second", "-s", "1")
        #expect(open.code == 0)
        #expect(try home.muster("status", "--json").json["targets"][0]["due"].string == nil)
    }

    @Test func `a bad incident is closed by two`() throws {
        let home = try Home()
        try home.muster("open", "Shop is down", "-s", "1")
        try home.muster("assess", "incident", "--why", "seen")
        let refused = try home.muster("close", "--resolution", "restored", "--why", "over", code: 3)
        #expect(refused.errors.contains("SEV1 is closed by two"))
        #expect(refused.errors.contains("--approved-by"))
        try home.muster(
            "close", "--resolution", "restored", "--why", "over", "--approved-by", "eve")
        #expect(try home.muster("report").output.contains("eve"))
    }

    @Test func `assess without a disposition says what it needs`() throws {
        let home = try Home()
        try home.muster("open", "Shop is down")
        let answer = try home.muster("assess", "--why", "seen", code: 64)
        #expect(answer.errors.contains("what is it?"))
        #expect(answer.errors.contains("false-alarm"))
    }
}
