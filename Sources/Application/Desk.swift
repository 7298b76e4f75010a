package import Chronology
internal import Expressions
package import Incidents
package import Journal
internal import Runbooks

/// Where people work on incidents: the store, the settings and who is at work. All use cases start here.
package struct Desk: Sendable {
    package let workspace: Workspace
    package let store: Store
    package let settings: Settings
    package let surroundings: Surroundings
    /// Under which name entries are recorded.
    package let actor: String
    let definitions = DefinitionCache()

    /// Opens the store of a workspace.
    ///
    /// - Parameter actor: the name that was given on the command line; else `MUSTER_USER`, the settings or `USER` say it.
    /// - Throws: ``Failure``, as the store or the settings fail.
    package init(
        workspace: Workspace, actor: String?, surroundings: Surroundings,
        mode: Store.Mode = .existing
    ) throws(Failure) {
        self.workspace = workspace
        self.surroundings = surroundings
        settings = try Settings(of: workspace)
        let environment = surroundings.environment
        let name =
            actor ?? environment["MUSTER_USER"] ?? settings.user ?? environment["USER"]
            ?? environment["LOGNAME"] ?? "unknown"
        guard !name.isBlank, name.unicodeScalars.count <= TextLimit.name else {
            throw Failure(
                .usage, "'\(name.shortened(to: 40))' is not a name",
                details: [
                    "a name has 1 to \(TextLimit.name) characters: --as dana, or MUSTER_USER"
                ],
                hint: "help environment")
        }
        self.actor = name
        do {
            store = try Store(
                path: workspace.storePath, mode: mode,
                pageLimit: environment["MUSTER_STORE_PAGES"].flatMap { Int($0) })
        } catch {
            throw Failure(error)
        }
    }

    /// The moment of now.
    package var now: Timestamp { surroundings.now() }

    /// The context of a command of this person; it happened now unless `at` says otherwise.
    package func context(at time: TimeInput? = nil, tlp: TLP? = nil) -> CommandContext {
        let now = self.now
        return CommandContext(
            now: now, happenedAt: time?.moment ?? now, fidelity: time?.fidelity ?? .second,
            actor: actor, tlp: tlp)
    }
}

/// An incident as it stands, with the head of its record.
package struct LoadedIncident: Sendable {
    package let incident: Incident
    package let head: IncidentHead
    package let entries: [Entry]
}

extension Desk {
    /// Reads an incident by folding its entries.
    ///
    /// - Throws: ``Failure``: `notFound`, or `integrity` if an entry cannot be read.
    package func load(_ id: String) throws(Failure) -> LoadedIncident {
        do {
            guard let (head, entries) = try store.record(of: id) else { throw unknownIncident(id) }
            return LoadedIncident(
                incident: try fold(entries, of: id, with: JSONPayloads()), head: head,
                entries: entries)
        } catch let error as JournalError {
            throw Failure(error)
        } catch {
            throw error as? Failure ?? Failure(.failed, "'\(id)' cannot be read")
        }
    }

    /// The incident to which its entries add up.
    func fold(
        _ entries: [Entry], of id: String, with decoder: JSONPayloads
    ) throws(Failure) -> Incident {
        var incident = Incident(id: id)
        for entry in entries {
            let event = try EventCodec.decode(entry, with: decoder)
            incident.apply(event, in: EntryContext(entry)) { pinnedRunbook($0) }
        }
        return incident
    }

    func unknownIncident(_ id: String) -> Failure {
        let known = ((try? store.incidents()) ?? []).map(\.id)
        let open = ((try? store.incidents(openOnly: true)) ?? []).map(\.id).suffix(10)
        return Failure(
            .notFound, "there is no incident '\(id.shortened(to: 60))'",
            details: didYouMean(id.uppercased(), among: known)
                + (open.isEmpty ? [] : ["open: " + open.joined(separator: ", ")]),
            hint: "list --all")
    }

    /// The incident that a command is about: the one that was named, else the current one, else the only open one.
    ///
    /// - Throws: ``Failure`` `notFound` if there is none or several: a note in the wrong incident is worse than a second keystroke.
    package func resolve(_ name: String?) throws(Failure) -> String {
        if let name { return try fullID(name) }
        if let current = workspace.currentIncident(of: actor) { return current }
        let open: [IncidentHead]
        do {
            open = try store.incidents(openOnly: true)
        } catch {
            throw Failure(error)
        }
        if open.count == 1 { return open[0].id }
        if open.isEmpty {
            throw Failure(
                .notFound, "no incident is open", details: ["closed ones: muster list --all"],
                hint: "open 'what you see'")
        }
        let lines = open.prefix(20).map { head in
            let line = ListedIncident(head)
            return "\(head.id)  \(line.severity.code)  \(line.title.shortened(to: 60))"
        }
        throw Failure(
            .notFound, "\(open.count) incidents are open; which one?", details: Array(lines),
            hint: "use \(open[open.count - 1].id)")
    }

    /// `INC-2026-0007` for `7`, `0007`, `inc-2026-7` or the whole id.
    private func fullID(_ name: String) throws(Failure) -> String {
        let upper = name.uppercased()
        do {
            if try store.incident(upper) != nil { return upper }
            let heads = try store.incidents()
            let wanted = upper.split(separator: "-").map { part in
                Int(part).map(String.init) ?? String(part)
            }
            let matches = heads.map(\.id).filter { id in
                let parts = id.split(separator: "-").map { part in
                    Int(part).map(String.init) ?? String(part)
                }
                return parts == wanted || (wanted.count == 1 && parts.last == wanted[0])
            }
            if matches.count == 1 { return matches[0] }
            guard matches.isEmpty else {
                throw Failure(
                    .notFound, "'\(name)' may be one of \(matches.count) incidents",
                    details: matches, hint: "use \(matches[matches.count - 1])")
            }
        } catch let error as JournalError {
            throw Failure(error)
        } catch {
            throw error as? Failure ?? Failure(.failed, "the store cannot be read")
        }
        throw unknownIncident(name)
    }
}

/// "did you mean", as a line, or nothing.
package func didYouMean(_ word: String, among choices: [String]) -> [String] {
    suggest(word, among: choices).map { ["did you mean '\($0)'?"] } ?? []
}

extension ChainVerification {
    /// Checks the chain of an incident that was read.
    package init(_ loaded: LoadedIncident) {
        self.init(entries: loaded.entries, incident: loaded.incident.id, head: loaded.head)
    }
}
