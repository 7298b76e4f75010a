import Foundation
import Glibc

/// A process under test, started so that no descriptor of a neighbour leaks into it.
struct Spawned {
    let id: pid_t

    /// Where the three standard streams of the process lead.
    enum Streams {
        /// Input is read from a file, output and errors go to files.
        case files(input: String, output: String, errors: String)
        /// All three are this terminal, which becomes the controlling one.
        case terminal(String)
    }

    init(
        _ program: String, _ arguments: [String], in folder: String,
        environment: [String: String], streams: Streams
    ) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var flags = Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF)
        switch streams {
        case .files(let input, let output, let errors):
            posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
            posix_spawn_file_actions_addopen(&actions, 1, output, Spawned.writing, 0o600)
            posix_spawn_file_actions_addopen(&actions, 2, errors, Spawned.writing, 0o600)
        case .terminal(let path):
            flags |= Spawned.newSession
            posix_spawn_file_actions_addopen(&actions, 0, path, O_RDWR, 0)
            posix_spawn_file_actions_adddup2(&actions, 0, 1)
            posix_spawn_file_actions_adddup2(&actions, 0, 2)
        }
        posix_spawnattr_setflags(&attributes, flags)
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        var all = sigset_t()
        sigfillset(&all)
        posix_spawnattr_setsigdefault(&attributes, &all)
        // env changes the folder and then becomes the program, so that the id is the program's.
        id = try Spawned.start(
            "/usr/bin/env", ["-C", folder, program] + arguments, environment, &actions,
            &attributes)
    }

    private static let writing = O_WRONLY | O_CREAT | O_TRUNC
    /// POSIX_SPAWN_SETSID of glibc.
    private static let newSession: Int16 = 0x80

    private static func start(
        _ program: String, _ arguments: [String], _ environment: [String: String],
        _ actions: inout posix_spawn_file_actions_t, _ attributes: inout posix_spawnattr_t
    ) throws -> pid_t {
        var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) }
        var variables: [UnsafeMutablePointer<CChar>?] = environment.map {
            strdup("\($0.key)=\($0.value)")
        }
        words.append(nil)
        variables.append(nil)
        defer { for pointer in words + variables { free(pointer) } }
        var id: pid_t = 0
        let code = posix_spawn(&id, program, &actions, &attributes, words, variables)
        guard code == 0 else {
            throw POSIXError(POSIXErrorCode(rawValue: code) ?? .ENOEXEC)
        }
        return id
    }

    /// Waits for the end; after `seconds` the process is killed: long enough for a slow machine, short enough for a hang.
    ///
    /// - Returns: the exit code, or 128 and the number of the signal.
    func wait(seconds: Double = 300) -> Int32 {
        let end = Date(timeIntervalSinceNow: seconds)
        var status: Int32 = 0
        while waitpid(id, &status, WNOHANG) == 0 {
            if Date() > end { kill(id, SIGKILL) }
            usleep(2_000)
        }
        let signal = status & 0x7f
        return signal == 0 ? (status >> 8) & 0xff : 128 + signal
    }
}
