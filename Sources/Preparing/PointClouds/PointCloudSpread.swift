import Foundation
import Kernels

/// What is usual in a set of clouds: size, density, and which values points have.
public struct PointCloudSpread: Sendable, Hashable, Codable {
    /// Median of the diagonals.
    public var diagonal: Double
    /// Quartiles of the median densities' natural logarithms; nil without densities.
    public var densityQuartiles: [Double]?
    /// Shares of clouds whose points have an intensity, a colour.
    public var intensity: Double
    public var colour: Double
    public var clouds: Int

    /// nil for an empty set.
    public init?(_ clouds: [PointCloudMeasurements]) {
        guard !clouds.isEmpty else { return nil }
        self.clouds = clouds.count
        diagonal = Percentile.at(0.5, ofSorted: clouds.map(\.diagonal).filter(\.isFinite).sorted()) ?? 0
        let densities = clouds.compactMap(\.density?.median).filter { $0 > 0 }.map { log($0) }.sorted()
        if let lower = Percentile.at(0.25, ofSorted: densities), let upper = Percentile.at(0.75, ofSorted: densities) { densityQuartiles = [lower, upper] }
        intensity = Double(clouds.count { $0.intensity != .missing }) / Double(clouds.count)
        colour = Double(clouds.count { $0.colour != .missing }) / Double(clouds.count)
    }

    /// Densities that are usual; nil in sets of fewer than four clouds, of which nothing is usual.
    func usualDensities(spread: Double) -> ClosedRange<Double>? {
        guard clouds >= 4, let quartiles = densityQuartiles else { return nil }
        let width = spread * (quartiles[1] - quartiles[0])
        // Half and double are usual even where all are alike.
        return min(exp(quartiles[0] - width), exp(quartiles[0]) / 2)...max(exp(quartiles[1] + width), exp(quartiles[1]) * 2)
    }
}
