/// What is asked of a server: nothing is added to it but what HTTP needs.
public struct FetchRequest: Sendable {
    public enum Method: String, Sendable, Hashable {
        case get = "GET"
        case head = "HEAD"
        case post = "POST"
        case put = "PUT"
        case delete = "DELETE"

        /// Whether asking twice does no more than asking once (RFC 9110, 9.2.2).
        public var isIdempotent: Bool { self != .post }
    }

    public var method: Method
    public var address: WebAddress
    public var headers: [FetchHeader]
    /// Keys and passwords: like headers, but never sent to another scheme, host or port than the address's own.
    public var credentials: [FetchHeader]
    public var body: [UInt8]?

    public init(_ method: Method, _ address: WebAddress, headers: [FetchHeader] = [], credentials: [FetchHeader] = [], body: [UInt8]? = nil) {
        self.method = method
        self.address = address
        self.headers = headers
        self.credentials = credentials
        self.body = body
    }

    /// What is asked where a redirect leads (RFC 9110, 15.4): 303 turns anything but HEAD into GET; so do 301 and 302 with POST.
    func redirected(to next: WebAddress, status: Int) -> FetchRequest {
        var request = self
        request.address = next
        if !next.sharesOrigin(with: address) { request.credentials = [] }
        if (status == 303 && method != .head) || (status < 303 && method == .post) {
            request.method = .get
            request.body = nil
            request.headers.removeAll { $0.name.lowercased().hasPrefix("content-") }
        }
        return request
    }
}

/// One line of a message's head.
public struct FetchHeader: Sendable, Hashable {
    public let name: String
    public let value: String

    /// - Returns: nil when a character of it would end the line, or the name is not one (RFC 9110, 5.1).
    public init?(_ name: String, _ value: String) {
        let isName = !name.isEmpty && name.utf8.allSatisfy { Self.isLetter($0) }
        guard isName, value.utf8.allSatisfy({ ($0 >= 0x20 && $0 != 0x7F) || $0 == 0x09 }) else { return nil }
        self.name = name
        self.value = value
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "-"), UInt8(ascii: "_"): true
        default: false
        }
    }

    /// As libcurl takes it: a name without a value ends with `;`, since `Name:` would leave the header out.
    var line: String { value.isEmpty ? "\(name);" : "\(name): \(value)" }
}
