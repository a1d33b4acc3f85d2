/// How much a video may cost, checked against what the file says of itself and again while it is decoded.
public struct VideoLimits: Sendable, Hashable, Codable {
    /// Of the file.
    public var maximumBytes = 64 << 30
    /// By the times of its frames.
    public var maximumSeconds = 86_400.0
    /// Width times height; decoding takes some 30 bytes for each.
    public var maximumPixels = 36_000_000
    public var maximumFrames = 10_000_000
    public var process = ProcessLimits()

    public init() {}

    func check(_ facts: VideoFacts) throws(VideoError) {
        guard facts.width > 0, facts.height > 0 else { throw .damaged("its header says \(facts.width) x \(facts.height) pixels") }
        guard facts.width <= 65_536, facts.height <= 65_536, facts.width * facts.height <= maximumPixels else {
            throw .tooManyPixels(width: facts.width, height: facts.height, limit: maximumPixels)
        }
        if let seconds = facts.declaredSeconds, seconds > maximumSeconds { throw .tooLong(seconds: seconds, limit: maximumSeconds) }
        if let frames = facts.declaredFrames, frames > maximumFrames { throw .tooManyFrames(frames, limit: maximumFrames) }
    }
}
