import Media
import Records

/// The checks of what is to be seen: black, frozen, repeated, cut.
public struct BlackStretches: VideoCheck {
    public static let name = "black"
    public static let summary = "Black for longer than a moment"
    public init() {}
    public func score(_ video: VideoMeasurements, _ settings: VideoCheckSettings) -> Double? { video.black.map(\.seconds).max() ?? 0 }
    public func threshold(_ settings: VideoCheckSettings) -> Double { settings.blackSeconds }
    public func words(_ video: VideoMeasurements, _ settings: VideoCheckSettings) -> String { "the picture is black \(told(spans(video, settings)))" }
    public func spans(_ video: VideoMeasurements, _ settings: VideoCheckSettings) -> [TimeSpan] { video.black.filter { $0.seconds > settings.blackSeconds } }
    public var hint: String? { "cut it out, or look for a covered lens" }
}

public struct FrozenStretches: VideoCheck {
    public static let name = "frozen"
    public static let summary = "The same picture for longer than a moment"
    public init() {}
    public func score(_ video: VideoMeasurements, _ settings: VideoCheckSettings) -> Double? { video.frozen.map(\.seconds).max() ?? 0 }
    public func threshold(_ settings: VideoCheckSettings) -> Double { settings.frozenSeconds }
    public func words(_ video: VideoMeasurements, _ settings: VideoCheckSettings) -> String { "the picture stands still \(told(spans(video, settings)))" }
    public func spans(_ video: VideoMeasurements, _ settings: VideoCheckSettings) -> [TimeSpan] { video.frozen.filter { $0.seconds > settings.frozenSeconds } }
    public var hint: String? { "look for a camera or a transmission that hung" }
}

public struct RepeatedFrames: VideoCheck {
    public static let name = "repeated"
    public static let summary = "Most frames look like the one kept before them"
    public init() {}
    public func score(_ video: VideoMeasurements, _ settings: VideoCheckSettings) -> Double? { video.repeatedShare }
    public func threshold(_ settings: VideoCheckSettings) -> Double { settings.repeated }
    public func words(_ video: VideoMeasurements, _ settings: VideoCheckSettings) -> String {
        "\(video.droppedFrames) of \(video.comparedFrames) compared frames look like the one before; \(video.kept.count) differ"
    }
    public var severity: Finding.Severity { .note }
    public var hint: String? { "label the kept frames only" }
}

public struct ShotCutCount: VideoCheck {
    public static let name = "shot-cuts"
    public static let summary = "Several shots in one video"
    public init() {}
    public func score(_ video: VideoMeasurements, _ settings: VideoCheckSettings) -> Double? { Double(video.cuts.count) }
    public func threshold(_ settings: VideoCheckSettings) -> Double { Double(settings.shotCuts) }
    public func words(_ video: VideoMeasurements, _ settings: VideoCheckSettings) -> String {
        let first = video.cuts.first.map(MediaTime.words) ?? "no time"
        return video.cuts.count == 1 ? "a new shot begins at \(first)" : "\(video.cuts.count) new shots begin, the first at \(first)"
    }
    public func spans(_ video: VideoMeasurements, _ settings: VideoCheckSettings) -> [TimeSpan] { video.cuts.map { TimeSpan(start: $0, end: $0) } }
    public var severity: Finding.Severity { .note }
    public var hint: String? { "tracks must not go across cuts" }
}
