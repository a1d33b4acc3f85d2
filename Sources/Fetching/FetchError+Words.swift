extension FetchError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .libraryMissing: "fetching needs libcurl, which is not installed"
        case .notUnderstood(let text): "`\(text)` is not a web address"
        case .schemeRefused(let scheme): "addresses that begin with `\(scheme):` are not fetched; http and https are"
        case .userInAddress(let host): "the address of \(host) has a name or a password in it"
        case .addressRefused(let place, let address, let meaning): "\(place) leads to \(address), which is \(meaning), and is not fetched"
        case .notResolved(let place): "there is no address for \(place.host)"
        case .notConnected(let place, let words): "\(place) does not answer\(Self.added(words))"
        case .notTrusted(let place, let words): "the certificate of \(place) is not trusted\(Self.added(words))"
        case .tooSlow(let place, let seconds): "\(place) took longer than \(seconds.formattedShort) seconds"
        case .tooLarge(let place, let bytes): "\(place) sends more than \(bytes) bytes"
        case .headTooLarge(let place, let bytes): "\(place) sends more than \(bytes) bytes of headers"
        case .tooManyRedirects(let place, let count): "more than \(count) redirects, the last of them from \(place)"
        case .redirectWithoutAddress(let place, let status): "\(place) answers \(status) without saying where to go"
        case .downgraded(let place): "\(place) redirects from https to http"
        case .failed(let place, let words): "fetching from \(place) failed\(Self.added(words))"
        case .cancelled: "it was stopped on request"
        }
    }

    public var hint: String? {
        switch self {
        case .libraryMissing: "install it (`apt-get install libcurl4`)"
        case .notUnderstood: "write it whole, in ASCII: https://host/path; other letters of a host in their xn-- form"
        case .schemeRefused: "give an address that begins with https://"
        case .userInAddress: "give the key or the password where it is asked for, not in the address"
        case .addressRefused(let place, _, _): "if it is a service of yours, an administrator allows \(place) by name and port"
        case .notResolved, .notConnected: "look at the name and the port, and whether the service runs"
        case .notTrusted: "the service needs a certificate that this machine trusts"
        case .tooSlow, .tooLarge, .headTooLarge: "ask for less at once, or raise the limit"
        case .tooManyRedirects, .redirectWithoutAddress, .downgraded: "give the address where it ends"
        case .failed: "try again; look at the service's log"
        case .cancelled: nil
        }
    }

    /// Stable and documented.
    public var code: String {
        switch self {
        case .libraryMissing: "fetch.library-missing"
        case .notUnderstood: "fetch.not-understood"
        case .schemeRefused: "fetch.scheme-refused"
        case .userInAddress: "fetch.user-in-address"
        case .addressRefused: "fetch.address-refused"
        case .notResolved: "fetch.not-resolved"
        case .notConnected: "fetch.not-connected"
        case .notTrusted: "fetch.not-trusted"
        case .tooSlow: "fetch.too-slow"
        case .tooLarge, .headTooLarge: "fetch.too-large"
        case .tooManyRedirects, .redirectWithoutAddress, .downgraded: "fetch.redirect"
        case .failed: "fetch.failed"
        case .cancelled: "fetch.cancelled"
        }
    }

    private static func added(_ words: String) -> String { words.isEmpty ? "" : ": \(words)" }
}

extension Double {
    /// Without `.0`.
    fileprivate var formattedShort: String { self == rounded() && magnitude < 1e9 ? String(Int(self)) : String(self) }
}
