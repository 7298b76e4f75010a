internal import Incidents
package import Journal

/// What checking one incident's record found.
package struct RecordVerification: Sendable {
    package let incident: String
    package let chain: ChainVerification?
    /// What is wrong besides the chain: entries or runbooks that cannot be read, or are not what they were.
    package let faults: [String]
    /// How many runbooks the incident pinned, and of which the bytes still are the same.
    package let runbooks: Int

    package var isGood: Bool { faults.isEmpty && (chain?.isGood ?? false) }
}

extension Desk {
    /// Checks the record of one incident: its chain, and the runbooks that it pinned.
    package func verify(_ id: String) -> RecordVerification {
        do throws(JournalError) {
            let chain = try store.verify(id)
            let (faults, runbooks) = runbookFaults(id)
            return RecordVerification(
                incident: id, chain: chain, faults: faults, runbooks: runbooks)
        } catch {
            return RecordVerification(
                incident: id, chain: nil, faults: [error.message], runbooks: 0)
        }
    }

    private func runbookFaults(_ id: String) -> (faults: [String], count: Int) {
        let incident: Incident
        do throws(Failure) {
            incident = try load(id).incident
        } catch {
            return ([error.message], 0)
        }
        guard let reference = incident.runbook else { return ([], 0) }
        let pinned =
            [(reference.id, reference.hash)] + reference.calls.map { ($0.id, $0.hash) }
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
