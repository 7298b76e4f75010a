package import Chronology

/// A header of a request; its texts never hold a line break.
package struct HeaderField: Sendable, Equatable {
    package let name: String
    package let value: String

    package init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }

    /// Whether it can go on the wire: libcurl would send a line break as a second header.
    var isValid: Bool {
        let separators = Set("\"(),/:;<=>?@[\\]{}".utf8)
        return !name.isEmpty
            && name.utf8.allSatisfy { (0x21...0x7e).contains($0) && !separators.contains($0) }
            && value.utf8.allSatisfy { (0x20...0x7e).contains($0) }
    }
}

/// What goes to a receiver, but for the URL.
package struct RenderedRequest: Sendable, Equatable {
    package let headers: [HeaderField]
    package let body: [UInt8]

    package init(headers: [HeaderField], body: [UInt8]) {
        self.headers = headers
        self.body = body
    }

    init(json: JSONText, headers: [HeaderField] = []) {
        self.init(
            headers: [HeaderField("Content-Type", "application/json; charset=utf-8")] + headers,
            body: json.bytes)
    }
}

/// What a renderer knows about the attempt besides the message.
package struct RenderContext: Sendable, Equatable {
    /// The id of the delivery, the same for every attempt.
    package let delivery: String
    /// The time of this attempt.
    package let time: Timestamp
    /// Whether an earlier attempt may have arrived.
    package let isPossibleRepeat: Bool

    package init(delivery: String, time: Timestamp, isPossibleRepeat: Bool = false) {
        self.delivery = delivery
        self.time = time
        self.isPossibleRepeat = isPossibleRepeat
    }
}
