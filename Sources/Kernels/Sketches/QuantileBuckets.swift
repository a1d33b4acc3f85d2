/// Quantiles of a stream of numbers by counting them in buckets cut from their own bits: fast, mergeable, without order.
///
/// The bucket of a number is its sign, exponent and the eight upper bits of its fraction, so edges grow in proportion and
/// finding one takes a shift, no logarithm (the linear mapping of DDSketch, Masson, Rim, Lee, 2019, doi
/// 10.14778/3352063.3352135). An answer is off by at most `relativeError` of the value, less near the middle of a bucket.
///
/// The counts do not depend on the order of arrival and merge exactly: equal for any number of threads.
/// Memory: 8 bytes a bucket between the least and the greatest magnitude: 2 KiB per factor of two, 4 MiB at the very most.
public struct QuantileBuckets: Sendable {
    /// |answer - true| <= relativeError * |true|.
    public static let relativeError = 1.0 / 256
    private static let shift: UInt64 = 44

    private var positive = BucketWindow()
    private var negative = BucketWindow()
    private var zeros = 0
    public private(set) var count = 0

    public init() {}

    /// Values that are not finite are not counted; those below the least normal magnitude count as 0.
    public mutating func add(_ value: Double) {
        guard value.isFinite else { return }
        count += 1
        if value.magnitude < .leastNormalMagnitude {
            zeros += 1
        } else if value > 0 {
            positive.add(Self.bucket(value), 1)
        } else {
            negative.add(Self.bucket(-value), 1)
        }
    }

    public mutating func merge(_ other: QuantileBuckets) {
        positive.merge(other.positive)
        negative.merge(other.negative)
        zeros += other.zeros
        count += other.count
    }

    /// About the value at `share` of the way through the sorted values; nil when nothing was added.
    public func quantile(_ share: Double) -> Double? {
        guard count > 0 else { return nil }
        let rank = min(1, max(0, share)) * Double(count - 1)
        var seen = 0.0
        for place in negative.counts.indices.reversed() where negative.counts[place] > 0 {
            let size = Double(negative.counts[place])
            if seen + size > rank { return -Self.value(negative.first + place, 1 - (rank - seen + 0.5) / size) }
            seen += size
        }
        seen += Double(zeros)
        if seen > rank { return 0 }
        for place in positive.counts.indices where positive.counts[place] > 0 {
            let size = Double(positive.counts[place])
            if seen + size > rank { return Self.value(positive.first + place, (rank - seen + 0.5) / size) }
            seen += size
        }
        return nil
    }

    /// About how many values are below; a bucket that holds the edge counts in proportion.
    public func count(below edge: Double) -> Int {
        var seen = edge > 0 ? Double(zeros) : 0
        for place in negative.counts.indices where negative.counts[place] > 0 {
            let (low, high) = Self.edges(negative.first + place)
            seen += Double(negative.counts[place]) * Self.share(of: edge, from: -high, to: -low)
        }
        for place in positive.counts.indices where positive.counts[place] > 0 {
            let (low, high) = Self.edges(positive.first + place)
            seen += Double(positive.counts[place]) * Self.share(of: edge, from: low, to: high)
        }
        return min(count, Int(seen.rounded()))
    }

    private static func bucket(_ magnitude: Double) -> Int { Int(truncatingIfNeeded: magnitude.bitPattern >> shift) }

    private static func edges(_ bucket: Int) -> (Double, Double) {
        let low = Double(bitPattern: UInt64(bucket) << shift), high = Double(bitPattern: UInt64(bucket + 1) << shift)
        return (low, high.isFinite ? high : .greatestFiniteMagnitude)
    }

    private static func value(_ bucket: Int, _ share: Double) -> Double {
        let (low, high) = edges(bucket)
        return low + (high - low) * min(1, max(0, share))
    }

    private static func share(of edge: Double, from low: Double, to high: Double) -> Double {
        min(1, max(0, (edge - low) / (high - low)))
    }
}

/// Counts of buckets that lie beside one another, from the first one in use.
struct BucketWindow: Sendable {
    private(set) var first = 0
    private(set) var counts: [Int] = []

    mutating func add(_ bucket: Int, _ count: Int) {
        let place = bucket &- first
        if place < 0 || place >= counts.count { widen(to: bucket) }
        counts[bucket - first] += count
    }

    mutating func merge(_ other: BucketWindow) {
        for place in other.counts.indices where other.counts[place] > 0 { add(other.first + place, other.counts[place]) }
    }

    /// With room to spare, so that a stream that climbs does not copy at each step.
    private mutating func widen(to bucket: Int) {
        guard !counts.isEmpty else {
            first = max(0, bucket - 128)
            counts = [Int](repeating: 0, count: 256)
            if bucket - first >= counts.count { first = bucket }
            return
        }
        if bucket < first {
            let more = first - max(0, bucket - counts.count / 2)
            counts.insert(contentsOf: repeatElement(0, count: more), at: 0)
            first -= more
        } else {
            counts.append(contentsOf: repeatElement(0, count: bucket - first - counts.count + 1 + counts.count / 2))
        }
    }
}
