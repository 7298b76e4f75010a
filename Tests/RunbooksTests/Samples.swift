import Runbooks

/// A small runbook without any finding; bad inputs are made from it.
enum Samples {
    static let good = """
        runbook: sample
        version: 1.0.0
        title: Sample
        summary: Something happened.
        reviewed: 2026-11-01
        roles:
          lead: Decides.
          technical: Does the work.
        facts:
          count: {type: int, label: How many}
          hosts: {type: list(host), label: Which hosts}
          kind:
            type: enum
            label: What it is
            of: {malware: Malware, theft: Theft}
          opened_at: {type: time, label: When}
          word: {type: string, label: A password, secret: true}
        messages:
          staff-card:
            audience: staff
            text: |
              Please wait, {facts.count} hosts are cut off. Call {contacts.helpdesk}
              for {incident.id}.
        phases:
          detect:
            objective: See it.
            steps:
              - id: look
                do: Look at it.
                role: technical
                timebox: PT15M
                evidence: none
                done_when: You looked.
              - id: fill-in
                ask: How many, and where?
                fields: [count, hosts, opened_at, word]
                role: technical
                timebox: none, because it takes as long as it takes
                evidence: [a list of hosts]
                done_when: Both are there.
          assess:
            objective: Judge it.
            steps:
              - id: judge
                decide: What is it?
                as: kind
                options: {malware: It is malware, theft: It is theft}
                role: lead
                timebox: PT30M
                evidence: none
                done_when: It is decided.
          respond:
            contain:
              objective: Stop it.
              steps:
                - parallel:
                    - id: cut
                      do: Cut the network.
                      role: technical
                      when: facts.count > 0
                      timebox: PT15M
                      evidence: none
                      done_when: The network is cut.
                    - - id: tell
                        notify: staff-card
                        to: staff
                        role: lead
                        timebox: PT15M
                        evidence: none
                        done_when: It is sent.
                      - id: pause
                        wait: PT10M
                  join: 1
                  rest: cancel
            recover:
              objective: Mend it.
              steps:
                - choose:
                    - when: steps.judge.answer == 'malware'
                      then:
                        - id: rebuild
                          do: Rebuild it.
                          role: technical
                          timebox: PT4H
                          deadline: P1D
                          on_timeout: escalate
                          retry: 2
                          on_failure:
                            - id: give-up
                              do: Say that it failed.
                              role: lead
                              timebox: PT5M
                              evidence: none
                              done_when: It is said.
                          undo: Take the old disk back.
                          evidence: none
                          done_when: It is rebuilt.
                    - otherwise:
                        - id: nothing
                          do: Write down why.
                          role: lead
                          timebox: PT5M
                          evidence: none
                          done_when: It is written down.
                          skippable: yes
                - repeat:
                    - id: watch
                      decide: Is it quiet?
                      options: {yes: Quiet, no: Not quiet}
                      role: technical
                      timebox: PT1H
                      evidence: none
                      done_when: It is answered.
                  while: steps.watch.answer == 'no'
                  at_most: 5
          learn:
            objective: Learn from it.
            steps:
              - id: sign
                approve: The report is right.
                quorum: 2
                from: lead
                not_by: [look, judge]
                timebox: P1D
                evidence: none
                done_when: Two leads have signed.

        """

    /// The findings of a text as a file with the name that belongs to it.
    static func decode(
        _ text: String, library: [String: String] = [:]
    ) -> DecodeResult {
        RunbookDecoder.decode(Array(text.utf8), fileName: "sample.runbook.yaml") { id in
            library[id].map { Array($0.utf8) }
        }
    }

    /// The good runbook with one piece of text replaced.
    static func good(_ old: String, _ new: String) -> String {
        guard let range = good.firstRange(of: old) else { return "" }
        return good.replacingCharacters(in: range, with: new)
    }
}

extension String {
    /// The text with a range replaced, without Foundation.
    func replacingCharacters(in range: Range<String.Index>, with new: String) -> String {
        self[..<range.lowerBound] + new + self[range.upperBound...]
    }

    /// Where a text stands first.
    func firstRange(of wanted: String) -> Range<String.Index>? {
        ranges(of: wanted).first
    }
}

extension Diagnostic {
    /// The code and the place as `R012 3:5`.
    var short: String { "\(code.rawValue) \(place.line):\(place.column)" }
}

/// SplitMix64: a small generator whose seed makes a test repeatable.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
