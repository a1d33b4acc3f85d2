import Records

/// What a consensus method says about one question of one item.
public struct ConsensusOutcome: Sendable, Hashable {
    public var answer: Answer
    /// Probability that the answer is right, by the method.
    public var posterior: Double
    /// A name in the catalogue of methods.
    public var method: String
    public var votes: Int
    /// How many of the votes equal the answer; nil where answers are fused rather than picked.
    public var agreeing: Int?
    /// The revisions it was computed from.
    public var revisions: [RevisionID]
    /// How it came about, where it is not a count of equal answers: "fused from 2 people, support 1.00".
    public var words: String?
    /// Why it does not count however sure it is: what is left for somebody to decide.
    public var open: String?

    public init(
        answer: Answer, posterior: Double, method: String, votes: Int, agreeing: Int? = nil, revisions: [RevisionID], words: String? = nil,
        open: String? = nil
    ) {
        self.answer = answer
        self.posterior = posterior
        self.method = method
        self.votes = votes
        self.agreeing = agreeing
        self.revisions = revisions
        self.words = words
        self.open = open
    }
}
