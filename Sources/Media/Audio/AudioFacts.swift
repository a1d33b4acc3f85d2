/// What a sound says of itself before it is decoded.
///
/// Rates are in samples a second, for each channel. One frame is one sample of every channel.
public struct AudioFacts: Sendable, Hashable, Codable {
    /// As the decoder names it: `wav`, `flac`, `mp3`, `mov,mp4,m4a,3gp,3g2,mj2`.
    public var container: String
    /// How samples are stored: `pcm 16`, `vorbis`, `aac`.
    public var encoding: String
    /// Bits of a stored whole number, which is where full scale ends; nil for floats and lossy encodings.
    public var bitDepth: Int?
    public var sampleRate: Int
    public var channels: Int
    /// What the header promises; nil where it says nothing. Compressed formats may be off by their padding.
    public var declaredSeconds: Double?
    /// Promised frames are exact, so that a missing one is a file cut short.
    public var isExact: Bool

    public init(
        container: String, encoding: String, bitDepth: Int? = nil, sampleRate: Int, channels: Int, declaredSeconds: Double? = nil, isExact: Bool = false
    ) {
        self.container = container
        self.encoding = encoding
        self.bitDepth = bitDepth
        self.sampleRate = sampleRate
        self.channels = channels
        self.declaredSeconds = declaredSeconds
        self.isExact = isExact
    }
}
