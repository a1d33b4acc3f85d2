/// A host and a port, as an administrator writes them to let one service on a private network be reached: `models:9090`,
/// `10.0.0.5:443`, `[fd00::1]:8080`.
///
/// The whole of a service is named; there are no patterns, so a list of them says all that can be reached.
public struct Destination: Sendable, Hashable, CustomStringConvertible {
    /// In lower case, without the brackets of an IPv6 address and without a final dot.
    public let host: String
    public let port: Int

    public init(host: String, port: Int) {
        self.host = Self.plain(host)
        self.port = port
    }

    /// - Parameter text: `HOST:PORT`; nil when it is not that.
    public init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]), (1...65535).contains(port) else { return nil }
        let host = Self.plain(String(text[..<colon]))
        let isBracketed = text.hasPrefix("[")
        guard !host.isEmpty, host.utf8.allSatisfy(Self.belongs), isBracketed || !host.contains(":") else { return nil }
        self.init(host: host, port: port)
    }

    public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

    private static func plain(_ host: String) -> String {
        var host = host.lowercased()
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        if host.hasSuffix(".") { host.removeLast() }
        return host
    }

    /// Letters, digits and what stands in names and addresses.
    private static func belongs(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: ":"): true
        default: false
        }
    }
}
