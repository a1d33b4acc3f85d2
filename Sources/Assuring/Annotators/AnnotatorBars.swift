/// From where on a figure is remarked upon, and how much it takes to have one.
///
/// A bar on a share is held against the favourable end of its interval, so that few answers flag nobody. A bar on a
/// probability is `falseAlarms` divided by the number of annotators (pairs, for copying) it is asked of (Bonferroni).
public struct AnnotatorBars: Sendable, Hashable, Codable {
    /// Lowest gold accuracy that is fine.
    public var goldAccuracy = 0.7
    /// Lowest Cohen's kappa against the right answers.
    public var skill = 0.2
    /// Lowest spammer score.
    public var spammerScore = 0.1
    /// A vote faster than this part of the project's median is too quick.
    public var quickShare = 0.3
    /// Highest share of votes that may be too quick.
    public var tooQuick = 0.1
    /// Robust z of log seconds below which somebody is too quick on the whole.
    public var quickZ = -3.0
    /// Entropy below this percentile of the annotators' is low.
    public var entropyPercentile = 10.0
    /// Lowest share of repeated items with the same answer.
    public var selfConsistency = 0.8
    /// Chance that a project of honest people has any flag of one kind.
    public var falseAlarms = 0.01
    /// Share of the confidence intervals that hold the truth.
    public var coverage = 0.95

    /// Answers it takes for a share, a kappa, a speed.
    public var minimumVotes = 10
    /// Answers it takes for a course over time.
    public var minimumSequence = 20
    /// Answers of a true class it takes to say how that class is answered.
    public var minimumPerClass = 5
    /// A pause longer than this ends a session, in seconds.
    public var sessionGap = 1800.0
    /// Pairs of equal wrong answers that copying looks at, items with the fewest first; the items left out are counted.
    public var copyingPairs = 5_000_000
    /// Pairs of annotators whose shared items are counted, those with the most equal wrong answers first.
    public var copyingCandidates = 20_000

    public init() {}
}
