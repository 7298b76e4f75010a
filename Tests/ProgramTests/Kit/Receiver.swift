import Foundation
import Glibc
import Synchronization

/// A request as it arrived.
struct Arrival: Sendable {
    let head: String
    let body: String

    /// The value of a header; `nil` if it was not sent.
    func header(_ name: String) -> String? {
        let prefix = name.lowercased() + ":"
        return head.components(separatedBy: "\r\n").first { $0.lowercased().hasPrefix(prefix) }
            .map { $0.dropFirst(prefix.count).trimmingCharacters(in: .whitespaces) }
    }

    var json: JSON { JSON(parsing: body) }
}

/// How a receiver answers.
enum Reply: Sendable {
    case status(Int, headers: [String] = [], body: String = "ok")
    /// No answer at all, with the connection held open.
    case hang
    /// No answer, and the connection is closed.
    case close
    /// A status and a body without an end.
    case endless
}

/// A webhook receiver on loopback that follows a script; the last reply of the script is repeated.
final class Receiver: Sendable {
    let port: UInt16
    private let listener: Int32
    private let script: Mutex<[Reply]>
    private let arrived = Mutex<[Arrival]>([])

    init(_ script: Reply...) throws {
        self.script = Mutex(script.isEmpty ? [.status(200)] : script)
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listener = self.listener
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                bind(listener, generic, size) == 0 && listen(listener, 64) == 0
                    && getsockname(listener, generic, &size) == 0
            }
        }
        guard isBound else { throw POSIXError(.EADDRNOTAVAIL) }
        port = UInt16(bigEndian: address.sin_port)
        Thread.detachNewThread { [weak self] in
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0, let receiver = self else { break }
                _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
                Thread.detachNewThread { receiver.serve(connection) }
            }
            Glibc.close(listener)
        }
    }

    deinit { shutdown(listener, Int32(SHUT_RDWR)) }

    /// What has arrived up to now.
    var arrivals: [Arrival] { arrived.withLock { $0 } }

    /// Gives the receiver another script.
    func behave(_ replies: Reply...) { script.withLock { $0 = replies } }

    private func serve(_ connection: Int32) {
        defer {
            shutdown(connection, Int32(SHUT_RDWR))
            Glibc.close(connection)
        }
        var buffer: [UInt8] = []
        while let arrival = Receiver.request(connection, &buffer) {
            arrived.withLock { $0.append(arrival) }
            let reply = script.withLock { replies in
                replies.count > 1 ? replies.removeFirst() : replies[0]
            }
            guard answer(reply, on: connection) else { return }
        }
    }

    private static func request(_ connection: Int32, _ buffer: inout [UInt8]) -> Arrival? {
        let gap = Array("\r\n\r\n".utf8)
        while true {
            if let end = buffer.firstRange(of: gap) {
                let head = String(decoding: buffer[..<end.lowerBound], as: UTF8.self)
                let length =
                    Arrival(head: head, body: "").header("content-length").flatMap { Int($0) } ?? 0
                if buffer.count >= end.upperBound + length {
                    let body = buffer[end.upperBound..<(end.upperBound + length)]
                    let arrival = Arrival(head: head, body: String(decoding: body, as: UTF8.self))
                    buffer.removeFirst(end.upperBound + length)
                    return arrival
                }
            }
            var chunk = [UInt8](repeating: 0, count: 65_536)
            let count = recv(connection, &chunk, chunk.count, 0)
            guard count > 0 else { return nil }
            buffer += chunk.prefix(count)
        }
    }

    /// False when the connection is over.
    private func answer(_ reply: Reply, on connection: Int32) -> Bool {
        switch reply {
        case .status(let status, let headers, let body):
            let head = ["HTTP/1.1 \(status) Word", "Content-Length: \(body.utf8.count)"] + headers
            return send(head.joined(separator: "\r\n") + "\r\n\r\n" + body, connection)
        case .close:
            return false
        case .hang:
            var byte: UInt8 = 0
            while recv(connection, &byte, 1, 0) > 0 {}
            return false
        case .endless:
            _ = send("HTTP/1.1 200 OK\r\n\r\n", connection)
            while send(String(repeating: "o", count: 65_536), connection) {}
            return false
        }
    }

    private func send(_ text: String, _ connection: Int32) -> Bool {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }
}
