/// How far a predicted number may be off: plus and minus `halfWidth` hold the truth in `coverage` of new rows.
///
/// Split conformal prediction (Lei et al., 2018, doi 10.1080/01621459.2017.1307116) on held-out residuals: their quantile at
/// rank ceil((n + 1) coverage). No assumption but that new rows are like the training rows.
public struct PredictionInterval: Sendable, Hashable, Codable {
    public var coverage: Double
    public var halfWidth: Double

    /// nil with too few rows for that coverage.
    public static func fit(_ predictions: [Double], _ numbers: [Double], coverage: Double) -> PredictionInterval? {
        let residuals = zip(predictions, numbers).map { abs($0 - $1) }.sorted()
        let rank = Int((Double(residuals.count + 1) * coverage).rounded(.up))
        guard rank >= 1, rank <= residuals.count else { return nil }
        return PredictionInterval(coverage: coverage, halfWidth: residuals[rank - 1])
    }
}

/// How well numbers are predicted.
public struct NumberMeasure: Sendable, Hashable, Codable {
    public var rootMeanSquareError: Double
    public var meanAbsoluteError: Double
    /// Share of the variance that is explained; nil where there is none.
    public var determination: Double?
    public var interval: PredictionInterval?

    init(_ predictions: [Double], _ numbers: [Double], _ interval: PredictionInterval?) {
        let count = Double(max(1, numbers.count))
        let mean = numbers.reduce(0, +) / count
        let squares = zip(predictions, numbers).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        let spread = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        rootMeanSquareError = (squares / count).squareRoot()
        meanAbsoluteError = zip(predictions, numbers).reduce(0) { $0 + abs($1.0 - $1.1) } / count
        determination = spread > 0 ? 1 - squares / spread : nil
        self.interval = interval
    }
}
