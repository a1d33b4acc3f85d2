import Foundation
import Kernels

/// What a fit did, and how good the model is on texts it has not seen.
public struct FitReport: Sendable, Hashable, Codable {
    public var rows: Int
    /// Features seen in training.
    public var columns: Int
    public var stop: LBFGS.Stop
    public var iterations: Int
    public var loss: Double
    public var gradientNorm: Double
    public var temperature: Double
    /// Share of out-of-fold predictions that equal the label; nil when there were too few rows.
    public var accuracy: Double?
    public var crossEntropy: Double?
    /// Mean |confidence - accuracy| over ten bins of confidence, weighted by rows.
    public var calibrationError: Double?

    init(model: TextModel, outOfFold: [Double]?, labels: [Int], labelCount: Int) {
        rows = labels.count
        columns = model.terms.buckets.count
        stop = model.linear.fit.stop
        iterations = model.linear.fit.iterations
        loss = model.linear.fit.loss
        gradientNorm = model.linear.fit.gradientNorm
        temperature = model.calibration.temperature
        guard let outOfFold else { return }
        let measure = ProbabilityMeasure(outOfFold, labels: labels, labelCount: labelCount)
        accuracy = measure.accuracy
        crossEntropy = measure.crossEntropy
        calibrationError = measure.calibrationError
    }
}

/// How well probabilities fit known labels.
public struct ProbabilityMeasure: Sendable, Hashable {
    public let accuracy: Double
    public let crossEntropy: Double
    public let calibrationError: Double

    /// `probabilities` N x K, row-major; N above 0. Ties predict the lower label.
    public init(_ probabilities: [Double], labels: [Int], labelCount: Int) {
        var right = 0, entropy = 0.0
        var binRows = [Double](repeating: 0, count: 10), binGap = binRows
        for (row, label) in labels.enumerated() {
            let place = TextModel.best(probabilities, row: row, labelCount: labelCount)
            let confidence = probabilities[row * labelCount + place]
            let isRight = place == label
            right += isRight ? 1 : 0
            entropy -= log(max(probabilities[row * labelCount + label], 1e-15))
            let bin = min(9, Int(confidence * 10))
            binRows[bin] += 1
            binGap[bin] += confidence - (isRight ? 1 : 0)
        }
        let count = Double(max(1, labels.count))
        accuracy = Double(right) / count
        crossEntropy = entropy / count
        calibrationError = binGap.reduce(0) { $0 + abs($1) } / count
    }
}
