/// How much one fetch may take; whoever asks for more says so.
public struct FetchLimits: Sendable, Hashable {
    /// Of the whole exchange, redirects included.
    public var seconds: Double
    public var connectSeconds: Double
    /// Of the decoded body.
    public var bytes: Int
    /// Of all header lines of one answer.
    public var headerBytes: Int
    public var redirects: Int

    public init(seconds: Double = 60, connectSeconds: Double = 10, bytes: Int = 64 << 20, headerBytes: Int = 256 << 10, redirects: Int = 5) {
        self.seconds = seconds
        self.connectSeconds = connectSeconds
        self.bytes = bytes
        self.headerBytes = headerBytes
        self.redirects = redirects
    }
}
