/// Something that happened in an incident, as its record keeps it.
package enum IncidentEvent: Sendable, Equatable {
    case opened(Opened)
    case runbookPinned(RunbookPinned)
    case runbookUpgraded(RunbookUpgraded)
    case stepped(Stepped)
    case roleChanged(RoleChanged)
    case assessed(Assessed)
    case noted(Noted)
    case decided(Decided)
    case updated(Updated)
    case delivered(Delivered)
    case actionAdded(ActionAdded)
    case actionEnded(ActionEnded)
    case closed(Closed)
    case reopened(Reopened)
    case corrected(Corrected)

    /// The name of the kind in the record; it is stored for years and never reused.
    package var kind: String {
        switch self {
        case .opened: "opened"
        case .runbookPinned: "runbook"
        case .runbookUpgraded: "runbook-upgraded"
        case .stepped: "step"
        case .roleChanged: "role"
        case .assessed: "assessment"
        case .noted: "note"
        case .decided: "decision"
        case .updated: "update"
        case .delivered: "delivery"
        case .actionAdded: "action"
        case .actionEnded: "action-ended"
        case .closed: "closed"
        case .reopened: "reopened"
        case .corrected: "correction"
        }
    }

    /// What is stored of it beside the kind.
    package var payload: any Encodable & Sendable {
        switch self {
        case .opened(let payload): payload
        case .runbookPinned(let payload): payload
        case .runbookUpgraded(let payload): payload
        case .stepped(let payload): payload
        case .roleChanged(let payload): payload
        case .assessed(let payload): payload
        case .noted(let payload): payload
        case .decided(let payload): payload
        case .updated(let payload): payload
        case .delivered(let payload): payload
        case .actionAdded(let payload): payload
        case .actionEnded(let payload): payload
        case .closed(let payload): payload
        case .reopened(let payload): payload
        case .corrected(let payload): payload
        }
    }

    /// Reads a stored event; `nil` if the kind is not known to this version.
    ///
    /// - Parameter decode: reads a payload of the given type.
    /// - Throws: whatever `decode` throws.
    package init?(kind: String, decoding payload: some PayloadDecoding) throws {
        switch kind {
        case "opened": self = .opened(try payload.decode(Opened.self))
        case "runbook": self = .runbookPinned(try payload.decode(RunbookPinned.self))
        case "runbook-upgraded":
            self = .runbookUpgraded(try payload.decode(RunbookUpgraded.self))
        case "step": self = .stepped(try payload.decode(Stepped.self))
        case "role": self = .roleChanged(try payload.decode(RoleChanged.self))
        case "assessment": self = .assessed(try payload.decode(Assessed.self))
        case "note": self = .noted(try payload.decode(Noted.self))
        case "decision": self = .decided(try payload.decode(Decided.self))
        case "update": self = .updated(try payload.decode(Updated.self))
        case "delivery": self = .delivered(try payload.decode(Delivered.self))
        case "action": self = .actionAdded(try payload.decode(ActionAdded.self))
        case "action-ended": self = .actionEnded(try payload.decode(ActionEnded.self))
        case "closed": self = .closed(try payload.decode(Closed.self))
        case "reopened": self = .reopened(try payload.decode(Reopened.self))
        case "correction": self = .corrected(try payload.decode(Corrected.self))
        default: return nil
        }
    }
}

/// Reads the payload of a stored event from whatever format the store uses.
package protocol PayloadDecoding {
    func decode<Payload: Decodable>(_ type: Payload.Type) throws -> Payload
}
