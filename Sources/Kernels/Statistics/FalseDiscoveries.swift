/// Many tests at once: which of them still count when chance alone makes some of them small.
///
/// Paper: Benjamini and Hochberg (1995), doi 10.1111/j.2517-6161.1995.tb02031.x. Calling all adjusted values up to q
/// found leaves an expected share of at most q false ones, for tests that are independent or depend positively.
/// Cost: O(n log n).
public enum FalseDiscoveries {
    /// Adjusted probabilities in the order given; at least the value itself, at most 1. Without NaN.
    public static func adjusted(_ probabilities: [Double]) -> [Double] {
        let order = probabilities.indices.sorted { (probabilities[$0], $0) < (probabilities[$1], $1) }
        var adjusted = probabilities
        var least = 1.0
        for (place, test) in order.enumerated().reversed() {
            least = min(least, probabilities[test] * Double(order.count) / Double(place + 1))
            adjusted[test] = least
        }
        return adjusted
    }
}
