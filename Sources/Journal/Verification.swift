/// What checking the chain of hashes of an incident, or of the store's own stream, found.
package struct ChainVerification: Sendable, Equatable {
    /// The first thing that is wrong.
    package struct Fault: Sendable, Equatable {
        /// The entry that is wrong or missing.
        package let number: Int64
        package let message: String
    }

    package let incident: String
    /// How many entries there are.
    package let count: Int64
    /// The hash of the last good entry.
    package let head: EntryHash
    package let fault: Fault?
    /// The entries whose content gives their own hash behind the stored hash of the one before, in order.
    ///
    /// Behind a changed entry they mean something only if the stored hashes are proven in another way, as by a seal.
    package let fitting: [Int64]

    package var isGood: Bool { fault == nil }
}

extension ChainVerification {
    /// Checks that the entries are numbered without gaps, that each has the hash its content and its predecessor give,
    /// and that the last one is the one that the store's head names.
    package init(entries: [Entry], incident: String, head: IncidentHead?) {
        self.init(
            entries: entries, incident: incident,
            end: head.map { StreamEnd(version: $0.version, hash: $0.hash) })
    }

    /// The same for any stream, from where the store says that it ends.
    package init(entries: [Entry], incident: String, end: StreamEnd?) {
        var before = (number: Int64(0), hash: EntryHash.seed(of: incident))
        var head = EntryHash.seed(of: incident)
        var fault: Fault?
        var fitting: [Int64] = []
        for entry in entries {
            let problem = ChainVerification.fault(of: entry, behind: before)
            if problem == nil { fitting.append(entry.number) }
            if fault == nil {
                fault = problem
                if problem == nil { head = entry.hash }
            }
            before = (entry.number, entry.hash)
        }
        if fault == nil {
            fault = ChainVerification.endFault(end, count: Int64(entries.count), hash: head)
        }
        self.init(
            incident: incident, count: Int64(entries.count), head: head, fault: fault,
            fitting: fitting)
    }

    private static func fault(
        of entry: Entry, behind before: (number: Int64, hash: EntryHash)
    ) -> Fault? {
        let number = before.number + 1
        guard entry.number == number else {
            return Fault(number: number, message: "entry #\(number) is missing")
        }
        let expected = EntryHash(
            of: entry.content, incident: entry.incident, number: entry.number, after: before.hash)
        guard expected != entry.hash else { return nil }
        return Fault(
            number: entry.number,
            message: "entry #\(entry.number) says hash \(entry.hash.short), content gives "
                + expected.short)
    }

    private static func endFault(_ end: StreamEnd?, count: Int64, hash: EntryHash) -> Fault? {
        guard let end else {
            return Fault(number: count, message: "the store does not know this incident's head")
        }
        guard end.version == count else {
            return Fault(
                number: min(count, end.version) + 1,
                message: "the store's head names \(end.version) entries, there are \(count)")
        }
        guard end.hash == hash else {
            return Fault(number: count, message: "the store's head names another last hash")
        }
        return nil
    }
}

extension Store {
    /// Checks the record of one incident from its first entry to its head.
    package func verify(_ incident: String) throws(JournalError) -> ChainVerification {
        let record = try record(of: incident)
        if let record {
            return ChainVerification(entries: record.entries, incident: incident, head: record.head)
        }
        return ChainVerification(
            entries: try entries(of: incident), incident: incident, end: nil)
    }
}
