internal import Chronology

extension Lint {
    /// No span is longer than a life of the record: a moment behind the year 9999 could not be written down.
    mutating func checkDurations() {
        if let every = map.reviewEvery { check(every, "review_every", at: place("review_every")) }
        for step in steps {
            check(step.deadline, "deadline", at: place(of: step, "deadline"))
            check(step.notes.timebox, "timebox", at: place(of: step, "timebox"))
            if case .wait(.duration(let duration)) = step.action {
                check(duration, "wait", at: place(of: step, "wait"))
            }
        }
    }

    private mutating func check(_ duration: Duration?, _ key: String, at place: Place) {
        guard let duration, duration > .longestSpan else { return }
        report(
            .durationTooLong,
            "'\(key)' is \(duration.iso8601), more than ten years", at: place)
    }
}
