package import Chronology

/// Decides what becomes of a delivery after an attempt; a pure function of its arguments.
///
/// Waiting times are full jitter: a random part of a time that doubles with each attempt up to a
/// cap.
package struct DeliveryPolicy: Sendable, Equatable {
    package var base: Duration = .seconds(1)
    /// The cap while the delivery is young.
    package var earlyCap: Duration = .seconds(60)
    /// How long a delivery is young.
    package var earlyPeriod: Duration = .seconds(900)
    package var lateCap: Duration = .seconds(300)
    /// A shorter pause counts as a failed attempt, or a receiver could go on for ever.
    package var shortestPause: Duration = .seconds(1)

    package init() {}

    /// What an attempt came to.
    package struct Outcome: Sendable, Equatable {
        package let verdict: Verdict
        package let status: Int?
        package let now: Timestamp
        /// From 0 up to, and without, 1.
        package let random: Double

        package init(_ verdict: Verdict, status: Int? = nil, now: Timestamp, random: Double) {
            self.verdict = verdict
            self.status = status
            self.now = now
            self.random = random
        }
    }

    /// The next state of a delivery, and when it is tried again.
    package func result(
        for delivery: Delivery, after outcome: Outcome, ambiguous: Channel.AmbiguousPolicy
    ) -> DeliveryResult {
        var result = DeliveryResult(delivery, state: .sending)
        result.lastStatus = outcome.status
        result.lastError = nil
        switch outcome.verdict {
        case .sent:
            end(&result, .sent)
        case .accepted:
            end(&result, .accepted)
        case .refused(let reason):
            end(&result, .dead, reason)
        case .closed(let reason):
            end(&result, .dead, reason)
            result.closesChannel = true
        case .retry(let reason, let pause):
            result.lastError = reason
            if let pause, pause >= shortestPause {
                rest(&result, delivery, until: outcome.now.advanced(by: pause))
            } else {
                queue(&result, delivery, outcome)
            }
        case .ambiguous(let reason):
            let doubt = "may have arrived: \(reason)"
            if ambiguous == .hold {
                end(&result, .ambiguous, doubt)
            } else {
                result.lastError = doubt
                if ambiguous == .resendMarked { result.isPossibleRepeat = true }
                queue(&result, delivery, outcome)
            }
        }
        return expired(result, delivery, outcome)
    }

    /// What becomes of a delivery that was in the state `sending` when its process ended.
    package func resultAfterCrash(
        of delivery: Delivery, now: Timestamp, random: Double, ambiguous: Channel.AmbiguousPolicy
    ) -> DeliveryResult {
        let verdict = Verdict.ambiguous("the program ended while it was being sent")
        return result(
            for: delivery, after: Outcome(verdict, now: now, random: random), ambiguous: ambiguous)
    }

    /// The longest wait before the attempt that follows `attempts` failed ones.
    package func longestWait(attempts: Int, age: Duration) -> Duration {
        let cap = age < earlyPeriod ? earlyCap : lateCap
        return min(cap, base * (1 << min(max(attempts - 1, 0), 20)))
    }

    private func end(
        _ result: inout DeliveryResult, _ state: DeliveryState, _ reason: String? = nil
    ) {
        result.state = state
        result.attempts += 1
        result.lastError = reason
    }

    /// The receiver set the time: everything for it waits, and it is not held against this one.
    private func rest(
        _ result: inout DeliveryResult, _ delivery: Delivery, until time: Timestamp
    ) {
        result.state = .queued
        result.nextAttempt = min(time, delivery.expires)
        result.channelRestsUntil = result.nextAttempt
    }

    private func queue(_ result: inout DeliveryResult, _ delivery: Delivery, _ outcome: Outcome) {
        result.state = .queued
        result.attempts += 1
        let longest = longestWait(
            attempts: result.attempts, age: outcome.now.elapsed(since: delivery.created))
        let share = min(max(outcome.random, 0), 1)
        let next = outcome.now.advanced(by: longest * share)
        result.nextAttempt = min(next, delivery.expires)
    }

    /// A delivery whose time is over is not queued again.
    private func expired(
        _ result: DeliveryResult, _ delivery: Delivery, _ outcome: Outcome
    ) -> DeliveryResult {
        guard result.state == .queued, outcome.now >= delivery.expires else { return result }
        var dead = result
        dead.state = .dead
        dead.lastError = "expired; last: \(result.lastError ?? "never tried")"
        return dead
    }
}
