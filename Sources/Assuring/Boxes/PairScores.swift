import Kernels

/// How alike every two annotators' answers to one item are, for every item: what agreement on shapes is averaged from.
///
/// The counterpart of `PartTallies` where an item has one answer that is compared as a whole (a mask, a skeleton, a
/// timeline). The value over all is the mean over items of each item's mean over its pairs, so an item that ten people
/// answered weighs no more than one that two did. Shapes: one score per item and pair, 0 ... 1. Cost of all means: O(scores).
public struct PairScores: Sendable, Hashable {
    public struct Score: Sendable, Hashable {
        public var item: Int32
        /// `first` is the lower annotator of the table.
        public var first: Int32
        public var second: Int32
        public var value: Double
    }

    public struct Pair: Sendable, Hashable {
        public var first: Int32
        public var second: Int32
        public var items: Int
        public var mean: Double
    }

    public struct Person: Sendable, Hashable {
        public var annotator: Int32
        /// Comparisons with others.
        public var comparisons: Int
        /// With everybody else; nil where nobody else answered the same items.
        public var mean: Double?
    }

    /// By (item, first, second).
    public let scores: [Score]
    public let itemCount: Int
    public let annotatorCount: Int

    init(_ scores: [Score], itemCount: Int, annotatorCount: Int) {
        self.scores = scores.sorted { ($0.item, $0.first, $0.second) < ($1.item, $1.first, $1.second) }
        self.itemCount = itemCount
        self.annotatorCount = annotatorCount
    }

    /// By item; nil where fewer than two answers can be compared.
    public var items: [Double?] {
        var (sums, counts) = ([Double](repeating: 0, count: itemCount), [Int](repeating: 0, count: itemCount))
        for score in scores {
            sums[Int(score.item)] += score.value
            counts[Int(score.item)] += 1
        }
        return zip(sums, counts).map { $1 == 0 ? nil : $0 / Double($1) }
    }

    /// nil where nothing was answered twice.
    public var overall: Double? { Moments.mean(items.compactMap(\.self)) }

    /// Those with items in common, by (first, second).
    public var pairs: [Pair] {
        let sorted = scores.sorted { ($0.first, $0.second, $0.item) < ($1.first, $1.second, $1.item) }
        var pairs: [Pair] = []
        for score in sorted {
            if let last = pairs.last, last.first == score.first, last.second == score.second {
                pairs[pairs.count - 1].items += 1
                pairs[pairs.count - 1].mean += score.value
            } else {
                pairs.append(Pair(first: score.first, second: score.second, items: 1, mean: score.value))
            }
        }
        for place in pairs.indices { pairs[place].mean /= Double(pairs[place].items) }
        return pairs
    }

    public var people: [Person] {
        var (sums, counts) = ([Double](repeating: 0, count: annotatorCount), [Int](repeating: 0, count: annotatorCount))
        for score in scores {
            for person in [Int(score.first), Int(score.second)] {
                sums[person] += score.value
                counts[person] += 1
            }
        }
        return (0..<annotatorCount).map { person in
            Person(annotator: Int32(person), comparisons: counts[person], mean: counts[person] == 0 ? nil : sums[person] / Double(counts[person]))
        }
    }

    /// The value over all, with an interval where a bootstrap over items is asked for.
    public func agreement(named measure: String, bootstrap: Bootstrap? = nil) -> Agreement {
        let compared = items.compactMap(\.self)
        guard let value = Moments.mean(compared) else { return .undefined(measure, .nothingRatedTwice) }
        let spread = bootstrap?.interval(units: compared.count) { drawn in Moments.mean(drawn.map { compared[Int($0)] }) }
        return Agreement(
            measure: measure, value: value, standardError: spread?.standardError,
            interval: spread.map { .init(low: $0.low, high: $0.high) }, items: compared.count)
    }
}
