import Foundation
import Runbooks

/// The conformance data, which lies beside the project or where MUSTER_CONFORMANCE says.
enum Conformance {
    static var folder: URL {
        if let path = ProcessInfo.processInfo.environment["MUSTER_CONFORMANCE"] {
            return URL(fileURLWithPath: path)
        }
        return URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("../shared/conformance").standardizedFileURL
    }

    static var traces: URL { folder.appendingPathComponent("engine/traces.jsonl") }

    static var hasTraces: Bool { FileManager.default.fileExists(atPath: traces.path) }
}

/// One recorded run of the reference model.
struct Trace: Decodable {
    let definition: Node
    let guards: [String: Bool]
    let start: Snapshot
    let steps: [Turn]

    struct Node: Decodable {
        let id: StepID
        let kind: String
        let kids: [Node]
        let join: NumberOrAll?
        let rest: String
        let max: Int
        let when: String?
        let onFailure: String
        let undo: Bool

        enum CodingKeys: String, CodingKey {
            case id, kind, kids, join, rest, max, when, undo
            case onFailure = "on_failure"
        }
    }

    struct Snapshot: Decodable, Equatable {
        let states: [StepID: String]
        let blocked: [StepID]
    }

    struct Turn: Decodable {
        let op: String
        let node: StepID
        let accepted: Bool
        let states: [StepID: String]
        let blocked: [StepID]
    }

    enum NumberOrAll: Decodable {
        case all
        case number(Int)

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let number = try? container.decode(Int.self) {
                self = .number(number)
            } else {
                self = .all
            }
        }
    }
}

extension Trace.Node {
    /// The node as a step; a guard's text is its name in the trace.
    var step: Step {
        var bodies = kids.map(\.step)
        var policy: FailurePolicy = onFailure == "continue" ? .proceed : .block
        if onFailure == "handler" { policy = .handler(bodies.removeLast()) }
        return Step(
            id: id, action: action(bodies), when: when.map { Guard(source: $0) },
            onFailure: policy, undo: undo ? "Take \(id) back" : nil)
    }

    private func action(_ bodies: [Step]) -> Action {
        switch kind {
        case "work": return .manual(task: id, command: nil)
        case "wait": return .wait(.signal(id))
        case "seq": return .sequence(bodies)
        case "par":
            var number = Join.all
            if case .number(let count) = join { number = .count(count) }
            return .parallel(bodies, join: number, rest: rest == "wait" ? .await : .cancel)
        case "choose": return choose(id, bodies).action
        default: return loop(id, bodies[0], atMost: max).action
        }
    }
}
