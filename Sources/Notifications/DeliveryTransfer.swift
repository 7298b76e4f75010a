internal import Chronology

/// One attempt at one delivery.
struct DeliveryTransfer: Sendable {
    let delivery: Delivery
    let message: Message
    let channel: OpenChannel
    let courier: Courier

    /// What came of it.
    struct Done: Sendable {
        let delivery: Delivery
        let ambiguous: Channel.AmbiguousPolicy
        /// `nil` if another process may have taken the delivery over meanwhile.
        let outcome: DeliveryPolicy.Outcome?
        let elapsed: Duration
    }

    func run() async -> Done {
        let surroundings = courier.surroundings
        let started = surroundings.now()
        // A process that was stopped for a while must not send what it has lost.
        if let lease = delivery.leaseUntil, started >= lease {
            return done(nil, since: started)
        }
        let context = RenderContext(
            delivery: delivery.id, time: started, isPossibleRepeat: delivery.isPossibleRepeat)
        let request = HTTPRequest(
            channel.endpoint, channel.rendered(message, context),
            authorities: channel.channel.authorities)
        let attempt = await courier.transport.send(request)
        let now = surroundings.now()
        let verdict = Verdict(
            attempt, of: channel.channel.service, now: now, redactor: channel.redactor)
        let outcome = DeliveryPolicy.Outcome(
            verdict, status: attempt.status, now: now, random: surroundings.random())
        return done(outcome, since: started)
    }

    private func done(_ outcome: DeliveryPolicy.Outcome?, since started: Timestamp) -> Done {
        Done(
            delivery: delivery, ambiguous: channel.channel.afterAmbiguous, outcome: outcome,
            elapsed: (outcome?.now ?? started).elapsed(since: started))
    }
}

extension Attempt {
    fileprivate var status: Int? {
        if case .answered(let answer) = self { answer.status } else { nil }
    }
}
