import Kernels

/// Texts as short rows of numbers, as far apart as their n-grams are: what methods that spread a batch read of a text.
///
/// Hashed n-grams weighted by how telling they are among a sample of the pool (`TermWeights`), each row of length 1, then
/// projected on 64 random directions of +1 and -1: distances are kept to about 12 % (Johnson and Lindenstrauss, 1984;
/// Achlioptas, 2003, doi 10.1016/S0022-0000(03)00025-4). A feature's 64 signs are the bits of one hash, so nothing is drawn
/// or kept, and equal texts have equal rows everywhere. A text without a known feature is a row of zeros.
/// Cost: 64 additions per feature, about 300 features for 80 characters; 256 bytes a row.
public struct TextDirections: Sendable {
    public static let columnCount = 64
    /// Texts that are looked at for how telling a feature is.
    public static let sampleSize = 20_000

    private let features: TextFeatures
    private let terms: TermWeights

    /// - Parameter sample: texts of the pool, best spread over it; the first `sampleSize` count.
    public init(sample: [String], features: TextFeatures = TextFeatures()) {
        self.features = features
        let hashed = features.hashed(Array(sample.prefix(Self.sampleSize)))
        terms = TermWeights.fit(hashed, rows: Array(0..<hashed.count))
    }

    /// N x 64, row-major. Feed many texts in pieces of some thousands.
    public func rows(_ texts: [String]) -> [Float] {
        let weighted = terms.apply(to: features.hashed(texts), rows: Array(texts.indices))
        var result = [Float](repeating: 0, count: texts.count * Self.columnCount)
        let scale = 1 / Float(Self.columnCount).squareRoot()
        result.withUnsafeMutableBufferPointer { result in
            for row in 0..<weighted.count {
                let first = row * Self.columnCount
                for place in weighted.starts[row]..<weighted.starts[row + 1] {
                    let bits = Hash64.finalise(UInt64(terms.buckets[Int(weighted.columns[place])]) &+ 0x9E37_79B9_7F4A_7C15)
                    let value = weighted.values[place] * scale
                    for column in 0..<Self.columnCount { result[first + column] += bits >> UInt64(column) & 1 == 1 ? value : -value }
                }
            }
        }
        return result
    }
}
