internal import Application
internal import Foundation
internal import Incidents
internal import Runbooks

extension Session {
    /// A runbook without errors, by its id or the path of its file.
    ///
    /// - Throws: ``Failure`` `usage` for a name that there is not, `problemsFound` for a runbook with errors.
    func usableRunbook(
        _ name: String, on shelf: RunbookShelf
    ) throws(Failure) -> (item: RunbookShelf.Item, runbook: Runbook) {
        let item = try runbook(name, on: shelf)
        let result = shelf.decode(item)
        guard let runbook = result.runbook else {
            let first = result.diagnostics.first { $0.severity == .error }
            throw Failure(
                .problemsFound, "runbook '\(item.id)' has errors and cannot be shown",
                details: first.map { ["line \($0.place.line): \($0.message)"] } ?? [],
                hint: "runbook lint \(name.shellQuoted)")
        }
        return (item, runbook)
    }

    /// Prints a document, or writes it to a file and says so.
    ///
    /// - Parameter kind: what it is, for the message: `graph`, `schema`.
    /// - Throws: ``Failure`` if the file cannot be written.
    func deliver(
        _ text: String, to path: String?, kind: String, fields: [String: JSONValue], next: String
    ) throws(Failure) {
        var answer = Answer(kind, fields)
        guard let path, path != "-" else {
            guard console.isJSON else { return console.raw(text) }
            answer.fields["text"] = .string(text)
            return console.answer(answer)
        }
        guard !global.dryRun else {
            return console.notice("Would write \(visible(path)); nothing was written")
        }
        try writeFile(Array(text.utf8), to: path)
        answer.fields["file"] = .string(path)
        answer.fields["bytes"] = .int(Int64(text.utf8.count))
        answer.quiet = [path]
        answer.lines = [
            "Wrote \(visible(path)) (\((text.utf8.count + 1023) / 1024) kB)",
            "Next: muster \(next)",
        ]
        console.answer(answer)
    }
}
