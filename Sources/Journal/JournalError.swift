/// Why the journal refused or failed.
package struct JournalError: Error, Sendable, Equatable {
    /// What kind of failure it is; callers decide on this, never on the text.
    package enum Code: Sendable, Equatable {
        /// No store at the path.
        case notFound
        /// The store was written by a later version of the program.
        case newerVersion
        /// The folder or the file cannot be written.
        case readOnly
        /// The disk, or the limit set for the store, is full; nothing of the append was kept.
        case full
        /// Another process held the store for longer than the wait allows.
        case busy
        /// The file is no store, or its pages are damaged.
        case corrupt
        /// Somebody else appended meanwhile.
        case conflict
        /// SQLite does not promise durability with the settings that were read back.
        case notDurable
        /// Anything else that SQLite reports.
        case storage
    }

    package let code: Code
    package let message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}
