internal import Chronology
package import Incidents
internal import Journal
package import Reports

/// The forms in which a report can be written.
package enum ReportFormat: String, Sendable, CaseIterable {
    case markdown = "md"
    case html
    case json
}

/// A report that was rendered and not yet written.
package struct RenderedReport: Sendable {
    package let text: String
    package let view: ReportView
    package let incident: Incident
}

extension Desk {
    /// Renders the report of an incident for a label; what is above it is left out before anything is rendered.
    ///
    /// - Throws: ``Failure`` `notFound` or `integrity` as reading fails; `problemsFound` if withheld text would show.
    package func report(
        on id: String, format: ReportFormat, label: TLP?, audience: String
    ) throws(Failure) -> RenderedReport {
        let loaded = try load(id)
        let mapping = ReportMapping(
            loaded: loaded, chain: ChainVerification(loaded),
            label: label ?? loaded.incident.tlp, audience: audience)
        let view = mapping.view
        let text: String
        switch format {
        case .markdown: text = MarkdownReport.render(view)
        case .html: text = HTMLReport.render(view)
        case .json:
            guard let json = try? JSONReport.render(view) else {
                throw Failure(.failed, "the report of \(id) cannot be written as JSON")
            }
            text = json
        }
        return RenderedReport(text: text, view: view, incident: loaded.incident)
    }
}
