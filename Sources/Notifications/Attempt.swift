/// What came of handing a request to libcurl once.
package enum Attempt: Sendable, Equatable {
    /// The receiver answered with a status.
    case answered(Answer)
    /// Surely not a byte of the request left.
    case notSent(TransferFault)
    /// The request or a part of it left, and no answer came: it may have arrived.
    case ambiguous(TransferFault)

    /// The parts of an answer that decide what happens next.
    package struct Answer: Sendable, Equatable {
        package let status: Int
        /// The value of `Retry-After`, as sent.
        package let retryAfter: String?
        /// The body, or its first part.
        package let body: [UInt8]
        /// Whether the body ended by itself within the limits of size and time.
        package let isComplete: Bool

        package init(
            status: Int, retryAfter: String? = nil, body: [UInt8] = [], isComplete: Bool = true
        ) {
            self.status = status
            self.retryAfter = retryAfter
            self.body = body
            self.isComplete = isComplete
        }
    }
}

/// Why a transfer ended without an answer; it never holds a URL.
package enum TransferFault: Sendable, Hashable, CustomStringConvertible {
    case cancelled
    /// Every address of the host is forbidden for the channel.
    case addressRefused
    /// A header or the URL is of a form that must not go on the wire.
    case invalidRequest
    case nameNotResolved
    case notConnected
    case certificateRefused
    case encryptionFailed
    case timedOut
    /// The receiver closed the connection without an answer.
    case noAnswer
    case connectionLost
    /// The connection broke after the request had left, and libcurl wanted to repeat it.
    case repeatPrevented
    /// Another code of libcurl.
    case other(Int)

    package var description: String {
        switch self {
        case .cancelled: "cancelled"
        case .addressRefused:
            "the host has no address that this channel may use; for one on your own network "
                + "add the channel again with --allow-private"
        case .invalidRequest: "the request has a form that cannot be sent"
        case .nameNotResolved: "the name of the host cannot be resolved"
        case .notConnected: "no connection to the host"
        case .certificateRefused: "the certificate of the host is not trusted"
        case .encryptionFailed: "no encrypted connection to the host"
        case .timedOut: "no answer in time"
        case .noAnswer: "the connection was closed without an answer"
        case .connectionLost: "the connection broke"
        case .repeatPrevented: "the connection broke after the message had left"
        case .other(let code): "libcurl gave up with code \(code)"
        }
    }
}

/// Hands requests to receivers; the tests have one without a network.
package protocol Transport: Sendable {
    /// Makes ready what sending needs; throws if that is missing.
    func prepare() throws(NotificationError)

    /// Sends once and never repeats by itself; a cancelled task ends the transfer at once.
    func send(_ request: HTTPRequest) async -> Attempt
}

/// One POST to a webhook.
package struct HTTPRequest: Sendable {
    package let url: Secret
    package let content: RenderedRequest
    /// Checked for every connection, a reused one too.
    package var addressRule: AddressRule
    /// A PEM file of certificate authorities, in the place of the system's.
    package var authorities: String?

    package init(_ endpoint: Endpoint, _ content: RenderedRequest, authorities: String? = nil) {
        url = endpoint.url
        self.content = content
        addressRule = endpoint.addressRule
        self.authorities = authorities
    }

    /// A request whose URL is not checked, for the tests of the address rule.
    init(unchecked url: Secret, _ content: RenderedRequest, _ addressRule: AddressRule) {
        self.url = url
        self.content = content
        self.addressRule = addressRule
    }
}
