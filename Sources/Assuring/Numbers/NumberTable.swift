import Kernels
import Records

/// Who gave which number to which item: the input of agreement and consensus on scores, sizes, times and ranks.
///
/// Columns sorted by item and within an item by annotator, as `VoteTable` for classes. Nothing is dense; of several numbers
/// by one annotator on one item the last one given counts, and a finding says so. "I don't know" is not a number: leave it
/// out. Measures that need every annotator on every item say so
/// (`AgreementUndefined.ratingsMissing`) rather than drop items.
public struct NumberTable: Sendable {
    public let items: [Int32]
    public let annotators: [Int32]
    public let values: [Double]
    /// How much a number counts in a consensus: 1 unless given. Agreement does not look at it.
    public let weights: [Double]
    public let itemNames: [String]
    public let annotatorNames: [String]
    /// Numbers on item i are `itemStart[i] ..< itemStart[i + 1]` of the columns.
    public let itemStart: [Int32]
    /// Numbers that a later one of the same annotator on the same item replaced.
    public let replaced: Int

    /// Beyond it squares of squares leave the range of numbers.
    public static let largest = 1e70

    public var count: Int { values.count }
    public var isEmpty: Bool { values.isEmpty }
    /// What was replaced on the way in.
    public var findings: [Finding] { replaced == 0 ? [] : [.repeatedNumbers(replaced)] }
    public var itemCount: Int { itemNames.count }
    public var annotatorCount: Int { annotatorNames.count }
    public var allItems: [Int32] { Array(0..<Int32(itemCount)) }

    /// Columns of equal length in any order, indices into the names.
    public init(
        items: [Int32], annotators: [Int32], values: [Double], weights: [Double]? = nil, itemNames: [String], annotatorNames: [String]
    ) throws(NumberTableError) {
        let weights = weights ?? Array(repeating: 1, count: values.count)
        guard items.count == values.count, annotators.count == values.count, weights.count == values.count else {
            throw .unequalColumns(items: items.count, annotators: annotators.count, values: values.count)
        }
        for place in values.indices {
            guard items[place] >= 0, items[place] < itemNames.count else { throw .itemOutOfRange(items[place], itemCount: itemNames.count, row: place) }
            guard annotators[place] >= 0, annotators[place] < annotatorNames.count else {
                throw .annotatorOutOfRange(annotators[place], annotatorCount: annotatorNames.count, row: place)
            }
            guard abs(values[place]) <= Self.largest else { throw .notFinite(values[place], row: place) }
            guard weights[place] > 0, weights[place].isFinite else { throw .weightNotPositive(weights[place], row: place) }
        }
        let byAnnotator = CountingSort.order(of: annotators, starts: CountingSort.starts(of: annotators, bucketCount: annotatorNames.count))
        let moved = byAnnotator.map { items[Int($0)] }
        let sorted = CountingSort.order(of: moved, starts: CountingSort.starts(of: moved, bucketCount: itemNames.count)).map { Int(byAnnotator[Int($0)]) }
        // Stable sorts: the last of a run of one pair is the one given last.
        let kept = sorted.indices.filter { place in
            guard place + 1 < sorted.count else { return true }
            let (this, next) = (sorted[place], sorted[place + 1])
            return items[this] != items[next] || annotators[this] != annotators[next]
        }.map { sorted[$0] }
        self.items = kept.map { items[$0] }
        self.annotators = kept.map { annotators[$0] }
        self.values = kept.map { values[$0] }
        self.weights = kept.map { weights[$0] }
        self.itemNames = itemNames
        self.annotatorNames = annotatorNames
        itemStart = CountingSort.starts(of: self.items, bucketCount: itemNames.count)
        replaced = values.count - kept.count
    }

    /// A row per item, a column per annotator, nil where a number is missing.
    public init(rows: [[Double?]]) throws(NumberTableError) {
        let annotatorCount = rows.map(\.count).max() ?? 0
        var columns: (items: [Int32], annotators: [Int32], values: [Double]) = ([], [], [])
        for (item, row) in rows.enumerated() {
            for (annotator, value) in row.enumerated() {
                guard let value else { continue }
                columns.items.append(Int32(item))
                columns.annotators.append(Int32(annotator))
                columns.values.append(value)
            }
        }
        try self.init(
            items: columns.items, annotators: columns.annotators, values: columns.values,
            itemNames: rows.indices.map { "item-\($0)" }, annotatorNames: (0..<annotatorCount).map { "annotator-\($0)" })
    }

    /// Rows in words; names become indices in sorted order, so the order of rows does not matter.
    public init(_ given: [Given]) throws(NumberTableError) {
        var items = NameTable()
        var annotators = NameTable()
        let itemOf = given.map { items.index(of: $0.item) }
        let annotatorOf = given.map { annotators.index(of: $0.annotator) }
        let (itemNames, annotatorNames) = (items.names.sorted(), annotators.names.sorted())
        try self.init(
            items: NameOrder.renumbered(itemOf, from: items.names, to: itemNames),
            annotators: NameOrder.renumbered(annotatorOf, from: annotators.names, to: annotatorNames),
            values: given.map(\.value), weights: given.map(\.weight), itemNames: itemNames, annotatorNames: annotatorNames)
    }

    /// One number in words, as a file or a request holds it.
    public struct Given: Sendable, Hashable {
        public var item: String
        public var annotator: String
        public var value: Double
        public var weight: Double
        public init(item: String, annotator: String, value: Double, weight: Double = 1) {
            self.item = item
            self.annotator = annotator
            self.value = value
            self.weight = weight
        }
    }

    public func ratings(ofItem item: Int32) -> Range<Int> { Int(itemStart[Int(item)])..<Int(itemStart[Int(item) + 1]) }
}

/// Why a table of numbers cannot be built. Facts only; see `NumberTableError+Words.swift`.
public enum NumberTableError: Error, Equatable {
    case unequalColumns(items: Int, annotators: Int, values: Int)
    case itemOutOfRange(Int32, itemCount: Int, row: Int)
    case annotatorOutOfRange(Int32, annotatorCount: Int, row: Int)
    case notFinite(Double, row: Int)
    case weightNotPositive(Double, row: Int)

    public static func == (left: NumberTableError, right: NumberTableError) -> Bool { left.description == right.description }
}
