import Kernels

/// How regularly the frames of a video follow each other, from their times.
///
/// The usual interval is the median. An interval is uneven when it is more than half of the usual one (and a
/// millisecond) off; frames are missing where an interval is near a whole multiple of the usual one.
public struct FrameTiming: Sendable, Hashable, Codable {
    public var frames: Int
    /// From the first time to the end of the last frame, which lasts the usual interval.
    public var seconds: Double
    public var usualInterval: Double?
    public var unevenIntervals: Int
    public var missingFrames: Int
    /// Frames whose time is not after that of the frame before, and where the first of them is.
    public var backwards: Int
    public var firstBackwards: Double?

    /// Times in the order of decoding.
    public init(_ times: [Double]) {
        frames = times.count
        let intervals = zip(times.dropFirst(), times).map { $0 - $1 }
        let forward = intervals.filter { $0 > 0 }.sorted()
        let usual = Percentile.at(0.5, ofSorted: forward)
        usualInterval = usual
        seconds = ((times.max() ?? 0) - (times.min() ?? 0)) + (usual ?? 0)
        backwards = intervals.count { $0 <= 0 }
        firstBackwards = intervals.firstIndex { $0 <= 0 }.map { times[$0 + 1] }
        (unevenIntervals, missingFrames) = Self.gaps(forward, usual ?? 1)
    }

    /// Frames a second, over the whole length.
    public var measuredRate: Double? { frames > 1 && seconds > 0 ? Double(frames) / seconds : nil }
    public var unevenShare: Double { frames > 1 ? Double(unevenIntervals) / Double(frames - 1) : 0 }
    public var missingShare: Double { frames + missingFrames > 0 ? Double(missingFrames) / Double(frames + missingFrames) : 0 }

    private static func gaps(_ intervals: [Double], _ usual: Double) -> (uneven: Int, missing: Int) {
        intervals.reduce(into: (0, 0)) { sum, interval in
            guard abs(interval - usual) > max(usual / 2, 0.001) else { return }
            sum.0 += 1
            let times = min(interval / usual, 1e6)
            if times > 1.5, abs(times - times.rounded()) < 0.2 { sum.1 += Int(times.rounded()) - 1 }
        }
    }
}
