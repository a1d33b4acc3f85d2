/// What a method found out about one annotator.
public struct AnnotatorStanding: Sendable, Hashable {
    public var annotator: Int32
    public var votes: Int
    /// Estimated share of right answers among the annotator's own (majority, Wawa: equal to the winner); nil without votes.
    public var skill: Double?
    /// K x K, row-major, rows the true class, columns the answer given: P(answer | truth). Dawid-Skene only, and nil where
    /// the matrices of all annotators would be larger than `DawidSkene.largestConfusion`.
    /// The row of a class the annotator is thought never to have met says nothing: it is close to even.
    public var confusion: [Double]?
    /// What the votes are weighed by where that is not the skill: alpha in GLAD, log odds in MMSR, the reliability in KOS.
    public var weight: Double?
    /// MACE only.
    public var guessing: GuessingProfile?
}

/// How MACE sees an annotator: how often they guess, and what they say when they do.
public struct GuessingProfile: Sendable, Hashable {
    /// Weight of guessing, and of knowing. They sum to 1 with plain EM and to a little less with variational Bayes.
    public var guesses: Double
    public var knows: Double
    /// Weight of each class among the guesses, likewise.
    public var strategy: [Double]

    /// P(the annotator knows).
    public var competence: Double { knows / (knows + guesses) }
}
