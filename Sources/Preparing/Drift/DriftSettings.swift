import Records

/// What counts as drift, and how many values are kept to tell.
public struct DriftSettings: Sendable, Hashable, Codable {
    /// Of every column it fits; the usual one of the column where nil.
    public var measure: DriftMeasure?
    /// In place of the measure's own.
    public var threshold: Double?
    /// Share of the columns from which the data as a whole has drifted.
    public var share: Double
    /// Values per column and side that are kept; of more, a sample is drawn.
    public var kept: Int
    /// Texts per column and side that are kept for the domain classifier.
    public var keptTexts: Int
    public var seed: UInt64

    public init(measure: DriftMeasure? = nil, threshold: Double? = nil, share: Double = 0.5, kept: Int = 200_000, keptTexts: Int = 5_000, seed: UInt64 = 0) {
        self.measure = measure
        self.threshold = threshold
        self.share = share
        self.kept = kept
        self.keptTexts = keptTexts
        self.seed = seed
    }
}
