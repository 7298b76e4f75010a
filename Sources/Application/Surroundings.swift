package import Chronology
internal import Foundation

/// What the program gets from outside, so that tests can give something else.
package struct Surroundings: Sendable {
    /// The moment that the clock shows.
    package var now: @Sendable () -> Timestamp
    /// A number from 0 up to 1, for the spread of retries.
    package var random: @Sendable () -> Double
    /// 32 hexadecimal digits that were never used before, for the ids of messages.
    package var token: @Sendable () -> String
    package var environment: [String: String]

    package init(
        now: @escaping @Sendable () -> Timestamp, random: @escaping @Sendable () -> Double,
        token: @escaping @Sendable () -> String, environment: [String: String]
    ) {
        self.now = now
        self.random = random
        self.token = token
        self.environment = environment
    }

    /// The machine's clock and environment.
    package static var process: Surroundings {
        Surroundings(
            now: {
                var time = timespec()
                clock_gettime(CLOCK_REALTIME, &time)
                return Timestamp(
                    seconds: Int64(time.tv_sec),
                    nanoseconds: Int32(time.tv_nsec / 1_000_000 * 1_000_000))
            },
            random: { Double.random(in: 0..<1) },
            token: {
                (0..<2).map { _ in
                    let digits = String(UInt64.random(in: .min ... .max), radix: 16)
                    return String(repeating: "0", count: 16 - digits.count) + digits
                }.joined()
            },
            environment: ProcessInfo.processInfo.environment)
    }
}
