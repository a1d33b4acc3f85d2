/// What a selection method reads of a pool, so that a caller knows what to ask for before it starts.
public enum SelectionNeed: String, Sendable, Hashable, Codable, CaseIterable {
    /// N x K probabilities of one model.
    case probabilities
    /// N x K probabilities of at least two models.
    case committee
    /// N x D numbers that say what an item looks like: an embedding, TF-IDF, pixels.
    case features
    /// At least one row that is labelled or being labelled.
    case labelled
    /// Expected seconds a person spends on each row.
    case seconds
}
