/// One estimate out of several, each made on a table whose gaps were filled differently.
///
/// The estimate is their mean; its variance is the mean of their variances, plus (1 + 1/m) times the variance between them,
/// which is what the gaps leave unknown.
///
/// Rubin (1987), Multiple Imputation for Nonresponse in Surveys, 3.1.
public struct RubinPool: Sendable, Hashable, Codable {
    public let estimate: Double
    /// Mean of the variances.
    public let within: Double
    /// Variance of the estimates, with m - 1.
    public let between: Double
    /// Of the pooled estimate.
    public let variance: Double
    /// Of Student's t for intervals; infinite, given as nil, when estimates do not differ.
    public let freedom: Double?

    /// nil for fewer than two estimates.
    public init?(estimates: [Double], variances: [Double]) {
        precondition(estimates.count == variances.count)
        let m = Double(estimates.count)
        guard let mean = Moments.mean(estimates), let within = Moments.mean(variances),
            let deviation = Moments.standardDeviation(estimates)
        else { return nil }
        (estimate, self.within, between) = (mean, within, deviation * deviation)
        let added = (1 + 1 / m) * between
        variance = within + added
        freedom = added > 0 ? (m - 1) * (1 + within / added) * (1 + within / added) : nil
    }
}
