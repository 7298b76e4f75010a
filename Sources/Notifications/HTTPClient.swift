import Glibc
internal import Synchronization

/// Sends requests through libcurl's multi interface, which has a thread of its own.
///
/// Connections are kept and used again. libcurl never follows a redirect, never repeats a request
/// and never connects to an address that the request forbids.
package final class HTTPClient: Transport {
    /// The limits of every transfer.
    package struct Configuration: Sendable {
        package var connectMilliseconds = 5_000
        /// The whole transfer, connecting included.
        package var totalMilliseconds = 15_000
        /// Bytes of the response body that are read before the connection is cut.
        package var responseLimit = 65_536
        /// Idle connections that are kept; libcurl's own figure throws most of them away.
        package var keptConnections = 256
        /// The URL of a proxy, behind which address rules cannot see; `nil` for none at all.
        package var proxy: Secret?
        /// The path of libcurl; `nil` for the system's.
        package var library: String?
        /// Names with fixed addresses, in the form `host:port:address,address`.
        package var pinnedNames: [String] = []

        package init() {}
    }

    private let thread: CurlThread
    private let isStarted = Mutex(false)

    package init(_ configuration: Configuration = Configuration()) {
        thread = CurlThread(configuration)
    }

    deinit { thread.stop() }

    /// Opens libcurl and starts the thread.
    package func prepare() throws(NotificationError) {
        try CurlLibrary.load(path: thread.configuration.library)
        isStarted.withLock { isStarted in
            if !isStarted { isStarted = thread.start() }
        }
    }

    package func send(_ request: HTTPRequest) async -> Attempt {
        do {
            try prepare()
        } catch {
            return .notSent(.other(failedStart))
        }
        let thread = thread
        let id = thread.nextID()
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                thread.add(CurlThread.Job(id: id, request: request, continuation: continuation))
                // The handler below may have run before the job was there.
                if Task.isCancelled { thread.cancel(id) }
            }
        } onCancel: {
            thread.cancel(id)
        }
    }

    /// Ends all transfers and waits for libcurl's thread, so that the process can exit cleanly.
    package func close() async {
        guard isStarted.withLock({ $0 }) else { return }
        await thread.stopped()
    }
}

/// libcurl's code for a failed start.
private let failedStart = 2
