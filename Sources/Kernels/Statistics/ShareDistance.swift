import Foundation

/// How far apart two lists of shares lie: the same classes or bins in both, each list summing to 1.
public enum ShareDistance {
    /// Root of the Jensen-Shannon divergence in nats (Endres and Schindelin, 2003): 0 ... sqrt(ln 2). Zeros are allowed.
    public static func jensenShannon(_ first: [Double], _ second: [Double]) -> Double {
        let half = zip(first, second).reduce(0) { sum, pair in
            let middle = (pair.0 + pair.1) / 2
            return sum + term(pair.0, middle) + term(pair.1, middle)
        }
        return max(0, half / 2).squareRoot()
    }

    /// Kullback-Leibler divergence of `second` from `first` in nats; infinite where `first` has what `second` has not.
    public static func kullbackLeibler(_ first: [Double], _ second: [Double]) -> Double {
        zip(first, second).reduce(0) { $0 + term($1.0, $1.1) }
    }

    /// Population stability index: the Kullback-Leibler divergences of both directions added.
    public static func populationStability(_ first: [Double], _ second: [Double]) -> Double {
        zip(first, second).reduce(0) { $1.0 == $1.1 ? $0 : $0 + ($1.0 - $1.1) * log($1.0 / $1.1) }
    }

    /// 0...1: the root of one minus the overlap (Hellinger, 1909).
    public static func hellinger(_ first: [Double], _ second: [Double]) -> Double {
        let overlap = zip(first, second).reduce(0) { $0 + ($1.0 * $1.1).squareRoot() }
        return (1 - min(1, max(0, overlap))).squareRoot()
    }

    /// 0...1: the share of one list that would have to move.
    public static func totalVariation(_ first: [Double], _ second: [Double]) -> Double {
        zip(first, second).reduce(0) { $0 + abs($1.0 - $1.1) } / 2
    }

    private static func term(_ share: Double, _ other: Double) -> Double { share == 0 ? 0 : share * log(share / other) }
}
