/// Fills the gaps of each column by a regression on all others, round after round, until fillings settle.
///
/// Gaps start as the mean of their column. In each round every column, the one with the fewest gaps first, is fitted on the
/// rows where it is present, by `BayesianRidge`, and its gaps take what the line says. The regressions of all rounds are
/// kept, and later rows pass through them in the same order: the steps of scikit-learn's `IterativeImputer`.
///
/// Drawn instead (`draws`), each line is a draw and each filling has its noise; then only the last round is kept, and later
/// rows pass through it as often as there were rounds. That is one chain of multiple imputation (MICE).
///
/// Paper: van Buuren & Groothuis-Oudshoorn (2011), Journal of Statistical Software 45(3), doi 10.18637/jss.v045.i03.
/// Cost: O(rounds * columns * N columns^2). Every column has a present number in training.
public struct ChainedRegressions: Sendable, Hashable, Codable {
    public struct Step: Sendable, Hashable, Codable {
        public let column: Int
        /// On all other columns, in order.
        public let line: BayesianRidge
    }

    public let means: [Double]
    public let steps: [Step]
    /// How many rounds were made.
    public let rounds: Int
    /// Fillings no longer moved more than the tolerance; never of draws.
    public let isSettled: Bool
    public let draws: Bool

    /// - Parameters:
    ///   - columns: lists of equal length, gaps as NaN.
    ///   - tolerance: of the largest change of a row, over the largest present magnitude.
    ///   - random: makes it a draw.
    public init(_ columns: [[Double]], maximumRounds: Int, tolerance: Double, drawing random: inout SeededRandom?) {
        let gaps = columns.map { column in column.indices.filter { column[$0].isNaN } }
        let means = columns.map { column in
            let present = column.filter { !$0.isNaN }
            return present.isEmpty ? 0 : Moments.exactSum(present) / Double(present.count)
        }
        let limit = tolerance * (columns.lazy.map { Self.magnitude($0) }.max() ?? 0)
        let order = gaps.indices.sorted { (gaps[$0].count, $0) < (gaps[$1].count, $1) }
        var filled = Self.start(columns, gaps, means)
        var (steps, rounds, isSettled): ([Step], Int, Bool) = ([], 0, false)
        while rounds < maximumRounds, columns.count > 1, !isSettled {
            let before = filled
            if random != nil { steps = [] }
            for column in order {
                let line = Self.line(filled, column, gaps[column], &random)
                steps.append(Step(column: column, line: line))
                Self.fill(&filled, column, gaps[column], line, &random)
            }
            rounds += 1
            isSettled = random == nil && Self.change(before, filled, gaps) < limit
        }
        (self.means, self.steps, self.rounds, self.isSettled, draws) = (means, steps, rounds, isSettled, random != nil)
    }

    /// Fills gaps of the same columns; `random` is used by draws alone.
    public func fill(_ columns: [[Double]], _ random: inout SeededRandom?) -> [[Double]] {
        let gaps = columns.map { column in column.indices.filter { column[$0].isNaN } }
        var filled = Self.start(columns, gaps, means)
        for _ in 0..<(draws ? rounds : 1) {
            for step in steps { Self.fill(&filled, step.column, gaps[step.column], step.line, &random) }
        }
        return filled
    }

    private static func magnitude(_ column: [Double]) -> Double { column.reduce(0) { $1.isNaN ? $0 : max($0, abs($1)) } }

    private static func start(_ columns: [[Double]], _ gaps: [[Int]], _ means: [Double]) -> [[Double]] {
        var filled = columns
        for column in columns.indices {
            for row in gaps[column] { filled[column][row] = means[column] }
        }
        return filled
    }

    /// Fitted where the column is present.
    private static func line(_ filled: [[Double]], _ column: Int, _ gaps: [Int], _ random: inout SeededRandom?) -> BayesianRidge {
        var isGap = [Bool](repeating: false, count: filled[column].count)
        for row in gaps { isGap[row] = true }
        let rows = isGap.indices.filter { !isGap[$0] }
        func present(_ values: [Double]) -> [Double] { rows.map { values[$0] } }
        return BayesianRidge.fit(others(filled, column).map(present), present(filled[column]), drawing: &random)
    }

    private static func others(_ columns: [[Double]], _ column: Int) -> [[Double]] {
        columns.indices.filter { $0 != column }.map { columns[$0] }
    }

    /// A filling that is not finite leaves the one before.
    private static func fill(_ filled: inout [[Double]], _ column: Int, _ gaps: [Int], _ line: BayesianRidge, _ random: inout SeededRandom?) {
        guard !gaps.isEmpty else { return }
        var values = gaps.map { _ in line.intercept }
        for (other, coefficient) in zip(others(filled, column), line.coefficients) {
            for place in gaps.indices { values[place] += coefficient * other[gaps[place]] }
        }
        for (place, row) in gaps.enumerated() {
            let value = values[place] + (random?.normal() ?? 0) * line.deviation
            if value.isFinite { filled[column][row] = value }
        }
    }

    /// The largest sum of a row's changes.
    private static func change(_ before: [[Double]], _ after: [[Double]], _ gaps: [[Int]]) -> Double {
        var sums: [Double] = Array(repeating: 0, count: before.first?.count ?? 0)
        for column in gaps.indices {
            for row in gaps[column] { sums[row] += abs(after[column][row] - before[column][row]) }
        }
        return sums.max() ?? 0
    }
}
