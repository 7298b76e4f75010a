internal import FoundationEssentials

extension Message {
    /// The message as the outbox stores it: JSON with sorted keys, always the same bytes.
    package func encoded() throws(NotificationError) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return Array(try encoder.encode(self))
        } catch {
            throw NotificationError(.messageUnreadable, "the message cannot be written as JSON")
        }
    }

    /// Reads a stored message.
    package init(decoding bytes: [UInt8]) throws(NotificationError) {
        do {
            self = try JSONDecoder().decode(Message.self, from: Data(bytes))
        } catch {
            throw NotificationError(
                .messageUnreadable, "the stored message is not of a form that is known here")
        }
    }
}

extension Message.Node: Codable {
    private enum Key: String, CodingKey {
        case text
        case strong
        case link
        case mention
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        guard let key = container.allKeys.first, container.allKeys.count == 1 else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "one key is needed"))
        }
        switch key {
        case .text: self = .text(try container.decode(String.self, forKey: key))
        case .strong: self = .strong(try container.decode(String.self, forKey: key))
        case .link: self = .link(try container.decode(Message.Link.self, forKey: key))
        case .mention: self = .mention(try container.decode(Message.Mention.self, forKey: key))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        switch self {
        case .text(let text): try container.encode(text, forKey: .text)
        case .strong(let text): try container.encode(text, forKey: .strong)
        case .link(let link): try container.encode(link, forKey: .link)
        case .mention(let mention): try container.encode(mention, forKey: .mention)
        }
    }
}

extension Message.Block: Codable {
    private enum Key: String, CodingKey {
        case paragraph
        case list
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        if let nodes = try container.decodeIfPresent([Message.Node].self, forKey: .paragraph) {
            self = .paragraph(nodes)
        } else {
            self = .list(try container.decode([[Message.Node]].self, forKey: .list))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        switch self {
        case .paragraph(let nodes): try container.encode(nodes, forKey: .paragraph)
        case .list(let items): try container.encode(items, forKey: .list)
        }
    }
}
