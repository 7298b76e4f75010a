internal import Application
internal import ArgumentParser
internal import Chronology
internal import Incidents
internal import OrderedCollections
internal import Runbooks

/// `muster role`.
struct RoleGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "role", abstract: "Who does what: one lead at a time.",
        subcommands: [RoleList.self, RoleTake.self, RoleGive.self, RoleRelease.self])
}

/// `muster role list`.
struct RoleList: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the roles and who holds them.")

    @OptionGroup(title: "Options of every command")
    var global: GlobalOptions

    func execute(_ session: Session) async throws {
        let desk = try session.desk()
        let incident = try desk.load(try session.incident(at: desk)).incident
        var table = Table("ROLE", "PERSON", "SINCE", "DUTY")
        for role in incident.knownRoles {
            let person = incident.roles[role]
            let since = incident.tenures.last { $0.role == role && $0.until == nil }?.from
            let duty = incident.definition?.roles.first { $0.role == role }?.duty
            table.add(
                role, visible(person ?? "-"), since.map { Phrase.time($0) } ?? "-",
                visible(duty ?? ""))
        }
        var answer = Answer(
            "roles",
            [
                "incident": .string(incident.id),
                "items": .array(
                    incident.knownRoles.map { role in
                        .object([
                            "role": .string(role), "person": .optional(incident.roles[role]),
                        ])
                    }),
            ])
        answer.quiet = incident.roles.map { "\($0.key)\t\($0.value)" }
        answer.lines = table.lines(session.console.output) + ["Next: muster role take ROLE"]
        session.console.answer(answer)
    }
}

/// `muster role take`.
struct RoleTake: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "take", abstract: "Take a role yourself.")

    @OptionGroup(title: "Options of every command")
    var global: GlobalOptions

    @Argument(help: "The role.")
    var role: String

    @Option(name: .customLong("why"), help: "The reason; needed to take it from somebody.")
    var reason: String?

    func execute(_ session: Session) async throws {
        let desk = try session.desk()
        try session.changeRole(
            .takeRole(role: role, person: desk.actor, reason: reason), at: desk)
    }
}

/// `muster role give`.
struct RoleGive: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "give", abstract: "Give a role to somebody.")

    @OptionGroup(title: "Options of every command")
    var global: GlobalOptions

    @Argument(help: "The role.")
    var role: String

    @Argument(help: "Who gets it.")
    var person: String

    @Option(name: .customLong("why"), help: "The reason; needed if another person holds it.")
    var reason: String?

    func execute(_ session: Session) async throws {
        try session.changeRole(
            .takeRole(role: role, person: person, reason: reason), at: try session.desk())
    }
}

/// `muster role release`.
struct RoleRelease: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "release",
        abstract: "Give a role back; not the lead's while the incident is open.")

    @OptionGroup(title: "Options of every command")
    var global: GlobalOptions

    @Argument(help: "The role.")
    var role: String

    @Option(name: .customLong("why"), help: "The reason.")
    var reason: String?

    func execute(_ session: Session) async throws {
        try session.changeRole(.releaseRole(role: role, reason: reason), at: try session.desk())
    }
}

extension Session {
    func changeRole(_ command: IncidentCommand, at desk: Desk) throws {
        let id = try incident(at: desk)
        let context = desk.context()
        if try rehearses([command], on: id, at: desk, in: context) { return }
        let receipt = try desk.perform([command], on: id, in: context)
        let sentence = receipt.incident.timeline.last?.text ?? ""
        console.answer(recorded(visible(sentence), receipt))
    }
}
