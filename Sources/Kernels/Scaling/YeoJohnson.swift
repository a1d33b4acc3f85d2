import Glibc

/// A power of a number that makes a skewed list look more like a normal one; unlike Box and Cox's it takes any number.
///
/// Paper: Yeo & Johnson (2000), Biometrika 87(4), 954-959, doi 10.1093/biomet/87.4.954.
public enum YeoJohnson {
    public static func forward(_ x: Double, power: Double) -> Double {
        if x >= 0 { return abs(power) < 0x1p-52 ? log1p(x) : expm1(power * log1p(x)) / power }
        return abs(power - 2) < 0x1p-52 ? -log1p(-x) : -expm1((2 - power) * log1p(-x)) / (2 - power)
    }

    /// NaN for what no number is taken to under this power.
    public static func inverse(_ y: Double, power: Double) -> Double {
        if y >= 0 { return abs(power) < 0x1p-52 ? expm1(y) : expm1(log1p(y * power) / power) }
        return abs(power - 2) < 0x1p-52 ? -expm1(-y) : -expm1(log1p(-(2 - power) * y) / (2 - power))
    }

    /// The power under which the list is most likely to come from a normal distribution; 1 for a list of equal numbers.
    ///
    /// Maximum of -n/2 log(variance of the transformed) + (power - 1) sum of sign(x) log(1 + |x|), by `BrentMinimum` from
    /// -2 and 2. Cost: some 30 passes. `values` are finite.
    public static func likeliestPower(_ values: [Double]) -> Double {
        guard let first = values.first, values.contains(where: { $0 != first }) else { return 1 }
        let jacobian = values.reduce(0) { $0 + ($1 < 0 ? -log1p(-$1) : log1p($1)) }
        return BrentMinimum.find(from: -2, 2) { power in
            let variance = variance(values, power)
            guard variance > .leastNormalMagnitude else { return .infinity }
            return Double(values.count) / 2 * log(variance) - (power - 1) * jacobian
        } ?? 1
    }

    /// Of the transformed list, in two passes.
    private static func variance(_ values: [Double], _ power: Double) -> Double {
        let count = Double(values.count)
        let transformed = values.map { forward($0, power: power) }
        let mean = transformed.reduce(0) { $0 + $1 / count }
        return transformed.reduce(0) { $0 + ($1 - mean) * ($1 - mean) / count }
    }
}
