import Runbooks
import Testing

@Suite struct MessagePartsTests {
    @Test func `a text is taken apart at its values`() {
        let parts = MessageParts("Call {contacts.help-desk} about {incident.id}.")
        #expect(
            parts.pieces == [
                .literal("Call "), .path(["contacts", "help-desk"]), .literal(" about "),
                .path(["incident", "id"]), .literal("."),
            ])
        #expect(parts.problem == nil)
        #expect(parts.paths == [["contacts", "help-desk"], ["incident", "id"]])
    }

    @Test func `double braces stand for braces`() {
        #expect(MessageParts("a {{b}} c").pieces == [.literal("a {b} c")])
        #expect(MessageParts("").pieces == [])
    }

    @Test(arguments: ["{", "a {b} c", "{facts.}", "{facts.X}", "}", "{facts.x", "{a b.c}"])
    func `a brace that is no value is a problem and stays in the text`(text: String) {
        let parts = MessageParts(text)
        #expect(parts.problem != nil)
        #expect(parts.pieces == [.literal(text)])
    }
}
