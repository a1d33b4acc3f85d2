import Kernels
import Media

/// What one walk over a sound tells; enough for every check, at any threshold, without reading it again.
///
/// Levels are in decibels below full scale as negative numbers, nil for digital silence. Shares are of 1.
public struct AudioMeasurements: Sendable, Hashable, Codable {
    public var facts: AudioFacts
    public var notes: [AudioNote]
    public var frames: Int
    public var peak: Double?
    public var power: Double?
    /// In LUFS, ITU-R BS.1770-4; nil for less than 0.4 s.
    public var loudness: Double?
    /// Mean of the channel that is furthest off, of full scale.
    public var offset: Double
    public var clippedShare: Double
    /// From the first clipped stretch to the last.
    public var clipped: TimeSpan?
    public var silentShare: Double
    public var leadingSilence: Double
    public var trailingSilence: Double
    public var longestSilence: TimeSpan?
    /// Several channels, and all the same.
    public var hasEqualChannels: Bool
    /// Channels without a sound beside others with one, from 0.
    public var deadChannels: [Int]
    /// Where the spectrum ends, in hertz.
    public var bandwidth: Double?
    public var fingerprint: AudioFingerprint

    public var seconds: Double { Double(frames) / Double(max(1, facts.sampleRate)) }
}
