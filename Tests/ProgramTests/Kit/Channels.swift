import Testing

/// Texts that try to do something to whoever reads them.
enum Hostile {
    /// Escape sequences, a C1 control, marks that turn text round, a mention and markup.
    static let title =
        "\u{1b}[31mred\u{1b}]0;owned\u{7} \u{9b}2J \u{202e}txt.exe\u{202c} \u{2066}x\u{2069} "
        + "<!channel> @everyone <b>bold</b> *star* [link](https://evil.example)"
}

extension Home {
    /// What nobody may ever see; it is part of each channel's URL.
    static let secret = "T0PSECRETpath9f8e7d"
    /// The signing secret of webhooks, of bytes of our own.
    static let signingSecret = "whsec_bXVzdGVyLXRyaWFsLXNlY3JldC1vZi0zMi1ieXRlcw=="

    /// Adds a channel to a receiver on loopback, its URL in a file.
    @discardableResult
    func addChannel(
        _ service: String, _ name: String, _ receiver: Receiver, _ options: [String] = [],
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> Answer {
        let url = "http://127.0.0.1:\(receiver.port)/services/\(Home.secret)\n"
        let file = try write(url, to: "\(name).url")
        var words = ["channel", "add", service, name, "--url-file", file, "--allow-private"]
        if service == "webhook" {
            words += ["--secret-file", try write(Home.signingSecret, to: "\(name).secret")]
        }
        return try muster(words + options, code: 0, sourceLocation: sourceLocation)
    }

    func addSlack(_ name: String, _ receiver: Receiver) throws {
        try addChannel("slack", name, receiver)
    }

    /// Fails if one of these answers, or the store, holds a secret.
    func checkSecrecy(
        _ answers: [Answer], sourceLocation: SourceLocation = #_sourceLocation
    ) {
        for answer in answers {
            for secret in [Home.secret, Home.signingSecret] {
                #expect(
                    !answer.everything.contains(secret), "\(answer)",
                    sourceLocation: sourceLocation)
            }
        }
        let bytes = storeBytes
        for secret in [Home.secret, Home.signingSecret] {
            #expect(
                bytes.firstRange(of: Array(secret.utf8)) == nil, "the store holds a secret",
                sourceLocation: sourceLocation)
        }
    }
}
