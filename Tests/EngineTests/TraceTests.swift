import Engine
import Foundation
import Runbooks
import Testing

@Suite(.enabled(if: Conformance.hasTraces, "the conformance data is not there"))
struct TraceTests {
    @Test func `every recorded trace gives the same acceptance, states and blocked steps`() throws {
        let text = try String(contentsOf: Conformance.traces, encoding: .utf8)
        let lines = text.split(separator: "\n")
        #expect(lines.count >= 700)
        let decoder = JSONDecoder()
        for (number, line) in lines.enumerated() {
            let trace = try decoder.decode(Trace.self, from: Data(line.utf8))
            if let difference = try difference(in: trace) {
                Issue.record("trace \(number + 1): \(difference)")
            }
        }
    }

    /// The first difference between a trace and what the engine does.
    private func difference(in trace: Trace) throws -> String? {
        var session = try Session(trace.definition.step, trace.guards)
        if snapshot(session.run) != trace.start {
            return "start: \(session.picture) instead of \(trace.start)"
        }
        for (number, turn) in trace.steps.enumerated() {
            let command = try #require(recorded(turn.op, turn.node))
            let before = session.run
            var accepted = true
            do { try session.send(command) } catch { accepted = false }
            let expected = Trace.Snapshot(states: turn.states, blocked: turn.blocked)
            if accepted != turn.accepted {
                return "command \(number) \(command): accepted \(accepted)"
            }
            if snapshot(session.run) != expected {
                return "command \(number) \(command): \(session.picture), expected \(expected)"
            }
            if !accepted && session.run != before { return "command \(number): a rejection wrote" }
        }
        var replayed = Run(root: session.root)
        for event in session.log { replayed.apply(event) }
        return replayed == session.run ? nil : "replay differs"
    }

    private func snapshot(_ run: Run) -> Trace.Snapshot {
        var states: [StepID: String] = [:]
        for (step, state) in run.states where state != .pending { states[step] = state.rawValue }
        return Trace.Snapshot(states: states, blocked: run.blocked.sorted())
    }

    private func recorded(_ name: String, _ step: StepID) -> RunCommand? {
        switch name {
        case "complete": .complete(step, Outcome())
        case "fail": .fail(step, reason: "it did not work")
        case "retry": .retry(step)
        case "giveup": .giveUp(step, reason: "no way")
        case "skip": .skip(step, reason: "not needed", approvedBy: nil)
        case "reopen": .reopen(step, reason: "once more")
        default: nil
        }
    }
}
