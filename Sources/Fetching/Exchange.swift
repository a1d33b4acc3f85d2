import CFetch

/// One request and its answer, between this thread and libcurl; what it may do is decided here at each step.
final class Exchange {
    private let request: FetchRequest
    private let fetcher: Fetcher
    private let end: Double
    private let stop: StopFlag
    private let take: (UnsafeRawBufferPointer) -> Bool
    private var status = 0
    private var headers: [FetchHeader] = []
    private var headerBytes = 0
    private var bodyBytes = 0
    /// Why it was ended from here, which says more than libcurl's own words.
    private var reason: FetchError?

    init(_ request: FetchRequest, fetcher: Fetcher, end: Double, stop: StopFlag, take: @escaping (UnsafeRawBufferPointer) -> Bool) {
        self.request = request
        self.fetcher = fetcher
        self.end = end
        self.stop = stop
        self.take = take
    }

    private var place: Destination { request.address.destination }

    func run() throws(FetchError) -> FetchAnswer {
        guard fetch_is_there() != 0 else { throw .libraryMissing }
        let left = end - Fetcher.now()
        guard left > 0 else { throw .tooSlow(place, seconds: fetcher.limits.seconds) }
        let outcome = perform(milliseconds: max(1, Int(left * 1000)))
        if let reason { throw reason }
        try check(outcome)
        return FetchAnswer(status: Int(outcome.status), headers: headers, body: [], address: request.address)
    }

    private func perform(milliseconds: Int) -> fetch_outcome {
        var outcome = fetch_outcome()
        CStrings.with(headerLines) { headers in
            CStrings.with(fetcher.names) { names in
                (request.body ?? []).withUnsafeBufferPointer { body in
                    request.method.rawValue.withCString { method in
                        request.address.text.withCString { url in
                            var plain = fetch_request()
                            (plain.method, plain.url, plain.headers, plain.names) = (method, url, headers, fetcher.names.isEmpty ? nil : names)
                            (plain.has_body, plain.body, plain.body_bytes) = (request.body == nil ? 0 : 1, body.baseAddress, body.count)
                            plain.milliseconds = milliseconds
                            plain.connect_milliseconds = max(1, Int(fetcher.limits.connectSeconds * 1000))
                            setCallbacks(&plain)
                            fetch_perform(&plain, &outcome)
                        }
                    }
                }
            }
        }
        return outcome
    }

    /// A name without a value takes back what libcurl would add by itself.
    private var headerLines: [String] {
        let all = request.headers + request.credentials
        let hasType = all.contains { $0.name.lowercased() == "content-type" }
        return all.map(\.line) + (hasType ? ["Expect:"] : ["Expect:", "Content-Type:"])
    }

    private func setCallbacks(_ plain: inout fetch_request) {
        plain.context = Unmanaged.passUnretained(self).toOpaque()
        plain.may_connect = { context, address in Exchange.of(context).mayConnect(address!.pointee) ? 1 : 0 }
        plain.take_header = { context, line, count in Exchange.of(context).takeHeader(UnsafeRawBufferPointer(start: line, count: count)) }
        plain.take_body = { context, bytes, count in Exchange.of(context).takeBody(UnsafeRawBufferPointer(start: bytes, count: count)) ? 1 : 0 }
        plain.goes_on = { context in Exchange.of(context).goesOn ? 1 : 0 }
    }

    private static func of(_ context: UnsafeMutableRawPointer?) -> Exchange { Unmanaged<Exchange>.fromOpaque(context!).takeUnretainedValue() }

    // MARK: Callbacks

    private func mayConnect(_ plain: fetch_address) -> Bool {
        if fetcher.allowed.contains(place) { return true }
        let bytes = withUnsafeBytes(of: plain.bytes) { [UInt8]($0.prefix(plain.is_v6 != 0 ? 16 : 4)) }
        guard let address = NetworkAddress(bytes: bytes) else { return false }
        guard let range = ForbiddenRange.holding(address) else { return true }
        refused = .addressRefused(place, address: "\(address)", meaning: range.meaning)
        return false
    }

    /// Kept apart from `reason`: another address of the same name may be allowed, and then nothing was refused.
    private var refused: FetchError?

    /// A status line begins another answer: those of 1xx come before the one that counts.
    private func takeHeader(_ line: UnsafeRawBufferPointer) {
        headerBytes += line.count
        guard headerBytes <= fetcher.limits.headerBytes else {
            reason = reason ?? .headTooLarge(place, bytes: fetcher.limits.headerBytes)
            return
        }
        if line.starts(with: Array("HTTP/".utf8)) {
            headers = []
            status = Self.status(line)
        } else if let colon = line.firstIndex(of: UInt8(ascii: ":")) {
            let value = String(decoding: line[(colon + 1)...], as: UTF8.self)
            if let header = FetchHeader(String(decoding: line[..<colon], as: UTF8.self), value.trimmingSpaces) { headers.append(header) }
        }
    }

    private static func status(_ line: UnsafeRawBufferPointer) -> Int {
        let words = line.split(separator: UInt8(ascii: " "), maxSplits: 2, omittingEmptySubsequences: true)
        return words.count > 1 ? Int(String(decoding: words[1], as: UTF8.self)) ?? 0 : 0
    }

    private func takeBody(_ piece: UnsafeRawBufferPointer) -> Bool {
        guard reason == nil, !stop.isSet else { return false }
        bodyBytes += piece.count
        guard bodyBytes <= fetcher.limits.bytes else {
            reason = .tooLarge(place, bytes: fetcher.limits.bytes)
            return false
        }
        if Fetcher.isRedirect(status) { return true }
        guard take(piece) else {
            reason = .cancelled
            return false
        }
        return true
    }

    private var goesOn: Bool { !stop.isSet && reason == nil }

    // MARK: The end

    private func check(_ outcome: fetch_outcome) throws(FetchError) {
        let words = withUnsafeBytes(of: outcome.words) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        switch outcome.code {
        case FETCH_DONE: return
        case FETCH_ADDRESS_REFUSED: throw refused ?? .failed(place, words: words)
        case FETCH_NOT_RESOLVED: throw .notResolved(place)
        case FETCH_NOT_CONNECTED: throw .notConnected(place, words: words)
        case FETCH_NOT_TRUSTED: throw .notTrusted(place, words: words)
        case FETCH_TOO_SLOW: throw .tooSlow(place, seconds: fetcher.limits.seconds)
        case FETCH_STOPPED: throw .cancelled
        default: throw .failed(place, words: words)
        }
    }
}

extension String {
    fileprivate var trimmingSpaces: String {
        let inner = utf8.drop { $0 == 0x20 || $0 == 0x09 }
        let kept = inner.reversed().drop { $0 == 0x20 || $0 == 0x09 }.count
        return String(decoding: inner.prefix(kept), as: UTF8.self)
    }
}
