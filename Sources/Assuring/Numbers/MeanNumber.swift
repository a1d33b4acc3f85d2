import Kernels
import Records

/// The weighted mean of the answers, with its t interval.
///
/// Best where errors are small and even; one wild answer spoils it. Variance of the mean from the effective number of answers
/// n = (sum w)^2 / sum w^2: s^2 / n with s^2 = n / (n - 1) of the weighted spread, n - 1 degrees of freedom. One answer has
/// no interval. Annotators' own trust goes into the answers' weights; `AnnotatorBias` learns it instead.
public struct MeanNumber: NumberConsensusMethod {
    public static let name = "mean"
    public static let summary = "The weighted mean of the answers; for small, even errors"

    public init() {}
    public var parameters: JSONObject { [:] }

    public func consensus(of numbers: NumberTable) throws(ConsensusError) -> NumberConsensus {
        guard !numbers.isEmpty else { throw .noVotes }
        return NumberConsensus(numbers, by: self) { answers in
            let sum = answers.reduce(0) { $0 + numbers.weights[$1] }
            let squares = answers.reduce(0) { $0 + numbers.weights[$1] * numbers.weights[$1] }
            let mean = answers.reduce(0) { $0 + numbers.weights[$1] * numbers.values[$1] } / sum
            let count = sum * sum / squares
            guard answers.count > 1, count > 1 + 1e-9 else { return (mean, nil) }
            let spread = answers.reduce(0) { $0 + numbers.weights[$1] * (numbers.values[$1] - mean) * (numbers.values[$1] - mean) } / sum
            let reach = StudentT(freedom: count - 1).quantile(0.975) * (spread / (count - 1)).squareRoot()
            return (mean, .init(low: mean - reach, high: mean + reach))
        }
    }
}
