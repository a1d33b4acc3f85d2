import Records

/// Given labels and a model's probabilities for the same items, checked once: what label-error detection reads.
///
/// N items, K classes; `probabilities` is N x K, row-major, each value in 0...1. The probabilities must come from a model
/// that did not train on the item it judges (out of fold), or errors look right to it.
public struct LabelEvidence: Sendable {
    public let labels: [Int32]
    public let probabilities: [Double]
    public let classCount: Int
    /// Rows that do not sum to 1 within 0.01: counted, not mended.
    public let findings: [Finding]

    public var count: Int { labels.count }

    public init(labels: [Int32], probabilities: [Double], classCount: Int) throws(LabelEvidenceError) {
        guard classCount > 1 else { throw .tooFewClasses(classCount) }
        guard !labels.isEmpty else { throw .noLabels }
        guard probabilities.count == labels.count * classCount else {
            throw .unequalLengths(labels: labels.count, probabilities: probabilities.count, classCount: classCount)
        }
        if let item = labels.firstIndex(where: { $0 < 0 || Int($0) >= classCount }) {
            throw .labelOutOfRange(labels[item], classCount: classCount, item: item)
        }
        let slack = 1e-6
        if let cell = probabilities.firstIndex(where: { !($0 >= -slack && $0 <= 1 + slack) }) {
            throw .probabilityOutOfRange(probabilities[cell], item: cell / classCount, class: cell % classCount)
        }
        self.labels = labels
        self.probabilities = probabilities
        self.classCount = classCount
        findings = Self.uneven(probabilities, classCount)
    }

    private static func uneven(_ probabilities: [Double], _ classCount: Int) -> [Finding] {
        var count = 0
        var first: Int?
        probabilities.withUnsafeBufferPointer { p in
            for item in 0..<p.count / classCount {
                var sum = 0.0
                for k in 0..<classCount { sum += p[item * classCount + k] }
                if abs(sum - 1) > 0.01 {
                    count += 1
                    first = first ?? item
                }
            }
        }
        return first.map { [.unevenProbabilities(rows: count, first: $0)] } ?? []
    }

    /// How many items carry each label.
    public var labelCounts: [Int] {
        var counts = [Int](repeating: 0, count: classCount)
        for label in labels { counts[Int(label)] += 1 }
        return counts
    }
}

/// Why labels and probabilities do not make a pair. Facts only; see `LabelEvidenceError+Words.swift`.
public enum LabelEvidenceError: Error, Hashable {
    case noLabels
    case tooFewClasses(Int)
    case unequalLengths(labels: Int, probabilities: Int, classCount: Int)
    case labelOutOfRange(Int32, classCount: Int, item: Int)
    case probabilityOutOfRange(Double, item: Int, class: Int)
}
