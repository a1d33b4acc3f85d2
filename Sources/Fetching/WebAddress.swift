import CFetch

/// A URL that may be fetched: http or https, a host in plain letters, nobody's password in it.
///
/// It is taken apart by the parser that also connects, so the two cannot read one text in two ways. A name that only looks
/// like another (`good.example:x@127.0.0.1`, letters of other alphabets) is refused instead of being understood.
public struct WebAddress: Sendable, Hashable, CustomStringConvertible {
    public let text: String
    public let isSecure: Bool
    public let destination: Destination

    /// - Throws: ``FetchError`` for what is not understood or not allowed.
    public init(_ text: String) throws(FetchError) {
        guard fetch_is_there() != 0 else { throw .libraryMissing }
        guard text.utf8.count <= Self.longest, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { throw .notUnderstood(Self.shown(text)) }
        var parts = fetch_url()
        guard fetch_take_apart(text, &parts) != 0 else { throw .notUnderstood(Self.shown(text)) }
        let scheme = Self.string(parts.scheme), host = Self.string(parts.host)
        guard scheme == "http" || scheme == "https" else { throw .schemeRefused(scheme) }
        guard parts.has_user == 0 else { throw .userInAddress(host) }
        guard !host.isEmpty, (1...65535).contains(Int(parts.port)) else { throw .notUnderstood(Self.shown(text)) }
        self.text = text
        isSecure = scheme == "https"
        destination = Destination(host: host, port: Int(parts.port))
    }

    /// Where a reference in this address's answer leads, as a redirect's `Location` does.
    public func joined(_ reference: String) throws(FetchError) -> WebAddress {
        guard !reference.utf8.contains(0) else { throw .notUnderstood(Self.shown(reference)) }
        let joined = withUnsafeTemporaryAllocation(of: CChar.self, capacity: Self.longest + 1) { room in
            fetch_join(text, reference, room.baseAddress, room.count) != 0 ? String(cString: room.baseAddress!) : nil
        }
        guard let joined else { throw .notUnderstood(Self.shown(reference)) }
        return try WebAddress(joined)
    }

    /// The same scheme, host and port: what was told to one may be told to the other.
    public func sharesOrigin(with other: WebAddress) -> Bool { isSecure == other.isSecure && destination == other.destination }

    public var description: String { text }

    /// In bytes; longer ones are no addresses that people use.
    static let longest = 8192

    /// Of a text that was refused: its beginning, so that a message stays short.
    private static func shown(_ text: String) -> String {
        let start = text.prefix(120)
        return start.count == text.count ? text : start + "…"
    }

    private static func string<Characters>(_ characters: Characters) -> String {
        withUnsafeBytes(of: characters) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
}
