import Records

/// What of one side is known on another, and what gives the target away.
public struct LeakageReport: Sendable, Hashable, Codable {
    public struct Side: Sendable, Hashable, Codable {
        public var name: String
        public var count: Int
    }

    /// Items of `side` that have a copy in `other`.
    public struct Copies: Sendable, Hashable, Codable {
        public enum Kind: String, Sendable, Codable, CaseIterable {
            /// Equal texts or files.
            case content
            /// Equal cells, the target aside.
            case row
            case near
        }
        public var kind: Kind
        public var other: String
        public var side: String
        public var count: Int
        /// Of the items of `side`.
        public var share: Double
        /// Those with another target than a copy of theirs.
        public var conflicting: Int
        /// Keys of at most five of them, each with that of a copy.
        public var examples: [[String]]
    }

    public struct GroupOverlap: Sendable, Hashable, Codable {
        public var column: String
        public var groups: Int
        /// Groups on two sides and more.
        public var torn: Int
        public var side: String
        /// Items of `side` whose group also teaches.
        public var count: Int
        public var share: Double
        /// Of at most five groups that lie on both: the value, the key of a row that teaches, that of one of `side`.
        public var examples: [[String]] = []
    }

    public struct TimeOverlap: Sendable, Hashable, Codable {
        public var column: String
        public var side: String
        /// Items that teach and are not before the first of `side`.
        public var teachingAfter: Int
        /// Items of `side` that are not after the last that teaches.
        public var judgingBefore: Int
        public var lastTeaching: Double
        public var firstJudging: Double
    }

    public var sides: [Side]
    /// Rows on no side: not looked at.
    public var withoutSide: Int
    public var copies: [Copies]
    public var groups: [GroupOverlap]
    public var times: [TimeOverlap]
    public var columns: [AuditedColumn]
    /// Worst first.
    public var findings: [Finding]
}

/// What an audit found of one column.
public struct AuditedColumn: Sendable, Hashable, Codable {
    /// How well the column alone tells the target.
    public struct Power: Sendable, Hashable, Codable {
        public enum Measure: String, Sendable, Codable, CaseIterable {
            /// Under the ROC curve, a class against the rest, 0.5...1.
            case area
            /// Cramér's V, corrected for chance.
            case cramersV = "cramers-v"
            /// Pearson's or Spearman's, the larger, without sign.
            case correlation
            /// Share of the target's spread between categories, as a root, corrected for chance.
            case correlationRatio = "correlation-ratio"
            /// Cramér's V of whether the value is missing.
            case missing
        }
        public var measure: Measure
        public var value: Double
        /// Of areas: the class that is told.
        public var label: String?
    }

    public struct Distance: Sendable, Hashable, Codable {
        public enum Measure: String, Sendable, Codable, CaseIterable {
            case kolmogorovSmirnov = "ks", jensenShannon = "jensen-shannon"
        }
        public var side: String
        public var measure: Measure
        public var value: Double
        /// Of a distance as large by chance, adjusted for how many were measured.
        public var probability: Double
        public var isTooFar: Bool
    }

    public var name: String
    public var kind: ColumnCells.Kind
    /// Rows that have a value.
    public var present: Int
    public var missing: Int
    /// Different values among those present.
    public var different: Int
    /// Nearly every row has a value of its own.
    public var isIdentifier: Bool
    /// nil where there is no target, too little, or the column is an identifier.
    public var power: Power?
    /// From the side that teaches to each other one.
    public var distances: [Distance]
}
