import Foundation

/// A value of JSON as the program printed it, with forgiving access: what is not there is null.
struct JSON: CustomStringConvertible {
    private let value: Any

    init(parsing text: String) {
        value =
            (try? JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed))
            ?? NSNull()
    }

    private init(_ value: Any?) { self.value = value ?? NSNull() }

    subscript(_ key: String) -> JSON { JSON((value as? [String: Any])?[key]) }

    subscript(_ index: Int) -> JSON {
        guard let items = value as? [Any], items.indices.contains(index) else { return JSON(nil) }
        return JSON(items[index])
    }

    var isObject: Bool { value is [String: Any] }
    var isNull: Bool { value is NSNull }
    var keys: [String] { (value as? [String: Any])?.keys.sorted() ?? [] }
    var items: [JSON] { (value as? [Any])?.map { JSON($0) } ?? [] }
    var string: String? { value as? String }
    var int: Int? { (value as? NSNumber)?.intValue }
    var bool: Bool? { (value as? NSNumber)?.boolValue }

    /// The texts in a chat message that the receiver would look through for markup and mentions.
    var formattedTexts: [String] {
        if let list = value as? [Any] { return list.flatMap { JSON($0).formattedTexts } }
        guard let object = value as? [String: Any] else { return [] }
        let isMarkdown = ["mrkdwn", "TextBlock"].contains(self["type"].string)
        let own = isMarkdown || !self["attachments"].isNull ? [self["text"].string] : []
        return own.compactMap { $0 } + object.keys.sorted().flatMap { self[$0].formattedTexts }
    }

    var description: String { "\(value)" }
}
