package import Incidents
internal import Journal

/// Why a use case could not be carried out, in the form in which every front end shows it.
package struct Failure: Error, Sendable, Equatable {
    /// What kind of failure it is; the exit code follows from it.
    package enum Code: String, Sendable {
        case failed
        case cancelled
        case problemsFound = "problems_found"
        case notFound = "not_found"
        case conflict
        /// Somebody else appended between reading and writing; the use case is tried again.
        case stale
        case integrity
        case undelivered
        case usage
        case configuration
    }

    package let code: Code
    /// What is wrong, with the value; one line.
    package let message: String
    /// Facts, a line each.
    package let details: [String]
    /// One command that helps, without `muster` in front.
    package let hint: String?
    /// How the command that failed can be said again so that it works; a front end that knows it shows that as the hint.
    package let repair: Repair?

    /// A change of the arguments that were given.
    package enum Repair: Sendable, Equatable {
        /// The same with these behind.
        case adding([String])
        /// The same with another value in the place of one.
        case replacing(String, with: String)
    }

    package init(
        _ code: Code, _ message: String, details: [String] = [], hint: String? = nil,
        repair: Repair? = nil
    ) {
        self.code = code
        self.message = message
        self.details = details
        self.hint = hint
        self.repair = repair
    }

    /// A refusal of the domain.
    package init(refusal rejection: Rejection) { self.init(rejection) }

    init(_ rejection: Rejection) {
        let code: Code =
            switch rejection.code {
            case .invalid, .future: .usage
            case .notAllowed: .failed
            case .contested: .conflict
            case .gate: .problemsFound
            }
        self.init(
            code, rejection.message, details: rejection.details, hint: rejection.hint)
    }

    init(_ error: JournalError) {
        switch error.code {
        case .notFound: self.init(.notFound, error.message, hint: "init")
        case .newerVersion:
            self.init(
                .configuration, error.message, details: ["install that version to read it"],
                hint: "doctor")
        case .readOnly:
            self.init(
                .configuration, error.message,
                details: ["make the folder writable, or copy it to one that is"], hint: "doctor")
        case .full:
            self.init(.failed, error.message, details: ["free some space and say it again"])
        case .conflict: self.init(.stale, error.message, details: ["look again, then say it again"])
        case .busy:
            self.init(.conflict, error.message, details: ["look again, then say it again"])
        case .corrupt: self.init(.integrity, error.message, hint: "verify")
        case .notDurable, .storage: self.init(.failed, error.message, hint: "doctor")
        }
    }
}
