import Application
import Foundation
import Testing

@Suite struct RunbookFileTests {
    private func withFile(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "a.runbook.yaml").path
        try Data("old".utf8).write(to: URL(filePath: path))
        try body(path)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 1)
    }

    private func text(_ path: String) throws -> String {
        try String(contentsOfFile: path, encoding: .utf8)
    }

    @Test func `a file gets its new bytes and keeps its mode`() throws {
        try withFile { path in
            chmod(path, 0o751)
            try replaceRunbook(at: path, holding: Array("old".utf8), with: Array("new".utf8))
            #expect(try text(path) == "new")
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
            #expect(mode as? Int == 0o751)
        }
    }

    @Test func `a file that somebody else changed is left alone`() throws {
        try withFile { path in
            let failure = #expect(throws: Failure.self) {
                try replaceRunbook(at: path, holding: Array("older".utf8), with: Array("new".utf8))
            }
            #expect(failure?.code == .conflict)
            let after = try text(path)
            #expect(after == "old")
        }
    }

    @Test func `a file that is gone is not made`() throws {
        try withFile { path in
            #expect(throws: Failure.self) {
                try replaceRunbook(at: path + "x", holding: [], with: Array("new".utf8))
            }
        }
    }
}
