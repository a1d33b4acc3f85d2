import Foundation

/// Quantiles of a stream in little memory, each within one percent of the true value.
///
/// DDSketch (Masson, Rim, Lee, 2019, doi 10.14778/3352063.3352135): values fall into buckets whose edges grow by a
/// constant factor. Chosen over KLL and t-digest because counts in fixed buckets do not depend on the order of arrival
/// and merge exactly, so the answer is the same whatever the thread count.
/// Memory: one counter per bucket in use, about 700 for values over six decades.
public struct QuantileSketch: Sendable {
    /// |answer - true| <= relativeError * |true|.
    public let relativeError: Double
    private let logGamma: Double
    private var positive: [Int: Int] = [:]
    private var negative: [Int: Int] = [:]
    private var zeros = 0
    public private(set) var count = 0

    public init(relativeError: Double = 0.01) {
        self.relativeError = relativeError
        logGamma = log((1 + relativeError) / (1 - relativeError))
    }

    /// Values that are not finite are not counted.
    public mutating func add(_ value: Double) {
        guard value.isFinite else { return }
        count += 1
        if abs(value) < .leastNormalMagnitude {
            zeros += 1
        } else if value > 0 {
            positive[bucket(value), default: 0] += 1
        } else {
            negative[bucket(-value), default: 0] += 1
        }
    }

    public mutating func merge(_ other: QuantileSketch) {
        precondition(relativeError == other.relativeError, "sketches of different error")
        positive.merge(other.positive, uniquingKeysWith: +)
        negative.merge(other.negative, uniquingKeysWith: +)
        zeros += other.zeros
        count += other.count
    }

    /// The value of rank `share * (count - 1)`; nil when nothing was added.
    public func quantile(_ share: Double) -> Double? {
        guard count > 0 else { return nil }
        let rank = Int((min(1, max(0, share)) * Double(count - 1)).rounded(.down))
        var seen = 0
        for place in negative.keys.sorted(by: >) {
            seen += negative[place] ?? 0
            if seen > rank { return -value(of: place) }
        }
        seen += zeros
        if seen > rank { return 0 }
        for place in positive.keys.sorted() {
            seen += positive[place] ?? 0
            if seen > rank { return value(of: place) }
        }
        return nil
    }

    /// How many values are below, within the relative error of the edge.
    public func count(below edge: Double) -> Int {
        var seen = 0
        for (place, count) in negative where -value(of: place) < edge { seen += count }
        if edge > 0 { seen += zeros }
        for (place, count) in positive where value(of: place) < edge { seen += count }
        return seen
    }

    private func bucket(_ magnitude: Double) -> Int { Int((log(magnitude) / logGamma).rounded(.up)) }

    private func value(of bucket: Int) -> Double {
        2 * exp(Double(bucket) * logGamma) / (exp(logGamma) + 1)
    }
}
