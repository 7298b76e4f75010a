import Chronology
import Rehearsals
import Testing

/// What a case does to a run.
@Suite struct PlayingTests {
    private let facts = "facts: {hosts: 5, isolated: no}\nanswers: {kind: worm, look: over}"

    @Test func `the default way leads through the whole runbook`() throws {
        let played = try result("- finish: true\n- expect: {run: finished}", facts)
        #expect(played.failure == nil, "\(played)")
        #expect(
            played.commands.filter { !$0.isRemark }.map { $0.words.prefix { $0 != "-" } } == [
                "open One ", "role give technical technical ", "step done count ",
                "step done kind ", "step done cut ", "step done wipe ", "step done tell ",
                "step signal answer ", "step done look ", "role give lead lead",
                "step done release ", "role give lead lead ",
            ])
        #expect(played.elapsed == .zero)
    }

    @Test func `until stops where the step is open, and time passes where only waits are`() throws {
        let played = try result(
            """
            - until: quiet
            - expect: {next: [quiet, answer], phase: respond, messages: [notice]}
            - pass: PT3H59M
            - expect: {next: [quiet, answer], due: {quiet: PT4H}}
            - pass: PT1M
            - expect: {states: {quiet: done, answer: cancelled}, next: [look]}
            """, facts)
        #expect(played.failure == nil, "\(played)")
        #expect(played.elapsed == .seconds(4 * 3_600))
        #expect(played.commands.map(\.words).contains("# the wait of quiet is over"))
    }

    @Test func `a deadline that skips fires in its own time`() throws {
        let played = try result(
            """
            - until: tell
            - expect: {due: {tell: PT2H}}
            - pass: P1D
            - expect: {states: {tell: skipped, quiet: done}, messages: []}
            """, facts)
        #expect(played.failure == nil, "\(played)")
        let remarks = played.commands.filter {
            $0.words.contains("passes") || $0.words.contains("over")
        }
        #expect(remarks.map(\.at.rfc3339) == ["2026-01-05T11:00:00Z", "2026-01-05T15:00:00Z"])
    }

    @Test func `each verb does what its command does`() throws {
        let played = try result(
            """
            - {start: count, by: maria}
            - {done: count, refused: asks for}
            - {done: count, by: lead, facts: {hosts: 2, isolated: yes}, refused: was started by}
            - {done: count, by: lead, facts: {hosts: 2, isolated: yes}, over: true}
            - expect: {facts: {hosts: 2, isolated: true}, milestones: [reported], not_milestones: [recovered]}
            - {assign: kind, to: tom}
            - {done: kind, answer: leak, after: PT5M, note: seen, evidence: [a screenshot]}
            - expect: {answers: {kind: leak}, facts: {kind: leak}, states: {cut: skipped, wipe: pending}}
            - {done: vault, facts: {password: secret, owners: [ann, bob]}}
            - expect: {states: {wipe: skipped}, facts: {password: anything, owners: [ann, bob]}}
            - {evidence: count, items: [a list]}
            - {add: {id: call-bank, task: Call the bank., role: lead, into: respond, behind: tell}}
            - {block: tell, why: no addresses}
            - expect: {states: {tell: blocked}, next: [tell]}
            - {retry: tell}
            - {skip: tell, why: nobody to tell}
            - expect: {next: [call-bank], states: {tell: skipped}}
            - {done: call-bank}
            - {signal: owners-answered}
            - expect: {next: [look], states: {answer: done, quiet: cancelled}}
            - {reopen: vault, why: the wrong one}
            - expect: {next: [vault], states: {look: pending}}
            """)
        #expect(played.failure == nil, "\(played)")
    }

    @Test func `a blocked step may be given up or done all the same`() throws {
        let given = try result(
            """
            - until: look
            - {block: look, why: nobody knows}
            - {give-up: look}
            - expect: {states: {look: failed}, run: failed, next: []}
            - {reopen: look}
            - {block: look}
            - {done: look, answer: over, why: it is quiet}
            - expect: {states: {look: done}}
            """, facts)
        #expect(given.failure == nil, "\(given)")
    }

    @Test func `a failure handler takes over`() throws {
        let played = try result(
            """
            - until: wipe
            - {block: wipe, why: locked}
            - expect: {next: [replace], states: {wipe: active}}
            - {done: replace}
            - expect: {states: {wipe: done}}
            """, facts)
        #expect(played.failure == nil, "\(played)")
    }

    @Test func `a list gives one answer a round, said or not`() throws {
        let played = try result(
            """
            - until: look
            - {done: look, answer: again}
            - until: release
            - expect: {answers: {look: over}}
            """, "facts: {hosts: 5, isolated: no}\nanswers: {kind: worm, look: [over, again, over]}"
        )
        #expect(played.failure == nil, "\(played)")
        #expect(played.commands.count { $0.words.hasPrefix("step done look") } == 3)
    }

    @Test func `who decided may not approve, and a second holder lends a hand`() throws {
        let own = try result(
            """
            - until: release
            - {done: release, by: lead, refused: took part}
            - {done: release, by: tom, refused: is approved by the role lead}
            - done: release
            - expect: {run: finished, milestones: [recovered]}
            """, facts)
        #expect(own.failure == nil, "\(own)")
        #expect(
            own.commands.contains {
                $0.words.hasPrefix("step done release --answer approve --as lead-2")
            })
        let alone = try result("- finish: true", facts + "\npeople: {lead: maria}")
        #expect(alone.failure?.kind == .stuck)
        #expect(alone.failure?.message.contains("give the role a second holder") == true)
        let named = try result(
            "- until: release\n- {done: release, by: eva}\n- expect: {run: finished}",
            facts + "\npeople: {lead: [maria, eva]}")
        #expect(named.failure == nil, "\(named)")
    }

    @Test func `an approval can be rejected`() throws {
        let played = try result(
            "- until: release\n- {done: release, answer: reject}\n- expect: {states: {release: blocked}}",
            facts)
        #expect(played.failure == nil, "\(played)")
        let given = try result(
            "- finish: true", facts.replacing("look: over", with: "look: over, release: reject"))
        #expect(given.failure?.kind == .stuck)
        #expect(given.failure?.message.hasPrefix("release is blocked (rejected by lead-2)") == true)
    }

    @Test func `roles change hands and the incident is assessed anew`() throws {
        let text = gateText.replacing("facts.kind == 'worm'", with: "incident.severity == 'SEV1'")
        let cases = try results(
            gateCase(
                """
                - {assess: {severity: critical, category: malware, disposition: incident}, by: eva}
                - people: {technical: li}
                - until: cut
                - done: cut
                - expect: {states: {cut: done}, milestones: [assessed]}
                """, facts + "\nseverity: 4"), of: text)
        #expect(cases[0].failure == nil, "\(cases)")
        #expect(cases[0].commands.contains { $0.words.hasPrefix("step done cut --as li ") })
    }

    @Test func `late is who has been active for longer than the time-box`() throws {
        let played = try result(
            """
            - pass: PT10M
            - expect: {late: []}
            - pass: PT1S
            - expect: {late: [count]}
            """)
        #expect(played.failure == nil, "\(played)")
    }

    @Test func `a case that never ends is stopped`() throws {
        let loop = """
                  - repeat:
                      - {id: look, decide: Is it over?, options: {again: No, over: Yes}, role: lead}
                    while: steps.look.answer == 'again'
                    at_most: 5

            """
        let nested = """
                  - repeat:
                      - repeat:
                          - {id: look, decide: Is it over?, options: {again: No, over: Yes}, role: lead}
                        while: 'true'
                        at_most: 1000
                    while: 'true'
                    at_most: 1000

            """
        try #require(gateText.contains(loop))
        let text = gateText.replacing(loop, with: nested)
        let stopped = try results(gateCase("- finish: true", facts), of: text)[0]
        #expect(stopped.failure?.kind == .endless)
        #expect(stopped.commands.count <= RehearsalLimit.commands)
    }
}
