import Records

/// Who preferred which of two items: the input of every method that ranks items from comparisons.
///
/// One row per comparison, in order of time where times are given (a stable sort, so equal times keep their order) and else
/// in the order they came; only `Elo` looks at the order. One annotator may compare the same two items any number of
/// times: each counts. An item compared with itself says nothing and is left out with a finding.
/// Memory: 20 bytes per comparison and 8 more with times.
public struct PairTable: Sendable {
    public enum Outcome: Int8, Sendable, Hashable, Codable {
        case left, right, tie
    }

    public let annotators: [Int32]
    public let left: [Int32]
    public let right: [Int32]
    public let outcomes: [Outcome]
    /// How much a comparison counts: 1 unless given.
    public let weights: [Double]

    public let itemNames: [String]
    public let annotatorNames: [String]
    /// What was left out on the way in.
    public let findings: [Finding]

    public var count: Int { left.count }
    public var itemCount: Int { itemNames.count }
    public var annotatorCount: Int { annotatorNames.count }
    public var isEmpty: Bool { left.isEmpty }

    /// Columns of equal length, indices into the names.
    ///
    /// - Parameter times: in any unit; nil keeps the order of the rows.
    public init(
        annotators: [Int32], left: [Int32], right: [Int32], outcomes: [Outcome], weights: [Double]? = nil, times: [Double]? = nil,
        itemNames: [String], annotatorNames: [String]
    ) throws(PairTableError) {
        let weights = weights ?? Array(repeating: 1, count: left.count)
        let lengths = [annotators.count, left.count, right.count, outcomes.count, weights.count, times?.count ?? left.count]
        guard Set(lengths).count == 1 else { throw .unequalColumns(lengths) }
        try Self.check(left, below: itemNames.count) { .itemOutOfRange($0, itemCount: itemNames.count, row: $1) }
        try Self.check(right, below: itemNames.count) { .itemOutOfRange($0, itemCount: itemNames.count, row: $1) }
        try Self.check(annotators, below: annotatorNames.count) { .annotatorOutOfRange($0, annotatorCount: annotatorNames.count, row: $1) }
        if let row = weights.firstIndex(where: { !($0 > 0 && $0.isFinite) }) { throw .weightNotPositive(weights[row], row: row) }
        if let times, let row = times.firstIndex(where: { !$0.isFinite }) { throw .timeNotANumber(times[row], row: row) }
        var order = left.indices.filter { left[$0] != right[$0] }
        let same = left.count - order.count
        if let times { order.sort { (times[$0], $0) < (times[$1], $1) } }
        self.annotators = order.map { annotators[$0] }
        self.left = order.map { left[$0] }
        self.right = order.map { right[$0] }
        self.outcomes = order.map { outcomes[$0] }
        self.weights = order.map { weights[$0] }
        self.itemNames = itemNames
        self.annotatorNames = annotatorNames
        findings = same == 0 ? [] : [.comparedWithItself(same)]
    }

    private static func check(_ column: [Int32], below count: Int, _ error: (Int32, Int) -> PairTableError) throws(PairTableError) {
        if let row = column.firstIndex(where: { $0 < 0 || Int($0) >= count }) { throw error(column[row], row) }
    }
}

/// Why a table of comparisons cannot be built. Facts only; see `PairTableError+Words.swift`. Rows count from 0.
public enum PairTableError: Error, Hashable {
    /// Annotators, left, right, outcomes, weights, times.
    case unequalColumns([Int])
    case itemOutOfRange(Int32, itemCount: Int, row: Int)
    case annotatorOutOfRange(Int32, annotatorCount: Int, row: Int)
    case weightNotPositive(Double, row: Int)
    case timeNotANumber(Double, row: Int)
    /// The preferred one is neither of the two nor `tie` or `neither`.
    case preferredUnknown(String, left: String, right: String, row: Int)
}
