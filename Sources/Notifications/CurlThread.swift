internal import CCurl
import Glibc
internal import Synchronization

/// The thread that owns the multi handle and all easy handles, and the inbox in front of it.
///
/// Other threads only put jobs into the inbox and call `curl_multi_wakeup`, which libcurl allows.
final class CurlThread: Sendable {
    /// A request with the task that waits for its outcome.
    struct Job: Sendable {
        let id: UInt64
        let request: HTTPRequest
        let continuation: CheckedContinuation<Attempt, Never>
    }

    struct Inbox: Sendable {
        var jobs: [Job] = []
        var cancelled: [UInt64] = []
        var isStopping = false
        fileprivate var hasEnded = false
        fileprivate var waiting: [CheckedContinuation<Void, Never>] = []
        fileprivate var lastID: UInt64 = 0
        /// The address of the multi handle while it lives; only for `curl_multi_wakeup`.
        fileprivate var multi: UInt = 0
    }

    let configuration: HTTPClient.Configuration
    private let inbox = Mutex(Inbox())

    init(_ configuration: HTTPClient.Configuration) { self.configuration = configuration }

    /// Starts the thread; false if the system gives none.
    func start() -> Bool {
        var thread = pthread_t()
        let owner = Unmanaged.passRetained(self)
        let status = pthread_create(
            &thread, nil,
            { argument in
                guard let argument else { return nil }
                Unmanaged<CurlThread>.fromOpaque(argument).takeRetainedValue().run()
                return nil
            }, owner.toOpaque())
        guard status == 0 else {
            owner.release()
            return false
        }
        pthread_detach(thread)
        return true
    }

    func nextID() -> UInt64 {
        inbox.withLock { inbox in
            inbox.lastID += 1
            return inbox.lastID
        }
    }

    func add(_ job: Job) {
        let isAccepted = inbox.withLock { inbox in
            if inbox.isStopping { return false }
            inbox.jobs.append(job)
            CurlThread.wake(inbox)
            return true
        }
        if !isAccepted { job.continuation.resume(returning: .notSent(.cancelled)) }
    }

    func cancel(_ id: UInt64) {
        inbox.withLock { inbox in
            inbox.cancelled.append(id)
            CurlThread.wake(inbox)
        }
    }

    func stop() {
        inbox.withLock { inbox in
            inbox.isStopping = true
            CurlThread.wake(inbox)
        }
    }

    /// Stops the thread and waits for its end.
    func stopped() async {
        await withCheckedContinuation { continuation in
            let hasEnded = inbox.withLock { inbox in
                inbox.isStopping = true
                CurlThread.wake(inbox)
                if !inbox.hasEnded { inbox.waiting.append(continuation) }
                return inbox.hasEnded
            }
            if hasEnded { continuation.resume() }
        }
    }

    /// Called under the lock, so that the handle cannot be closed meanwhile.
    private static func wake(_ inbox: Inbox) {
        if let multi = UnsafeMutableRawPointer(bitPattern: inbox.multi) {
            _ = ccurl_multi_wakeup(multi)
        }
    }

    private func run() {
        // Signals belong to the main thread; a broken TLS connection must not kill the process.
        var signals = sigset_t()
        sigfillset(&signals)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        if let multi = ccurl_multi_init() {
            let address = UInt(bitPattern: multi)
            inbox.withLock { $0.multi = address }
            TransferLoop(multi, configuration).run { self.take() }
            inbox.withLock { $0.multi = 0 }
            _ = ccurl_multi_cleanup(multi)
        }
        finish()
    }

    private func take() -> Inbox {
        inbox.withLock { inbox in
            let taken = inbox
            inbox.jobs = []
            inbox.cancelled = []
            return taken
        }
    }

    private func finish() {
        let left = inbox.withLock { inbox in
            let left = inbox
            inbox.isStopping = true
            inbox.hasEnded = true
            inbox.jobs = []
            inbox.waiting = []
            return left
        }
        for job in left.jobs { job.continuation.resume(returning: .notSent(.cancelled)) }
        for waiting in left.waiting { waiting.resume() }
    }
}
