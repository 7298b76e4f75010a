import Expressions
import Testing

@Suite struct SuggestionTests {
    @Test(arguments: [
        ("tecnical", "technical"), ("decid", "decide"), ("laed", "lead"), ("Lead", "lead"),
        ("paralel", "parallel"), ("xyz", nil), ("", nil), ("lead", nil),
    ])
    func `a misspelt word gives the nearest name`(word: String, expected: String?) {
        let names = ["lead", "technical", "decide", "parallel"]
        #expect(suggest(word, among: names) == expected)
    }

    @Test func `of equally near names the first wins`() {
        #expect(suggest("cat", among: ["car", "bat"]) == "car")
    }

    @Test func `a very long word has no suggestion`() {
        let long = String(repeating: "a", count: 10_000)
        #expect(suggest(long, among: [long + "b"]) == nil)
    }
}
