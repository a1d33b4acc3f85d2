import Media
import Records

/// A stretch of a sound or video, in seconds from its beginning.
public struct TimeSpan: Sendable, Hashable, Codable {
    public var start: Double
    public var end: Double

    public init(start: Double, end: Double) {
        self.start = start
        self.end = end
    }

    public var seconds: Double { end - start }
    public var words: String { "\(MediaTime.words(start)) to \(MediaTime.words(end))" }
}

/// A finding and, where it is about parts of a recording, which ones, in order.
public struct TimedFinding: Sendable, Hashable, Codable {
    public var finding: Finding
    public var spans: [TimeSpan]

    public init(_ finding: Finding, at spans: [TimeSpan] = []) {
        self.finding = finding
        self.spans = spans
    }
}
