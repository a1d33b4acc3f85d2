import Media
import Records

/// One thing that can be wrong with a readable video, seen from its measurements.
public protocol VideoCheck: CatalogEntry {
    /// In the check's own unit, more is worse; nil when it cannot be told.
    func score(_ video: VideoMeasurements, _ settings: VideoCheckSettings) -> Double?
    /// A score above it is reported.
    func threshold(_ settings: VideoCheckSettings) -> Double
    /// What was seen, without the name of the video.
    func words(_ video: VideoMeasurements, _ settings: VideoCheckSettings) -> String
    /// Which parts it is about.
    func spans(_ video: VideoMeasurements, _ settings: VideoCheckSettings) -> [TimeSpan]
    var severity: Finding.Severity { get }
    var hint: String? { get }
}

extension VideoCheck {
    public var severity: Finding.Severity { .warning }
    public var hint: String? { nil }
    public func spans(_ video: VideoMeasurements, _ settings: VideoCheckSettings) -> [TimeSpan] { [] }

    public func finding(_ video: VideoMeasurements, _ settings: VideoCheckSettings, key: String) -> TimedFinding? {
        guard let score = score(video, settings), score > threshold(settings) else { return nil }
        return TimedFinding(Finding(severity, "video.\(name)", words(video, settings), at: Place(record: key), hint: hint), at: spans(video, settings))
    }

    /// `3 stretches, 8.20 s in all, first 0.00 s to 4.00 s`.
    func told(_ spans: [TimeSpan]) -> String {
        let all = MediaTime.words(spans.reduce(0) { $0 + $1.seconds })
        let first = spans.first?.words ?? "nowhere"
        return spans.count == 1 ? "from \(first)" : "in \(spans.count) stretches, \(all) in all, first from \(first)"
    }
}

public enum VideoCheckCatalog {
    public static let all: [any VideoCheck] = [
        BlackStretches(), FrozenStretches(), RepeatedFrames(), ShotCutCount(), BackwardTimes(), MissingFrames(), UnevenRate(), OtherRate(),
    ]
}
