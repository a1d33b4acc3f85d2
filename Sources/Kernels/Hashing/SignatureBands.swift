import Foundation

/// How a MinHash signature is cut into bands, so that similar sets meet in a bucket and others rarely do.
///
/// Two sets of Jaccard index s share at least one of b bands of r rows with probability 1 - (1 - s^r)^b
/// (Leskovec, Rajaraman, Ullman, Mining of Massive Datasets, 3.4). The pair (b, r) that is chosen minimises the
/// weighted areas of false positives (below the threshold) and false negatives (above it) under that curve.
public struct SignatureBands: Sendable, Hashable {
    public let bands: Int
    public let rows: Int

    public init(bands: Int, rows: Int) {
        self.bands = bands
        self.rows = rows
    }

    /// The best cut of at most `count` values. Ties go to the smaller number of bands.
    public static func best(
        threshold: Double, count: Int, falsePositiveWeight: Double = 0.5, falseNegativeWeight: Double = 0.5
    ) -> SignatureBands {
        var best = SignatureBands(bands: 1, rows: 1)
        var least = Double.infinity
        for bands in 1...max(1, count) {
            for rows in 1...max(1, count / bands) {
                let candidate = SignatureBands(bands: bands, rows: rows)
                let cost = falsePositiveWeight * area(0, threshold, candidate.recall(at:))
                    + falseNegativeWeight * area(threshold, 1) { 1 - candidate.recall(at: $0) }
                if cost < least {
                    least = cost
                    best = candidate
                }
            }
        }
        return best
    }

    /// The probability that two sets of this Jaccard index become candidates.
    public func recall(at jaccard: Double) -> Double {
        1 - pow(1 - pow(jaccard, Double(rows)), Double(bands))
    }

    /// One key per band from a signature of at least `bands * rows` values.
    public func keys(_ signature: UnsafeBufferPointer<UInt32>, into keys: UnsafeMutableBufferPointer<UInt64>) {
        for band in 0..<bands {
            let part = UnsafeBufferPointer(rebasing: signature[band * rows..<(band + 1) * rows])
            keys[band] = UnsafeRawBufferPointer(part).withMemoryRebound(to: UInt8.self) {
                Hash64.of($0, seed: UInt64(band))
            }
        }
    }

    /// Midpoint rule in 100 pieces: the curve is smooth and only compared with itself.
    private static func area(_ from: Double, _ to: Double, _ curve: (Double) -> Double) -> Double {
        let width = (to - from) / 100
        var sum = 0.0
        for piece in 0..<100 { sum += curve(from + (Double(piece) + 0.5) * width) }
        return sum * width
    }
}
