import Chronology
import Foundation
import Incidents
import Journal
import Notifications
import Synchronization
import Testing

@testable import Application

/// A workspace of its own for one test, with a clock that goes on a second at every look.
final class Office: Sendable {
    let folder: String
    let workspace: Workspace
    private let ticks = Mutex<Int64>(0)
    private let tokens = Mutex<Int>(0)

    static let start = Timestamp(seconds: 1_773_024_060)

    init() throws {
        folder = NSTemporaryDirectory() + "/office-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        workspace = Workspace(folder: folder + "/" + Workspace.folderName)
        _ = try Workspace.make(in: folder, actor: "dana", surroundings: surroundings)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    var surroundings: Surroundings {
        Surroundings(
            now: { [weak self] in
                let tick = self?.ticks.withLock { ticks in
                    ticks += 1
                    return ticks
                }
                return Office.start.advanced(by: .seconds(tick ?? 0))
            }, random: { 0.5 },
            token: { [weak self] in
                let number = self?.tokens.withLock { tokens in
                    tokens += 1
                    return tokens
                }
                return padded(number ?? 0, to: 32)
            }, environment: [:])
    }

    func pass(_ seconds: Int64) { ticks.withLock { $0 += seconds } }

    func desk(_ actor: String = "dana") throws -> Desk {
        try Desk(workspace: workspace, actor: actor, surroundings: surroundings)
    }

    func write(_ text: String, as name: String) throws {
        try writeFile(Array(text.utf8), to: workspace.runbooksPath + "/" + name)
    }

    /// A runbook of the organisation with one task.
    static func runbook(_ id: String, task: String, before: String = "") -> String {
        """
        runbook: \(id)
        version: 1.0.0
        title: Own \(id)
        summary: Something happened.
        reviewed: 2026-11-01
        roles:
          lead: Decides.
        phases:
          detect:
            objective: See it.
            steps:
        \(before)
              - id: look
                do: \(task)
                role: lead
                timebox: PT15M
                evidence: none
                done_when: You looked.
              - id: judge
                decide: Which way?
                options: {left: To the left, right: To the right}
                role: lead
                timebox: PT15M
                evidence: none
                done_when: It is decided.

        """
    }
}

extension IncidentCommand {
    static func noted(_ text: String, milestone: Milestone? = nil) -> IncidentCommand {
        .note(Noted(text: text, lane: .response, isStarred: false, milestone: milestone))
    }
}
