import Foundation
import Glibc
import Testing

/// A folder for one test, with the program run in it as a user would; nothing comes from outside.
final class Home: Sendable {
    let folder: String
    /// The streams of the processes, outside the folder in which the program works.
    private let streams: String

    /// Makes the folder, and a store in it unless `isBare`.
    init(isBare: Bool = false) throws {
        let token = UUID().uuidString.prefix(13).lowercased()
        let root = FileManager.default.temporaryDirectory.path + "/muster-\(token)"
        folder = root + "/home"
        streams = root + "/streams"
        for path in [folder, streams] {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true)
        }
        if !isBare { try muster("init") }
    }

    deinit {
        try? FileManager.default.removeItem(
            atPath: URL(filePath: folder).deletingLastPathComponent().path)
    }

    /// The binary: `MUSTER_BINARY`, else the one that was built beside the tests.
    static let program: String = {
        if let path = ProcessInfo.processInfo.environment["MUSTER_BINARY"] { return path }
        let tests = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        return tests.deletingLastPathComponent().appending(path: "muster").path
    }()

    /// The whole environment of the program.
    var environment: [String: String] {
        ["HOME": folder, "USER": "dana", "LANG": "C.UTF-8", "TERM": "xterm"]
    }

    /// Runs the program and checks the code and what always holds: no control sequence, whole JSON.
    @discardableResult
    func muster(
        _ arguments: String..., input: String = "", with extra: [String: String] = [:],
        code: Int32 = 0, sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> Answer {
        try muster(
            arguments, input: Array(input.utf8), with: extra, code: code,
            sourceLocation: sourceLocation)
    }

    /// Runs the program with arguments as a list and input as bytes.
    @discardableResult
    func muster(
        _ arguments: [String], input: [UInt8] = [], with extra: [String: String] = [:],
        code: Int32?, sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> Answer {
        let answer = try run(arguments, input: input, with: extra)
        if let code {
            #expect(answer.code == code, "\(answer)", sourceLocation: sourceLocation)
        }
        answer.checkForm(sourceLocation)
        return answer
    }

    /// Runs the program and checks nothing.
    func run(
        _ arguments: [String], input: [UInt8] = [], with extra: [String: String] = [:]
    ) throws -> Answer {
        let running = try start(arguments, input: input, with: extra)
        return running.finish()
    }

    /// Starts the program and does not wait for it.
    func start(
        _ arguments: [String], input: [UInt8] = [], with extra: [String: String] = [:]
    ) throws -> Running {
        let stem = streams + "/" + UUID().uuidString
        try Data(input).write(to: URL(filePath: stem + ".in"))
        let process = try Spawned(
            Home.program, arguments, in: folder,
            environment: environment.merging(extra) { $1 },
            streams: .files(input: stem + ".in", output: stem + ".out", errors: stem + ".err"))
        return Running(process: process, arguments: arguments, stem: stem)
    }

    /// Starts the program on a terminal.
    func terminal(
        _ arguments: String..., with extra: [String: String] = [:]
    ) throws -> Terminal {
        try Terminal(
            Home.program, arguments, in: folder,
            environment: environment.merging(extra) { $1 })
    }

    /// A process that was started and writes into files.
    struct Running {
        let process: Spawned
        let arguments: [String]
        let stem: String

        func finish() -> Answer {
            let code = process.wait()
            func text(_ ending: String) -> String {
                let bytes = FileManager.default.contents(atPath: stem + ending) ?? Data()
                return String(decoding: bytes, as: UTF8.self)
            }
            return Answer(
                arguments: arguments, output: text(".out"), errors: text(".err"), code: code)
        }
    }
}

extension Home {
    /// Writes a file below the folder and gives its path.
    @discardableResult
    func write(_ text: String, to name: String, mode: Int = 0o600) throws -> String {
        try write(Array(text.utf8), to: name, mode: mode)
    }

    /// Writes a file of bytes below the folder and gives its path.
    @discardableResult
    func write(_ bytes: [UInt8], to name: String, mode: Int = 0o600) throws -> String {
        let path = folder + "/" + name
        try FileManager.default.createDirectory(
            at: URL(filePath: path).deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: URL(filePath: path))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        return path
    }

    func read(_ name: String) -> [UInt8] {
        Array(FileManager.default.contents(atPath: folder + "/" + name) ?? Data())
    }

    /// Every byte of the store's folder.
    var storeBytes: [UInt8] {
        let store = folder + "/.muster"
        let names = FileManager.default.enumerator(atPath: store)?.compactMap { $0 as? String }
        return (names ?? []).sorted().flatMap { read(".muster/" + $0) }
    }

    var storePath: String { folder + "/.muster/store.sqlite" }
}

extension Answer {
    /// Controls and marks that turn text round; none of them belongs on a terminal.
    static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0a, 0x09: false
        case 0..<0x20, 0x7f..<0xa0, 0x202a...0x202e, 0x2066...0x2069, 0x200e, 0x200f: true
        default: false
        }
    }

    func checkForm(_ sourceLocation: SourceLocation) {
        let unsafe = everything.unicodeScalars.first(where: Answer.isUnsafe)
        #expect(unsafe == nil, "\(self)", sourceLocation: sourceLocation)
        guard arguments.contains(where: { $0 == "--json" || $0.hasPrefix("--json=") }) else {
            return
        }
        if code == 0 || !output.isEmpty {
            #expect(
                lines.count == 1, "one object in one line\n\(self)", sourceLocation: sourceLocation)
            let schema = json["schema"].string ?? ""
            #expect(schema.hasPrefix("muster/"), "\(self)", sourceLocation: sourceLocation)
        }
        if code != 0 {
            let error = JSON(parsing: errors.split(separator: "\n").last.map(String.init) ?? "")
            #expect(
                error["schema"].string == "muster/error/1" && error["exit"].int == Int(code),
                "\(self)", sourceLocation: sourceLocation)
        }
    }
}
