internal import CStarters
internal import Foundation
package import Incidents
package import Journal
package import Runbooks
internal import Synchronization

/// The runbooks that can be followed: the organisation's own, and the starters that come with the program.
package struct RunbookShelf: Sendable {
    /// A file that claims to be a runbook.
    package struct Item: Sendable, Equatable {
        /// The name before `.runbook.yaml`.
        package let id: String
        /// The path, or `built in`.
        package let origin: String
        package let bytes: [UInt8]

        /// Whether it was read from a file; built-in ones were not.
        package var isFile: Bool { origin.contains("/") || origin.hasSuffix(".yaml") }
    }

    /// The end of every runbook's file name.
    package static let suffix = ".runbook.yaml"
    /// The end of the file name of a runbook's test.
    static let testSuffix = ".test.yaml"
    /// The runbooks that come with the program.
    package static let starters: [Item] = (0..<muster_starter_count()).map { index in
        let starter = muster_starter_at(index)
        return Item(
            id: String(cString: starter.id), origin: "built in",
            bytes: Array(UnsafeBufferPointer(start: starter.bytes, count: starter.size)))
    }

    /// The tests of the runbooks that come with the program, by the ids of these.
    package static let starterTests: [String: [UInt8]] = Dictionary(
        (0..<muster_starter_count()).map { index in
            let starter = muster_starter_at(index)
            let test = UnsafeBufferPointer(start: starter.test, count: starter.test_size)
            return (String(cString: starter.id), Array(test))
        }, uniquingKeysWith: { $1 })

    /// In the order of their ids; the organisation's own files come before built-in ones of the same name.
    package let items: [Item]

    /// Reads the runbooks of a workspace; unreadable files are left out and named by `doctor`.
    package init(of workspace: Workspace?) {
        var found: [String: Item] = [:]
        for item in RunbookShelf.starters { found[item.id] = item }
        if let folder = workspace?.runbooksPath {
            for item in RunbookShelf.files(in: folder) { found[item.id] = item }
        }
        items = found.values.sorted { $0.id < $1.id }
    }

    private static func files(in folder: String) -> [Item] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasSuffix(suffix) }.sorted().compactMap { name in
            let path = folder + "/" + name
            let limit = RunbookShelf.sizeLimit
            guard let bytes = try? readFile(path, limit: limit) else { return nil }
            return Item(id: String(name.dropLast(suffix.count)), origin: path, bytes: bytes)
        }
    }

    /// How large a file may be to be read at all; the decoder's own limit is lower and says more.
    package static let sizeLimit = 16 * 1_048_576

    /// A runbook by its id, or a file by its path.
    ///
    /// - Throws: ``Failure`` `usage`, with the nearest name.
    package func item(_ name: String) throws(Failure) -> Item {
        if let item = items.first(where: { $0.id == name }) { return item }
        if name.hasSuffix(".yaml") || name.contains("/") {
            let bytes = try readFile(name, limit: RunbookShelf.sizeLimit)
            let file = name.split(separator: "/").last.map(String.init) ?? name
            let id =
                file.hasSuffix(RunbookShelf.suffix)
                ? String(file.dropLast(RunbookShelf.suffix.count)) : file
            return Item(id: id, origin: name, bytes: bytes)
        }
        throw Failure(
            .usage, "there is no runbook '\(name)'",
            details: nearby(name)
                + ["runbooks: " + items.map(\.id).joined(separator: ", ")],
            hint: "runbook list")
    }

    /// The nearest id, or the only one that begins with what was typed.
    private func nearby(_ name: String) -> [String] {
        let ids = items.map(\.id)
        let near = didYouMean(name, among: ids)
        let longer = ids.filter { name.count > 2 && $0.hasPrefix(name.lowercased()) }
        return near.isEmpty && longer.count == 1 ? ["did you mean '\(longer[0])'?"] : near
    }

    /// Decodes a runbook with the runbooks that it calls.
    package func decode(_ item: Item) -> DecodeResult {
        // Built-in runbooks have no path; a file is checked under the name that it has.
        let name = item.isFile ? item.origin.fileName : item.id + RunbookShelf.suffix
        return RunbookDecoder.decode(item.bytes, fileName: name) { id in
            self.item(id, calledBy: item)?.bytes
        }
    }

    /// The runbook that another one means: the file beside it, then the one of the shelf.
    package func item(_ id: String, calledBy caller: Item) -> Item? {
        let shelved = items.first { $0.id == id }
        guard caller.isFile, !items.contains(caller) else { return shelved }
        let path = caller.origin.folder + id + RunbookShelf.suffix
        guard let bytes = try? readFile(path, limit: RunbookShelf.sizeLimit) else { return shelved }
        return Item(id: id, origin: path, bytes: bytes)
    }

    /// A runbook that can be followed, and the files that an incident pins for it.
    ///
    /// - Throws: ``Failure`` `problemsFound` if it has errors, with the first of them.
    package func ready(_ name: String) throws(Failure) -> ReadyRunbook {
        let item = try item(name)
        let result = decode(item)
        let findings = result.linted()
        guard let runbook = result.runbook, !findings.hasErrors else {
            let first = findings.first { $0.severity == .error }
            throw Failure(
                .problemsFound, "runbook '\(item.id)' has errors and cannot be followed",
                details: first.map { ["\(item.origin):\($0.place.line): \($0.message)"] } ?? [],
                hint: "runbook lint \(name)")
        }
        guard !runbook.isCalledOnly else {
            throw Failure(
                .usage, "runbook '\(item.id)' is a part that other runbooks call",
                details: ["no incident begins with it; those that can be opened are in the list"],
                hint: "runbook list")
        }
        let calls = called(by: runbook.root, of: item)
        let pinned =
            [PinnedRunbook(name: item.id, bytes: item.bytes)]
            + calls.map { PinnedRunbook(name: $0.id, bytes: $0.bytes) }
        let reference = RunbookReference(
            id: runbook.id, version: runbook.version, title: runbook.title, hash: pinned[0].hash,
            calls: pinned.dropFirst().map { CalledRunbook(id: $0.name, hash: $0.hash) })
        return ReadyRunbook(runbook: runbook, reference: reference, pinned: pinned)
    }

    private func called(by root: Step, of item: Item) -> [Item] {
        var names: Set<String> = []
        for step in root.subtree {
            if case .call(let runbook, _, _) = step.action { names.insert(runbook) }
        }
        return names.sorted().compactMap { self.item($0, calledBy: item) }
    }
}

