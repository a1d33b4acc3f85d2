import Media

/// What one pass over a video tells; enough for every check, without decoding it again. Times are in seconds as the file has them.
public struct VideoMeasurements: Sendable, Hashable, Codable {
    public var facts: VideoFacts
    public var notes: [VideoNote]
    public var timing: FrameTiming
    /// Stretches of any length; settings say which are worth a word.
    public var black: [TimeSpan]
    public var frozen: [TimeSpan]
    /// Where a new shot begins.
    public var cuts: [Double]
    /// The frames that remain when near-duplicates are dropped, each with the run it stands for.
    public var kept: [KeptFrame]
    public var comparedFrames: Int
    /// Stretches and cuts beyond the 10,000 of each kind that are kept.
    public var beyond: Int

    public var droppedFrames: Int { comparedFrames - kept.count }
    public var repeatedShare: Double { comparedFrames == 0 ? 0 : Double(droppedFrames) / Double(comparedFrames) }
}
