import Chronology
import Incidents
import Rehearsals
import Runbooks
import Testing

/// Tests that are written from the record of an incident.
@Suite struct DraftTests {
    /// Plays a draft as it is written and gives what is wrong.
    private func problems(_ draft: RehearsalDraft, _ runbook: Runbook) -> [String] {
        let reading = Rehearsal.read(Array(draft.text.utf8), fileName: "gate.test.yaml")
        guard let rehearsal = reading.rehearsal else {
            return reading.diagnostics.map { "\($0.place.line): \($0.message)" }
        }
        return draft.differences + rehearsal.check(against: runbook).map(\.message)
            + rehearsal.cases.compactMap { $0.play(runbook).failure }.map {
                "\($0.place.line): \($0.message) \($0.differences) \($0.details)"
            }
    }

    private func recorded() throws -> Recording {
        var record = try Recording(try runbook())
        try record.perform(.takeRole(role: "technical", person: "tom", reason: nil), by: "maria")
        try record.step(
            .done, "count", by: "maria",
            facts: [
                FactEntry(name: "hosts", value: .int(5)),
                FactEntry(name: "isolated", value: .bool(false)),
            ])
        record.pass(300)
        try record.step(.done, "kind", by: "maria", answer: "leak", why: "maria saw tom's disk")
        record.pass(60)
        try record.perform(
            .takeRole(role: "technical", person: "eva", reason: nil), by: "tom")
        try record.step(.start, "vault", by: "tom")
        try record.step(
            .done, "vault", by: "eva",
            facts: [
                FactEntry(name: "password", value: .string("hunter2")),
                FactEntry(name: "owners", value: .list([.string("ann"), .string("bob")])),
            ]
        ) { $0.isOverriding = true }
        try record.step(.block, "wipe", by: "eva", why: "locked")
        record.pass(3 * 3_600)
        try record.step(.done, "replace", by: "eva")
        record.pass(7 * 3_600)
        try record.step(.done, "look", by: "maria", answer: "over", why: "quiet")
        return record
    }

