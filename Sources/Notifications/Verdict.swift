package import Chronology

/// What an attempt means for the delivery.
package enum Verdict: Sendable, Equatable {
    /// The receiver has it.
    case sent
    /// The receiver took it and will post it later, which nobody confirms.
    case accepted
    /// It did not arrive and may later; `after` is the time that the receiver asked for.
    case retry(String, after: Duration?)
    /// It did not arrive and never will in this form.
    case refused(String)
    /// The channel itself is gone or forbidden.
    case closed(String)
    /// Nobody knows whether it arrived.
    case ambiguous(String)

    /// Reads an attempt as the service means it; the reason is redacted.
    package init(
        _ attempt: Attempt, of service: Channel.Service, now: Timestamp, redactor: Redactor
    ) {
        switch attempt {
        case .notSent(.addressRefused), .notSent(.invalidRequest):
            self = .refused(redactor.redacted(attempt.faultText))
        case .notSent:
            self = .retry(redactor.redacted(attempt.faultText), after: nil)
        case .ambiguous:
            self = .ambiguous(redactor.redacted(attempt.faultText))
        case .answered(let answer):
            self = Reading(answer: answer, service: service, now: now, redactor: redactor).verdict
        }
    }
}

extension Attempt {
    fileprivate var faultText: String {
        switch self {
        case .notSent(let fault), .ambiguous(let fault): fault.description
        case .answered: ""
        }
    }
}

/// Reads an answer: the status alone is not enough, because some services put errors into a 200.
private struct Reading {
    let answer: Attempt.Answer
    let service: Channel.Service
    let now: Timestamp
    let redactor: Redactor

    var verdict: Verdict {
        switch answer.status {
        case 200..<300: success
        case 300..<400:
            .refused("\(name): the receiver moved, and a redirect is never followed")
        case 401, 403, 404, 410: .closed(detail)
        case 408, 425, 429, 500, 502...599: .retry(detail, after: pause)
        default: .refused(detail)
        }
    }

    private var name: String { "status \(answer.status)" }

    private var text: String { String(decoding: answer.body, as: UTF8.self).trimmed }

    private var detail: String {
        let excerpt = redactor.excerpt(answer.body)
        return excerpt.isEmpty ? name : "\(name): \(excerpt)"
    }

    private var pause: Duration? {
        answer.retryAfter.flatMap { RetryAfter.duration(header: $0, now: now) }
            ?? RetryAfter.duration(body: answer.body)
    }

    private var success: Verdict {
        switch service {
        case .webhook: return .sent
        case .teams: return teamsSuccess
        case .slack: return slackSuccess
        }
    }

    /// Slack says `ok` in the body; everything else in a 200 is an error or not from Slack.
    private var slackSuccess: Verdict {
        guard answer.isComplete else {
            return .ambiguous("\(name), but the body with the answer did not end")
        }
        if text == "ok" { return .sent }
        if let reply = Reply(answer.body) {
            if reply.ok == true { return .sent }
            if reply.ok == false || reply.error != nil {
                return isTemporary(reply.error ?? "")
                    ? .retry(detail, after: pause) : .refused(detail)
            }
        }
        if text.hasPrefix("<") {
            return .retry("\(name) with a page in the place of Slack", after: nil)
        }
        // Slack's error texts are single words such as `invalid_payload`.
        if text.contains("_"), text.utf8.count <= 100, text.allSatisfy(isWordCharacter) {
            return isTemporary(text) ? .retry(detail, after: pause) : .refused(detail)
        }
        return .ambiguous("\(name), but not the word of Slack: \(redactor.excerpt(answer.body))")
    }

    private func isWordCharacter(_ character: Character) -> Bool {
        character == "_" || (character.isASCII && character.isLetter)
    }

    private func isTemporary(_ error: String) -> Bool {
        let words = [
            "rate_limited", "ratelimited", "internal_error", "fatal_error", "service_unavailable",
            "request_timeout", "rollup_error",
        ]
        return words.contains(error)
    }

    /// 202 means that the flow will post it later. The retired connectors put errors into a 200.
    private var teamsSuccess: Verdict {
        if answer.status == 202 { return .accepted }
        let lower = text.lowercased()
        if lower.contains("delivery failed") || lower.contains("http error") {
            return lower.contains("429") ? .retry(detail, after: pause) : .refused(detail)
        }
        if lower.hasPrefix("{"), Reply(answer.body)?.error != nil { return .refused(detail) }
        return .sent
    }
}
