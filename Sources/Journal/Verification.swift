/// What checking an incident's chain of hashes found.
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

    package var isGood: Bool { fault == nil }
}

extension ChainVerification {
    /// Checks that the entries are numbered without gaps, that each has the hash its content and its predecessor give,
    /// and that the last one is the one that the store's head names.
    package init(entries: [Entry], incident: String, head: IncidentHead?) {
        var hash = EntryHash.seed(of: incident)
        var fault: Fault?
        var good: Int64 = 0
        for entry in entries {
            let number = good + 1
            guard entry.number == number else {
                fault = Fault(number: number, message: "entry #\(number) is missing")
                break
            }
            let expected = EntryHash(
                of: entry.content, incident: incident, number: number, after: hash)
            guard expected == entry.hash else {
                fault = Fault(
                    number: number,
                    message: "entry #\(number) says hash \(entry.hash.short), content gives "
                        + expected.short)
                break
            }
            hash = expected
            good = number
        }
        if fault == nil { fault = ChainVerification.headFault(head, count: good, hash: hash) }
        self.init(
            incident: incident, count: Int64(entries.count), head: hash, fault: fault)
    }

    private static func headFault(
        _ head: IncidentHead?, count: Int64, hash: EntryHash
    ) -> Fault? {
        guard let head else {
            return Fault(number: count, message: "the store does not know this incident's head")
        }
        guard head.version == count else {
            return Fault(
                number: min(count, head.version) + 1,
                message: "the store's head names \(head.version) entries, there are \(count)")
        }
        guard head.hash == hash else {
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
            entries: try entries(of: incident), incident: incident, head: nil)
    }
}
