internal import Foundation
internal import Incidents
package import Transparency

/// The last checkpoint of each store that a person has sealed, kept with their keys and outside the stores.
///
/// Who can write a store but not this folder cannot make a whole new record without it being seen here.
package struct KeptSeals: Sendable {
    /// The folder of the checkpoints.
    package let folder: String

    /// Finds the folder `muster/seals` beside the keys.
    ///
    /// - Throws: ``Failure`` `configuration` if nothing says where that is.
    package init(environment: [String: String]) throws(Failure) {
        folder = try KeyRing.base(environment) + "/seals"
    }

    /// The checkpoint that was kept for a store; `nil` if there is none that can be read.
    package func checkpoint(of origin: String) -> (note: SignedCheckpoint, path: String)? {
        let path = path(of: origin)
        guard let bytes = try? readFile(path, limit: SignedNote.maximumBytes),
            let note = try? SignedCheckpoint(parsing: bytes),
            note.checkpoint.origin == origin
        else { return nil }
        return (note, path)
    }

    /// Keeps a checkpoint if it covers more than the one that was kept.
    ///
    /// That it cannot be written is no failure of a seal, which is in the store and can be kept elsewhere, too.
    func keep(_ note: SignedCheckpoint) {
        let origin = note.checkpoint.origin
        if let earlier = checkpoint(of: origin)?.note,
            earlier.checkpoint.size >= note.checkpoint.size
        {
            return
        }
        try? FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        try? writeFile(Array(note.written.utf8), to: path(of: origin))
    }

    private func path(of origin: String) -> String {
        folder + "/" + KeyRing.fileWord(origin) + ".checkpoint"
    }
}

extension Desk {
    /// The checkpoint that the person at work has kept of this store; `nil` for none.
    package func keptSeal(_ trust: KeyTrust) -> OutsideCheckpoint? {
        guard let origin = trust.origin,
            let seals = try? KeptSeals(environment: surroundings.environment),
            let kept = seals.checkpoint(of: origin)
        else { return nil }
        return .own(kept.note, path: kept.path)
    }

    func keep(_ note: SignedCheckpoint) {
        (try? KeptSeals(environment: surroundings.environment))?.keep(note)
    }
}
