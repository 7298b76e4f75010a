import Foundation
import Testing

/// The package's own Swift files as text.
enum SourceTree {
    struct File: Sendable, CustomTestStringConvertible {
        /// Below the package's root, for example `Sources/Engine/Run.swift`.
        let path: String
        let text: String
        /// The lines without comments and strings; read once, because it takes long.
        let bareLines: [BareLine]

        init(path: String, text: String) {
            self.path = path
            self.text = text
            bareLines = SwiftText.bareLines(of: text)
        }

        var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
        var name: String { String(path.split(separator: "/").last ?? "") }
        var target: String { String(path.split(separator: "/").dropFirst().first ?? "") }
        var testDescription: String { path }
    }

    static let root = URL(filePath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static let sources = files(in: "Sources")
    static let tests = files(in: "Tests")
    static let all = sources + tests

    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    private static func files(in folder: String) -> [File] {
        let names = FileManager.default.subpaths(atPath: root.appending(path: folder).path) ?? []
        return names.filter { $0.hasSuffix(".swift") }.sorted().compactMap { name in
            let path = folder + "/" + name
            return (try? text(path)).map { File(path: path, text: $0) }
        }
    }
}
