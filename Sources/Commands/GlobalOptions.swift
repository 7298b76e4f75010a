internal import Application
internal import ArgumentParser
internal import Foundation

/// The options that every command takes, before or behind its own.
package struct GlobalOptions: ParsableArguments {
    @Option(name: .customShort("C"), help: "Work as if started in DIR.")
    var directory: String?

    @Option(name: [.customShort("i"), .long], help: "The incident that it is about.")
    var incident: String?

    @Option(name: .customLong("as"), help: "Record under this name.")
    var actor: String?

    @Option(
        name: .long, defaultAsFlag: 1,
        help: ArgumentHelp("Print JSON; =N pins the version of its form.", valueName: "n"))
    var json: Int?

    @Flag(name: .shortAndLong, help: "Print ids or paths only.")
    var quiet = false

    @Flag(name: .long, help: "Never ask; fail and name the option instead.")
    var noInput = false

    @Flag(name: .shortAndLong, help: "Answer yes to what is asked before something happens.")
    var yes = false

    @Flag(name: .long, help: "Show what would happen; record and send nothing.")
    var dryRun = false

    @Option(name: .long, help: "Use colour: auto, always or never.")
    var color: ColourChoice = .auto

    @Flag(name: .long, help: "Labelled lines for screen readers: no tables, no glyphs.")
    var accessible = false

    @Flag(name: .long, help: "Write ASCII only.")
    var ascii = false

    package init() {}

    package mutating func validate() throws {
        if let json, json != 1 {
            throw ValidationError("there is no version \(json) of the JSON; 1 is the newest")
        }
    }
}

extension ColourChoice: ExpressibleByArgument {}

extension GlobalOptions {
    /// Options that were given before the command (`muster -C DIR status`) count unless the command says otherwise.
    func over(_ outer: GlobalOptions) -> GlobalOptions {
        var result = self
        result.directory = directory ?? outer.directory
        result.incident = incident ?? outer.incident
        result.actor = actor ?? outer.actor
        result.json = json ?? outer.json
        result.quiet = quiet || outer.quiet
        result.noInput = noInput || outer.noInput
        result.yes = yes || outer.yes
        result.dryRun = dryRun || outer.dryRun
        result.color = color == .auto ? outer.color : color
        result.accessible = accessible || outer.accessible
        result.ascii = ascii || outer.ascii
        return result
    }

    /// Where results and notices go, and how they look there.
    func console(_ environment: [String: String]) -> Console {
        func style(_ descriptor: Int32) -> Style {
            Style(
                descriptor: descriptor, colour: color, isASCII: ascii, isAccessible: accessible,
                environment: environment)
        }
        return Console(
            output: style(STDOUT_FILENO), notices: style(STDERR_FILENO), isJSON: json != nil,
            isQuiet: quiet, address: Address(incident: incident, actor: actor))
    }

    /// Whether questions can be asked: both sides are a terminal, and nobody said not to.
    func canAsk(_ environment: [String: String]) -> Bool {
        !noInput && isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1
            && (environment["MUSTER_NO_INPUT"] ?? "").isEmpty
            && (environment["CI"] ?? "").isEmpty
    }

    /// The folder in which a store is looked for.
    var startingFolder: String { directory ?? FileManager.default.currentDirectoryPath }
}
