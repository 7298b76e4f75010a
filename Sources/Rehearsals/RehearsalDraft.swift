internal import Chronology
internal import Engine
package import Incidents
internal import OrderedCollections
internal import Runbooks

/// A test that is written from the record of an incident: its commands, and the states that they reached.
package struct RehearsalDraft {
    /// The test file.
    package let text: String
    /// What the commands do not reach in the same way as the record did, a line each.
    package let differences: [String]

    /// Writes a test; `nil` for an incident without a runbook that can be read.
    ///
    /// Notes, evidence and the texts of reasons are left out, and secret and personal values become samples.
    /// - Parameter keepsNames: names of people stay; else they become the roles that the people held.
    package init?(_ incident: Incident, keepsNames: Bool) {
        guard incident.definition != nil, incident.run != nil, incident.runBegun != nil,
            var drafting = Drafting(incident, keepsNames: keepsNames)
        else { return nil }
        drafting.run()
        text = drafting.text
        differences = drafting.differences
    }
}

/// Follows a record entry by entry, playing what it writes.
struct Drafting {
    let incident: Incident
    let runbook: Runbook
    let reached: Run
    let keepsNames: Bool
    /// The case without what it plays.
    var head: RehearsalCase
    var moves: [DraftedMove] = []
    var differences: [String] = []
    private var player: Player
    private var aliases: OrderedDictionary<String, String> = [:]

    /// An item of `play` with a remark behind it.
    struct DraftedMove {
        let kind: RehearsalMove.Kind
        var remark: String?
    }

    /// Something of the record that the case repeats.
    private enum Happening {
        case step(Stepped)
        case role(RoleChanged)
        case assessment(Assessed)
    }

    static let noPlace = Place(line: 1, column: 1)

    init?(_ incident: Incident, keepsNames: Bool) {
        guard let runbook = incident.definition, let run = incident.run,
            let begun = incident.runBegun
        else { return nil }
        self.incident = incident
        self.runbook = runbook
        self.reached = run
        self.keepsNames = keepsNames
        head = RehearsalCase(name: Placed("As in \(incident.id)", at: Drafting.noPlace))
        head.begins = begun.entry.happenedAt.wholeSecond
        player = Player(head, runbook)
    }

    mutating func run() {
        let first = incident.steps.first?.entry.number ?? Int64.max
        let begun = incident.runBegun?.entry.number ?? 0
        nameRoleHolders()
        drawHead(rolesBefore: first, assessedBefore: begun)
        player = Player(head, runbook)
        do {
            try player.open()
        } catch {
            differences.append("the opening: \(error.message)")
        }
        for (entry, happening) in happenings(rolesFrom: first, assessedFrom: begun) {
            switch happening {
            case .step(let stepped): follow(stepped, entry)
            case .role(let change):
                guard let person = change.person else { continue }
                let holders = RoleHolders(
                    role: placed(change.role), names: [alias(person)])
                add(.people([holders]), entry)
            case .assessment(let assessed): follow(assessed, entry)
            }
        }
        compare()
    }

    private func happenings(
        rolesFrom first: Int64, assessedFrom begun: Int64
    ) -> [(EntryContext, Happening)] {
        var all: [(EntryContext, Happening)] = incident.steps.map { ($0.entry, .step($0.payload)) }
        all += incident.roleChanges.filter { $0.entry.number > first }
            .map { ($0.entry, .role($0.payload)) }
        all += incident.assessments.filter { $0.entry.number > begun }
            .map { ($0.entry, .assessment($0.payload)) }
        return all.sorted { $0.0.number < $1.0.number }
    }

    // MARK: - The head

    private mutating func drawHead(rolesBefore first: Int64, assessedBefore begun: Int64) {
        head.severity = incident.openedPayload?.severity
        head.category = incident.openedPayload?.category
        for assessment in incident.assessments where assessment.entry.number < begun {
            head.severity = assessment.payload.severity
            head.category = assessment.payload.category ?? head.category
        }
        var holders: OrderedDictionary<String, String> = [:]
        for change in incident.roleChanges where change.entry.number < first {
            holders[change.payload.role] = change.payload.person
        }
        for (role, person) in holders where alias(person) != role {
            head.people.append(RoleHolders(role: placed(role), names: [alias(person)]))
        }
    }

    // MARK: - Entries

    private mutating func follow(_ assessed: Assessed, _ entry: EntryContext) {
        var move = AssessMove()
        move.disposition = assessed.disposition
        move.severity = assessed.severity
        move.category = assessed.category
        move.by = alias(entry.actor)
        move.after = wait(until: entry)
        move.why = reason(entry)
        add(.assess(move), entry)
    }

    private mutating func follow(_ stepped: Stepped, _ entry: EntryContext) {
        // The test plays the version that the incident follows now.
        guard let verb = StepVerb(rawValue: stepped.verb), verb != .upgrade else { return }
        if verb == .expire {
            letTimePass(for: stepped.step, entry)
            return
        }
        var move = StepMove(verb: verb == .vote ? .done : verb)
        move.steps = [placed(stepped.step)]
        move.by = alias(entry.actor)
        move.after = wait(until: entry)
        if move.verb == .done { move.answer = stepped.answer.map { placed($0) } }
        move.why = stepped.reason == nil ? nil : reason(entry)
        if verb == .evidence { move.evidence = [reason(entry)] }
        if verb == .assign { move.to = stepped.person.map { alias($0) } }
        if verb == .skip { move.approvedBy = approver(in: stepped) }
        if verb == .add { move.added = addedTask(in: stepped) }
        let starter = player.run.starter(of: stepped.step)
        move.isOver = starter != nil && starter != move.by && verb.isContested
        var remark: String?
        if verb == .done, case .ask(_, let fields) = reached.step(stepped.step)?.action {
            (move.facts, remark) = given(stepped.facts.filter { fields.contains($0.name) })
        }
        add(.step(move), entry, remark)
    }

