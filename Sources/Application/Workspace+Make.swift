internal import Foundation
internal import Journal

/// What making a store gave.
package struct MadeWorkspace: Sendable {
    package let workspace: Workspace
    package let actor: String
    package let runbooks: [String]
    package let channels: Int
    /// Whether there was no store before.
    package let isNew: Bool
    /// What was missing in a store that was there before, and is there now.
    package let added: [String]
}

extension Workspace {
    /// Makes a store in a folder, with copies of the starter runbooks for the organisation to change; what is there already stays.
    ///
    /// - Throws: ``Failure`` if the folder cannot be written.
    package static func make(
        in place: String, actor: String?, surroundings: Surroundings
    ) throws(Failure) -> MadeWorkspace {
        let root = URL(filePath: place).standardizedFileURL.path
        let workspace = Workspace(folder: (root == "/" ? "" : root) + "/" + folderName)
        let isNew = !FileManager.default.fileExists(atPath: workspace.storePath)
        try workspace.make()
        var added: [String] = []
        if !FileManager.default.fileExists(atPath: workspace.settingsPath) {
            try Settings(user: actor).write(to: workspace)
            added.append("settings")
        }
        for item in RunbookShelf.starters { added += try workspace.addStarter(item) }
        let desk = try Desk(
            workspace: workspace, actor: actor, surroundings: surroundings, mode: .create)
        return MadeWorkspace(
            workspace: workspace, actor: desk.actor, runbooks: desk.shelf.items.map(\.id),
            channels: desk.settings.channels.count, isNew: isNew,
            added: isNew ? [] : added)
    }

    /// Writes the files of a starter runbook that are missing, and gives what they are.
    private func addStarter(_ item: RunbookShelf.Item) throws(Failure) -> [String] {
        var added: [String] = []
        let path = runbooksPath + "/" + item.id + RunbookShelf.suffix
        if !FileManager.default.fileExists(atPath: path) {
            try writeFile(item.bytes, to: path)
            added.append("runbook " + item.id)
        }
        let test = runbooksPath + "/" + item.id + RunbookShelf.testSuffix
        // A runbook that somebody has changed gets no test: ours may not fit it.
        guard let bytes = RunbookShelf.starterTests[item.id],
            !FileManager.default.fileExists(atPath: test),
            try readFile(path, limit: RunbookShelf.sizeLimit) == item.bytes
        else { return added }
        try writeFile(bytes, to: test)
        return added + ["test " + item.id]
    }
}
