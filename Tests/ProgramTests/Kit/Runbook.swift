import Testing

/// A short runbook with a step of each kind that a person meets.
enum TrialRunbook {
    static let text = """
        runbook: trial
        version: 1.2.0
        title: Trial
        summary: A short runbook for trials.
        language: en
        tlp: AMBER
        owner: security-operations
        reviewed: 2026-11-01
        applies_to: {categories: [malware]}
        roles:
          lead: Decides.
          technical: Works on the hosts.
        facts:
          host: {type: string, label: Name of the host}
          hosts: {type: int, label: Number of hosts}
          plan:
            type: enum
            label: Plan
            of: {cut: Cut it off, watch: Watch it}
        phases:
          detect:
            objective: Know what it is.
            steps:
              - id: look
                do: Look at the host.
                role: technical
                timebox: PT5M
                warn:
                  - Do not switch it off.
                done_when: Somebody has seen it.
                evidence: [a photograph]
              - id: describe
                ask: Which host, and how many?
                fields: [host, hosts]
                role: lead
                timebox: PT5M
                done_when: Both are known.
                evidence: none
          respond:
            objective: Stop it.
            steps:
              - id: choose-plan
                decide: Cut it off or watch it?
                role: lead
                as: plan
                options:
                  cut: {text: Cut it off, when: It spreads.}
                  watch: {text: Watch it, when: It stands still.}
                timebox: PT5M
                done_when: One answer is recorded.
                evidence: none
              - choose:
                  - when: facts.plan == 'cut'
                    then:
                      - id: cut-off
                        do: Cut the host off.
                        role: technical
                        timebox: PT5M
                        undo: Plug it in again.
                        done_when: It is off the network.
                        milestone: contained
                        evidence: none
                  - otherwise:
                      - id: keep-watching
                        do: Watch the host.
                        role: technical
                        timebox: PT5M
                        done_when: An hour is over.
                        evidence: none
              - id: tidy-up
                do: Tidy up.
                role: technical
                timebox: none, because it can wait
                done_when: It looks as before.
                evidence: none

        """
}

extension Home {
    /// Adds the trial runbook to the store.
    func addTrialRunbook() throws {
        try write(TrialRunbook.text, to: ".muster/runbooks/trial.runbook.yaml")
    }

    /// A home with an open incident that follows the trial runbook.
    static func atWork(_ title: String = "Ransom note on FILE-02") throws -> Home {
        let home = try Home()
        try home.addTrialRunbook()
        try home.muster("open", title, "-s", "2", "--runbook", "trial")
        return home
    }
}
