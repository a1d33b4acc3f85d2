/// Why something was not fetched. No case carries what the other side sent: it would come from a stranger, or from a service
/// that was never to be reached.
public enum FetchError: Error, Sendable, Hashable {
    case libraryMissing
    case notUnderstood(String)
    case schemeRefused(String)
    case userInAddress(String)
    /// The name resolved into a range that is not to be reached.
    case addressRefused(Destination, address: String, meaning: String)
    case notResolved(Destination)
    case notConnected(Destination, words: String)
    case notTrusted(Destination, words: String)
    case tooSlow(Destination, seconds: Double)
    case tooLarge(Destination, bytes: Int)
    case headTooLarge(Destination, bytes: Int)
    case tooManyRedirects(Destination, count: Int)
    case redirectWithoutAddress(Destination, status: Int)
    /// From https to http: what was meant to be private would travel in the open.
    case downgraded(Destination)
    case failed(Destination, words: String)
    case cancelled

    /// Whether the same request may well succeed a little later.
    public var isPassing: Bool {
        switch self {
        case .notResolved, .notConnected, .tooSlow, .failed: true
        default: false
        }
    }
}