    @Test func `a draft passes, and says nothing of anybody`() throws {
        let record = try recorded()
        let draft = try #require(RehearsalDraft(record.incident, keepsNames: false))
        #expect(problems(draft, record.runbook) == [])
        for name in ["maria", "tom", "eva", "ann", "bob", "hunter2", "disk"] {
            #expect(!draft.text.contains(name), "\(name) in\n\(draft.text)")
        }
        let expected = """
            test: gate
            cases:
              - case: "As in INC-2026-0007"
                begins: 2026-02-02T02:40:00Z
                severity: SEV2
                category: malware
                play:
                  - done: count
                    by: lead
                    facts:
                      hosts: 5
                      isolated: false
                  - done: kind
                    by: lead
                    after: PT5M
                    answer: leak
                    why: "INC-2026-0007 #6"
                  - people: {technical: [technical-of-shift-2]}
                  - start: vault
                    by: technical
                    after: PT1M
                  - done: vault
                    # sample values: password, owners
                    by: technical-of-shift-2
                    facts:
                      password: sample
                      owners: [sample-person, sample-person]
                    over: true

            """
        #expect(draft.text.contains(expected), "\(draft.text)")
        #expect(
            draft.text.hasSuffix(
                """
                      - expect:
                          run: active
                          next: [release]
                          states:
                            count: done
                            kind: done
                            vault: done
                            wipe: done
                            replace: done
                            tell: skipped
                            quiet: done
                            answer: cancelled
                            look: done
                            release: active

                """), "\(draft.text)")
    }

    @Test func `names stay where they are wanted`() throws {
        let record = try recorded()
        let draft = try #require(RehearsalDraft(record.incident, keepsNames: true))
        #expect(problems(draft, record.runbook) == [])
        #expect(
            draft.text.contains("by: maria") && draft.text.contains("people: {technical: [eva]}"))
        #expect(!draft.text.contains("hunter2") && !draft.text.contains("ann"))
    }

    @Test func `an incident without a runbook gives none`() {
        #expect(RehearsalDraft(Incident(id: "INC-2026-0001"), keepsNames: false) == nil)
    }

    @Test(arguments: [
        "plain", "", "null", "a: b", "# no", "yes", "- x", "\"quoted\"", "back\\slash", "{a}", "é",
        "two\nlines", "tab\there", "trailing:", "'x'", "~", "*anchor", "&x", "!tag", "%x", "a,b]",
    ])
    func `every text reads back as it was written`(text: String) throws {
        let yaml = gateText.replacing(
            "{type: int, label: How many}", with: "{type: string, label: How many}"
        ).replacing("facts.hosts > 3", with: "facts.hosts != ''")
        var record = try Recording(try runbook(yaml))
        let value = text.isEmpty ? "x" : text
        try record.step(
            .done, "count", by: "maria",
            facts: [
                FactEntry(name: "hosts", value: .string(value)),
                FactEntry(name: "isolated", value: .bool(true)),
            ])
        let draft = try #require(RehearsalDraft(record.incident, keepsNames: true))
        #expect(problems(draft, record.runbook) == [], "\(draft.text)")
        let expecting = draft.text.replacing(
            "      - expect:\n",
            with: draft.text.split(separator: "\n").filter { $0.contains("hosts: ") }
                .map { "      - expect: {facts: {\($0.drop { $0 == " " })}}\n" }.joined()
                + "      - expect:\n")
        let rehearsal = try #require(
            Rehearsal.read(Array(expecting.utf8), fileName: "").rehearsal, "\(expecting)")
        #expect(rehearsal.cases[0].play(record.runbook).failure == nil, "\(expecting)")
    }

    /// Random work on the gate: whatever was recorded, the test that is written from it passes.
    @Test(arguments: 1...60)
    func `whatever happened, its draft passes`(seed: Int) throws {
        var random = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15
        func next(_ bound: Int) -> Int {
            random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((random >> 33) % UInt64(bound))
        }
        var record = try Recording(try runbook())
        let people = ["maria", "tom", "eva"]
        var accepted = 0
        for round in 0..<40 {
            if next(3) == 0 { record.pass([30, 900, 8_000, 20_000][next(4)]) }
            let steps = record.incident.openLeaves.map(\.id) + ["count", "kind", "look", "wipe"]
            let step = steps[next(next(4) == 0 ? steps.count : max(1, steps.count - 4))]
            let person = people[next(3)]
            let verb: StepVerb = [
                .done, .done, .done, .done, .start, .skip, .block, .retry, .giveUp, .reopen,
                .evidence, .assign, .add,
            ][next(13)]
            let before = record
            do {
                if next(8) == 0 {
                    try record.perform(
                        .takeRole(
                            role: ["lead", "technical"][next(2)], person: person, reason: "shift"),
                        by: person)
                }
                try record.step(
                    verb, verb == .add ? "extra-\(round)" : step, by: person,
                    answer: verb == .done ? answer(step, next(2)) : nil, why: "because",
                    facts: verb != .done
                        ? [] : step == "count" ? counted(next(9)) : step == "vault" ? kept : []
                ) { command in
                    command.person = verb == .assign ? "ann" : nil
                    command.evidence = verb == .evidence ? ["a photo"] : []
                    command.isOverriding = next(2) == 0
                    if verb == .add {
                        command.added = AdHocStep(
                            id: "extra-\(round)", task: "More.", role: "technical",
                            block: "respond",
                            after: nil)
                    }
                }
                accepted += 1
            } catch {
                record = before
            }
        }
        #expect(accepted > 3)
        let draft = try #require(RehearsalDraft(record.incident, keepsNames: seed % 2 == 0))
        #expect(problems(draft, record.runbook) == [], "seed \(seed)\n\(draft.text)")
    }

    private func answer(_ step: String, _ choice: Int) -> String? {
        switch step {
        case "kind": ["worm", "leak"][choice]
        case "look": ["again", "over"][choice]
        case "release": ["approve", "reject"][choice]
        default: nil
        }
    }

    private func counted(_ hosts: Int) -> [FactEntry] {
        [
            FactEntry(name: "hosts", value: .int(Int64(hosts))),
            FactEntry(name: "isolated", value: .bool(hosts % 2 == 0)),
        ]
    }

    private var kept: [FactEntry] {
        [
            FactEntry(name: "password", value: .string("p")),
            FactEntry(name: "owners", value: .list([.string("ann")])),
        ]
    }
}
