internal import ArgumentParser

/// `muster completion`.
struct Completion: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "completion",
        abstract: "Print the script with which a shell completes commands and options.",
        discussion: """
            bash:  muster completion bash > ~/.local/share/bash-completion/completions/muster
            zsh:   muster completion zsh > a folder of $fpath, as the file _muster
            fish:  muster completion fish > ~/.config/fish/completions/muster.fish
            """)

    /// The shells for which there is a script.
    enum Shell: String, CaseIterable, ExpressibleByArgument {
        case bash
        case zsh
        case fish
    }

    @OptionGroup(title: "Options of every command")
    var global: GlobalOptions

    @Argument(help: "bash, zsh or fish.")
    var shell: Shell

    func execute(_ session: Session) async throws {
        let script = Muster.completionScript(for: shell.library)
        var answer = Answer(
            "completion", ["shell": .string(shell.rawValue), "script": .string(script)])
        answer.lines = [script]
        answer.quiet = [script]
        session.console.answer(answer)
    }
}

extension Completion.Shell {
    fileprivate var library: CompletionShell {
        switch self {
        case .bash: .bash
        case .zsh: .zsh
        case .fish: .fish
        }
    }
}
