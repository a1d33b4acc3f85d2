import Kernels
import Records

/// A fitted text classifier: predicts, is saved as plain data, and is named by its content.
///
/// `version` is a hash of the saved bytes: equal models have equal versions wherever they were trained.
public struct TextModel: Sendable {
    /// What suggestions name as their model.
    public static let name = "text-ngrams"

    public let features: TextFeatures
    public let labelNames: [String]
    /// Training rows and seed, for the record.
    public let rows: Int
    public let seed: UInt64
    public let version: String
    let terms: TermWeights
    let linear: LogisticModel
    let calibration: TemperatureScaling

    init(
        features: TextFeatures, terms: TermWeights, linear: LogisticModel, calibration: TemperatureScaling,
        labelNames: [String], rows: Int, seed: UInt64
    ) {
        self.features = features
        self.terms = terms
        self.linear = linear
        self.calibration = calibration
        self.labelNames = labelNames
        self.rows = rows
        self.seed = seed
        version = TextModelFile(features, terms, linear, calibration, labelNames, rows, seed).version
    }

    public var temperature: Double { calibration.temperature }
    public var fit: LogisticModel.Fit { linear.fit }

    /// In the order of `labelNames`; sums to 1.
    public func predict(_ text: String) -> [Double] { predict([text]) }

    /// N x K, row-major. Feed millions of texts in pieces of some thousands.
    public func predict(_ texts: [String]) -> [Double] {
        let rows = terms.apply(to: features.hashed(texts), rows: Array(texts.indices))
        var result = linear.probabilities(rows)
        calibration.apply(to: &result, labelCount: labelNames.count)
        return result
    }

    /// The label with the greatest probability, the lower on a tie.
    public func label(of text: String) -> (name: String, confidence: Double) {
        let probabilities = predict(text)
        let place = Self.best(probabilities, row: 0, labelCount: labelNames.count)
        return (labelNames[place], probabilities[place])
    }

    /// Where a row of N x K probabilities is greatest, the lower place on a tie.
    public static func best(_ probabilities: [Double], row: Int, labelCount: Int) -> Int {
        var best = 0
        for label in 1..<max(1, labelCount)
        where probabilities[row * labelCount + label] > probabilities[row * labelCount + best] { best = label }
        return best
    }
}
