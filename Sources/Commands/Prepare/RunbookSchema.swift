internal import Application
internal import ArgumentParser
internal import Runbooks

/// `muster runbook schema`.
struct RunbookSchema: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Write the JSON Schema of the runbook language, for editors.",
        discussion: """
            Draft-07, which editors with a YAML language server understand. Name the file in the first line of a \
            runbook: # yaml-language-server: $schema=runbook-1.schema.json. It checks the shape of a file while you \
            type; 'muster runbook lint' checks the rest.


            """
                + examples(
                    "muster runbook schema -o .muster/runbooks/runbook-1.schema.json"))

    @OptionGroup(title: "Options of every command")
    var global: GlobalOptions

    @Option(name: .shortAndLong, help: "The file; - or nothing prints it.")
    var output: String?

    func execute(_ session: Session) async throws {
        try session.deliver(
            LanguageSchema.text, to: output, kind: "runbook-schema", fields: ["version": .int(1)],
            next: "runbook lint")
    }
}
