extension Incident {
    func decideAssessment(_ assessed: Assessed) throws(Rejection) -> Assessed {
        try requireOpen()
        guard !assessed.reason.isBlank else {
            throw Rejection(
                .invalid, "an assessment needs a reason",
                hint: "assess \(assessed.disposition.rawValue) --why 'what was seen'")
        }
        guard assessed.disposition != .undecided else {
            throw Rejection(
                .invalid, "an assessment has to decide",
                details: [
                    "dispositions: "
                        + Disposition.allCases.filter { $0 != .undecided }.map(\.rawValue)
                        .joined(separator: ", ")
                ], hint: "assess incident --why 'what was seen'")
        }
        if assessed.disposition == .duplicate, assessed.duplicateOf?.isBlank ?? true {
            throw Rejection(
                .invalid, "a duplicate needs the id of the incident that it repeats",
                hint: "list --all")
        }
        return assessed
    }
}
