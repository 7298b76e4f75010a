internal import Incidents
package import Journal

/// What checking one incident's record found.
package struct RecordVerification: Sendable {
    package let incident: String
    package let chain: ChainVerification?
    /// What the tree and its seals say of the entries.
    package let cover: Cover
    /// What is wrong besides the chain: entries or runbooks that cannot be read, or are not what they were.
    package let faults: [String]
    /// How many runbooks the incident pinned, and of which the bytes still are the same.
    package let runbooks: Int

    package var isGood: Bool {
        faults.isEmpty && (chain?.isGood ?? false) && cover.isGood
    }

    /// The first entry that is broken or missing, or that may not be the one that was sealed; `nil` if none is.
    package var firstBad: Int64? {
        [chain?.fault?.number, cover.faults.compactMap { $0.place?.number }.min(), cover.suspect]
            .compactMap { $0 }.min()
    }
}

extension RecordVerification {
    fileprivate init(incident: String, unreadable error: JournalError, _ check: TreeCheck) {
        self.init(
            incident: incident, chain: nil, cover: Cover(of: incident, chain: nil, in: check),
            faults: [error.message], runbooks: 0)
    }
}

extension Desk {
    /// Checks the record of one incident: its chain, and the runbooks that it pinned.
    ///
    /// - Throws: ``Failure`` as the store cannot be read.
    package func verify(_ id: String) throws(Failure) -> RecordVerification {
        verify([id], in: TreeCheck(try treeRecord()))[0]
    }

    /// Checks the records of several incidents, some at a time: each has its own result, in the same order.
    package func verify(_ ids: [String], in check: TreeCheck) -> [RecordVerification] {
        let decoder = JSONPayloads()
        return stride(from: 0, to: ids.count, by: Desk.recordsAtOnce).flatMap { start in
            let some = ids[start..<min(start + Desk.recordsAtOnce, ids.count)]
            do throws(JournalError) {
                return zip(some, try store.records(of: some)).map { id, record in
                    verify(id, record, in: check, with: decoder)
                }
            } catch {
                return some.map { RecordVerification(incident: $0, unreadable: error, check) }
            }
        }
    }

    /// How many records are read in one transaction: enough to spare time, few enough to spare memory.
    private static let recordsAtOnce = 32

    private func verify(
        _ id: String, _ record: Result<(head: IncidentHead, entries: [Entry])?, JournalError>,
        in check: TreeCheck, with decoder: JSONPayloads
    ) -> RecordVerification {
        do throws(JournalError) {
            guard let (head, entries) = try record.get() else {
                let chain = try store.verify(id)
                return RecordVerification(
                    incident: id, chain: chain, cover: Cover(of: id, chain: chain, in: check),
                    faults: [unknownIncident(id).message], runbooks: 0)
            }
            let chain = ChainVerification(entries: entries, incident: id, head: head)
            let (faults, runbooks) = runbookFaults(id, entries, with: decoder)
            return RecordVerification(
                incident: id, chain: chain, cover: Cover(of: id, chain: chain, in: check),
                faults: faults, runbooks: runbooks)
        } catch {
            return RecordVerification(incident: id, unreadable: error, check)
        }
    }

    private func runbookFaults(
        _ id: String, _ entries: [Entry], with decoder: JSONPayloads
    ) -> (faults: [String], count: Int) {
        let incident: Incident
        do throws(Failure) {
            incident = try fold(entries, of: id, with: decoder)
        } catch {
            return ([error.message], 0)
        }
        var pinned: [(String, String)] = []
        for reference in incident.earlierRunbooks + (incident.runbook.map { [$0] } ?? []) {
            pinned.append((reference.id, reference.hash))
            pinned += reference.calls.map { ($0.id, $0.hash) }
        }
        var known: Set<String> = []
        pinned = pinned.filter { known.insert($0.1).inserted }
        return (pinned.compactMap { runbookFault($0.0, hash: $0.1) }, pinned.count)
    }

    private func runbookFault(_ name: String, hash: String) -> String? {
        do throws(JournalError) {
            guard let file = try store.runbook(hash: hash) else {
                return "runbook '\(name)', which it follows, is not in the store"
            }
            return contentHash(file.bytes) == hash
                ? nil : "runbook '\(name)', which it follows, is not the one that it began with"
        } catch {
            return "runbook '\(name)': \(error.message)"
        }
    }

    /// What is wrong with the store as a whole: SQLite's own check, and numbers of incidents that are missing.
    package func storeFaults() throws(Failure) -> [String] {
        do throws(JournalError) {
            let faults = try store.integrityFaults().prefix(20).map { "SQLite: \($0)" }
            return faults + Desk.gaps(try store.incidents().map(\.id))
        } catch {
            throw Failure(error)
        }
    }

    /// The numbers that are missing: incidents are numbered from 1 in each year without gaps.
    static func gaps(_ ids: [String]) -> [String] {
        var last: [String: Int] = [:]
        var faults: [String] = []
        let numbered = ids.compactMap { id -> (series: String, number: Int)? in
            guard let hyphen = id.lastIndex(of: "-"),
                let number = Int(id[id.index(after: hyphen)...])
            else { return nil }
            return (String(id[..<hyphen]), number)
        }
        for (series, number) in numbered.sorted(by: {
            ($0.series, $0.number) < ($1.series, $1.number)
        }) {
            let expected = (last[series] ?? 0) + 1
            if number > expected {
                faults.append(
                    number == expected + 1
                        ? "incident \(series)-\(expected) is missing"
                        : "incidents \(series)-\(expected) to \(series)-\(number - 1) are missing")
            }
            last[series] = number
        }
        return faults
    }
}
