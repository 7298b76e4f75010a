internal import Chronology

/// Gives a receiver that fails again and again a rest, then tries it with one delivery.
struct CircuitBreaker: Equatable {
    private var failures = 0
    private var openUntil: Timestamp?

    /// When the next delivery may be tried; `nil` if there is no rest.
    var restsUntil: Timestamp? { openUntil }

    /// How many deliveries may be on their way; `nil` for no limit.
    func limit(now: Timestamp, inFlight: Int) -> Int? {
        guard let openUntil else { return nil }
        return now < openUntil || inFlight > 0 ? 0 : 1
    }

    mutating func succeeded() { self = CircuitBreaker() }

    /// A failure more; a failed trial starts the next rest.
    mutating func failed(now: Timestamp, limits: Courier.Limits) {
        failures += 1
        guard failures >= limits.failuresBeforeRest else { return }
        openUntil = now.advanced(by: limits.rest)
    }
}
