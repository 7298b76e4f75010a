internal import Application
internal import ArgumentParser

extension Failure.Code {
    /// The exit code that scripts see; `muster help exit-codes` explains them.
    var exitCode: Int32 {
        switch self {
        case .failed: 1
        case .cancelled: 2
        case .problemsFound: 3
        case .notFound: 4
        case .conflict, .stale: 5
        case .integrity: 6
        case .undelivered: 7
        case .usage: 64
        case .configuration: 78
        }
    }
}

extension Failure {
    /// The failure as people see it: what is wrong, facts, and one command that helps.
    func lines(_ style: Style) -> [String] {
        var lines = [style.paint("muster: error:", .red) + " " + visible(message)]
        lines += details.map { "  " + visible($0) }
        if let hint { lines.append("  Hint: muster \(visible(hint))") }
        return lines
    }

    /// The failure for scripts.
    var json: JSONValue {
        .object([
            "schema": .string("muster/error/1"), "code": .string(code.rawValue),
            "message": .string(message), "details": .array(details.map { .string($0) }),
            "hint": .optional(hint.map { "muster " + $0 }), "exit": .int(Int64(code.exitCode)),
        ])
    }
}
