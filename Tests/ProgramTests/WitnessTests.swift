import Foundation
import Testing

/// Each message carries the head of the record, and `verify` knows it again.
@Suite struct WitnessTests {
    /// The heads in what a receiver got, in order: `335b-1b37-293c (#12)`.
    private func heads(_ receiver: Receiver) -> [(short: String, entry: Int)] {
        receiver.arrivals.flatMap { arrival in
            arrival.body
                .matches(of: #/head ([0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}) \(#(\d+)\)/#)
                .map { (String($0.1), Int($0.2) ?? 0) }
        }
    }

    @Test func `a chat that got an update is a witness of the record`() throws {
        let home = try Home.atWork()
        let receiver = try Receiver()
        try home.addSlack("night", receiver)
        try home.muster("note", "paid 100")
        try home.muster("update", "we look at it", "--yes")
        let seen = try #require(heads(receiver).first)
        #expect(seen.entry == 5)
        // The head was that of the update itself; what became of the message came behind it.
        let entries = try home.muster("timeline", "1", "--json", "--recorded").json["items"].items
        #expect(entries.count == 6)
        let word = "1:\(seen.short)"
        let known = try home.muster("verify", "--head", word)
        #expect(known.output.contains("that of entry #5 (update"), "\(known)")
        #expect(known.output.contains("entries #1 to #5 are what they were then"), "\(known)")
        let alone = try home.muster("verify", "--head", seen.short, "--json").json
        #expect(alone["heads"][0]["entry"].int == 5 && alone["good"].bool == true)
        guard Forger.isThere else { return }
        try Forger.forge("say(4, '100', '999'); count_anew()", in: home)
        try home.muster("verify")
        let other = try home.muster("verify", "--head", word, code: 6)
        #expect(other.output.contains("UNKNOWN: the record never had it"), "\(other)")
        #expect(other.errors.contains("it is another record"), "\(other)")
    }

    @Test func `every kind of message and every service has it`() throws {
        let home = try Home.atWork()
        let receiver = try Receiver()
        try home.addSlack("night", receiver)
        try home.muster("open", "Second")
        try home.muster(
            "close", "-i", "2", "--force", "--yes", "--resolution", "false-alarm", "--why", "x")
        let seen = heads(receiver)
        #expect(seen.map(\.entry) == [2, 4])
        for head in seen { try home.muster("verify", "--head", "2:\(head.short)") }
    }

    @Test(arguments: ["", "x", "1:", "1:335b", "1:335b-1b37-29zz", ":335b-1b37-293c"])
    func `what is no head is called that`(word: String) throws {
        let home = try Home.atWork()
        let refused = try home.muster(["verify", "--head", word], code: nil)
        #expect([4, 64].contains(refused.code), "\(refused)")
    }
}
