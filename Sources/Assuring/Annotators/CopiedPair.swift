/// Two annotators who give the same wrong answers more often than two people on their own do.
///
/// Right answers can be equal for a good reason, wrong ones hardly. With e the annotators' shares of wrong answers and
/// n their shared items, n e_a e_b r equal wrong answers are expected, r being the ratio of found to expected over
/// all pairs of the project (items that mislead everybody raise it); the number found is held against Poisson's tail.
/// `probability` is of one pair; the bar is `falseAlarms` divided by the number of pairs of annotators.
/// It says nothing about who copied, and two of three annotators who copy each other look like the majority: gold helps.
public struct CopiedPair: Sendable, Hashable, Codable {
    public var first: String
    public var second: String
    /// Items both answered whose right answers are known.
    public var shared: Int
    public var sameWrong: Int
    public var expected: Double
    public var lift: Double { sameWrong == 0 ? 0 : Double(sameWrong) / expected }
    public var probability: Double
}

/// The strongest of an annotator's pairs; no `other` when none stands out.
public struct AnswerCopying: Sendable, Hashable, Codable {
    public var other: String?
    public var shared: Int
    public var sameWrong: Int
    public var expected: Double
    public var probability: Double
}
