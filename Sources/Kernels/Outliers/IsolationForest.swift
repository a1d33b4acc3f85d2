import Glibc

/// Rows that few random cuts set apart: outliers end high up in random trees.
///
/// Each tree takes a sample of the rows and cuts it at a random place of a random column that still varies, until rows are
/// alone or the tree is log2(sample) deep. The score is 2^-(mean depth / depth expected of a search tree), 0...1: about 0.5
/// for a row like the others, nearer 1 the more alone it is.
///
/// Paper: Liu, Ting & Zhou (2008), ICDM, 413-422, doi 10.1109/ICDM.2008.17.
/// Cost: growing O(trees * sample * log2 sample), scoring O(rows * trees * log2 sample). Deterministic: a stream of random numbers for each tree, so the number of
/// threads does not matter. Numbers are finite; rows with gaps are left out by the caller.
public struct IsolationForest: Sendable, Hashable, Codable {
    public let columnCount: Int
    /// Rows a tree was grown on.
    public let sampleSize: Int
    let trees: [IsolationTree]

    /// - Precondition: the matrix has a row and a column, and no gap.
    public init(_ rows: Matrix, trees count: Int = 100, sample: Int = 256, seed: UInt64, threads: Int = 1) {
        precondition(rows.rowCount > 0 && rows.columnCount > 0 && count > 0 && sample > 0)
        let size = min(sample, rows.rowCount)
        columnCount = rows.columnCount
        sampleSize = size
        trees = Pieces(count, size: 1).map(threads: threads) { tree in
            var random = SeededRandom.derive(seed, tree.lowerBound)
            return IsolationTree(rows, sample: Self.draw(size, of: rows.rowCount, &random), &random)
        }
    }

    /// The first `size` places of a shuffle of `count`, of which only those that moved are held.
    private static func draw(_ size: Int, of count: Int, _ random: inout SeededRandom) -> [Int] {
        var moved: [Int: Int] = [:]
        moved.reserveCapacity(size)
        return (0..<size).map { place in
            let other = place + random.below(count - place)
            let drawn = moved[other] ?? other
            moved[other] = moved[place] ?? place
            return drawn
        }
    }

    /// Of each row. The matrix has the columns the forest was grown on, and no gap.
    public func scores(_ rows: Matrix, threads: Int = 1) -> [Double] {
        precondition(rows.columnCount == columnCount)
        let expected = Self.expectedDepth(sampleSize)
        let perTree = 1 / Double(trees.count)
        return Pieces(rows.rowCount, size: 1024).map(threads: threads) { (piece: Range<Int>) -> [Double] in
            var depths = [Double](repeating: 0, count: piece.count)
            rows.values.withUnsafeBufferPointer { values in
                depths.withUnsafeMutableBufferPointer { depths in
                    guard let values = values.baseAddress, let depths = depths.baseAddress else { return }
                    for tree in trees { tree.addDepths(values + piece.lowerBound * columnCount, piece.count, columnCount, to: depths) }
                }
            }
            return depths.map { expected > 0 ? exp2(-$0 * perTree / expected) : 0.5 }
        }.flatMap { $0 }
    }

    /// Mean depth of an unsuccessful search in a binary search tree of so many.
    static func expectedDepth(_ count: Int) -> Double {
        guard count > 2 else { return count == 2 ? 1 : 0 }
        let n = Double(count)
        return 2 * (log(n - 1) + 0.5772156649015329) - 2 * (n - 1) / n
    }
}
