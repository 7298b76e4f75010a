import Commands
import Foundation

/// The program: a name for the exit code.
@main
enum Main {
    static func main() async {
        exit(await EntryPoint.run(Array(CommandLine.arguments.dropFirst())))
    }
}
