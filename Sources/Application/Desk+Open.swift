internal import Chronology
package import Incidents
internal import Journal

/// What somebody knows when an incident is opened; only the title is needed.
package struct OpeningRequest: Sendable {
    package var title: String
    package var severity: Severity?
    package var category: Category?
    package var runbook: String?
    /// The label; the one of the runbook if none is given, else AMBER.
    package var tlp: TLP?
    package var isDrill = false
    /// The record is written after the fact.
    package var isRetrospective = false
    /// All channels are told; exercises are never announced.
    package var isAnnounced = true
    /// Makes a repeat of the same opening give the first incident.
    package var key: String?
    package var report: MachineReport?

    package init(title: String) { self.title = title }
}

extension Desk {
    /// How often a new number is tried when somebody else opens an incident at the same moment.
    private static let numberAttempts = 20

    /// Opens an incident: gives it a number, makes the actor its lead and begins its runbook, in one transaction.
    package func open(
        _ request: OpeningRequest, in context: CommandContext
    ) throws(Failure) -> Receipt {
        let key = request.key ?? request.report.map { "alertmanager:" + $0.key }
        if let key, let earlier = try earlierEntry(key) {
            return Receipt(
                incident: try load(earlier).incident, entries: [], queued: [], isRepeat: true)
        }
        let runbook = try request.runbook.map { name throws(Failure) in try shelf.ready(name) }
        let commands = openingCommands(request, runbook: runbook)
        var attempt = 1
        while true {
            let id = try nextID(isDrill: request.isDrill, year: CivilTime(context.now).year)
            do {
                return try perform(commands, on: Incident(id: id), in: context) {
                    incident throws(Failure) in
                    var enclosure = Enclosure()
                    if request.isAnnounced {
                        enclosure = try notice(
                            of: incident, kind: "incident.opened",
                            saying: "Opened by \(context.actor). Updates follow here.")
                    }
                    enclosure.runbooks = runbook?.pinned ?? []
                    enclosure.key = key
                    return enclosure
                }
            } catch {
                guard error.code == .stale, attempt < Desk.numberAttempts else { throw error }
                attempt += 1
            }
        }
    }

    private func openingCommands(
        _ request: OpeningRequest, runbook: ReadyRunbook?
    ) -> [IncidentCommand] {
        let report = request.report
        let severity = request.severity ?? report?.severity ?? .sev3
        let opened = Opened(
            title: request.title, severity: severity,
            category: request.category, tlp: request.tlp ?? runbook?.label ?? .amber,
            isDrill: request.isDrill,
            isRetrospective: request.isRetrospective,
            source: report.map {
                Source(kind: "alertmanager", key: $0.key, details: $0.details)
            }, policy: policy(of: severity))
        let observations = (report?.lanes ?? []).prefix(20).map { line in
            IncidentCommand.note(
                Noted(
                    text: line.shortened(to: 2_000), lane: .detection, isStarred: false,
                    milestone: nil))
        }
        return [.open(opened)] + observations
            + (runbook.map { [.follow($0.reference, $0.runbook)] } ?? [])
    }

    private func earlierEntry(_ key: String) throws(Failure) -> String? {
        do {
            return try store.entry(forKey: key)?.incident
        } catch {
            throw Failure(error)
        }
    }

    private func nextID(isDrill: Bool, year: Int) throws(Failure) -> String {
        let prefix = "\(isDrill ? "DRILL" : "INC")-\(year)-"
        do {
            let last = try store.lastIncident(withPrefix: prefix)
            let number = last.flatMap { Int($0.dropFirst(prefix.count)) } ?? 0
            return prefix + padded(number + 1, to: 4)
        } catch {
            throw Failure(error)
        }
    }

    /// Lets an incident that follows none follow a runbook.
    package func follow(
        _ name: String, on id: String, in context: CommandContext
    ) throws(Failure) -> Receipt {
        let runbook = try shelf.ready(name)
        return try perform(
            [.follow(runbook.reference, runbook.runbook)], on: id, in: context
        ) { _ throws(Failure) in
            var enclosure = Enclosure()
            enclosure.runbooks = runbook.pinned
            return enclosure
        }
    }
}
