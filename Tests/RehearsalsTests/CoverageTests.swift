import Rehearsals
import Runbooks
import Testing

/// Coverage of the gate, counted by hand: 11 steps (with the handler's), 2 ways, 2 failures (a handler and a
/// deadline that skips), 2 results of one guard, 4 options, 2 ends of a loop.
@Suite struct CoverageTests {
    private func coverage(_ heads: [(play: String, head: String)]) throws -> Coverage {
        let decoded = decoded()
        var coverage = Coverage(of: try #require(decoded.runbook), map: decoded.map)
        for (play, head) in heads { coverage.add(try result(play, head)) }
        return coverage
    }

    private func counts(_ coverage: Coverage) -> [String] {
        Coverage.Kind.allCases.map { kind in
            let (covered, all) = coverage.count(kind)
            return "\(kind.rawValue) \(covered)/\(all)"
        }
    }

    @Test func `nothing is covered before a case was played`() throws {
        let coverage = try coverage([])
        #expect(
            counts(coverage) == [
                "steps 0/11", "arms 0/2", "failures 0/2", "guards 0/2", "options 0/4", "loops 0/2",
            ])
        #expect(!coverage.isFull)
    }

    @Test func `one way through counts what it went through`() throws {
        let coverage = try coverage([
            (
                "- finish: true",
                "facts: {hosts: 5, isolated: no}\nanswers: {kind: worm, look: over}"
            )
        ])
        #expect(
            counts(coverage) == [
                "steps 8/11", "arms 1/2", "failures 0/2", "guards 1/2", "options 2/4", "loops 1/2",
            ])
        let missing = coverage.missing.map { "\($0.line) \($0.text)" }
        let expected: [String] = [
            "24 kind is answered 'leak'", "31 the way 'otherwise' is taken", "32 vault is done",
            "36 'when' of wipe does not hold", "38 replace is done",
            "38 wipe fails and is handled", "39 the deadline of tell passes", "41 quiet is done",
            "45 the loop goes round again", "46 look is answered 'again'",
        ]
        #expect(missing == expected)
    }

    @Test func `three cases cover everything`() throws {
        let worm = "facts: {hosts: 5, isolated: no}\nanswers: {kind: worm, look: [again, over]}"
        let leak = "facts: {hosts: 1, isolated: no}\nanswers: {kind: leak, look: over}"
        let coverage = try coverage([
            ("- until: wipe\n- block: wipe\n- finish: true", worm),
            ("- until: tell\n- pass: P1D\n- finish: true", leak),
            ("- until: wipe\n- done: wipe\n- finish: true", worm),
        ])
        #expect(coverage.missing == [])
        #expect(coverage.isFull)
    }

    @Test func `a step that failed and was passed over is not done`() throws {
        let text = gateText.replacing(
            "{id: cut, do: Cut the hosts off., role: technical, skippable: never}",
            with: "{id: cut, do: Cut the hosts off., role: technical, on_failure: continue}")
        let played = try results(
            gateCase(
                "- until: cut\n- block: cut\n- expect: {states: {cut: done}}",
                "facts: {hosts: 5, isolated: no}\nanswers: {kind: worm}"), of: text)[0]
        #expect(played.failure == nil, "\(played)")
        var coverage = Coverage(of: try runbook(text))
        coverage.add(played)
        #expect(coverage.missing.contains { $0.text == "cut is done" })
    }
}
