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

/// How many recordings a finding code was given to.
public struct FindingCount: Sendable, Hashable, Codable {
    public var code: String
    public var count: Int

    /// By code; several findings of one code on one recording count once.
    static func of(_ recordings: [[TimedFinding]]) -> [FindingCount] {
        var counts: [String: Int] = [:]
        for findings in recordings {
            for code in Set(findings.map(\.finding.code)) { counts[code, default: 0] += 1 }
        }
        return counts.keys.sorted().map { FindingCount(code: $0, count: counts[$0] ?? 0) }
    }
}
