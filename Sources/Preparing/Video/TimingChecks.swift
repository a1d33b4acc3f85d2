import Media
import Records

/// The checks of when frames come: times that run backwards, gaps, a rate that varies or is not the promised one.
public struct BackwardTimes: VideoCheck {
    public static let name = "backward-times"
    public static let summary = "Times stand still or run backwards"
    public init() {}
    public func score(_ video: VideoMeasurements, _ settings: VideoCheckSettings) -> Double? { Double(video.timing.backwards) }
    public func threshold(_ settings: VideoCheckSettings) -> Double { 0 }
    public func words(_ video: VideoMeasurements, _ settings: VideoCheckSettings) -> String {
        "\(video.timing.backwards) frames are not after the frame before them, the first at \(MediaTime.words(video.timing.firstBackwards ?? 0))"
    }
    public func spans(_ video: VideoMeasurements, _ settings: VideoCheckSettings) -> [TimeSpan] {
        video.timing.firstBackwards.map { [TimeSpan(start: $0, end: $0)] } ?? []
    }
    public var hint: String? { "look for recordings that were joined; labels by time would hit two frames" }
}

public struct MissingFrames: VideoCheck {
    public static let name = "missing-frames"
    public static let summary = "Gaps of one or more frames"
    public init() {}
    public func score(_ video: VideoMeasurements, _ settings: VideoCheckSettings) -> Double? { video.timing.missingShare }
    public func threshold(_ settings: VideoCheckSettings) -> Double { settings.missing }
    public func words(_ video: VideoMeasurements, _ settings: VideoCheckSettings) -> String {
        "about \(video.timing.missingFrames) frames are missing between the \(video.timing.frames) that are there"
    }
    public var hint: String? { "look for a recorder that could not keep up" }
}

public struct UnevenRate: VideoCheck {
    public static let name = "uneven-rate"
    public static let summary = "Frames follow each other at varying intervals"
    public init() {}
    public func score(_ video: VideoMeasurements, _ settings: VideoCheckSettings) -> Double? { video.timing.unevenShare }
    public func threshold(_ settings: VideoCheckSettings) -> Double { settings.uneven }
    public func words(_ video: VideoMeasurements, _ settings: VideoCheckSettings) -> String {
        "\(percent(video.timing.unevenShare)) of the intervals between frames are not the usual \(hundredths((video.timing.usualInterval ?? 0) * 1000)) ms"
    }
    public var severity: Finding.Severity { .note }
    public var hint: String? { "label by time, not by frame number" }
}

public struct OtherRate: VideoCheck {
    public static let name = "other-rate"
    public static let summary = "Another rate than the header promises"
    public init() {}
    public func score(_ video: VideoMeasurements, _ settings: VideoCheckSettings) -> Double? {
        guard let promised = video.facts.nominalRate, let measured = video.timing.measuredRate, promised > 0 else { return nil }
        return abs(measured / promised - 1)
    }
    public func threshold(_ settings: VideoCheckSettings) -> Double { settings.rate }
    public func words(_ video: VideoMeasurements, _ settings: VideoCheckSettings) -> String {
        "the video has \(hundredths(video.timing.measuredRate ?? 0)) frames a second; its header promises \(hundredths(video.facts.nominalRate ?? 0))"
    }
    public var severity: Finding.Severity { .note }
    public var hint: String? { "label by time, not by frame number" }
}
