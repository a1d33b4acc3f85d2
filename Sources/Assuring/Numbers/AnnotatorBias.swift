import Foundation
import Kernels
import Records

/// Numbers with each annotator's bias and scatter taken out: y = truth + bias_a + error, error ~ N(0, variance_a).
///
/// Truth is the mean of the answers less their annotator's bias, weighted by 1 / variance; bias and variance are the mean and
/// spread of an annotator's differences from it. Fitted by turns (expectation-maximisation: the truth's own uncertainty counts
/// in the spreads, without which somebody who is always followed would seem never to err), until no truth moves by more
/// than `tolerance` of the spread of all answers. A variance gets `priorCount` answers' worth of the common one.
/// Biases sum to 0 over the answers of people who are linked by items: a bias all share cannot be seen.
/// Interval: 1.96 / sqrt(sum of 1 / variance). For scales on which people are severe or mild; with fewer than some ten
/// answers each there is little to learn, use `MedianNumber`. The model is that of Raykar et al. (2010), JMLR 11, section 5,
/// with a bias added. Cost: O(answers) per round.
public struct AnnotatorBias: NumberConsensusMethod {
    public static let name = "annotator-bias"
    public static let summary = "Learns who answers high or low and who scatters; for scales, with ten answers each or more"
    public var priorCount = 2.0
    public var tolerance = 1e-8
    public var maximumIterations = 1_000

    public init() {}

    public var parameters: JSONObject {
        ["priorCount": .double(priorCount), "tolerance": .double(tolerance), "maximumIterations": .int(Int64(maximumIterations))]
    }

    public func consensus(of numbers: NumberTable) throws(ConsensusError) -> NumberConsensus {
        guard !numbers.isEmpty else { throw .noVotes }
        guard priorCount > 0, priorCount.isFinite else { throw .settingOutOfRange(name: "priorCount", value: priorCount, allowed: "more than 0") }
        guard maximumIterations > 0 else { throw .settingOutOfRange(name: "maximumIterations", value: Double(maximumIterations), allowed: "1 or more") }
        guard tolerance >= 0 else { throw .settingOutOfRange(name: "tolerance", value: tolerance, allowed: "0 or more") }
        var fit = AnnotatorBiasFit(numbers, priorCount: priorCount)
        var (rounds, stop) = (0, Consensus.StopReason.iterationLimit)
        while rounds < maximumIterations {
            rounds += 1
            if fit.round() <= tolerance * fit.scale { stop = .converged; break }
        }
        var result = NumberConsensus(numbers, by: self) { answers in
            let item = Int(numbers.items[answers.lowerBound])
            let reach = 1.96 / fit.precision[item].squareRoot()
            return (fit.truth[item], .init(low: fit.truth[item] - reach, high: fit.truth[item] + reach))
        }
        for annotator in 0..<numbers.annotatorCount where fit.answers[annotator] > 0 {
            result.annotators[annotator].bias = fit.bias[annotator]
            result.annotators[annotator].deviation = fit.variance[annotator].squareRoot()
        }
        result.iterations = rounds
        result.stopReason = stop
        return result
    }
}

/// The state of one fit.
private struct AnnotatorBiasFit {
    private let numbers: NumberTable
    private let priorCount: Double
    /// Spread of all answers, and the least variance that is told from none.
    let scale: Double
    private let least: Double
    /// Of each annotator the group of people it is linked with through items.
    private let group: [Int]
    let answers: [Double]
    private(set) var truth: [Double]
    /// 1 / variance of each truth.
    private(set) var precision: [Double]
    private(set) var bias: [Double]
    private(set) var variance: [Double]

    init(_ numbers: NumberTable, priorCount: Double) {
        self.numbers = numbers
        self.priorCount = priorCount
        scale = Moments.standardDeviation(numbers.values, freedom: 0) ?? 0
        least = max(scale * scale * 1e-12, 1e-300)
        var answers = [Double](repeating: 0, count: numbers.annotatorCount)
        var links = UnionFind(count: numbers.annotatorCount)
        for place in 0..<numbers.count {
            answers[Int(numbers.annotators[place])] += numbers.weights[place]
            if place > 0, numbers.items[place] == numbers.items[place - 1] {
                links.join(Int(numbers.annotators[place]), Int(numbers.annotators[place - 1]))
            }
        }
        self.answers = answers
        group = (0..<numbers.annotatorCount).map { links.root(of: $0) }
        truth = Array(repeating: 0, count: numbers.itemCount)
        precision = truth
        bias = Array(repeating: 0, count: numbers.annotatorCount)
        variance = Array(repeating: max(scale * scale, least), count: numbers.annotatorCount)
        settle()
    }

    /// Biases, variances, truths; the greatest move of a truth.
    mutating func round() -> Double {
        let before = truth
        estimateBias()
        estimateVariance()
        settle()
        return truth.indices.reduce(0) { max($0, abs(truth[$1] - before[$1])) }
    }

    private mutating func settle() {
        for item in 0..<numbers.itemCount {
            var (sum, weight) = (0.0, 0.0)
            for place in numbers.ratings(ofItem: Int32(item)) {
                let annotator = Int(numbers.annotators[place])
                let trust = numbers.weights[place] / variance[annotator]
                sum += trust * (numbers.values[place] - bias[annotator])
                weight += trust
            }
            truth[item] = weight > 0 ? sum / weight : 0
            precision[item] = weight
        }
    }

    private mutating func estimateBias() {
        for annotator in bias.indices { bias[annotator] = 0 }
        for place in 0..<numbers.count {
            bias[Int(numbers.annotators[place])] += numbers.weights[place] * (numbers.values[place] - truth[Int(numbers.items[place])])
        }
        var shared = [Double](repeating: 0, count: bias.count)
        var weight = shared
        for annotator in bias.indices {
            shared[group[annotator]] += bias[annotator]
            weight[group[annotator]] += answers[annotator]
        }
        for annotator in bias.indices where answers[annotator] > 0 {
            bias[annotator] = bias[annotator] / answers[annotator] - shared[group[annotator]] / weight[group[annotator]]
        }
    }

    private mutating func estimateVariance() {
        var squares = [Double](repeating: 0, count: variance.count)
        for place in 0..<numbers.count {
            let (annotator, item) = (Int(numbers.annotators[place]), Int(numbers.items[place]))
            let gap = numbers.values[place] - bias[annotator] - truth[item]
            squares[annotator] += numbers.weights[place] * (gap * gap + 1 / precision[item])
        }
        let common = squares.reduce(0, +) / answers.reduce(0, +)
        for annotator in variance.indices {
            variance[annotator] = max((squares[annotator] + priorCount * common) / (answers[annotator] + priorCount), least)
        }
    }
}
