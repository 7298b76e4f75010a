import Chronology
import Engine
import Foundation
import Testing

/// The encoding of events is kept for years: a change here needs a new event, never another text.
struct EncodingTests {
    static let golden: [(RunEvent, String)] = [
        (.activated(step: "a"), #"{"activated":{"step":"a"}}"#),
        (.reactivated(step: "a"), #"{"reactivated":{"step":"a"}}"#),
        (
            .done(step: "a", cause: .children, outcome: nil),
            #"{"done":{"cause":"children","step":"a"}}"#
        ),
        (
            .done(
                step: "a", cause: .completed,
                outcome: Outcome(answer: "yes", note: "n", by: "ada")),
            #"{"done":{"cause":"completed","outcome":{"answer":"yes","by":"ada","note":"n"},"#
                + #""step":"a"}}"#
        ),
        (
            .skipped(step: "a", cause: .condition, reason: nil, approvedBy: nil),
            #"{"skipped":{"cause":"guard","step":"a"}}"#
        ),
        (
            .skipped(step: "a", cause: .person, reason: "r", approvedBy: "bob"),
            #"{"skipped":{"approvedBy":"bob","cause":"person","reason":"r","step":"a"}}"#
        ),
        (.failed(step: "a", reason: "r"), #"{"failed":{"reason":"r","step":"a"}}"#),
        (.cancelled(step: "a", cause: .join), #"{"cancelled":{"cause":"join","step":"a"}}"#),
        (
            .superseded(step: "a", cause: .reopen),
            #"{"superseded":{"cause":"reopen","step":"a"}}"#
        ),
        (.blocked(step: "a", reason: "r"), #"{"blocked":{"reason":"r","step":"a"}}"#),
        (
            .retried(step: "a", used: 1, reason: "r"),
            #"{"retried":{"reason":"r","step":"a","used":1}}"#
        ),
        (.armChosen(step: "a", arm: 2), #"{"armChosen":{"arm":2,"step":"a"}}"#),
        (.iterated(step: "a", iteration: 3), #"{"iterated":{"iteration":3,"step":"a"}}"#),
        (.handling(step: "a", reason: "r"), #"{"handling":{"reason":"r","step":"a"}}"#),
        (.reopened(step: "a", reason: "r"), #"{"reopened":{"reason":"r","step":"a"}}"#),
        (.held(step: "a"), #"{"held":{"step":"a"}}"#),
        (.started(step: "a", by: "ada"), #"{"started":{"by":"ada","step":"a"}}"#),
        (
            .voted(step: "a", by: "ada", approve: false),
            #"{"voted":{"approve":false,"by":"ada","step":"a"}}"#
        ),
        (
            .timerArmed(step: "a", kind: .deadline, due: Timestamp(seconds: 0)),
            #"{"timerArmed":{"due":"1970-01-01T00:00:00Z","kind":"deadline","step":"a"}}"#
        ),
        (.timerFired(step: "a", kind: .wait), #"{"timerFired":{"kind":"wait","step":"a"}}"#),
        (
            .stepAdded(step: AddedStep(id: "a", task: "t", role: "lead"), into: "s", after: "b"),
            #"{"stepAdded":{"after":"b","into":"s","step":{"id":"a","role":"lead","task":"t"}}}"#
        ),
        (.undoRequested(step: "a"), #"{"undoRequested":{"step":"a"}}"#),
        (.undoDone(step: "a"), #"{"undoDone":{"step":"a"}}"#),
        (
            .guardEvaluated(
                reference: GuardReference(kind: .arm(1), step: "a"),
                result: GuardResult(value: true, cost: 4, error: nil)),
            #"{"guardEvaluated":{"reference":{"arm":1,"kind":"arm","step":"a"},"#
                + #""result":{"cost":4,"value":true}}}"#
        ),
        (
            .guardEvaluated(
                reference: GuardReference(kind: .until, step: "a"),
                result: GuardResult(value: false, error: "e")),
            #"{"guardEvaluated":{"reference":{"kind":"until","step":"a"},"#
                + #""result":{"cost":0,"error":"e","value":false}}}"#
        ),
    ]

    @Test(arguments: golden)
    func `an event is written and read as it always was`(event: RunEvent, text: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        #expect(String(decoding: try encoder.encode(event), as: UTF8.self) == text)
        #expect(try JSONDecoder().decode(RunEvent.self, from: Data(text.utf8)) == event)
        #expect(event.step == "a")
    }

    @Test func `the causes have the words that are in the records`() {
        let done: [DoneCause] = [
            .completed, .overridden, .proceeded, .recovered, .children, .timer, .signal,
            .condition, .approved,
        ]
        #expect(
            done.map(\.rawValue).joined(separator: " ")
                == "completed overridden proceeded recovered children timer signal condition "
                + "approved"
        )
        let skip: [SkipCause] = [.condition, .person, .deadline]
        #expect(skip.map(\.rawValue) == ["guard", "person", "deadline"])
        let cancel: [CancelCause] = [.join, .skip, .deadline, .reopen, .abort]
        #expect(cancel.map(\.rawValue) == ["join", "skip", "deadline", "reopen", "abort"])
        let supersede: [SupersedeCause] = [.reopen, .iteration]
        #expect(supersede.map(\.rawValue) == ["reopen", "iteration"])
    }

    @Test func `the table has every kind of event`() {
        let kinds = Set(Self.golden.compactMap { $0.1.split(separator: "\"").dropFirst().first })
        #expect(kinds.count == 22)
    }

    @Test(arguments: [
        #"{"unheardOf":{"step":"a"}}"#, #"{"activated":{}}"#,
        #"{"cancelled":{"cause":"whim","step":"a"}}"#,
        #"{"guardEvaluated":{"reference":{"kind":"maybe","step":"a"},"#
            + #""result":{"cost":0,"value":true}}}"#,
        #"{"guardEvaluated":{"reference":{"kind":"arm","step":"a"},"#
            + #""result":{"cost":0,"value":true}}}"#,
    ])
    func `what is no event is not read as one`(text: String) {
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(RunEvent.self, from: Data(text.utf8))
        }
    }
}
