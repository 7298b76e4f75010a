internal import Application
internal import Foundation
internal import Incidents
internal import Rehearsals
internal import Runbooks

/// A test file that was found, with the runbook that it belongs to.
struct TestFile {
    /// The name before `.test.yaml`.
    let id: String
    let path: String
    let bytes: [UInt8]
    /// Whether it came with the program, as the runbook that it plays.
    var isBuiltIn = false

    /// What is typed to play it again.
    var argument: String { isBuiltIn ? id : path }
}

/// A test file as it was read, ready to be played or not.
struct ReadTest {
    let file: TestFile
    let source: SourceText?
    /// What is wrong with the test file.
    var findings: [Diagnostic]
    var rehearsal: Rehearsal?
    var runbook: Runbook?
    var map = SourceMap()
    /// The path of the runbook, or `built in`.
    var origin = ""
    /// Whether the runbook stands beside the test, where people expect it.
    var isBeside = true
    /// Why the runbook cannot be followed.
    var obstacle: Failure?
}

extension Session {
    /// The tests that are named, or all of the store's folder for runbooks.
    ///
    /// - Throws: ``Failure`` for a name without a test.
    func tests(_ names: [String]) throws(Failure) -> [TestFile] {
        guard names.isEmpty else {
            var files: [TestFile] = []
            for name in names { files.append(try test(name)) }
            return files
        }
        guard let folder = try runbooksFolder() else { return [] }
        let entries = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        var files: [TestFile] = []
        for entry in entries.sorted() where entry.hasSuffix(Rehearsal.suffix) {
            files.append(try testFile(folder + "/" + entry))
        }
        return files
    }

    /// The store's own runbooks that have no test beside them.
    ///
    /// - Throws: ``Failure`` if the store cannot be read.
    func untested() throws(Failure) -> [String] {
        guard let folder = try runbooksFolder() else { return [] }
        let entries = Set((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
        return entries.filter { $0.hasSuffix(RunbookShelf.suffix) }
            .map { String($0.dropLast(RunbookShelf.suffix.count)) }
            .filter { !entries.contains($0 + Rehearsal.suffix) }.sorted()
    }

    private func runbooksFolder() throws(Failure) -> String? {
        do {
            return try workspace().runbooksPath
        } catch {
            guard error.code == .notFound else { throw error }
            return nil
        }
    }

    private func test(_ name: String) throws(Failure) -> TestFile {
        if name.contains("/") || name.hasSuffix(".yaml") {
            let path = absolutePath(
                name, from: global.startingFolder, home: surroundings.environment["HOME"])
            guard name.hasSuffix(RunbookShelf.suffix) else { return try testFile(path, as: name) }
            let stem = name.dropLast(RunbookShelf.suffix.count)
            return try testFile(
                path.dropLast(RunbookShelf.suffix.count) + Rehearsal.suffix,
                as: stem + Rehearsal.suffix)
        }
        if let folder = try runbooksFolder() {
            let path = folder + "/" + name + Rehearsal.suffix
            if FileManager.default.fileExists(atPath: path) { return try testFile(path) }
        }
        let item = try runbook(name, on: try shelf())
        if !item.isFile, let bytes = RunbookShelf.starterTests[item.id] {
            return TestFile(
                id: item.id, path: "built in/\(item.id)\(Rehearsal.suffix)", bytes: bytes,
                isBuiltIn: true)
        }
        throw Failure(
            .notFound, "runbook '\(name)' has no test",
            details: [
                "a test is the file \(name)\(Rehearsal.suffix) beside \(name)\(RunbookShelf.suffix)"
            ],
            hint: "help runbook test")
    }

    private func testFile(_ path: String, as shown: String? = nil) throws(Failure) -> TestFile {
        let name = shown ?? path
        guard FileManager.default.fileExists(atPath: path) else {
            throw Failure(
                .notFound, "there is no test '\(name)'", hint: "help runbook test")
        }
        let file = path.split(separator: "/").last.map(String.init) ?? path
        let id =
            file.hasSuffix(Rehearsal.suffix)
            ? String(file.dropLast(Rehearsal.suffix.count))
            : file.split(separator: ".").first.map(String.init) ?? file
        return TestFile(
            id: id, path: name, bytes: try readFile(path, limit: RunbookShelf.sizeLimit))
    }

    /// Reads a test and its runbook: beside it, else on the shelf.
    func read(_ file: TestFile, _ shelf: RunbookShelf) -> ReadTest {
        let name = file.path.split(separator: "/").last.map(String.init) ?? file.path
        let reading = Rehearsal.read(file.bytes, fileName: name)
        var test = ReadTest(
            file: file, source: reading.source, findings: reading.diagnostics,
            rehearsal: reading.rehearsal)
        // Which runbook is meant is only known of a file that can be read.
        guard let id = reading.rehearsal?.runbook.value else { return test }
        let folder = absolutePath(
            file.path, from: global.startingFolder, home: surroundings.environment["HOME"]
        ).dropLast(name.count)
        func beside(_ id: String) -> (bytes: [UInt8], origin: String)? {
            // A name from the file must not lead out of its folder.
            guard !id.contains("/"), !id.hasPrefix(".") else { return nil }
            let bytes =
                file.isBuiltIn
                ? nil
                : try? readFile(
                    folder + id + RunbookShelf.suffix, limit: RunbookShelf.sizeLimit)
            return bytes.map {
                ($0, String(file.path.dropLast(name.count)) + id + RunbookShelf.suffix)
            }
                ?? shelf.items.first { $0.id == id }.map { ($0.bytes, $0.origin) }
        }
        guard let found = beside(id) else {
            test.obstacle = Failure(
                .problemsFound, "there is no runbook '\(id)' beside \(file.path) or on the shelf",
                details: didYouMean(id, among: shelf.items.map(\.id)), hint: "runbook list")
            return test
        }
        test.origin = found.origin
        test.isBeside = found.origin == file.path.dropLast(name.count) + id + RunbookShelf.suffix
        let result = RunbookDecoder.decode(
            found.bytes, fileName: id + RunbookShelf.suffix, library: { beside($0)?.bytes })
        guard let runbook = result.runbook, !result.linted().hasErrors else {
            let path = found.origin.contains("/") ? found.origin : id
            test.obstacle = Failure(
                .problemsFound, "runbook '\(id)' has errors, so there is nothing to test",
                hint: "runbook lint \(path.shellQuoted)")
            return test
        }
        test.runbook = runbook
        test.map = result.map
        if let rehearsal = reading.rehearsal {
            test.findings += rehearsal.check(against: runbook, source: reading.source)
        }
        return test
    }
}
