/// What a video says of itself before a frame is decoded. Of several picture tracks, the first.
public struct VideoFacts: Sendable, Hashable, Codable {
    /// As the reader names it: `mov,mp4,m4a,3gp,3g2,mj2`, `matroska,webm`.
    public var container: String
    public var codec: String
    public var pixelFormat: String
    /// As stored, before rotation.
    public var width: Int
    public var height: Int
    /// Degrees clockwise by which a player turns the picture: 0, 90, 180 or 270.
    public var rotation: Int
    /// Width of a pixel over its height; 1 where nothing is said.
    public var pixelAspect: Double
    /// Frames a second as the header promises, and over the whole length. They differ where the rate varies.
    public var nominalRate: Double?
    public var averageRate: Double?
    /// The unit of times, in seconds.
    public var timeBase: Double?
    public var declaredSeconds: Double?
    public var declaredFrames: Int?
    public var soundTracks: [SoundTrack]

    public struct SoundTrack: Sendable, Hashable, Codable {
        public var codec: String
        public var sampleRate: Int
        public var channels: Int
    }

    /// As shown, turned upright; pixels as they are stored.
    public var uprightWidth: Int { rotation % 180 == 0 ? width : height }
    public var uprightHeight: Int { rotation % 180 == 0 ? height : width }
}
