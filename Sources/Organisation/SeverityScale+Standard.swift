extension SeverityScale {
    /// The scale of an organisation without one of its own, as the file that it could begin with.
    ///
    /// Factors and matrices follow the first example of ISO/IEC 27035-2, Annex C; the times, roles and rhythms are a
    /// suggestion and come from no standard.
    package static let standardText = """
        # How bad an incident is, and what each class asks of everybody.
        # Put your own as severity.yaml into the folder .muster, and try it: muster severity
        scale: muster
        version: 1.0.0
        title: Severity by systems, loss and harm to others

        factors:                  # the levels from the mildest to the worst
          - id: system
            question: How important are the systems that are hit?
            levels:
              ordinary: Work goes on without them.
              important: An important service or important data depends on them.
              especially-important: The organisation cannot work without them, or people depend on them.
          - id: loss
            question: How bad is the loss for the organisation?
            levels:
              minor: A nuisance.
              considerable: Some people are hindered, or little money is lost.
              serious: A service is down, data is lost or exposed, or much money is lost.
              especially-serious: The organisation itself is in danger.
          - id: society
            question: How bad is it for people and organisations outside?
            levels:
              minor: Nobody outside notices.
              considerable: Some customers or partners are hindered.
              important: Many people are harmed, or their data is.
              especially-important: Lives, a region or a basic service are in danger.

        matrices:                 # the worst class of all matrices counts
          - factors: [system, loss]
            classes:
              ordinary: {minor: SEV4, considerable: SEV4, serious: SEV4, especially-serious: SEV3}
              important: {minor: SEV4, considerable: SEV4, serious: SEV3, especially-serious: SEV2}
              especially-important: {minor: SEV4, considerable: SEV3, serious: SEV2, especially-serious: SEV1}
          - factors: [society]
            classes: {minor: SEV4, considerable: SEV3, important: SEV2, especially-important: SEV1}

        classes:                  # times count from the opening, the one for 'reviewed' from the closing
          SEV1:
            targets: {assessed: PT30M, contained: PT4H, recovered: P1D, reviewed: P5D}
            updates: PT30M
            roles: [lead, technical, communications, legal, executive, scribe]
            closing: second-person
          SEV2:
            targets: {assessed: PT1H, contained: PT8H, recovered: P3D, reviewed: P10D}
            updates: PT2H
            roles: [lead, technical, communications]
            closing: second-person
          SEV3:
            targets: {assessed: PT4H, contained: P2D, recovered: P7D, reviewed: P14D}
            updates: P1D
            roles: [lead]
            closing: anybody
          SEV4:
            targets: {assessed: P1D}
            roles: [lead]
            closing: anybody

        """
}
