internal import CCurl

/// The loop of libcurl's thread: take jobs, let libcurl work, hand out what is done, wait.
final class TransferLoop {
    private let multi: UnsafeMutableRawPointer
    private let configuration: HTTPClient.Configuration
    /// By the address of the easy handle.
    private var active: [UnsafeMutableRawPointer: Transfer] = [:]
    private var idle: [UnsafeMutableRawPointer] = []

    private static let keptHandles = 64
    private static let pollMilliseconds: Int32 = 1_000

    init(_ multi: UnsafeMutableRawPointer, _ configuration: HTTPClient.Configuration) {
        self.multi = multi
        self.configuration = configuration
        _ = ccurl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, configuration.keptConnections)
    }

    /// Runs until the inbox says stop; every job gets its outcome exactly once.
    func run(take: () -> CurlThread.Inbox) {
        var isRunning = true
        while isRunning {
            let inbox = take()
            for job in inbox.jobs { start(job) }
            cancel(Set(inbox.cancelled))
            var running: Int32 = 0
            _ = ccurl_multi_perform(multi, &running)
            finishDone()
            isRunning = !inbox.isStopping
            if isRunning { _ = ccurl_multi_poll(multi, TransferLoop.pollMilliseconds) }
        }
        cancel(Set(active.values.map(\.job.id)))
        for easy in idle { ccurl_easy_cleanup(easy) }
    }

    private func start(_ job: CurlThread.Job) {
        guard let easy = idle.popLast() ?? ccurl_easy_init() else {
            job.continuation.resume(returning: .notSent(.other(Int(CURLE_FAILED_INIT.rawValue))))
            return
        }
        let transfer = Transfer(job, easy, limit: configuration.responseLimit)
        guard transfer.configure(configuration), ccurl_multi_add(multi, easy) == CURLM_OK else {
            transfer.end(.notSent(.invalidRequest))
            recycle(easy)
            return
        }
        active[easy] = transfer
    }

    private func finishDone() {
        var easy: UnsafeMutableRawPointer?
        var result = CURLE_OK
        while ccurl_multi_next_done(multi, &easy, &result) != 0 {
            guard let done = easy, let transfer = active.removeValue(forKey: done) else { continue }
            let outcome = transfer.outcome(of: result)
            _ = ccurl_multi_remove(multi, done)
            transfer.end(outcome)
            recycle(done)
        }
    }

    private func cancel(_ ids: Set<UInt64>) {
        if ids.isEmpty { return }
        for (easy, transfer) in active where ids.contains(transfer.job.id) {
            active[easy] = nil
            _ = ccurl_multi_remove(multi, easy)
            transfer.end(transfer.outcomeOfCancelling)
            recycle(easy)
        }
    }

    private func recycle(_ easy: UnsafeMutableRawPointer) {
        if idle.count < TransferLoop.keptHandles {
            ccurl_easy_reset(easy)
            idle.append(easy)
        } else {
            ccurl_easy_cleanup(easy)
        }
    }
}
