internal import CCurl
import Glibc

/// One request on its way; libcurl's callbacks report here. It lives on libcurl's thread only.
final class Transfer {
    let job: CurlThread.Job
    private let easy: UnsafeMutableRawPointer
    private let limit: Int
    private var headers: UnsafeMutablePointer<curl_slist>?
    private var pins: UnsafeMutablePointer<curl_slist>?

    private var body: [UInt8] = []
    private var isTruncated = false
    private var retryAfter: String?
    /// How often libcurl was about to send the request: more than once is a hidden repeat.
    private var readyCount = 0
    private var refusal: TransferFault?
    private var hasRefusedAddress = false

    init(_ job: CurlThread.Job, _ easy: UnsafeMutableRawPointer, limit: Int) {
        self.job = job
        self.easy = easy
        self.limit = limit
    }

    /// Hands the outcome to the waiting task; after it libcurl must not know the transfer any more.
    func end(_ attempt: Attempt) {
        ccurl_list_free(headers)
        ccurl_list_free(pins)
        headers = nil
        pins = nil
        job.continuation.resume(returning: attempt)
    }

    /// What a finished transfer means.
    ///
    /// Before libcurl's "about to send" callback nothing can have left; after it, anything may
    /// have.
    func outcome(of result: CURLcode) -> Attempt {
        var status = 0
        _ = ccurl_get_long(easy, CURLINFO_RESPONSE_CODE, &status)
        if refusal == nil, readyCount > 0, status >= 200 {
            return .answered(
                Attempt.Answer(
                    status: status, retryAfter: retryAfter, body: body,
                    isComplete: result == CURLE_OK && !isTruncated))
        }
        if let refusal {
            return readyCount > 1 ? .ambiguous(refusal) : .notSent(refusal)
        }
        let fault = Transfer.fault(result)
        if readyCount > 0 { return .ambiguous(fault) }
        return .notSent(hasRefusedAddress && fault == .notConnected ? .addressRefused : fault)
    }

    /// What ending an unfinished transfer means.
    var outcomeOfCancelling: Attempt {
        readyCount > 0 ? .ambiguous(.cancelled) : .notSent(.cancelled)
    }

    private static func fault(_ result: CURLcode) -> TransferFault {
        switch result {
        case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL: .invalidRequest
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: .nameNotResolved
        case CURLE_COULDNT_CONNECT: .notConnected
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE: .certificateRefused
        case CURLE_SSL_CONNECT_ERROR: .encryptionFailed
        case CURLE_OPERATION_TIMEDOUT: .timedOut
        case CURLE_GOT_NOTHING: .noAnswer
        case CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_HTTP2, CURLE_HTTP2_STREAM,
            CURLE_PARTIAL_FILE:
            .connectionLost
        default: .other(Int(result.rawValue))
        }
    }
}

