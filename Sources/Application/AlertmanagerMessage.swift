internal import Foundation
package import Incidents

/// A message of Prometheus Alertmanager's webhook, version 4; unknown keys are ignored.
struct AlertmanagerMessage: Decodable {
    struct Alert: Decodable {
        let status: String
        let labels: [String: String]
        let annotations: [String: String]?
        let startsAt: String?
        let fingerprint: String?
    }

    let version: String
    let groupKey: String
    let status: String
    let alerts: [Alert]
    let commonLabels: [String: String]?
    let commonAnnotations: [String: String]?
    let groupLabels: [String: String]?
    let truncatedAlerts: Int?
}

extension AlertmanagerMessage {
    /// What is opened from it.
    var report: MachineReport {
        let first = alerts.first
        let title =
            commonAnnotations?["summary"] ?? first?.annotations?["summary"]
            ?? commonLabels?["alertname"] ?? first?.labels["alertname"] ?? "Alert without a name"
        let starts = alerts.compactMap(\.startsAt).min()
        return MachineReport(
            title: title, severity: severity, startsAt: starts, key: groupKey,
            details: details, lanes: alerts.map(\.line))
    }

    private var severity: Severity? {
        let word = commonLabels?["severity"] ?? alerts.compactMap { $0.labels["severity"] }.first
        return switch word?.lowercased() {
        case "critical", "emergency", "page", "disaster": .sev1
        case "error", "high", "major": .sev2
        case "warning", "medium", "minor": .sev3
        case "info", "low", "notice", "none": .sev4
        default: nil
        }
    }

    private var details: [String] {
        var lines = (commonAnnotations ?? [:]).sorted { $0.key < $1.key }
            .filter { $0.key != "summary" }.map { "\($0.key): \($0.value)" }
        lines += (commonLabels ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
        if let truncatedAlerts, truncatedAlerts > 0 {
            lines.append("\(truncatedAlerts) more alerts were left out by the sender")
        }
        return lines
    }
}

extension AlertmanagerMessage.Alert {
    /// The alert in one line.
    var line: String {
        let labels = self.labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        let text = annotations?["description"] ?? annotations?["summary"] ?? ""
        return "\(status) \(labels.joined(separator: " "))" + (text.isEmpty ? "" : ": \(text)")
    }
}

/// What a machine reported, in the terms of an event report.
package struct MachineReport: Sendable, Equatable {
    package let title: String
    /// `nil` if the sender gave none that is understood.
    package let severity: Severity?
    /// When the sender says that it began, as it wrote it.
    package let startsAt: String?
    /// What the sender uses to recognise the same event again.
    package let key: String
    package let details: [String]
    /// The single observations.
    package let lanes: [String]

    /// How large a message may be.
    package static let sizeLimit = 1_048_576

    /// Reads a message of Alertmanager's webhook.
    ///
    /// - Throws: ``Failure`` `usage` if the bytes are none, saying where.
    package static func alertmanager(_ bytes: [UInt8]) throws(Failure) -> MachineReport {
        do {
            let message = try JSONDecoder().decode(AlertmanagerMessage.self, from: Data(bytes))
            guard message.version == "4" else {
                throw Failure(
                    .usage, "this is version '\(message.version)' of the format; 4 is understood")
            }
            guard !message.alerts.isEmpty else {
                throw Failure(.usage, "the message holds no alert")
            }
            return message.report
        } catch let error as Failure {
            throw error
        } catch let error as DecodingError {
            throw Failure(
                .usage, "this is no Alertmanager message: \(error.place)",
                details: ["expected: the JSON that Alertmanager posts to a webhook, version 4"])
        } catch {
            throw Failure(.usage, "this is no Alertmanager message")
        }
    }
}

extension DecodingError {
    /// What is wrong and where, without the values.
    var place: String {
        func path(_ context: Context) -> String {
            let keys = context.codingPath.map { key in
                key.intValue.map { "[\($0)]" } ?? key.stringValue
            }
            return keys.isEmpty ? "at the top" : "at " + keys.joined(separator: ".")
        }
        return switch self {
        case .keyNotFound(let key, let context):
            "the key '\(key.stringValue)' is missing \(path(context))"
        case .typeMismatch(let type, let context): "expected \(type) \(path(context))"
        case .valueNotFound(let type, let context): "no \(type) \(path(context))"
        case .dataCorrupted(let context): "not readable as JSON \(path(context))"
        @unknown default: "not readable"
        }
    }
}
