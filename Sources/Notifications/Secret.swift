import Glibc

/// A text that must not be shown: printing, dumping and interpolating it give a placeholder.
///
/// It is not `Codable` on purpose, so that it cannot get into a store or a file by accident.
package struct Secret: Sendable {
    private let text: String

    package init(_ text: String) { self.text = text }

    /// The text itself, for the one place that hands it to libcurl or to the signature.
    package func revealed() -> String { text }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "‹secret›" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}

/// Where a secret is found; this is what a configuration stores instead of the secret.
package enum SecretSource: Sendable, Hashable {
    /// A file that only its owner can read.
    case file(String)
    /// The name of an environment variable.
    case environment(String)

    /// The longest secret that is read, in bytes.
    package static let longestBytes = 8_192

    /// Reads the secret, without the white space round it.
    ///
    /// A file must be a plain file of the user who runs the program, with mode 0600 or 0400.
    package func read(
        environment: (String) -> String? = SecretSource.processEnvironment
    ) throws(NotificationError) -> Secret {
        let text: String
        switch self {
        case .file(let path):
            text = try SecretSource.contents(ofFile: path)
        case .environment(let name):
            guard let value = environment(name) else {
                throw NotificationError(
                    .secretMissing, "the environment variable \(name) is not set")
            }
            text = value
        }
        let trimmed = text.trimmed
        guard !trimmed.isEmpty, trimmed.utf8.count <= SecretSource.longestBytes else {
            throw NotificationError(
                .secretUnreadable,
                "\(place) is empty or longer than \(SecretSource.longestBytes) bytes")
        }
        return Secret(trimmed)
    }

    /// The value of a variable in the environment of this process.
    package static func processEnvironment(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }

    private var place: String {
        switch self {
        case .file(let path): "the file \(path)"
        case .environment(let name): "the environment variable \(name)"
        }
    }

    private static func contents(ofFile path: String) throws(NotificationError) -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            throw NotificationError(
                .secretMissing,
                "the file \(path) cannot be opened: \(String(cString: strerror(errno)))")
        }
        defer { close(descriptor) }
        try checkOwner(of: descriptor, path: path)
        var bytes = [UInt8](repeating: 0, count: longestBytes + 1)
        var count = 0
        while count < bytes.count {
            let got = bytes.withUnsafeMutableBytes { buffer in
                Glibc.read(
                    descriptor, buffer.baseAddress?.advanced(by: count), buffer.count - count)
            }
            if got <= 0 { break }
            count += got
        }
        guard let text = String(validating: bytes.prefix(count), as: UTF8.self) else {
            throw NotificationError(.secretUnreadable, "the file \(path) is not UTF-8 text")
        }
        return text
    }

    /// Asks the open file, not the path, so that nobody can swap it between check and reading.
    private static func checkOwner(of descriptor: Int32, path: String) throws(NotificationError) {
        var info = stat()
        guard fstat(descriptor, &info) == 0, info.st_mode & S_IFMT == S_IFREG else {
            throw NotificationError(.secretExposed, "\(path) is not a plain file")
        }
        guard info.st_uid == geteuid() else {
            throw NotificationError(
                .secretExposed, "the file \(path) belongs to another user (uid \(info.st_uid))",
                hint: "copy it into a file of your own with mode 0600")
        }
        let mode = info.st_mode & 0o7777
        guard mode & ~0o600 == 0 else {
            throw NotificationError(
                .secretExposed,
                "the file \(path) has mode \(String(mode, radix: 8)); others may read it",
                hint: "run: chmod 600 \(path)")
        }
    }
}

extension SecretSource: Codable {
    private enum Key: String, CodingKey {
        case file
        case environment
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        if let path = try container.decodeIfPresent(String.self, forKey: .file) {
            self = .file(path)
        } else {
            self = .environment(try container.decode(String.self, forKey: .environment))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        switch self {
        case .file(let path): try container.encode(path, forKey: .file)
        case .environment(let name): try container.encode(name, forKey: .environment)
        }
    }
}

extension String {
    /// The text without white space at its ends.
    var trimmed: String {
        var rest = Substring(self)
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}