extension Transfer {
    /// Sets every option of the handle; false if the request cannot be sent.
    func configure(_ configuration: HTTPClient.Configuration) -> Bool {
        guard job.request.content.headers.allSatisfy(\.isValid) else { return false }
        var options = CurlOptions(easy)
        options.set(CURLOPT_URL, job.request.url.revealed())
        options.set(CURLOPT_PROTOCOLS_STR, "http,https")
        options.set(CURLOPT_REDIR_PROTOCOLS_STR, "https")
        options.set(CURLOPT_FOLLOWLOCATION, 0)
        options.set(CURLOPT_MAXREDIRS, 0)
        options.set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1)
        // An empty text also switches off the proxies of the environment.
        options.set(CURLOPT_PROXY, configuration.proxy?.revealed() ?? "")
        options.set(CURLOPT_CONNECTTIMEOUT_MS, configuration.connectMilliseconds)
        options.set(CURLOPT_TIMEOUT_MS, configuration.totalMilliseconds)
        options.set(CURLOPT_NOSIGNAL, 1)
        options.set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        options.set(CURLOPT_SSL_VERIFYPEER, 1)
        options.set(CURLOPT_SSL_VERIFYHOST, 2)
        if let authorities = job.request.authorities { options.set(CURLOPT_CAINFO, authorities) }
        setVersion(&options)
        // A short life of idle connections makes it rare that one is already closed when it is
        // used.
        options.set(CURLOPT_MAXAGE_CONN, 30)
        options.set(CURLOPT_MAXLIFETIME_CONN, 300)
        options.set(CURLOPT_DNS_CACHE_TIMEOUT, 60)
        options.set(CURLOPT_USERAGENT, "muster")
        options.setIfKnown(CURLOPT_QUICK_EXIT, 1)
        headers = CurlOptions.list(
            job.request.content.headers.map { "\($0.name): \($0.value)" } + ["Expect:"])
        options.set(CURLOPT_HTTPHEADER, headers)
        pins = CurlOptions.list(configuration.pinnedNames)
        options.set(CURLOPT_RESOLVE, pins)
        options.setBody(job.request.content.body)
        setCallbacks(&options, hasProxy: configuration.proxy != nil)
        return options.isComplete
    }

    /// Asks for HTTP/2, and waits for what the host can do, over TLS only.
    ///
    /// Over plain HTTP libcurl would let all transfers to a host wait for the first answer, and a
    /// receiver that hangs would stop them all.
    private func setVersion(_ options: inout CurlOptions) {
        let isEncrypted = job.request.url.revealed().lowercased().hasPrefix("https:")
        let version = isEncrypted ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1
        options.set(CURLOPT_HTTP_VERSION, Int(version))
        if isEncrypted { options.set(CURLOPT_PIPEWAIT, 1) }
    }

    /// Hands this object unretained to libcurl: `TransferLoop` outlives every callback.
    private func setCallbacks(_ options: inout CurlOptions, hasProxy: Bool) {
        let user = Unmanaged.passUnretained(self).toOpaque()
        options.set(CURLOPT_WRITEDATA, user)
        options.note(
            ccurl_set_write(easy, CURLOPT_WRITEFUNCTION) { data, size, count, user in
                Transfer.of(user)?.receive(data, size * count) ?? 0
            })
        options.set(CURLOPT_HEADERDATA, user)
        options.note(
            ccurl_set_write(easy, CURLOPT_HEADERFUNCTION) { data, size, count, user in
                Transfer.of(user)?.receiveHeader(data, size * count) ?? 0
            })
        options.set(CURLOPT_PREREQDATA, user)
        if hasProxy {
            // Behind a proxy only its own address would be seen.
            options.note(
                ccurl_set_prereq(easy) { user, _, _, _, _ in
                    Transfer.of(user)?.isReady(at: nil) ?? CURL_PREREQFUNC_ABORT
                })
            return
        }
        options.set(CURLOPT_OPENSOCKETDATA, user)
        options.note(
            ccurl_set_opensocket(easy) { user, _, address in
                Transfer.of(user)?.openSocket(address) ?? CURL_SOCKET_BAD
            })
        options.note(
            ccurl_set_prereq(easy) { user, address, _, _, _ in
                guard let address else { return CURL_PREREQFUNC_ABORT }
                return Transfer.of(user)?.isReady(at: String(cString: address))
                    ?? CURL_PREREQFUNC_ABORT
            })
    }

    private static func of(_ user: UnsafeMutableRawPointer?) -> Transfer? {
        user.map { Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
    }

    /// Called when the connection stands, new or reused, just before the request is written.
    private func isReady(at address: String?) -> Int32 {
        readyCount += 1
        if readyCount > 1 {
            refusal = .repeatPrevented
            return CURL_PREREQFUNC_ABORT
        }
        if let address {
            guard let parsed = IPAddress(address), job.request.addressRule.allows(parsed) else {
                refusal = .addressRefused
                return CURL_PREREQFUNC_ABORT
            }
        }
        return CURL_PREREQFUNC_OK
    }

    /// Opens a socket only towards an allowed address; libcurl then tries the next one of the host.
    private func openSocket(_ target: UnsafeMutablePointer<curl_sockaddr>?) -> curl_socket_t {
        guard let target, let address = Transfer.address(target),
            job.request.addressRule.allows(address)
        else {
            hasRefusedAddress = true
            return CURL_SOCKET_BAD
        }
        return socket(
            target.pointee.family, target.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue),
            target.pointee.protocol)
    }

    private static func address(_ target: UnsafeMutablePointer<curl_sockaddr>) -> IPAddress? {
        withUnsafePointer(to: &target.pointee.addr) { address in
            // The address is followed by its rest: libcurl gives room for `sockaddr_storage`.
            let raw = UnsafeRawPointer(address)
            switch target.pointee.family {
            case AF_INET:
                let four = raw.loadUnaligned(as: sockaddr_in.self)
                return .v4(UInt32(bigEndian: four.sin_addr.s_addr))
            case AF_INET6:
                return IPAddress(raw.loadUnaligned(as: sockaddr_in6.self).sin6_addr)
            default:
                return nil
            }
        }
    }

    /// Keeps the first part of the body; taking less than all makes libcurl end the transfer.
    private func receive(_ data: UnsafeMutablePointer<CChar>?, _ count: Int) -> Int {
        guard let data else { return 0 }
        let taken = min(count, limit - body.count)
        body += UnsafeRawBufferPointer(start: data, count: taken)
        if taken < count { isTruncated = true }
        return taken == count ? count : 0
    }

    private func receiveHeader(_ data: UnsafeMutablePointer<CChar>?, _ count: Int) -> Int {
        guard let data else { return 0 }
        let line = String(
            decoding: UnsafeRawBufferPointer(start: data, count: count), as: UTF8.self)
        if line.hasPrefix("HTTP/") {
            retryAfter = nil
        } else if let colon = line.firstIndex(of: ":"),
            line[..<colon].lowercased() == "retry-after"
        {
            retryAfter = String(line[line.index(after: colon)...].prefix(100)).trimmed
        }
        return count
    }
}
