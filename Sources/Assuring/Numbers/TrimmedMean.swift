import Kernels
import Records

/// The mean of the answers without the highest and lowest `share` of them.
///
/// Between median (share 0.5) and mean (0): keeps most of the mean's precision and bears a wild answer on either side.
/// floor(share n) answers go at each end, so below 1 / share answers it is the mean. Interval by Tukey and McLaughlin (1963):
/// t with h - 1 degrees of freedom, h answers left, on the winsorised spread. Weights are not looked at.
public struct TrimmedMean: NumberConsensusMethod {
    public static let name = "trimmed-mean"
    public static let summary = "The mean without the highest and lowest fifth; for five answers and more with a wild one among them"
    /// Of the answers, at each end.
    public var share = 0.2

    public init() {}
    public var parameters: JSONObject { ["share": .double(share)] }

    public func consensus(of numbers: NumberTable) throws(ConsensusError) -> NumberConsensus {
        guard !numbers.isEmpty else { throw .noVotes }
        guard share >= 0, share < 0.5 else { throw .settingOutOfRange(name: "share", value: share, allowed: "0 up to but not 0.5") }
        return NumberConsensus(numbers, by: self) { settle(numbers.values[$0].sorted()) }
    }

    private func settle(_ sorted: [Double]) -> (value: Double, interval: Agreement.Interval?) {
        let cut = Int(share * Double(sorted.count) + 1e-9)
        let kept = Array(sorted[cut..<sorted.count - cut])
        let mean = kept.reduce(0, +) / Double(kept.count)
        let winsorised = sorted.map { min(max($0, kept[0]), kept[kept.count - 1]) }
        guard kept.count > 1, let spread = Moments.standardDeviation(winsorised) else { return (mean, nil) }
        let error = spread * Double(sorted.count).squareRoot() / Double(kept.count)
        let reach = StudentT(freedom: Double(kept.count - 1)).quantile(0.975) * error
        return (mean, .init(low: mean - reach, high: mean + reach))
    }
}
