import Kernels
import Records

/// Slices with a clearly larger loss, the largest effect first.
public struct SliceReport: Sendable, Hashable, Codable {
    public struct Condition: Sendable, Hashable, Codable {
        public var column: String
        /// A value, or a range as `12 to 40`.
        public var value: String
    }

    public struct Slice: Sendable, Hashable, Codable {
        /// One or two, all of which hold.
        public var conditions: [Condition]
        public var count: Int
        public var mean: Double
        /// Of all other rows.
        public var restMean: Double
        public var effect: Double
        public var t: Double
        /// Of so large a difference by chance, and the same adjusted for all slices tested.
        public var probability: Double
        public var adjusted: Double

        init(_ found: FoundSlice, _ columns: [SlicedColumn], _ sums: SliceSums) {
            conditions = zip(found.cell.columns, found.cell.codes).map { Condition(column: columns[$0].name, value: columns[$0].names[$1]) }
            let own = found.cell.sums
            (count, mean, restMean) = (own.count, sums.mean + own.mean, sums.mean + own.rest(of: sums.all).mean)
            (effect, t, probability, adjusted) = (found.effect, found.t, found.probability, found.adjusted)
        }

        public var name: String { conditions.map { "\($0.column) = \($0.value)" }.joined(separator: " and ") }
    }

    /// With a known loss.
    public var rows: Int
    public var unknown: Int
    /// nil without rows.
    public var mean: Double?
    public var tested: Int
    /// Slices with too few rows, inside or outside, to be tested.
    public var tooSmall: Int
    /// Found and not listed, being told by another slice.
    public var overlapping: Int
    /// Found and not listed, being beyond the number asked for.
    public var leftOut: Int
    public var slices: [Slice]

    public var findings: [Finding] {
        slices.map { slice in
            Finding(
                .warning, "bias.slice",
                "where \(slice.name), the loss of \(slice.count) rows is \(Figure.rounded(slice.mean, 3)), elsewhere \(Figure.rounded(slice.restMean, 3))",
                at: Place(record: slice.name), hint: "look at these rows; collect more of them, or label them again")
        }
    }

    /// A few lines for people: at most ten slices.
    public var words: [String] {
        ["\(slices.count) slices stand out of \(tested) tested on \(rows) rows; \(tooSmall) were too small to test"]
            + (leftOut > 0 ? ["\(leftOut) more stand out and are not listed"] : [])
            + findings.prefix(10).map(\.message) + (unknown > 0 ? ["\(unknown) rows without a loss were left out"] : [])
    }
}
