import Suggesting

/// How a batch is to be picked, by names and numbers as people give them.
public struct SelectionSettings: Sendable, Hashable {
    public var method: String
    public var count: Int
    /// Part of the batch that is drawn evenly, for estimates without bias.
    public var randomShare: Double
    /// Rows of each predicted class, at least and at most.
    public var atLeast: Int
    public var atMost: Int?
    public var seed: UInt64

    public init(method: String, count: Int = 100, randomShare: Double = 0.1, atLeast: Int = 0, atMost: Int? = nil, seed: UInt64 = 0) {
        self.method = method
        self.count = count
        self.randomShare = randomShare
        self.atLeast = atLeast
        self.atMost = atMost
        self.seed = seed
    }

    /// - Throws: `strategy.unknown`.
    func plan(isCostAware: Bool = false) throws -> SelectionPlan {
        guard let chosen = SelectionCatalog.named(method) else { throw WorkflowError.unknown("strategy", method) }
        return SelectionPlan(
            chosen, budget: count, randomShare: randomShare, quota: ClassQuota(atLeast: atLeast, atMost: atMost), isCostAware: isCostAware, seed: seed)
    }

    /// What of a pool the plan reads.
    func needs() throws -> Set<SelectionNeed> {
        let ofQuota: [SelectionNeed] = atLeast > 0 || atMost != nil ? [.probabilities] : []
        return Set(try plan().method.needs + ofQuota)
    }
}
