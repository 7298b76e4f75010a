internal import Foundation
internal import Incidents
internal import Notifications
package import Transparency

/// The signing keys of the person who runs the program: files in the folder of their settings, never in a store.
package struct KeyRing: Sendable {
    /// A key's file, with the key or with what is wrong with it.
    package struct Item: Sendable {
        package let path: String
        package let signer: NoteSigner?
        package let problem: String?
    }

    /// The folder of the keys.
    package let folder: String
    private static let ending = ".key"

    /// Finds the folder: `muster/keys` in `XDG_CONFIG_HOME`, else in `.config` of `HOME`.
    ///
    /// - Throws: ``Failure`` `configuration` if neither is set.
    package init(environment: [String: String]) throws(Failure) {
        folder = try KeyRing.base(environment) + "/keys"
    }

    /// The folder of the person's own things: `muster` in `XDG_CONFIG_HOME`, else in `.config` of `HOME`.
    static func base(_ environment: [String: String]) throws(Failure) -> String {
        let configured = environment["XDG_CONFIG_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
        let home = environment["HOME"].flatMap { $0.isEmpty ? nil : $0 + "/.config" }
        guard let base = configured ?? home else {
            throw Failure(
                .configuration, "nothing says where your keys are",
                details: ["set HOME or XDG_CONFIG_HOME"], hint: "help environment")
        }
        return base + "/muster"
    }

    /// All keys of the folder in the order of their files' names; none if there is no folder.
    package var items: [Item] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasSuffix(KeyRing.ending) && !$0.hasPrefix(".") }.sorted().map {
            read(folder + "/" + $0)
        }
    }

    /// The keys that can be used.
    package var signers: [NoteSigner] { items.compactMap(\.signer) }

    private func read(_ path: String) -> Item {
        do throws(NotificationError) {
            // The same care as for the secrets of channels: a plain file of one's own that nobody else can read.
            let text = try SecretSource.file(path).read().revealed()
            do throws(TransparencyError) {
                return Item(path: path, signer: try NoteSigner(parsing: text), problem: nil)
            } catch {
                return Item(path: path, signer: nil, problem: error.message)
            }
        } catch {
            let hint = error.hint.map { "; " + $0 } ?? ""
            return Item(path: path, signer: nil, problem: error.message + hint)
        }
    }

    /// Checks that a key of this name can be made.
    ///
    /// - Parameter replacing: a key of one's own that may have the same name.
    /// - Throws: ``Failure`` `usage` if the name is none, or if there is another key of this name already.
    @discardableResult
    package func checkNew(
        _ name: String, replacing old: VerifierKey? = nil
    ) throws(Failure) -> KeyName {
        let checked: KeyName
        do throws(TransparencyError) {
            checked = try KeyName(name)
        } catch {
            throw Failure(
                .usage, "'\(name.shortened(to: 40))' is no name for a key: \(error.message)",
                details: ["a name without spaces: dana, or dana@example.com"], hint: "key new dana")
        }
        guard name.utf8.count <= 100, SafeText.line(name) == name else {
            throw Failure(
                .usage, "the name of a key has at most 100 bytes, and no hidden characters",
                hint: "key new dana")
        }
        let isTaken = checked != old?.name
        if isTaken, let other = signers.first(where: { $0.verifier.name == checked }) {
            throw Failure(
                .usage, "you have a key '\(name)' already: \(other.verifier.label)",
                details: [
                    "another name makes another key; 'key rotate' puts a new one in its place"
                ],
                hint: "key list")
        }
        return checked
    }

    /// Makes a key and its file, which nothing is overwritten for and only its owner can read.
    ///
    /// - Throws: ``Failure``: `usage` for the name, `failed` if the file cannot be written.
    package func make(
        _ name: String, replacing old: VerifierKey? = nil
    ) throws(Failure) -> (path: String, signer: NoteSigner) {
        let checked = try checkNew(name, replacing: old)
        let signer: NoteSigner
        do throws(TransparencyError) {
            signer = try NoteSigner(generatingFor: checked)
        } catch {
            throw Failure(.failed, "no key could be made", hint: "doctor")
        }
        let path = folder + "/" + KeyRing.fileName(signer.verifier)
        try write(signer, to: path)
        return (path, signer)
    }

    private static func fileName(_ key: VerifierKey) -> String {
        "\(fileWord(key.name.text))-\(key.shortID)\(ending)"
    }

    /// The text with a hyphen for all but ASCII letters and digits.
    static func fileWord(_ text: String) -> String {
        text.unicodeScalars.map { scalar in
            scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
                ? String(scalar) : "-"
        }.joined()
    }

    /// Writes a draft and links it to its name: whole or not at all, and never in the place of another file.
    private func write(_ signer: NoteSigner, to path: String) throws(Failure) {
        let draft = folder + "/.new-\(signer.verifier.shortID)"
        let failure = Failure(
            .failed, "the key's file '\(path)' cannot be written",
            details: ["is the folder writable?"], hint: "doctor")
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        } catch {
            throw failure
        }
        defer { unlink(draft) }
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        do {
            try handle.write(contentsOf: Data((signer.revealed() + "\n").utf8))
            try handle.synchronize()
            try handle.close()
        } catch {
            throw failure
        }
        guard link(draft, path) == 0 else { throw failure }
        syncFolder()
    }

    /// Takes a new key away that nothing trusts yet.
    func remove(_ path: String) { unlink(path) }

    /// A file that was made is found after a power cut only if its folder was synced.
    private func syncFolder() {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }
}
