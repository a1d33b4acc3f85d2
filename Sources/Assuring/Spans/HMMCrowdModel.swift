import Foundation

/// Parameters of `HMMCrowd`. K tags; `confusions` is A x K answers x K truths, so that one answer adds one contiguous row.
struct HMMCrowdModel: Sendable {
    let classCount: Int
    private let annotatorCount: Int
    private let smoothing: Double
    private let priorTokens: Double
    private let scheme: TagScheme
    /// K: P(first tag); K x K, rows the tag before: P(next).
    private(set) var starts: [Double]
    private(set) var transitions: [Double]
    /// Natural logarithms of P(answer | truth).
    private(set) var logConfusions: [Double]

    init(_ table: TagTable, smoothing: Double, priorTokens: Double) {
        classCount = table.scheme.count
        annotatorCount = table.annotatorCount
        self.smoothing = smoothing
        self.priorTokens = priorTokens
        scheme = table.scheme
        starts = Array(repeating: 0, count: classCount)
        transitions = Array(repeating: 0, count: classCount * classCount)
        logConfusions = Array(repeating: 0, count: annotatorCount * classCount * classCount)
        sentenceCount = table.sentenceCount
    }

    private let sentenceCount: Int
    /// Sentences per piece: at most 16 pieces, fewer where their counts would be large.
    var pieceSize: Int {
        let pieces = min(16, max(1, (1 << 24) / max(logConfusions.count, 1)))
        return max((sentenceCount + pieces - 1) / pieces, 1)
    }

    mutating func maximise(_ counts: HMMCrowdCounts) {
        normalise(counts.starts, into: &starts, row: 0, after: nil)
        for before in 0..<classCount {
            normalise(Array(counts.transitions[before * classCount..<(before + 1) * classCount]), into: &transitions, row: before * classCount, after: Int32(before))
        }
        let common = common(counts.confusions)
        for annotator in 0..<annotatorCount {
            for truth in 0..<classCount {
                let first = annotator * classCount * classCount + truth
                var sum = priorTokens
                for answer in 0..<classCount { sum += counts.confusions[first + answer * classCount] }
                for answer in 0..<classCount {
                    let cell = answer * classCount
                    logConfusions[first + cell] = log((counts.confusions[first + cell] + priorTokens * common[cell + truth]) / sum)
                }
            }
        }
    }

    private func normalise(_ counts: [Double], into target: inout [Double], row: Int, after before: Int32?) {
        let allowed = counts.indices.map { scheme.allows(Int32($0), after: before) }
        let sum = counts.indices.reduce(0) { $0 + (allowed[$1] ? counts[$1] + smoothing : 0) }
        for tag in counts.indices { target[row + tag] = allowed[tag] ? (counts[tag] + smoothing) / sum : 0 }
    }

    /// The crowd's confusion matrix, K answers x K truths.
    private func common(_ confusions: [Double]) -> [Double] {
        let cells = classCount * classCount
        var common = [Double](repeating: smoothing, count: cells)
        for annotator in 0..<annotatorCount { for cell in 0..<cells { common[cell] += confusions[annotator * cells + cell] } }
        for truth in 0..<classCount {
            let sum = (0..<classCount).reduce(0) { $0 + common[$1 * classCount + truth] }
            for answer in 0..<classCount { common[answer * classCount + truth] /= sum }
        }
        return common
    }

    /// K x K, rows the truth: P(answer | truth).
    func confusion(ofAnnotator annotator: Int) -> [Double] {
        let first = annotator * classCount * classCount
        return (0..<classCount).flatMap { truth in (0..<classCount).map { exp(logConfusions[first + $0 * classCount + truth]) } }
    }
}

/// Expected counts of some sentences.
struct HMMCrowdCounts: Sendable {
    var starts: [Double]
    var transitions: [Double]
    var confusions: [Double]
    var likelihood = 0.0

    init(_ table: TagTable) {
        let count = table.scheme.count
        starts = Array(repeating: 0, count: count)
        transitions = Array(repeating: 0, count: count * count)
        confusions = Array(repeating: 0, count: table.annotatorCount * count * count)
    }

    mutating func add(_ other: HMMCrowdCounts) {
        for place in starts.indices { starts[place] += other.starts[place] }
        for place in transitions.indices { transitions[place] += other.transitions[place] }
        for place in confusions.indices { confusions[place] += other.confusions[place] }
        likelihood += other.likelihood
    }
}
