/// 32 bits for every 11.6 ms that say how a sound moves: copies differ in few of them, whatever their gain, format or start.
///
/// Each bit tells whether the difference of energy between two neighbouring bands grew since the frame before. Frames span
/// 0.37 s and overlap by 31/32, so a copy that starts between two frames still fits.
///
/// Paper: Haitsma & Kalker (2002), "A highly robust audio fingerprinting system", ISMIR 2002: 33 bands from 300 to 2,000 Hz.
/// Differs from it: 5,500 samples a second instead of 5,512.5; frames that are 40 dB quieter than the loudest are marked and
/// take no part, because their bits tell of noise only; the three bits that lie nearest to turning over are kept (its section 6.2).
public struct AudioFingerprint: Sendable, Hashable, Codable {
    /// Seconds from one word to the next.
    public static let step = 64.0 / 5500

    public var words: [UInt32]
    /// For each word the three bits that an error turns first; 0 marks a quiet frame.
    public var uncertain: [UInt32]

    public init(words: [UInt32] = [], uncertain: [UInt32] = []) {
        self.words = words
        self.uncertain = uncertain
    }

    public func isAudible(_ frame: Int) -> Bool { uncertain[frame] != 0 }
    public var audibleFrames: Int { uncertain.count { $0 != 0 } }
    public var seconds: Double { Double(words.count) * Self.step }

    /// How many bits differ when frame f of this lies on frame f - offset of the other, and how many frames were compared:
    /// those that are audible in both.
    public func difference(from other: AudioFingerprint, offset: Int) -> (bits: Int, frames: Int) {
        let start = max(0, offset), end = min(words.count, other.words.count + offset)
        guard start < end else { return (0, 0) }
        var bits = 0, frames = 0
        for frame in start..<end where uncertain[frame] != 0 && other.uncertain[frame - offset] != 0 {
            bits += (words[frame] ^ other.words[frame - offset]).nonzeroBitCount
            frames += 1
        }
        return (bits, frames)
    }
}
