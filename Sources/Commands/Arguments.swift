internal import ArgumentParser
internal import Incidents

/// A severity as people write it: 1, SEV1 or sev1.
struct SeverityArgument: ExpressibleByArgument {
    let value: Severity

    init?(argument: String) {
        guard let value = Severity(text: argument) else { return nil }
        self.value = value
    }

    static var allValueStrings: [String] { Severity.allCases.map { String($0.rawValue) } }
}

/// A TLP label with or without `TLP:`.
struct TLPArgument: ExpressibleByArgument {
    let value: TLP

    init?(argument: String) {
        guard let value = TLP(text: argument) else { return nil }
        self.value = value
    }

    static var allValueStrings: [String] { TLP.allCases.map(\.rawValue) }
}

/// A word of a closed list of the domain, with the list in the error.
struct Choice<Value: RawRepresentable & CaseIterable>: ExpressibleByArgument
where Value.RawValue == String {
    let value: Value

    init?(argument: String) {
        guard let value = Value(rawValue: argument.lowercased()) else { return nil }
        self.value = value
    }

    static var allValueStrings: [String] { Value.allCases.map(\.rawValue) }
}

typealias CategoryArgument = Choice<Category>
typealias DispositionArgument = Choice<Disposition>
typealias LaneArgument = Choice<Lane>
typealias MilestoneArgument = Choice<Milestone>
typealias UpdateKindArgument = Choice<UpdateKind>
typealias ResolutionArgument = Choice<Resolution>

/// What a machine wrote.
enum InputFormat: String, CaseIterable, ExpressibleByArgument {
    case alertmanager
}
