package import ArgumentParser

/// The root of the command tree.
package struct Muster: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "muster",
        abstract: "Take an organisation through an information security incident.",
        discussion: """
            Opens the incident, guides each responder through a runbook, keeps a record that nobody can \
            quietly change, posts updates and writes the report. Aligned with ISO/IEC 27035. No server, \
            no account, no network needed.
            """,
        version: Version.text,
        subcommands: [Start.self],
        groupedSubcommands: [
            CommandGroup(name: "START", subcommands: [Init.self, Doctor.self, Help.self]),
            CommandGroup(
                name: "RESPOND",
                subcommands: [
                    Open.self, List.self, Use.self, Status.self, Guide.self, Next.self, Why.self,
                    StepGroup.self, Note.self, Decide.self, Fix.self, Assess.self, RoleGroup.self,
                    UpdateCommand.self, TimelineCommand.self, Close.self, Reopen.self,
                ]),
            CommandGroup(name: "LEARN", subcommands: [ActionGroup.self, Report.self]),
            CommandGroup(
                name: "PREPARE",
                subcommands: [RunbookGroup.self, SeverityCommand.self, CategoryCommand.self]),
            CommandGroup(
                name: "TRUST",
                subcommands: [Verify.self, SealCommand.self, ProofCommand.self, KeyGroup.self]),
            CommandGroup(
                name: "ADMIN",
                subcommands: [ChannelGroup.self, OutboxGroup.self, Completion.self]),
        ])

    @OptionGroup(title: "Options of every command")
    var global: GlobalOptions

    package init() {}
}

/// The version of the program.
package enum Version {
    /// As `muster --version` prints it.
    package static let text = "0.1.0"
}
