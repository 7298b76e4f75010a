/// The kind of a signature, by the type bytes that c2sp.org/signed-note assigns.
///
/// A further kind gets a case here and its verification in `VerifierKey`; the switches find every place.
package enum SignatureAlgorithm: Sendable, Hashable {
    /// Ed25519 over the text of the note, type 0x01.
    case ed25519
    /// A kind that this program does not verify; keys of it count as unknown.
    case other(UInt8)

    /// Finds the kind of a type byte.
    package init(identifier: UInt8) { self = identifier == 1 ? .ed25519 : .other(identifier) }

    /// The type byte.
    package var identifier: UInt8 {
        switch self {
        case .ed25519: 1
        case .other(let identifier): identifier
        }
    }
}