extension String {
    /// What stands after the last slash.
    fileprivate var fileName: String { split(separator: "/").last.map(String.init) ?? self }

    /// What stands before the name, with its slash; empty for a name alone.
    fileprivate var folder: String { String(dropLast(fileName.count)) }
}

/// A runbook without errors, with the bytes that an incident keeps.
package struct ReadyRunbook: Sendable {
    package let runbook: Runbook
    package let reference: RunbookReference
    package let pinned: [PinnedRunbook]

    /// The label of what the runbook writes; `nil` if its file gives none.
    var label: TLP? { runbook.tlp.flatMap { TLP(text: $0) } }
}

extension Desk {
    /// The runbooks that can be followed here.
    package var shelf: RunbookShelf { RunbookShelf(of: workspace) }

    /// The definition that an incident pinned; `nil` if the store does not have it or it cannot be read.
    func pinnedRunbook(_ reference: RunbookReference) -> Runbook? {
        definitions.definition(reference) {
            guard let file = try? store.runbook(hash: reference.hash) else { return nil }
            var calls: [String: [UInt8]] = [:]
            for call in reference.calls {
                calls[call.id] = (try? store.runbook(hash: call.hash))?.bytes
            }
            return RunbookDecoder.decode(
                file.bytes, fileName: file.name + RunbookShelf.suffix, library: { calls[$0] }
            ).runbook
        }
    }
}

/// Keeps decoded runbooks for as long as the program runs, because one command reads its incident several times.
final class DefinitionCache: Sendable {
    private let known = Mutex<[String: Runbook]>([:])

    func definition(_ reference: RunbookReference, decode: () -> Runbook?) -> Runbook? {
        let key = ([reference.hash] + reference.calls.map(\.hash)).joined(separator: " ")
        if let runbook = known.withLock({ $0[key] }) { return runbook }
        let runbook = decode()
        known.withLock { $0[key] = runbook }
        return runbook
    }
}
