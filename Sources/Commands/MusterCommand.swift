internal import Application
internal import ArgumentParser

/// A command of the program: arguments in, text out; no rule of the domain.
protocol MusterCommand: AsyncParsableCommand {
    var global: GlobalOptions { get }

    /// Does what the command says.
    ///
    /// - Throws: ``Failure``, which is shown and becomes the exit code.
    func execute(_ session: Session) async throws
}

extension MusterCommand {
    /// Only for callers that know nothing of sessions.
    mutating func run() async throws { try await execute(Session(global)) }
}
