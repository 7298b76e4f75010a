internal import Foundation
package import Notifications

/// What an organisation has set for its store: who the user is, and where messages go. It holds no secret.
package struct Settings: Sendable, Equatable, Codable {
    /// The version of the file's form.
    package var version = 1
    /// The name under which entries are recorded, unless the command line or the environment says another.
    package var user: String?
    package var channels: [Channel] = []
    /// Whose store it is; it stands in the names of keys and in the origin of seals.
    package var organisation: String?
    /// Whether `close` and `report` seal by themselves where the person has a key; yes unless it says no.
    package var sealsByItself: Bool?

    package init(user: String? = nil) { self.user = user }

    private static let sizeLimit = 1_048_576

    /// Reads the settings of a workspace; the defaults if there is no file.
    ///
    /// - Throws: ``Failure`` `configuration` if the file is unreadable or other people can write it.
    package init(of workspace: Workspace) throws(Failure) {
        guard FileManager.default.fileExists(atPath: workspace.settingsPath) else { return }
        do {
            let bytes = try readFile(workspace.settingsPath, limit: Settings.sizeLimit)
            self = try JSONDecoder().decode(Settings.self, from: Data(bytes))
        } catch let error as DecodingError {
            throw Failure(
                .configuration, "'\(workspace.settingsPath)' cannot be used: \(error.place)",
                hint: "doctor")
        } catch {
            throw Failure(
                .configuration, "'\(workspace.settingsPath)' cannot be read", hint: "doctor")
        }
    }

    /// Writes the settings whole or not at all.
    package func write(to workspace: Workspace) throws(Failure) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(self) else {
            throw Failure(.failed, "the settings cannot be written as JSON")
        }
        try writeFile(Array(data) + [10], to: workspace.settingsPath)
    }

    /// The channel of a name.
    ///
    /// - Throws: ``Failure`` `usage`, with the names that there are.
    package func channel(named name: String) throws(Failure) -> Channel {
        if let channel = channels.first(where: { $0.name == name }) { return channel }
        throw Failure(
            .usage, "there is no channel '\(name)'",
            details: didYouMean(name, among: channels.map(\.name)), hint: "channel list")
    }
}
