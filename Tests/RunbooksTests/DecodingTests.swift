import Chronology
import Runbooks
import Testing

@Suite struct DecodingTests {
    private func decodeGood() throws -> Runbook {
        let result = Samples.decode(Samples.good)
        #expect(result.diagnostics == [])
        return try #require(result.runbook)
    }

    private func step(_ id: String, of runbook: Runbook) throws -> Step {
        try #require(runbook.root.subtree.first { $0.id == id })
    }

    @Test func `a good document has no finding, with lint too`() {
        let result = Samples.decode(Samples.good)
        #expect(result.linted(today: Timestamp(rfc3339: "2026-11-23T00:00:00Z")) == [])
    }

    @Test func `the head is read`() throws {
        let runbook = try decodeGood()
        #expect(runbook.id == "sample")
        #expect(runbook.version == "1.0.0")
        #expect(runbook.roles.map(\.role) == ["lead", "technical"])
        #expect(runbook.facts.map(\.name) == ["count", "hosts", "kind", "opened_at", "word"])
        #expect(runbook.facts[1].type == .list(.host))
        #expect(
            runbook.facts[2].type
                == .choice([
                    DecisionOption(key: "malware", text: "Malware"),
                    DecisionOption(key: "theft", text: "Theft"),
                ]))
        #expect(runbook.facts[4].isSecret)
        #expect(runbook.messages.map(\.name) == ["staff-card"])
        #expect(runbook.reviewed == "2026-11-01")
    }

    @Test func `phases and stages make the tree, and blocks without id get one`() throws {
        let runbook = try decodeGood()
        #expect(
            runbook.root.subtree.map(\.id) == [
                "sample", "detect", "look", "fill-in", "assess", "judge", "respond",
                "respond.contain", "respond.contain.1", "cut", "respond.contain.1.2", "tell",
                "pause", "respond.recover", "respond.recover.1", "respond.recover.1.1", "rebuild",
                "rebuild.on-failure", "give-up", "respond.recover.1.2", "nothing",
                "respond.recover.2", "respond.recover.2.1", "watch", "learn", "sign",
            ])
        #expect(
            runbook.phases.map(\.id) == [
                "detect", "assess", "respond", "respond.contain", "respond.recover", "learn",
            ])
    }

    @Test func `policies and notes are read`() throws {
        let runbook = try decodeGood()
        let rebuild = try step("rebuild", of: runbook)
        #expect(rebuild.deadline == .seconds(86_400))
        #expect(rebuild.onTimeout == .escalate)
        #expect(rebuild.retries == 2)
        #expect(rebuild.undo == "Take the old disk back.")
        #expect(rebuild.notes.timebox == .seconds(14_400))
        let fill = try step("fill-in", of: runbook)
        #expect(fill.notes.untimed == "it takes as long as it takes")
        #expect(fill.notes.evidence == ["a list of hosts"])
        #expect(try step("nothing", of: runbook).skippable == .yes)
        #expect(try step("look", of: runbook).notes.evidence == [])
        #expect(try step("cut", of: runbook).when?.source == "facts.count > 0")
    }

    @Test func `verbs are read`() throws {
        let runbook = try decodeGood()
        #expect(
            try step("sign", of: runbook).action
                == .approve(
                    subject: "The report is right.", quorum: 2, role: "lead",
                    notBy: ["look", "judge"]))
        #expect(
            try step("tell", of: runbook).action
                == .notify(message: "staff-card", audience: "staff"))
        #expect(try step("pause", of: runbook).action == .wait(.duration(.seconds(600))))
        guard
            case .parallel(_, let join, let rest) = try step("respond.contain.1", of: runbook)
                .action
        else {
            Issue.record("no parallel")
            return
        }
        #expect(join == .count(1))
        #expect(rest == .cancel)
        guard
            case .loop(_, let again, let atMost) = try step("respond.recover.2", of: runbook).action
        else {
            Issue.record("no loop")
            return
        }
        #expect(again.source == "steps.watch.answer == 'no'")
        #expect(atMost == 5)
    }

    @Test(arguments: [
        ("PT10M", WaitCondition.duration(.seconds(600))),
        ("2026-03-09T02:00:00Z", .time(Timestamp(seconds: 1_773_021_600))),
        ("{signal: all-clear}", .signal("all-clear")),
    ])
    func `a wait has several forms`(text: String, expected: WaitCondition) throws {
        let result = Samples.decode(Samples.good("wait: PT10M", "wait: " + text))
        let runbook = try #require(result.runbook, "\(result.diagnostics)")
        #expect(try step("pause", of: runbook).action == .wait(expected))
    }

    @Test func `options may carry a condition and whether they are reversible`() throws {
        let old = "{malware: It is malware, theft: It is theft}"
        let new = "{malware: {text: Yes, when: It spreads., reversible: true}, theft: No}"
        let result = Samples.decode(Samples.good(old, new))
        let runbook = try #require(result.runbook, "\(result.diagnostics)")
        guard case .decide(_, let options, _) = try step("judge", of: runbook).action else {
            Issue.record("no decision")
            return
        }
        #expect(options[0].condition == "It spreads.")
        #expect(options[0].isReversible == true)
        #expect(options[1] == DecisionOption(key: "theft", text: "No"))
    }

    @Test func `a text may be a map of languages, and words of YAML 1.1 stay texts`() throws {
        let text = Samples.good("title: Sample", "language: de\ntitle: {en: Yes, de: no}")
        let runbook = try #require(Samples.decode(text).runbook)
        #expect(runbook.title == "no")
    }

    @Test func `keys of other programs and properties stay out of the tree`() throws {
        let text = Samples.good("title: Sample", "title: Sample\nx-id: {a: [1]}")
        let more = text + "properties:\n  - before: [look, judge]\n"
        var runbook = try #require(Samples.decode(more).runbook)
        #expect(runbook.properties.map(\.claim) == [.before("look", "judge")])
        runbook.properties = []
        #expect(try runbook == decodeGood().movedDown())
    }

    @Test func `a byte order mark and other line ends are accepted`() throws {
        let text = Samples.good.split(separator: "\n", omittingEmptySubsequences: false)
            .joined(separator: "\r\n")
        let result = Samples.decode("\u{FEFF}" + text)
        #expect(result.diagnostics == [])
        #expect(try #require(result.runbook) == decodeGood())
    }
}

