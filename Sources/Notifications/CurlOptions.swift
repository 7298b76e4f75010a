internal import CCurl

/// Sets options of an easy handle and remembers whether all of them were taken.
struct CurlOptions {
    private let easy: UnsafeMutableRawPointer
    private(set) var isComplete = true

    init(_ easy: UnsafeMutableRawPointer) { self.easy = easy }

    mutating func note(_ code: CURLcode) {
        if code != CURLE_OK { isComplete = false }
    }

    mutating func set(_ option: CURLoption, _ value: Int) {
        note(ccurl_set_long(easy, option, value))
    }

    /// For options that only newer versions know and that can be done without.
    mutating func setIfKnown(_ option: CURLoption, _ value: Int) {
        _ = ccurl_set_long(easy, option, value)
    }

    mutating func set(_ option: CURLoption, _ value: String) {
        note(ccurl_set_text(easy, option, value))
    }

    mutating func set(_ option: CURLoption, _ value: UnsafeMutableRawPointer) {
        note(ccurl_set_pointer(easy, option, value))
    }

    mutating func set(_ option: CURLoption, _ list: UnsafeMutablePointer<curl_slist>?) {
        if list != nil { note(ccurl_set_list(easy, option, list)) }
    }

    mutating func setBody(_ bytes: [UInt8]) {
        note(bytes.withUnsafeBytes { ccurl_set_body(easy, $0.baseAddress, $0.count) })
    }

    /// A list that the caller frees with `ccurl_list_free` after the transfer.
    static func list(_ texts: [String]) -> UnsafeMutablePointer<curl_slist>? {
        var list: UnsafeMutablePointer<curl_slist>?
        for text in texts { list = ccurl_list_append(list, text) ?? list }
        return list
    }
}
