/// The Traffic Light Protocol 2.0 label of a message: who may read it.
package enum TrafficLight: String, Sendable, Codable, CaseIterable {
    case clear
    case green
    case amber
    case amberStrict = "amber+strict"
    case red

    /// Reads a label in any case, with or without `TLP:` before it.
    package init?(label: String) {
        var name = label.lowercased()
        if name.hasPrefix("tlp:") { name.removeFirst(4) }
        self.init(rawValue: name)
    }

    /// The label as the standard writes it, for example `TLP:AMBER+STRICT`.
    package var label: String { "TLP:" + rawValue.uppercased() }
}

extension TrafficLight: Comparable {
    package static func < (left: TrafficLight, right: TrafficLight) -> Bool {
        left.strictness < right.strictness
    }

    private var strictness: Int {
        switch self {
        case .clear: 0
        case .green: 1
        case .amber: 2
        case .amberStrict: 3
        case .red: 4
        }
    }
}
