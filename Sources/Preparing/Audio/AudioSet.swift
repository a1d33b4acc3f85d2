import Kernels

/// What is usual in a set of sounds. The most frequent rate and number of channels, the lower one on a tie.
public struct AudioSet: Sendable, Hashable, Codable {
    public var sampleRate: Int
    public var channels: Int
    /// The median of what has one.
    public var loudness: Double?

    /// nil for an empty set.
    public init?(_ sounds: [AudioMeasurements]) {
        guard let rate = Self.mostFrequent(sounds.map(\.facts.sampleRate)), let channels = Self.mostFrequent(sounds.map(\.facts.channels)) else { return nil }
        sampleRate = rate
        self.channels = channels
        loudness = Percentile.at(0.5, ofSorted: sounds.compactMap(\.loudness).sorted())
    }

    private static func mostFrequent(_ values: [Int]) -> Int? {
        var counts: [Int: Int] = [:]
        for value in values { counts[value, default: 0] += 1 }
        return counts.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key
    }
}
