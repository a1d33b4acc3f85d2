/// How labels go wrong, estimated from the calibrated joint: which class is taken for which, and how often.
///
/// All K x K tables row-major. Matches cleanlab 2.9 (`py_method` "cnt").
public struct LabelNoise: Sendable {
    public let classCount: Int
    /// P(given, true), rows the given class; sums to 1.
    public let joint: [Double]
    /// P(true) of each class.
    public let truePriors: [Double]
    /// P(given | true): rows the given class, columns the true one; columns sum to 1.
    public let noise: [Double]
    /// P(true | given): rows the true class, columns the given one; columns sum to 1.
    public let inverseNoise: [Double]

    /// Three tables of K x K take a gigabyte at this many.
    public static let largestClassCount = 6000

    public init(_ joint: ConfidentJoint, labelCounts: [Int]) throws(LabelEvidenceError) {
        let classes = joint.classCount
        guard classes <= Self.largestClassCount else { throw .tooManyClasses(classes, limit: Self.largestClassCount) }
        let counts = joint.calibrated.map(Double.init)
        let total = counts.reduce(0, +)
        let rows = (0..<classes).map { row in (0..<classes).reduce(0) { $0 + counts[row * classes + $1] } }
        let columns = (0..<classes).map { column in (0..<classes).reduce(0) { $0 + counts[$1 * classes + column] } }
        let noise = counts.indices.map { counts[$0] / max(columns[$0 % classes], 1e-100) }
        let inverse = counts.indices.map { cell in
            let (truth, given) = (cell / classes, cell % classes)
            return counts[given * classes + truth] / max(rows[given], 1e-100)
        }
        classCount = classes
        self.joint = counts.map { $0 / max(total, 1e-100) }
        let labels = Double(labelCounts.reduce(0, +))
        let priors = (0..<classes).map { k in
            inverse[k * classes + k] / max(noise[k * classes + k], 1e-100) * Double(labelCounts[k]) / labels
        }
        truePriors = Self.clippedShares(priors)
        self.noise = Self.clippedRates(noise, classes)
        inverseNoise = Self.clippedRates(inverse, classes)
    }

    /// No class has probability 0.
    private static func clippedShares(_ shares: [Double]) -> [Double] {
        let clipped = shares.map { min(max($0, 1e-6), 1) }
        let sum = clipped.reduce(0, +)
        return clipped.map { $0 / sum }
    }

    /// Off the diagonal 0...0.9999, then columns to 1.
    private static func clippedRates(_ rates: [Double], _ classes: Int) -> [Double] {
        var clipped = rates
        for cell in clipped.indices where cell / classes != cell % classes { clipped[cell] = min(max(clipped[cell], 0), 0.9999) }
        for column in 0..<classes {
            let sum = (0..<classes).reduce(0) { $0 + clipped[$1 * classes + column] }
            for row in 0..<classes { clipped[row * classes + column] /= max(sum, 1e-100) }
        }
        return clipped
    }
}
