import Glibc

/// Tables with given totals as shuffling would make them: what a table of two unrelated columns looks like.
///
/// Shuffling one column and counting again gives a table whose cells follow from the totals alone, one hypergeometric draw
/// after another (Patefield, 1981, doi 10.2307/2346669). Drawing it directly costs O(R C) instead of O(n), which makes a
/// permutation test of a million rows as cheap as one of a thousand.
public struct RandomTables: Sendable {
    private let rows: [Int]
    private let columns: [Int]
    private let total: Int

    /// - Parameters: totals of the same sum.
    public init(rowTotals: [Int], columnTotals: [Int]) {
        (rows, columns) = (rowTotals.filter { $0 > 0 }, columnTotals.filter { $0 > 0 })
        total = rows.reduce(0, +)
        precondition(columns.reduce(0, +) == total, "totals differ")
    }

    /// The mutual information of one table for each round, in nats. Round r has a stream of its own from the seed.
    public func mutualInformation(rounds: Int, seed: UInt64) -> [Double] {
        let rowSum = ContingencyTable.logSum(rows), columnSum = ContingencyTable.logSum(columns)
        var cells = [Int](repeating: 0, count: rows.count * columns.count)
        return (0..<rounds).map { round in
            var random = SeededRandom.derive(seed, round)
            draw(&random, into: &cells)
            return ContingencyTable.mutualInformation(cells, cells: ContingencyTable.logSum(cells), rows: rowSum, columns: columnSum, total)
        }
    }

    /// R x C of the rows and columns that occur.
    func draw(_ random: inout SeededRandom, into cells: inout [Int]) {
        var left = columns
        var allLeft = total
        for row in rows.indices {
            var draws = rows[row], open = allLeft
            for column in columns.indices {
                let isLast = column == columns.count - 1
                let cell = isLast ? draws : Self.drawn(good: left[column], others: open - left[column], draws, &random)
                open -= left[column]
                draws -= cell
                left[column] -= cell
                cells[row * columns.count + column] = cell
            }
            allLeft -= rows[row]
        }
    }

    /// How many good ones come among `draws` without putting back. By inversion from the most likely number outwards.
    static func drawn(good: Int, others: Int, _ draws: Int, _ random: inout SeededRandom) -> Int {
        guard good > 0, draws > 0 else { return 0 }
        guard others > 0 else { return draws }
        if draws <= 8 { return oneByOne(good, others, draws, &random) }
        if good <= 8 { return oneByOne(draws, good + others - draws, good, &random) }
        let g = Double(good), o = Double(others), d = Double(draws)
        let low = max(0, draws - others), high = min(good, draws)
        let mode = min(high, max(low, Int((d + 1) * (g + 1) / (g + o + 2))))
        var left = random.uniform()
        let top = likelihood(mode, good, others, draws)
        left -= top
        if left < 0 { return mode }
        var (up, down, upShare, downShare) = (mode, mode, top, top)
        while up < high || down > low {
            if up < high {
                let k = Double(up)
                upShare *= (g - k) * (d - k) / ((k + 1) * (o - d + k + 1))
                up += 1
                left -= upShare
                if left < 0 { return up }
            }
            if down > low {
                let k = Double(down)
                downShare *= k * (o - d + k) / ((g - k + 1) * (d - k + 1))
                down -= 1
                left -= downShare
                if left < 0 { return down }
            }
            if upShare < 1e-18, downShare < 1e-18 { break }
        }
        return mode
    }

    private static func oneByOne(_ good: Int, _ others: Int, _ draws: Int, _ random: inout SeededRandom) -> Int {
        var goodLeft = good, found = 0
        for drawn in 0..<draws where random.below(good + others - drawn) < goodLeft {
            found += 1
            goodLeft -= 1
        }
        return found
    }

    private static func likelihood(_ k: Int, _ good: Int, _ others: Int, _ draws: Int) -> Double {
        exp(logChoose(good, k) + logChoose(others, draws - k) - logChoose(good + others, draws))
    }

    private static func logChoose(_ n: Int, _ k: Int) -> Double {
        IncompleteBeta.logGamma(Double(n) + 1) - IncompleteBeta.logGamma(Double(k) + 1) - IncompleteBeta.logGamma(Double(n - k) + 1)
    }
}
