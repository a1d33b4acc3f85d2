import Kernels
import Records

/// How far annotators agree, two at a time: for answers such as texts and spans, where chance cannot be counted.
///
/// Every comparison of two answers to an item is an amount agreed out of an amount possible (matched spans of all spans, right
/// words of all words). A pair's value is the amount agreed over all items both answered by the amount possible, 1 where
/// both always answered nothing; the whole is the mean over pairs of annotators, so two who did much together do not drown
/// the others. `pooled` adds up all comparisons instead. Intervals come from drawing items again (`Bootstrap`).
public struct PairwiseAgreement: Sendable, Hashable {
    public struct Pair: Sendable, Hashable {
        public var first: Int32
        public var second: Int32
        /// Items both answered.
        public var items: Int
        public var value: Double
    }

    public struct Person: Sendable, Hashable {
        public var annotator: Int32
        /// Comparisons with others, and what they come to; nil without any.
        public var comparisons: Int
        public var value: Double?
    }

    /// Mean over pairs of annotators, with an interval where a bootstrap was asked for.
    public var overall: Agreement
    /// All comparisons added up; nil without any.
    public var pooled: Double?
    /// By item; nil where fewer than two answered.
    public var items: [Double?]
    /// Those with items in common, by (first, second).
    public var pairs: [Pair]
    /// By annotator.
    public var people: [Person]
}

/// One comparison of two annotators' answers to an item.
struct PairwiseRow {
    var item: Int32
    /// Lower annotator first.
    var first: Int32
    var second: Int32
    var agreed: Double
    var possible: Double

    init(item: Int32, _ a: Int32, _ b: Int32, agreed: Double, possible: Double) {
        self.item = item
        first = min(a, b)
        second = max(a, b)
        self.agreed = agreed
        self.possible = possible
    }
}

/// Amounts added up.
struct PairwiseSum {
    var count = 0
    var agreed = 0.0
    var possible = 0.0

    mutating func add(_ row: PairwiseRow) {
        count += 1
        agreed += row.agreed
        possible += row.possible
    }

    var value: Double? { count == 0 ? nil : possible > 0 ? agreed / possible : 1 }
}

extension PairwiseAgreement {
    /// - Parameter rows: in order of items.
    init(_ rows: [PairwiseRow], measure: String, itemCount: Int, annotatorCount: Int, bootstrap: Bootstrap?) {
        var byItem = [PairwiseSum](repeating: PairwiseSum(), count: itemCount)
        var byPerson = [PairwiseSum](repeating: PairwiseSum(), count: annotatorCount)
        var all = PairwiseSum()
        let keys = rows.map { Int64($0.first) << 32 | Int64($0.second) }
        let known = Array(Set(keys)).sorted()
        let places = Dictionary(uniqueKeysWithValues: zip(known, known.indices))
        let pairOf = keys.map { places[$0] ?? 0 }
        var byPair = [PairwiseSum](repeating: PairwiseSum(), count: known.count)
        for (place, row) in rows.enumerated() {
            byItem[Int(row.item)].add(row)
            byPerson[Int(row.first)].add(row)
            byPerson[Int(row.second)].add(row)
            byPair[pairOf[place]].add(row)
            all.add(row)
        }
        pooled = all.value
        items = byItem.map(\.value)
        people = byPerson.indices.map { Person(annotator: Int32($0), comparisons: byPerson[$0].count, value: byPerson[$0].value) }
        pairs = known.indices.map {
            Pair(first: Int32(known[$0] >> 32), second: Int32(known[$0] & 0xFFFF_FFFF), items: byPair[$0].count, value: byPair[$0].value ?? 1)
        }
        let compared = items.indices.filter { byItem[$0].count > 0 }
        if let value = Self.mean(byPair) {
            let spread = Self.spread(rows, pairOf, compared, pairCount: known.count, bootstrap)
            overall = Agreement(
                measure: measure, value: value, standardError: spread?.standardError,
                interval: spread.map { .init(low: $0.low, high: $0.high) }, items: compared.count)
        } else {
            overall = .undefined(measure, .nothingRatedTwice)
        }
    }

    private static func mean(_ sums: [PairwiseSum]) -> Double? {
        let values = sums.compactMap(\.value)
        return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }

    private static func spread(
        _ rows: [PairwiseRow], _ pairOf: [Int], _ compared: [Int], pairCount: Int, _ bootstrap: Bootstrap?
    ) -> Bootstrap.Interval? {
        guard let bootstrap, let last = compared.last else { return nil }
        let starts = CountingSort.starts(of: rows.map(\.item), bucketCount: last + 1)
        return bootstrap.interval(units: compared.count) { drawn in
            var sums = [PairwiseSum](repeating: PairwiseSum(), count: pairCount)
            for unit in drawn {
                let item = compared[Int(unit)]
                for row in Int(starts[item])..<Int(starts[item + 1]) { sums[pairOf[row]].add(rows[row]) }
            }
            return mean(sums)
        }
    }
}
