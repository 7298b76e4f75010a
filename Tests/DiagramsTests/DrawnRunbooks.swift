import Diagrams
import Foundation
import Runbooks
import Testing

/// Runbooks that are drawn in tests.
enum DrawnRunbooks {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "runbooks")

    /// The ids of the shipped ones.
    static let shipped: [String] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix(".runbook.yaml") }.map { String($0.dropLast(13)) }
            .sorted()
    }()

    static func decode(_ text: String, fileName: String = "-") throws -> Runbook {
        let result = RunbookDecoder.decode(Array(text.utf8), fileName: fileName) { id in
            let file = folder.appending(path: id + ".runbook.yaml")
            return (try? Data(contentsOf: file)).map { [UInt8]($0) }
        }
        return try #require(result.runbook, "\(result.diagnostics.map(\.message))")
    }

    static func named(_ id: String) throws -> Runbook {
        if id == "hostile" { return try decode(hostile) }
        let file = folder.appending(path: id + ".runbook.yaml")
        return try decode(String(contentsOf: file, encoding: .utf8))
    }

    /// What would break out of each form, if it could.
    static let attacks = [
        "</text><script>alert(1)</script>", "\"]; n0 --> n1", "#quot;", "%%{init: {}}%%", "`code`",
        "\\\" \\N", "]]>", "<img src=x onerror=alert(1)>", "style x:#y;", "end",
    ]

    /// All blocks, with every attack as a task.
    static let hostile = """
        runbook: hostile
        version: 1.0.0
        title: '</title><script>alert(1)</script> "&" `x`'
        summary: 'Hostile: "; --> <b> \\N }'
        roles: {lead: Leads.}
        phases:
          detect:
            objective: 'See "it" </desc>.'
            steps:
        \(attacks.enumerated().map { "      - {id: t\($0.offset), do: '\($0.element)', role: lead}" }
            .joined(separator: "\n"))
          respond:
            contain:
              objective: Stop it.
              steps:
                - id: fails
                  do: Try it.
                  on_failure: [{id: help, do: Get help.}]
                - id: again
                  repeat: [{id: more, decide: More?, options: {yes: More, no: Enough}}]
                  while: steps.more.answer == 'yes' && incident.title != '<x>'
                  at_most: 3
                - id: pause
                  wait: PT10M
                - id: lanes
                  parallel:
                    - {id: lane-one, do: \(String(repeating: "long", count: 40))}
                    - [{id: lane-two, notify: A text}, {id: lane-three, wait: {signal: clear}}]
                  join: 1
                  rest: cancel
                - id: ways
                  choose:
                    - when: incident.severity == 'SEV1'
                      then: [{id: way-one, do: 日本語の手順をここに書きますので折り返します, role: lead}]
                    - otherwise: [{id: other, runbook: phishing}]
            recover:
              objective: Bring it back.
              steps: [{id: restore, do: Restore it.}]
            alongside:
              - {id: notice, do: Tell "them" </text>.}
              - [{id: update-one, notify: A text}, {id: update-two, wait: PT1H}]
          learn:
            objective: Learn.
            steps: [{id: last, approve: All is said., from: lead, skippable: never}]

        """
}
