internal import Foundation
internal import Notifications
internal import Runbooks

extension Checkup {
    static func runbooks(_ workspace: Workspace?) -> [Finding] {
        let shelf = RunbookShelf(of: workspace)
        var findings: [Finding] = []
        for item in shelf.items {
            guard let error = shelf.decode(item).diagnostics.first(where: { $0.severity == .error })
            else { continue }
            findings.append(
                Finding(
                    .fail, "runbook",
                    "\(item.origin):\(error.place.line): \(error.message)",
                    hint: "muster runbook lint \(item.id)"))
        }
        findings += unread(workspace, shelf)
        guard findings.isEmpty else { return findings }
        let names = shelf.items.map(\.id).joined(separator: ", ")
        return [Finding(.ok, "runbooks", "\(names): no errors")]
    }

    /// Files that are meant as runbooks and are none for the program.
    private static func unread(_ workspace: Workspace?, _ shelf: RunbookShelf) -> [Finding] {
        guard let folder = workspace?.runbooksPath else { return [] }
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            return [
                Finding(
                    .warn, "runbooks", "the folder \(folder) cannot be read", hint: "muster init")
            ]
        }
        let read = Set(shelf.items.map(\.origin))
        return names.sorted().compactMap { name in
            let path = folder + "/" + name
            if name.hasSuffix(RunbookShelf.suffix) {
                guard !read.contains(path) else { return nil }
                return Finding(
                    .fail, "runbook", "\(path) cannot be read, or is too large",
                    hint: "ls -l '\(path)'")
            }
            guard name.hasSuffix(".yaml") || name.hasSuffix(".yml"), !name.hasSuffix(".test.yaml")
            else { return nil }
            return Finding(
                .warn, "runbook", "\(path) is not taken for a runbook",
                hint: "its name has to end in \(RunbookShelf.suffix)")
        }
    }

    static func channels(
        _ settings: Settings, _ environment: [String: String], hasStore: Bool
    ) -> [Finding] {
        guard !settings.channels.isEmpty else {
            return hasStore
                ? [
                    Finding(
                        .ok, "channels", "none: updates are recorded and sent nowhere",
                        hint: "muster channel add slack night --url-file ~/slack.url")
                ] : []
        }
        return settings.channels.map { channel in
            let state = ChannelState(channel, environment: environment)
            if let problem = state.problem {
                return Finding(
                    .fail, "channel", "\(channel.name): \(problem.message)",
                    hint: problem.hint ?? "muster help channel")
            }
            return Finding(
                .ok, "channel",
                "\(channel.name): \(state.host ?? "-"), up to \(channel.ceiling.label)",
                hint: "muster channel test \(channel.name)")
        }
    }

    static func libcurl(isNeeded: Bool) -> Finding {
        do throws(NotificationError) {
            let version = try CurlLibrary.version()
            return Finding(.ok, "libcurl", version)
        } catch {
            return Finding(
                isNeeded ? .fail : .warn, "libcurl", error.message + "; no message can be sent",
                hint: error.hint)
        }
    }
}
