/// Are two shares equal, as far as one can see? The z test of two proportions with their common share.
///
/// Counts may be fractions: of a weighted sample they are the share times the number of rows it is worth.
public enum TwoShares {
    /// How many standard deviations the second lies above the first; 0 where neither varies or one is of nothing.
    public static func z(_ first: Double, among n: Double, _ second: Double, among m: Double) -> Double {
        guard n > 0, m > 0 else { return 0 }
        let joint = (first + second) / (n + m)
        let variance = joint * (1 - joint) * (1 / n + 1 / m)
        return variance > 0 ? (second / m - first / n) / variance.squareRoot() : 0
    }

    /// P of a difference at least as large in either direction, where both are equal. The normal limit.
    public static func probability(_ first: Double, among n: Double, _ second: Double, among m: Double) -> Double {
        Normal.twoSided(z(first, among: n, second, among: m))
    }
}
