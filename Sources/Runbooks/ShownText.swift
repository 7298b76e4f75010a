/// Text from a runbook as it may be shown, for other targets.
package enum ShownText {
    /// The text with control, format and line-end characters written as `\u{…}`.
    package static func line(_ text: String) -> String { SafeText.escape(text) }

    /// How many columns of a terminal the shown character takes: 0 for marks on others, 2 for wide ones.
    package static func columns(_ scalar: Unicode.Scalar) -> Int { SafeText.columns(scalar) }
}
