import Media
import Records

/// Looks at videos: unreadable, cut short, black, frozen, repeated frames, shot cuts, timing, copies.
///
/// Two steps, so that a video is decoded once and thresholds can be changed without decoding again: `measure` reads one
/// file in one pass, `report` looks at the measurements of the whole set.
///
///     let measured = try VideoChecks.measure(path: "drive-0042.mp4")
///     let report = VideoChecks.report([CheckedVideo(id: id, key: key, reading: .measured(measured))])
///
/// Cost: decoding by `ffmpeg`, and about 0.4 ms for each frame here; memory for two small frames, 8 bytes for each frame
/// and some 80 for each that is kept.
public enum VideoChecks {
    public static func measure(
        path: String, _ settings: VideoCheckSettings = VideoCheckSettings(), limits: VideoLimits = VideoLimits(), tools: MediaTools = MediaTools()
    ) throws(VideoError) -> VideoMeasurements {
        let reader = try VideoReader(path: path, longestSide: settings.looking.longestSide, limits: limits, tools: tools)
        var meter = VideoMeter(settings.looking)
        while let frame = try reader.next() { meter.add(frame) }
        return meter.finish(reader.facts, notes: reader.notes)
    }

    /// The findings of a whole set, whatever the order of the videos; copies are found by `VideoDuplicates`.
    public static func report(_ videos: [CheckedVideo], _ settings: VideoCheckSettings = VideoCheckSettings()) -> VideoCheckReport {
        let ordered = videos.sorted { $0.id < $1.id }
        let findings = ordered.map { Self.findings($0, settings) }
        return VideoCheckReport(
            findings: findings.flatMap(\.self), seen: videos.count, unreadable: videos.count { $0.measurements == nil }, counts: FindingCount.of(findings),
            comparedFrames: ordered.reduce(0) { $0 + ($1.measurements?.comparedFrames ?? 0) },
            droppedFrames: ordered.reduce(0) { $0 + ($1.measurements?.droppedFrames ?? 0) }, settings: settings)
    }

    private static func findings(_ video: CheckedVideo, _ settings: VideoCheckSettings) -> [TimedFinding] {
        switch video.reading {
        case .unreadable(let error): [TimedFinding(error.finding(at: Place(record: video.key)))]
        case .measured(let measured): findings(measured, key: video.key, settings)
        }
    }

    /// What is wrong with one readable video; `key` names its item.
    public static func findings(_ video: VideoMeasurements, key: String, _ settings: VideoCheckSettings = VideoCheckSettings()) -> [TimedFinding] {
        let place = Place(record: key)
        let notes = video.notes.map { TimedFinding($0.finding(at: place), at: spans($0)) }
        let beyond = video.beyond == 0 ? [] : [
            TimedFinding(Finding(.note, "video.beyond", "\(video.beyond) further stretches and cuts were counted and not kept", at: place)),
        ]
        return notes + VideoCheckCatalog.all.compactMap { $0.finding(video, settings, key: key) } + beyond
    }

    private static func spans(_ note: VideoNote) -> [TimeSpan] {
        guard case .truncated(let at, let of) = note else { return [] }
        return [TimeSpan(start: at, end: of)]
    }
}

/// One video of the set.
public typealias CheckedVideo = CheckedFile<VideoMeasurements, VideoError>

/// What the checks say of a set of videos. Equal sets give equal reports, whatever the order of the videos.
public struct VideoCheckReport: Sendable, Hashable, Codable {
    /// By item; what reading it told, then in the order of the catalogue.
    public var findings: [TimedFinding]
    public var seen: Int
    public var unreadable: Int
    public var counts: [FindingCount]
    /// Over all videos.
    public var comparedFrames: Int
    public var droppedFrames: Int
    public var settings: VideoCheckSettings
}
