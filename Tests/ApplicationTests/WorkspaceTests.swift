import Foundation
import Notifications
import Testing

@testable import Application

@Suite struct WorkspaceTests {
    let office: Office

    init() throws { office = try Office() }

    private func mode(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return try #require(attributes[.posixPermissions] as? Int)
    }

    @Test func `a store is found from below and not from beside`() throws {
        let deep = office.folder + "/a/b"
        try FileManager.default.createDirectory(atPath: deep, withIntermediateDirectories: true)
        for place in [office.folder, office.folder + "/a", deep, deep + "/../b/", deep + "/none"] {
            let found = try Workspace.find(from: place)
            #expect(
                URL(filePath: found.folder).resolvingSymlinksInPath()
                    == URL(filePath: office.workspace.folder).resolvingSymlinksInPath())
        }
        let failure = #expect(throws: Failure.self) {
            try Workspace.find(from: office.folder + "/../nothing-here")
        }
        #expect(failure?.code == .notFound && failure?.hint == "init")
    }

    @Test func `everything is for its owner alone`() throws {
        let workspace = office.workspace
        for folder in [workspace.folder, workspace.runbooksPath] {
            #expect(try mode(folder) == 0o700)
        }
        for file in [workspace.storePath, workspace.settingsPath] {
            #expect(try mode(file) == 0o600)
        }
    }

    @Test func `making it again changes nothing`() throws {
        try office.write("mine", as: "phishing.runbook.yaml")
        try Settings(user: "li").write(to: office.workspace)
        let made = try Workspace.make(
            in: office.folder, actor: "max", surroundings: office.surroundings)
        #expect(!made.isNew)
        #expect(try Settings(of: office.workspace).user == "li")
        let path = office.workspace.runbooksPath + "/phishing.runbook.yaml"
        #expect(try readFile(path, limit: 100) == Array("mine".utf8))
    }

    @Test func `the settings are written and read`() throws {
        var settings = Settings(user: "dana")
        settings.channels = [
            Channel(name: "ops", service: .slack, url: .environment("HOOK"), ceiling: .amber)
        ]
        try settings.write(to: office.workspace)
        #expect(try Settings(of: office.workspace) == settings)
        #expect(try settings.channel(named: "ops").ceiling == .amber)
        let failure = #expect(throws: Failure.self) { try settings.channel(named: "opps") }
        #expect(failure?.code == .usage && failure?.details == ["did you mean 'ops'?"])
    }

    @Test(arguments: ["", "{", "[]", "{\"version\":\"one\",\"channels\":[]}", "\u{0}"])
    func `settings that cannot be used are named and left alone`(text: String) throws {
        let path = office.workspace.settingsPath
        try writeFile(Array(text.utf8), to: path)
        let failure = #expect(throws: Failure.self) { try office.desk() }
        #expect(failure?.code == .configuration)
        #expect(failure?.message.contains(path) == true)
        #expect(try readFile(path, limit: 100) == Array(text.utf8))
    }

    @Test func `every person has a current incident of their own`() throws {
        let workspace = office.workspace
        let names = ["dana", "Dana", "../../etc", "d a", "d_a", "dü"]
        for (index, name) in names.enumerated() {
            try workspace.setCurrentIncident("INC-\(index)", of: name)
        }
        for (index, name) in names.enumerated() {
            #expect(workspace.currentIncident(of: name) == "INC-\(index)")
        }
        try workspace.setCurrentIncident(nil, of: "dana")
        #expect(workspace.currentIncident(of: "dana") == nil)
    }

    @Test func `a file larger than its limit is refused`() throws {
        let path = office.folder + "/f"
        try writeFile(Array(repeating: 7, count: 100), to: path)
        #expect(try readFile(path, limit: 100).count == 100)
        let failure = #expect(throws: Failure.self) { try readFile(path, limit: 99) }
        #expect(failure?.code == .usage)
    }
}
