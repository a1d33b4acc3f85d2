import Records

/// Who gave which class to which item: the input of every agreement coefficient and consensus method.
///
/// Columns, not rows: N votes sorted by item and within an item by annotator, with the start of each item's run, and an
/// order by annotator beside it. Nothing is dense: memory is O(N + items + annotators), so a thousand annotators on a
/// million items cost no more than their votes. One annotator has at most one vote on an item; of several, the last one
/// given counts and a finding says how many were replaced. The order in which votes arrive does not matter otherwise.
///
/// "I don't know" is not a class: leave such answers out, and count them where they are read.
public struct VoteTable: Sendable {
    /// One column entry per vote, sorted by (item, annotator).
    public let items: [Int32]
    public let annotators: [Int32]
    public let classes: [Int32]
    /// How much a vote counts: 1 unless given.
    public let weights: [Double]

    public let itemNames: [String]
    public let annotatorNames: [String]
    public let classNames: [String]

    /// Votes of item i are `itemStart[i] ..< itemStart[i + 1]` of the columns.
    public let itemStart: [Int32]
    /// Votes of annotator a are the columns at `annotatorOrder[annotatorStart[a] ..< annotatorStart[a + 1]]`, by item.
    public let annotatorStart: [Int32]
    public let annotatorOrder: [Int32]

    /// What was dropped or replaced on the way in.
    public let findings: [Finding]

    public var count: Int { classes.count }
    public var itemCount: Int { itemNames.count }
    public var annotatorCount: Int { annotatorNames.count }
    public var classCount: Int { classNames.count }
    public var isEmpty: Bool { classes.isEmpty }

    /// Columns of equal length in any order, indices into the names.
    public init(
        items: [Int32], annotators: [Int32], classes: [Int32], weights: [Double]? = nil,
        itemNames: [String], annotatorNames: [String], classNames: [String]
    ) throws(VoteTableError) {
        let given = VoteColumns(items: items, annotators: annotators, classes: classes, weights: weights)
        try given.check(itemCount: itemNames.count, annotatorCount: annotatorNames.count, classCount: classNames.count)
        self.init(checked: given, itemNames: itemNames, annotatorNames: annotatorNames, classNames: classNames, findings: [])
    }

    /// Every index is within its names, every weight above 0.
    init(
        checked given: VoteColumns, itemNames: [String], annotatorNames: [String], classNames: [String], findings: [Finding]
    ) {
        let sorted = given.sorted(itemCount: itemNames.count, annotatorCount: annotatorNames.count)
        let (kept, replaced) = sorted.keepingLastOfEachPair()
        items = kept.items
        annotators = kept.annotators
        classes = kept.classes
        weights = kept.weights ?? Array(repeating: 1, count: kept.classes.count)
        itemStart = CountingSort.starts(of: kept.items, bucketCount: itemNames.count)
        annotatorStart = CountingSort.starts(of: kept.annotators, bucketCount: annotatorNames.count)
        annotatorOrder = CountingSort.order(of: kept.annotators, starts: annotatorStart)
        self.itemNames = itemNames
        self.annotatorNames = annotatorNames
        self.classNames = classNames
        self.findings = findings + (replaced == 0 ? [] : [.repeatedVotes(replaced)])
    }

    /// Columns of the votes on one item.
    public func votes(ofItem item: Int32) -> Range<Int> {
        Int(itemStart[Int(item)])..<Int(itemStart[Int(item) + 1])
    }

    /// Places in the columns of one annotator's votes, by item.
    public func votes(ofAnnotator annotator: Int32) -> ArraySlice<Int32> {
        annotatorOrder[Int(annotatorStart[Int(annotator)])..<Int(annotatorStart[Int(annotator) + 1])]
    }

    /// All items, in order: what a coefficient of the whole table runs over.
    public var allItems: [Int32] { Array(0..<Int32(itemCount)) }

    /// The numbers the classes stand for when each name is a number (`"1"`, `"2.5"`): what interval and ratio scales need.
    public var classValues: [Double]? {
        let values = classNames.compactMap { Double($0) }
        return values.count == classNames.count && values.allSatisfy(\.isFinite) ? values : nil
    }
}

/// Why a table cannot be built from columns. Facts only; see `VoteTableError+Words.swift`.
public enum VoteTableError: Error, Equatable {
    case unequalColumns(items: Int, annotators: Int, classes: Int, weights: Int?)
    case itemOutOfRange(Int32, itemCount: Int, vote: Int)
    case annotatorOutOfRange(Int32, annotatorCount: Int, vote: Int)
    case classOutOfRange(Int32, classCount: Int, vote: Int)
    case weightNotPositive(Double, vote: Int)
}
