import Rehearsals
import Runbooks
import Testing

/// Every way in which a case can fail, once.
@Suite struct FailingTests {
    private static let facts = "facts: {hosts: 5, isolated: no}\nanswers: {kind: worm, look: over}"

    @Test(arguments: [
        ("states: {count: done}", "6:27", "count is done", "count is active"),
        ("states: {count: blocked}", "6:27", "count is blocked", "count is active"),
        ("states: {kind: skipped}", "6:27", "kind is skipped", "kind is pending"),
        (
            "next: [count, kind]", "6:24", "exactly these steps are open: count, kind",
            "open: count; not open: kind"
        ),
        (
            "next: [kind]", "6:24", "exactly these steps are open: kind",
            "open: count; not open: kind; not expected: count"
        ),
        (
            "next: []", "6:24", "exactly these steps are open: nothing",
            "open: count; not expected: count"
        ),
        ("phase: respond", "6:25", "the phase is respond", "the phase is detect"),
        ("facts: {hosts: 3}", "6:33", "hosts is 3", "hosts has no value"),
        ("answers: {kind: worm}", "6:28", "the answer of kind is worm", "kind has no answer"),
        ("milestones: [reported]", "6:31", "the milestone reported is reached", "reached: nothing"),
        ("messages: [notice]", "6:28", "sent, in this order: notice", "sent: nothing"),
        (
            "due: {tell: PT2H}", "6:24", "tell is due PT2H after the beginning",
            "tell is pending and has no deadline"
        ),
        ("late: [count]", "6:25", "count is late", "count has been active for 1 min of 10 min"),
        ("late: [tell]", "6:25", "tell is late", "tell is pending"),
        ("run: finished", "6:23", "the run is finished", "the run is active"),
        ("run: failed", "6:23", "the run is failed", "the run is active"),
    ])
    func `an expectation that is not met says what is`(
        check: String, place: String, expected: String, found: String
    ) throws {
        let failure = try #require(
            try result("- pass: PT1M\n- expect: {\(check)}").failure)
        #expect(failure.kind == .expectation)
        let difference = try #require(failure.differences.first)
        #expect("\(difference.place.line):\(difference.place.column)" == place)
        #expect(difference.expected == expected)
        #expect(difference.actual == found)
        #expect(failure.open == ["count (ask) How many?"])
    }

    @Test func `a fact, an answer, a due time and lateness can be other than expected`() throws {
        let failure = try #require(
            try result(
                """
                - until: tell
                - expect:
                    facts: {hosts: 6}
                    answers: {kind: leak}
                    due: {tell: PT3H}
                    not_milestones: [reported]
                    late: [tell]
                    states: {wipe: skipped}
                """, FailingTests.facts
            ).failure)
        #expect(
            failure.differences.map { "\($0.place.line) \($0.actual)" } == [
                "9 it is 5", "10 it is worm", "11 it is due PT2H after the beginning",
                "12 reached: reported", "13 tell has no time-box", "14 wipe is done",
            ])
        #expect(failure.message == "6 expectations are not met")
    }

    @Test func `nothing is late unless something is`() throws {
        let failure = try #require(
            try result("- pass: PT11M\n- expect: {late: []}").failure)
        #expect(failure.differences.first?.actual == "late: count")
    }

    @Test(arguments: [
        ("- done: kind", "refused", "refused: step kind is not reached yet"),
        ("- {skip: cut, why: no}", "refused", "refused: step 'cut' is pending"),
        (
            "- {done: count, refused: true}", "not-refused",
            "'step done count --set hosts=1 --set isolated=no' was to be refused, and was accepted"
        ),
        (
            "- {start: count, refused: not reached}", "not-refused",
            "'step start count' was to be refused, and was accepted"
        ),
        (
            "- {done: kind, answer: worm, refused: started by}", "not-refused",
            "the command was refused for another reason"
        ),
        (
            "- finish: true", "unanswered",
            "what is isolated, which count asks for? Put it under 'facts' of the case"
        ),
        ("- {retry: count}", "refused", "refused: step 'count' is not blocked, it is active"),
        (
            "- {signal: owners-answered}", "refused",
            "refused: 'owners-answered' is not a step of gate"
        ),
        ("- {undone: count}", "refused", "refused: no undo of step 'count' was asked for"),
    ])
    func `a case stops at what cannot be done`(item: String, kind: String, message: String) throws {
        let head = item.contains("done: count") ? FailingTests.facts : ""
        let play =
            item.contains("done: count")
            ? item.replacing("refused", with: "facts: {hosts: 1, isolated: no}, refused") : item
        let failure = try #require(try result(play, head).failure)
        #expect(failure.kind.rawValue == kind)
        #expect(failure.message.hasPrefix(message.prefix(40)) || failure.message == message)
        #expect(failure.place.line == (head.isEmpty ? 5 : 7))
    }

    @Test func `a missing answer names the step and its options`() throws {
        let failure = try #require(
            try result("- until: cut", "facts: {hosts: 5, isolated: no}").failure)
        #expect(failure.kind == .unanswered)
        #expect(failure.message == "what is the answer of kind? Put it under 'answers' of the case")
        #expect(failure.details == ["options: worm, leak"])
    }

    @Test func `answers can run out`() throws {
        let failure = try #require(
            try result(
                "- finish: true",
                "facts: {hosts: 5, isolated: no}\nanswers: {kind: worm, look: [again, again]}"
            ).failure)
        #expect(failure.kind == .unanswered)
        #expect(
            failure.message == "look is asked for the third time, and 'answers' has 2 for it")
    }

    @Test func `a step on another way is not reached`() throws {
        let failure = try #require(
            try result("- until: vault", FailingTests.facts).failure)
        #expect(failure.kind == .stuck)
        #expect(failure.message == "nothing is open any more, and vault was not reached")
        #expect(failure.details == ["another way was taken: when facts.kind == 'worm'"])
    }

    @Test func `what only time or a fact can end is said`() throws {
        let text = gateText.replacing(
            "{id: quiet, wait: PT4H}", with: "{id: quiet, wait: {until: facts.hosts > 9}}"
        )
        .replacing(
            "- - {id: answer, wait: {signal: owners-answered}}",
            with: "- - {id: answer, wait: {until: facts.hosts > 8}}")
        let failure = try #require(
            try results(gateCase("- finish: true", FailingTests.facts), of: text)[0].failure)
        #expect(failure.kind == .stuck)
        #expect(
            failure.details == [
                "quiet waits until facts.hosts > 9", "answer waits until facts.hosts > 8",
            ])
    }
}