extension Runbook {
    /// The runbook as if it stood one line lower, for a comparison of two files.
    fileprivate func movedDown() -> Runbook {
        func moved(_ place: Place?) -> Place? {
            place.map { Place(line: $0.line + 1, column: $0.column, length: $0.length) }
        }
        func moved(_ text: Guard) -> Guard { Guard(source: text.source, place: moved(text.place)) }
        func moved(_ step: Step) -> Step {
            var copy = step
            copy.place = moved(step.place)
            copy.when = step.when.map(moved)
            if case .handler(let handler) = step.onFailure {
                copy.onFailure = .handler(moved(handler))
            }
            switch step.action {
            case .sequence(let steps): copy.action = .sequence(steps.map(moved))
            case .parallel(let lanes, let join, let rest):
                copy.action = .parallel(lanes.map(moved), join: join, rest: rest)
            case .choose(let arms):
                copy.action = .choose(
                    arms.map {
                        Arm(guardExpression: $0.guardExpression.map(moved), body: moved($0.body))
                    })
            case .loop(let body, let again, let most):
                copy.action = .loop(body: moved(body), again: moved(again), atMost: most)
            default: break
            }
            return copy
        }
        var copy = self
        copy.root = moved(root)
        copy.messages = messages.map {
            MessageTemplate(
                name: $0.name, audience: $0.audience, text: $0.text, place: moved($0.place))
        }
        copy.facts = facts.map {
            FactDefinition(
                name: $0.name, type: $0.type, label: $0.label, isPersonal: $0.isPersonal,
                isSecret: $0.isSecret, isAhead: $0.isAhead, place: moved($0.place))
        }
        return copy
    }
}
