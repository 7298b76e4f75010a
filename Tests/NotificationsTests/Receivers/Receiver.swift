import Foundation
import Glibc
import Synchronization

/// A request as a receiver saw it.
struct SeenRequest: Sendable, Equatable {
    let target: String
    let headers: [(name: String, value: String)]
    let body: String

    static func == (left: SeenRequest, right: SeenRequest) -> Bool {
        left.target == right.target && left.body == right.body
    }

    func header(_ name: String) -> String? {
        headers.first { $0.name == name.lowercased() }?.value
    }
}

/// What a receiver does after it has read a request.
enum Reaction: Sendable {
    case answer(Int, headers: [String] = [], body: String = "")
    /// Closes without an answer.
    case close
    /// Never answers; ends when the client goes.
    case hang
    /// A status and a body that never ends.
    case endless(Int)
    /// A status and a promised body of which only this comes, then a reset.
    case reset(Int, partOfBody: String)
}

/// A webhook receiver on loopback that can misbehave; one thread for each connection.
final class Receiver: Sendable {
    let port: UInt16
    private let listener: Int32
    private let state = Mutex(State())

    private struct State {
        var requests: [SeenRequest] = []
        var connections = 0
    }

    /// The script gets the request and its number, 0 for the first.
    init(_ script: @escaping @Sendable (SeenRequest, Int) -> Reaction) throws {
        let listener = socket(
            AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                bind(listener, generic, size) == 0 && listen(listener, 512) == 0
                    && getsockname(listener, generic, &size) == 0
            }
        }
        guard isBound else { throw POSIXError(.EADDRNOTAVAIL) }
        self.listener = listener
        port = UInt16(bigEndian: address.sin_port)
        Thread.detachNewThread { [weak self] in
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0 else { break }
                guard let receiver = self else {
                    Glibc.close(connection)
                    break
                }
                receiver.state.withLock { $0.connections += 1 }
                Thread.detachNewThread { receiver.serve(connection, script) }
            }
            Glibc.close(listener)
        }
    }

    deinit { shutdown(listener, Int32(SHUT_RDWR)) }

    var requests: [SeenRequest] { state.withLock { $0.requests } }
    var connections: Int { state.withLock { $0.connections } }

    func url(_ path: String = "/hook", host: String = "127.0.0.1") -> String {
        "http://\(host):\(port)\(path)"
    }

    private func serve(
        _ connection: Int32, _ script: @Sendable (SeenRequest, Int) -> Reaction
    ) {
        defer { Glibc.close(connection) }
        var reader = RequestReader(connection)
        while let request = reader.next() {
            let number = state.withLock { state in
                state.requests.append(request)
                return state.requests.count - 1
            }
            guard react(script(request, number), on: connection) else { return }
        }
    }

    /// False when the connection is over.
    private func react(_ reaction: Reaction, on connection: Int32) -> Bool {
        switch reaction {
        case .answer(let status, let headers, let body):
            let lines =
                ["HTTP/1.1 \(status) Status", "Content-Length: \(body.utf8.count)"] + headers
            return write(lines.joined(separator: "\r\n") + "\r\n\r\n" + body, to: connection)
        case .close:
            return false
        case .hang:
            var byte: UInt8 = 0
            while recv(connection, &byte, 1, 0) > 0 {}
            return false
        case .endless(let status):
            _ = write("HTTP/1.1 \(status) Status\r\n\r\n", to: connection)
            while write(String(repeating: "x", count: 4_096), to: connection) {}
            return false
        case .reset(let status, let part):
            _ = write(
                "HTTP/1.1 \(status) Status\r\nContent-Length: 100000\r\n\r\n\(part)", to: connection
            )
            usleep(50_000)
            var linger = linger(l_onoff: 1, l_linger: 0)
            setsockopt(
                connection, SOL_SOCKET, SO_LINGER, &linger,
                socklen_t(MemoryLayout.size(ofValue: linger)))
            return false
        }
    }

    private func write(_ text: String, to connection: Int32) -> Bool {
        let bytes = Array(text.utf8)
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                send(
                    connection, buffer.baseAddress?.advanced(by: sent), bytes.count - sent,
                    Int32(MSG_NOSIGNAL))
            }
            if count <= 0 { return false }
            sent += count
        }
        return true
    }
}

/// Reads requests with a `Content-Length` from a connection.
private struct RequestReader {
    private let connection: Int32
    private var buffer: [UInt8] = []

    init(_ connection: Int32) { self.connection = connection }

    mutating func next() -> SeenRequest? {
        var head: [String] = []
        while true {
            if let end = buffer.firstRange(of: Array("\r\n\r\n".utf8)) {
                let text = String(decoding: buffer[..<end.lowerBound], as: UTF8.self)
                head = text.components(separatedBy: "\r\n")
                buffer.removeSubrange(..<end.upperBound)
                break
            }
            guard fill() else { return nil }
        }
        let headers = head.dropFirst().map { line in
            let parts = line.split(separator: ":", maxSplits: 1)
            return (
                name: parts[0].lowercased(),
                value: parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespaces) : ""
            )
        }
        let length = headers.first { $0.name == "content-length" }.flatMap { Int($0.value) } ?? 0
        while buffer.count < length {
            guard fill() else { return nil }
        }
        let body = String(decoding: buffer.prefix(length), as: UTF8.self)
        buffer.removeFirst(length)
        let words = head[0].split(separator: " ")
        return SeenRequest(
            target: words.count > 1 ? String(words[1]) : "", headers: headers, body: body)
    }

    private mutating func fill() -> Bool {
        var chunk = [UInt8](repeating: 0, count: 65_536)
        let count = recv(connection, &chunk, chunk.count, 0)
        guard count > 0 else { return false }
        buffer += chunk.prefix(count)
        return true
    }
}
