internal import Application
internal import Journal
internal import Transparency

extension Session {
    /// Seals after a command that ends something, where the person has a key that the store trusts.
    ///
    /// It says what it did on standard error and never fails: the command itself has done its work.
    func sealByItself(_ desk: Desk) {
        guard !global.dryRun, desk.settings.sealsByItself ?? true,
            let ring = try? desk.keyRing, !ring.signers.isEmpty
        else { return }
        do throws(Failure) {
            guard let receipt = try desk.sealIfTrusted(), receipt.isNew else { return }
            say(
                "Sealed: seal \(receipt.seal.number) covers \(Int(receipt.seal.size).entries), "
                    + "signed by \(visible(receipt.key.label))")
        } catch {
            say("Not sealed: \(visible(error.message)); see 'muster seal'")
        }
    }

    private func say(_ line: String) {
        guard !console.isJSON, !console.isQuiet else { return }
        console.notice(line)
    }
}
