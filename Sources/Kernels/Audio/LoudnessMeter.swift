import Glibc

/// How loud a sound is to the ear over its whole length: integrated loudness in LUFS after ITU-R BS.1770-4.
///
/// Each channel is weighted (`KWeighting`), its power taken over blocks of 400 ms that begin every 100 ms, and the channels
/// added: front channels count once, those behind 1.41 times, the channel for low effects not at all. Blocks below -70 LUFS
/// are left out, then those more than 10 LU below the mean of the rest.
///
/// Channels are in the order of WAV files: left, right, centre, low effects, behind. Above six each counts once.
/// Memory: ten numbers for each second. nil for less than one block, for silence, and below 4,000 samples a second.
public struct LoudnessMeter: Sendable {
    private static let blockParts = 4
    private let rate: Int
    private let channels: Int
    private let weights: [Double]
    private var filters: [KWeighting]
    /// Energy of each whole tenth of a second.
    private var parts: [Double] = []
    private var current = 0.0
    private var framesSeen = 0

    public init?(sampleRate: Int, channels: Int) {
        guard sampleRate >= KWeighting.lowestRate, channels > 0 else { return nil }
        rate = sampleRate
        self.channels = channels
        weights = Self.weights(channels)
        filters = [KWeighting](repeating: KWeighting(sampleRate: sampleRate), count: channels)
    }

    /// Interleaved samples, a whole number of frames, after those of the call before.
    public mutating func add(_ samples: UnsafeBufferPointer<Float>) {
        guard let start = samples.baseAddress else { return }
        let frames = samples.count / channels
        var done = 0
        while done < frames {
            let end = (parts.count + 1) * rate / 10
            let count = min(frames - done, end - framesSeen)
            for channel in 0..<channels where weights[channel] > 0 {
                current += weights[channel] * filters[channel].energy(start + (done * channels + channel), count, stride: channels)
            }
            done += count
            framesSeen += count
            if framesSeen == end {
                parts.append(current)
                current = 0
            }
        }
    }

    /// In LUFS, of all that was added so far.
    public var integrated: Double? {
        let powers = blockPowers
        let audible = powers.filter { Self.loudness($0) >= -70 }
        guard !audible.isEmpty else { return nil }
        let gate = Self.loudness(audible.reduce(0, +) / Double(audible.count)) - 10
        let counted = audible.filter { Self.loudness($0) > gate }
        return counted.isEmpty ? nil : Self.loudness(counted.reduce(0, +) / Double(counted.count))
    }

    private var blockPowers: [Double] {
        guard parts.count >= Self.blockParts else { return [] }
        return (0...parts.count - Self.blockParts).map { first in
            let frames = (first + Self.blockParts) * rate / 10 - first * rate / 10
            return parts[first..<first + Self.blockParts].reduce(0, +) / Double(frames)
        }
    }

    private static func loudness(_ power: Double) -> Double { power > 0 ? -0.691 + 10 * log10(power) : -.infinity }

    private static func weights(_ channels: Int) -> [Double] {
        switch channels {
        case 4: [1, 1, 1.41, 1.41]
        case 5: [1, 1, 1, 1.41, 1.41]
        case 6: [1, 1, 1, 0, 1.41, 1.41]
        default: [Double](repeating: 1, count: channels)
        }
    }
}