    private func approver(in stepped: Stepped) -> String? {
        for case .skipped(stepped.step, _, _, let approver?) in stepped.events {
            return aliases[approver] ?? (keepsNames ? approver : "the approver")
        }
        return nil
    }

    private func addedTask(in stepped: Stepped) -> AddedTask? {
        for case .stepAdded(let step, let into, let after) in stepped.events {
            return AddedTask(
                id: placed(step.id), task: keepsNames ? step.task : "A step that was added.",
                role: step.role, into: placed(into), behind: after.map { placed($0) })
        }
        return nil
    }

    /// Lets the timer fire that fired in the record, where it has not by itself.
    private mutating func letTimePass(for step: StepID, _ entry: EntryContext) {
        guard let timer = player.run.armedTimers.first(where: { $0.step == step }) else { return }
        let length = timer.due.elapsed(since: player.now)
        guard length > .zero else { return }
        add(.pass(length), entry)
    }

    /// How long after the last entry this one happened; `nil` for none, or one that was recorded later.
    private func wait(until entry: EntryContext) -> Duration? {
        let span = entry.happenedAt.wholeSecond.elapsed(since: player.now)
        return span > .zero ? min(span, .longestSpan) : nil
    }

    /// Plays an item and keeps it, or leaves it out where the run does not allow it.
    private mutating func add(
        _ kind: RehearsalMove.Kind, _ entry: EntryContext, _ remark: String? = nil
    ) {
        var next = player
        do {
            try next.play(RehearsalMove(place: Drafting.noPlace, kind: kind))
        } catch {
            differences.append("entry #\(entry.number) is left out: \(error.message)")
            return
        }
        player = next
        moves.append(DraftedMove(kind: kind, remark: remark))
    }

    private mutating func compare() {
        for (step, state) in reached.states where player.run.state(of: step) != state {
            differences.append(
                "\(step) is \(state.rawValue) in the record, and \(player.run.state(of: step).rawValue) "
                    + "when the test is played")
        }
    }

    private func reason(_ entry: EntryContext) -> String { "\(incident.id) #\(entry.number)" }

    private func placed(_ text: String) -> Placed<String> { Placed(text, at: Drafting.noPlace) }

    // MARK: - People and values

    /// Everybody gets the first role that they held as a name; a second holder of it is numbered.
    private mutating func nameRoleHolders() {
        var taken: [String: Int] = [:]
        for change in incident.roleChanges {
            guard let person = change.payload.person, aliases[person] == nil else { continue }
            let count = taken[change.payload.role, default: 0] + 1
            taken[change.payload.role] = count
            aliases[person] =
                keepsNames
                ? person : change.payload.role + (count == 1 ? "" : "-of-shift-\(count)")
        }
        for actor in incident.steps.map(\.entry.actor) + incident.assessments.map(\.entry.actor)
        where aliases[actor] == nil {
            let count = taken["", default: 0] + 1
            taken[""] = count
            aliases[actor] = keepsNames ? actor : "person-\(count)"
        }
    }

    private func alias(_ person: String) -> String {
        aliases[person] ?? (keepsNames ? person : "somebody")
    }

    /// The values of a form; secrets and personal values as samples, which the remark names.
    private func given(_ facts: [FactEntry]) -> ([GivenFact], String?) {
        var replaced: [String] = []
        let result = facts.compactMap { entry -> GivenFact? in
            guard let fact = runbook.facts.first(where: { $0.name == entry.name }) else {
                return nil
            }
            var value = entry.value
            if fact.isSecret || fact.isPersonal, let sample = fact.sample(like: value) {
                value = sample
                replaced.append(entry.name)
            }
            return GivenFact(entry.name, value)
        }
        let remark = replaced.isEmpty ? nil : "sample values: " + replaced.joined(separator: ", ")
        return (result, remark)
    }
}

extension StepVerb {
    /// Whether the command is refused to others than the one who has started the step.
    fileprivate var isContested: Bool { [.start, .done, .skip, .block].contains(self) }
}

extension GivenFact {
    fileprivate init(_ name: String, _ value: FactValue) {
        var texts = [value.written]
        var isList = false
        if case .list(let values) = value {
            texts = values.map(\.written)
            isList = true
        }
        self.init(
            name: Placed(name, at: Drafting.noPlace), texts: texts, isList: isList,
            place: Drafting.noPlace)
    }
}

extension FactValue {
    /// The value as a file gives it.
    fileprivate var written: String {
        if case .bool(let value) = self { return value ? "true" : "false" }
        return text
    }
}

extension FactDefinition {
    /// A value of the same kind and number that says nothing; `nil` where the value itself says nothing of anybody
    /// and decides which way a run takes: truths, choices and numbers that are not secret.
    fileprivate func sample(like value: FactValue) -> FactValue? {
        let moment = RehearsalCase.defaultBeginning
        switch type {
        case .bool: return isSecret ? .bool(true) : nil
        case .choice(let options):
            return isSecret ? options.first.map { .string($0.key) } : nil
        case .int, .double: return isSecret ? sample(now: moment) : nil
        case .list(let element):
            guard case .list(let values) = value else { return sample(now: moment) }
            let item = FactDefinition(
                name: name, type: element, label: label, isPersonal: isPersonal,
                isSecret: isSecret, isAhead: isAhead)
            guard let first = values.first, let sample = item.sample(like: first) else {
                return nil
            }
            return .list(Array(repeating: sample, count: values.count))
        default: return sample(now: moment)
        }
    }
}
