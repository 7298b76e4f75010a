internal import Chronology
internal import Runbooks

/// One input of libFuzzer: bytes that somebody calls a runbook.
///
/// What must hold for all bytes: no trap, the same findings twice, each finding inside the text,
/// and nothing on a terminal that could steer it.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzRunbook(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    let today = Timestamp(rfc3339: "2026-11-24T00:00:00Z")
    let result = decode(bytes)
    let findings = result.linted(today: today)
    precondition(findings == decode(bytes).linted(today: today), "not the same answer twice")
    precondition((result.runbook == nil) == result.diagnostics.hasErrors, "neither nor")
    if let source = result.source {
        for finding in findings {
            precondition(source.contains(finding.place), "\(finding) is not in the text")
            if let place = finding.related?.place {
                precondition(source.contains(place), "\(finding) is related to nothing")
            }
        }
    }
    let text = DiagnosticRenderer(fileName: "f", source: result.source).render(findings)
    precondition(!text.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" }, "escapes")
    checkFixes(of: bytes, today: today)
    return 0
}

/// A file that was mended has no more errors than before, and mending it again changes nothing.
private func checkFixes(of bytes: [UInt8], today: Timestamp?) {
    let once = mend(bytes, today)
    precondition(once.fixes.isEmpty == (once.bytes == bytes), "changed without a fix")
    guard !once.fixes.isEmpty else { return }
    precondition(
        once.bytes.count { $0 == 10 } == bytes.count { $0 == 10 }, "a fix moved the lines")
    // So many fixes in one file are not all made at once, and fewer in a large one.
    guard once.fixes.count < 100, bytes.count <= 8_192 else { return }
    precondition(mend(once.bytes, today).bytes == once.bytes, "a second fix changes more")
}

private func mend(_ bytes: [UInt8], _ today: Timestamp?) -> RunbookFixer.Outcome {
    RunbookFixer.fix(bytes, fileName: "fuzz.runbook.yaml", today: today) { id in
        ExampleFrame.library[id].map { Array($0.utf8) }
    }
}

private func decode(_ bytes: [UInt8]) -> DecodeResult {
    RunbookDecoder.decode(bytes, fileName: "fuzz.runbook.yaml") { id in
        ExampleFrame.library[id].map { Array($0.utf8) }
    }
}
