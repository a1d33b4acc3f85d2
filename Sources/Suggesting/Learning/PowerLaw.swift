import Foundation

/// How an error falls as labels grow: error = floor + scale * n^-rate, none below zero.
///
/// The usual shape of learning curves (Hestness et al., 2017, arXiv 1712.00409). Weighted least squares: floor and scale are
/// linear for a given rate, which is searched on a grid of 1 % steps. Cost: 400 times the points.
public struct PowerLaw: Sendable, Hashable, Codable {
    public var floor: Double
    public var scale: Double
    public var rate: Double

    public func error(at count: Double) -> Double { floor + scale * pow(count, -rate) }

    /// How many labels it takes to come down to `error`; nil where the floor is above.
    public func count(for error: Double) -> Double? {
        if self.error(at: 1) <= error { return 1 }
        guard error > floor, scale > 0 else { return nil }
        let count = pow(scale / (error - floor), 1 / rate)
        return count.isFinite ? count : nil
    }

    /// nil for fewer than three points.
    public static func fit(counts: [Double], errors: [Double], weights: [Double]) -> PowerLaw? {
        guard counts.count >= 3 else { return nil }
        var best: (law: PowerLaw, loss: Double)?
        for step in 0..<400 {
            let rate = 0.05 * pow(1.01, Double(step))
            let law = line(counts.map { pow($0, -rate) }, errors, weights, rate)
            var loss = 0.0
            for place in counts.indices {
                let rest = law.error(at: counts[place]) - errors[place]
                loss += weights[place] * rest * rest
            }
            if best.map({ loss < $0.loss }) ?? true { best = (law, loss) }
        }
        return best?.law
    }

    /// Weighted line through (x, error), its intercept and slope held at zero or above.
    private static func line(_ x: [Double], _ errors: [Double], _ weights: [Double], _ rate: Double) -> PowerLaw {
        var (sum, sx, sy, sxx, sxy) = (0.0, 0.0, 0.0, 0.0, 0.0)
        for place in x.indices {
            sum += weights[place]
            sx += weights[place] * x[place]
            sy += weights[place] * errors[place]
            sxx += weights[place] * x[place] * x[place]
            sxy += weights[place] * x[place] * errors[place]
        }
        let determinant = sum * sxx - sx * sx
        let slope = determinant > 0 ? (sum * sxy - sx * sy) / determinant : 0
        let floor = (sy - slope * sx) / sum
        if slope < 0 { return PowerLaw(floor: sy / sum, scale: 0, rate: rate) }
        if floor < 0 { return PowerLaw(floor: 0, scale: sxx > 0 ? sxy / sxx : 0, rate: rate) }
        return PowerLaw(floor: floor, scale: slope, rate: rate)
    }
}
