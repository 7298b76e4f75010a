internal import Foundation
package import Incidents
internal import Journal
package import Organisation
internal import Runbooks

/// The scale of severity that a store goes by: its own file, else the one that comes with the program.
package struct SeverityFile: Sendable {
    /// The path of the file, or `built in`.
    package let origin: String
    package let bytes: [UInt8]
    package let reading: ScaleReading

    /// The largest file that is read, in bytes.
    private static let sizeLimit = 262_144

    /// Where a store has its own scale.
    package static func path(in workspace: Workspace) -> String {
        workspace.folder + "/severity.yaml"
    }

    /// - Throws: ``Failure`` if there is a file that cannot be read at all.
    package init(of workspace: Workspace?) throws(Failure) {
        if let path = workspace.map(SeverityFile.path),
            FileManager.default.fileExists(atPath: path)
        {
            bytes = try readFile(path, limit: SeverityFile.sizeLimit)
            origin = path
        } else {
            bytes = Array(SeverityScale.standardText.utf8)
            origin = "built in"
        }
        reading = SeverityScale.read(bytes, hash: contentHash(bytes))
    }

    /// The scale.
    ///
    /// - Throws: ``Failure`` `configuration`, with the place of the first error.
    package func scale() throws(Failure) -> SeverityScale {
        if let scale = reading.scale { return scale }
        let first = reading.diagnostics.first { $0.severity == .error }
        throw Failure(
            .configuration,
            first.map { "\(origin):\($0.place.line):\($0.place.column): \($0.message)" }
                ?? "'\(origin)' cannot be read",
            details: first?.suggestion.map { ["did you mean '\($0)'?"] } ?? [], hint: "severity")
    }
}

extension Desk {
    /// The scale by which severities are found here.
    ///
    /// - Throws: ``Failure`` `configuration` if the store's own file has an error.
    package func severityScale() throws(Failure) -> SeverityScale {
        try SeverityFile(of: workspace).scale()
    }

    /// What a class asks for; `nil` if the store's scale cannot be read, because nothing may keep anybody from opening
    /// an incident.
    package func policy(of severity: Incidents.Severity) -> SeverityPolicy? {
        (try? severityScale())?.policy(of: severity)
    }
}

extension Checkup {
    static func severity(_ workspace: Workspace?) -> Finding {
        do throws(Failure) {
            let file = try SeverityFile(of: workspace)
            let scale = try file.scale().reference
            return Finding(.ok, "severity", "scale \(scale.id) \(scale.version), \(file.origin)")
        } catch {
            return Finding(
                .fail, "severity", error.message,
                hint: "mend it: until then incidents have no target times")
        }
    }
}
