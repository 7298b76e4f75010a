package import Chronology
internal import Incidents
package import Runbooks

/// A test of a runbook: cases that play commands and times on a virtual clock and expect states.
package struct Rehearsal: Sendable {
    /// The id of the runbook that is tested.
    package let runbook: Placed<String>
    /// The cases in the order of the file.
    package let cases: [RehearsalCase]
}

/// A value with its place in the test file.
package struct Placed<Value: Sendable>: Sendable {
    package let value: Value
    package let place: Place

    init(_ value: Value, at place: Place) {
        self.value = value
        self.place = place
    }
}

/// One incident that is played from its opening.
package struct RehearsalCase: Sendable {
    /// Unique in the file.
    package var name: Placed<String>
    /// When the incident is opened.
    package var begins = RehearsalCase.defaultBeginning
    var severity: Incidents.Severity?
    var category: Category?
    var people: [RoleHolders] = []
    /// What 'until' and 'finish' answer.
    var answers: [GivenAnswers] = []
    /// What 'until' and 'finish' fill into forms.
    var facts: [GivenFact] = []
    package var moves: [RehearsalMove] = []

    /// The moment at which a case begins that names none: a Monday morning, so that no test depends on the day.
    package static let defaultBeginning = Timestamp(seconds: 1_767_603_600)

    init(name: Placed<String>) { self.name = name }
}

/// Who holds a role; the first holds it at the beginning, the others can vote.
struct RoleHolders: Sendable {
    let role: Placed<String>
    let names: [String]
}

/// The answers for a step: one for all rounds, or one a round.
struct GivenAnswers: Sendable {
    let step: Placed<StepID>
    let answers: [Placed<String>]
    /// Written as a list, which can run out.
    let isList: Bool
}

/// A value of a form as it is written in the file.
struct GivenFact: Sendable {
    let name: Placed<String>
    let texts: [String]
    let isList: Bool
    let place: Place
}

/// One item of `play`.
package struct RehearsalMove: Sendable {
    /// Where it stands, for what is said about it.
    package let place: Place
    let kind: Kind

    enum Kind: Sendable {
        /// Goes on in the default way until this step is open.
        case until(Placed<StepID>)
        case step(StepMove)
        case pass(Duration)
        case assess(AssessMove)
        /// Roles change hands.
        case people([RoleHolders])
        case expect([Check])
        /// Goes on until nothing is open.
        case finish
    }
}

/// A command of `muster step` for one step or several.
struct StepMove: Sendable {
    let verb: StepVerb
    var steps: [Placed<StepID>] = []
    var by: String?
    /// Time that passes before each of the commands.
    var after: Duration?
    var answer: Placed<String>?
    var facts: [GivenFact] = []
    var why: String?
    var note: String?
    var evidence: [String] = []
    var to: String?
    var approvedBy: String?
    /// Goes ahead although somebody else has started.
    var isOver = false
    var added: AddedTask?
    /// The command must be refused; the text has to be in what is said then.
    var refused: Refusal?

    init(verb: StepVerb) { self.verb = verb }
}

/// The step that `add` brings.
struct AddedTask: Sendable {
    let id: Placed<StepID>
    let task: String
    let role: String?
    /// The block that gets it; the phase that is under way if `nil`.
    let into: Placed<StepID>?
    /// Behind which step; at the end if `nil`.
    let behind: Placed<StepID>?
}

/// What a refusal must say.
struct Refusal: Sendable {
    /// `nil` if any refusal will do.
    let text: String?
    let place: Place
}

/// An assessment, which changes what guards read of the incident.
struct AssessMove: Sendable {
    var disposition: Disposition?
    var severity: Incidents.Severity?
    var category: Category?
    var by: String?
    var after: Duration?
    var why: String?
}

/// One thing that is expected.
struct Check: Sendable {
    enum Kind: Sendable {
        case state(StepID, ExpectedState)
        /// Exactly these steps are open.
        case next([StepID])
        case phase(String)
        case fact(GivenFact)
        case answer(StepID, String)
        case milestone(Milestone, isReached: Bool)
        /// Exactly these messages were sent, in this order.
        case messages([String])
        /// The deadline, counted from the beginning.
        case due(StepID, Duration)
        case late(StepID)
        case nothingLate
        case run(RunWord)
    }

    let kind: Kind
    let place: Place
}

/// The states that a test can name; a blocked step is not also active.
enum ExpectedState: String, Sendable, CaseIterable {
    case pending
    case active
    case done
    case skipped
    case failed
    case cancelled
    case blocked
}

/// How a run as a whole stands.
enum RunWord: String, Sendable, CaseIterable {
    case active
    case finished
    case failed
}

/// How much a test may ask for, so that each ends.
package enum RehearsalLimit {
    /// Cases of a file.
    package static let cases = 500
    /// Items of `play` in a case.
    package static let moves = 2_000
    /// Commands of a case, with those that 'until' and 'finish' give and the timers that fire.
    package static let commands = 10_000
}
