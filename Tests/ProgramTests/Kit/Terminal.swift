import Foundation
import Glibc
import Testing

/// The program on a pseudo-terminal, with somebody who waits for a text and then types.
final class Terminal {
    let process: Spawned
    /// Everything that was on the screen.
    private(set) var screen = ""
    /// Up to where the screen was looked at.
    private var seen = 0
    private var bytes: [UInt8] = []
    private let master: Int32
    /// Our own hold on the program's side, until it has opened it.
    private var slave: Int32
    private var isClosed = false

    init(
        _ program: String, _ arguments: [String], in folder: String,
        environment: [String: String]
    ) throws {
        var ends: (master: Int32, slave: Int32) = (-1, -1)
        var name = [CChar](repeating: 0, count: 128)
        var size = winsize(ws_row: 40, ws_col: 120, ws_xpixel: 0, ws_ypixel: 0)
        guard openpty(&ends.master, &ends.slave, &name, nil, &size) == 0 else {
            throw POSIXError(.ENOTTY)
        }
        master = ends.master
        slave = ends.slave
        for end in [master, slave] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let path = String(
            decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        process = try Spawned(
            program, arguments, in: folder, environment: environment, streams: .terminal(path))
    }

    deinit {
        close(master)
        if slave >= 0 { close(slave) }
    }

    /// Waits until a text is on the screen, behind what was waited for before.
    @discardableResult
    func expect(
        _ text: String, seconds: Double = 20, sourceLocation: SourceLocation = #_sourceLocation
    ) -> Bool {
        let end = Date(timeIntervalSinceNow: seconds)
        repeat {
            let rest = screen.utf8.dropFirst(seen)
            if let range = Array(rest).firstRange(of: Array(text.utf8)) {
                seen += range.upperBound
                return true
            }
        } while read(until: end)
        Issue.record("'\(text)' did not appear\n\(screen)", sourceLocation: sourceLocation)
        return false
    }

    /// Types a line.
    func type(_ line: String) { send(Array((line + "\n").utf8)) }

    /// Types bytes as they are, for example 3 for Ctrl-C and 4 for the end of the input.
    func send(_ bytes: [UInt8]) {
        _ = bytes.withUnsafeBytes { Glibc.write(master, $0.baseAddress, $0.count) }
    }

    /// Reads what is left and waits for the end.
    func finish() -> Int32 {
        let end = Date(timeIntervalSinceNow: 20)
        while read(until: end) {}
        return process.wait(seconds: 5)
    }

    /// Ends the process at once, as when the power goes.
    func killNow() {
        kill(process.id, SIGKILL)
        _ = process.wait()
    }

    /// False when nothing more can come.
    private func read(until end: Date) -> Bool {
        guard !isClosed, Date() < end else { return false }
        var descriptor = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        guard poll(&descriptor, 1, 50) > 0 else { return true }
        var chunk = [UInt8](repeating: 0, count: 4_096)
        let count = Glibc.read(master, &chunk, chunk.count)
        if slave >= 0, count > 0 {
            close(slave)
            slave = -1
        }
        guard count > 0 else {
            isClosed = true
            return false
        }
        bytes += chunk.prefix(count)
        // Only whole characters, and the line ends that a terminal makes turned back.
        let text = String(decoding: bytes, as: UTF8.self)
        screen = text.replacingOccurrences(of: "\r\n", with: "\n")
        return true
    }
}
