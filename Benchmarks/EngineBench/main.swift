import Chronology
import Engine
import Runbooks

// How many commands a second the engine decides and applies in memory.
//
// usage: EngineBench [RUNS]    prints: commands, commands a second, rejections a second

/// A plain step; nobody is asked, the bench completes it.
func work(_ number: Int) -> Step {
    Step(id: "isolate-the-host-\(number)", action: .manual(task: "t", command: nil))
}

/// Four phases of two lanes side by side and four steps in a row.
func definition() -> Step {
    let phases = (0..<4).map { phase in
        let first = phase * 10
        let lanes = Step(
            id: "lanes-\(phase)",
            action: .parallel([work(first), work(first + 1)], join: .all, rest: .cancel))
        let steps = [lanes] + (2..<6).map { work(first + $0) }
        return Step(id: "phase-\(phase)", action: .sequence(steps))
    }
    return Step(id: "root", action: .sequence(phases))
}

/// How often `count` things were done a second.
func rate(_ count: Int, _ duration: Duration) -> Int {
    let (seconds, attoseconds) = duration.components
    return Int(Double(count) / (Double(seconds) + Double(attoseconds) / 1e18))
}

let runs = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 5_000
let root = definition()
let context = RunContext(now: Timestamp(seconds: 0)) { _, _, _ in GuardResult(value: true) }
let clock = ContinuousClock()

var commands = 0
let spent = try clock.measure {
    for _ in 0..<runs {
        var run = Run(root: root)
        for event in try begin(run, in: context) { run.apply(event) }
        while let step = run.frontier.first {
            let outcome = Outcome(answer: "done", by: "ada")
            for event in try decide(.complete(step, outcome), on: run, in: context) {
                run.apply(event)
            }
            commands += 1
        }
    }
}

var run = Run(root: root)
for event in try begin(run, in: context) { run.apply(event) }
var rejections = 0
let refusing = clock.measure {
    for _ in 0..<commands {
        do {
            _ = try decide(.complete("phase-1", Outcome()), on: run, in: context)
        } catch {
            rejections += 1
        }
    }
}
print(commands, rate(commands, spent), rate(rejections, refusing))
