/// What one round of labelling and training came to. What is not known is nil.
public struct LabellingRound: Sendable, Hashable, Codable {
    /// Labels there are after the round.
    public var labelled: Int
    /// The model's class of each item of a fixed set, the same items in every round; not the ones it was trained on.
    public var predictions: [Int]?
    /// Mean uncertainty of the pool: entropy over ln K, so in 0...1.
    public var uncertainty: Double?
    /// Mean of 1 - max p over the pool.
    public var expectedError: Double?
    /// A measure on a validation set, higher is better.
    public var validation: Double?

    public init(labelled: Int, predictions: [Int]? = nil, uncertainty: Double? = nil, expectedError: Double? = nil, validation: Double? = nil) {
        self.labelled = labelled
        self.predictions = predictions
        self.uncertainty = uncertainty
        self.expectedError = expectedError
        self.validation = validation
    }
}
