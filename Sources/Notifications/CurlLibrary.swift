internal import CCurl

/// The libcurl of the system, opened when it is first needed.
package enum CurlLibrary {
    /// Opens libcurl for the process if that has not been done.
    package static func load(path: String? = nil) throws(NotificationError) {
        try check { ccurl_load(path, $0, $1) }
    }

    /// Finds out whether a library could be used, without keeping it open.
    package static func probe(path: String? = nil) throws(NotificationError) {
        try check { ccurl_probe(path, $0, $1) }
    }

    /// The names and versions of libcurl and of what it uses, for example `libcurl/7.88.1`.
    package static func version() throws(NotificationError) -> String {
        try load()
        return String(cString: ccurl_version())
    }

    private static func check(
        _ open: (UnsafeMutablePointer<CChar>, Int) -> ccurl_status
    ) throws(NotificationError) {
        let size = 300
        let (status, reason) = withUnsafeTemporaryAllocation(of: CChar.self, capacity: size) {
            buffer -> (ccurl_status, String) in
            buffer.initialize(repeating: 0)
            guard let start = buffer.baseAddress else { return (CCURL_NOT_FOUND, "") }
            let status = open(start, size)
            return (status, String(cString: start))
        }
        if status == CCURL_LOADED { return }
        let summary =
            status == CCURL_TOO_OLD
            ? "libcurl is too old (\(reason)), 7.85 or newer is needed"
            : "libcurl cannot be used (\(SafeText.line(reason)))"
        throw NotificationError(
            .libraryMissing, summary,
            hint: "install the package libcurl4, for example with: apt-get install libcurl4")
    }
}
