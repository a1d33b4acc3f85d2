import Kernels

/// A batch that covers the pool: always the row farthest from everything labelled, in flight or picked so far.
///
/// k-center by the greedy 2-approximation of Gonzalez (1985), doi 10.1016/0304-3975(85)90224-5, as core-set selection by
/// Sener and Savarese (2018), arXiv:1708.00489. Euclidean distance in single precision, squared and summed as
/// `SquaredDistances.from` does; ties go to the lower row. Without a labelled row the first pick is the row nearest the mean.
///
/// Exact: the picks are those of the plain method that measures every row against every pick. Far fewer are measured; see
/// `LazyCoverage`. At worst N * (labelled + budget) distances.
/// Use when features say what matters; not when outliers are junk, for it asks for those first.
public struct KCenterGreedy: SelectionMethod {
    public static let name = "k-center"
    public static let summary = "The row farthest from all that is labelled or picked, again and again: a batch that covers the pool"
    public static let needs: [SelectionNeed] = [.features]

    public init() {}

    public func select(_ budget: Int, from pool: SelectionPool, seed: UInt64 = 0) throws(SelectionError) -> Selection {
        try pool.check(name, needs)
        guard let matrix = pool.features else { throw .missing(.features, method: name) }
        let features = PoolFeatures(matrix, threads: pool.threads)
        try features.check()
        var coverage = LazyCoverage(features, open: pool.open)
        var choices: [Selection.Choice] = []
        let held = pool.held
        if held.isEmpty {
            guard budget > 0, let first = try RowMean.nearest(features, open: pool.open) else { return Selection([], asked: budget) }
            choices.append(Selection.Choice(row: first.row, score: first.distance))
            try coverage.start([first.row])
        } else {
            try coverage.start(held)
        }
        while choices.count < budget, let next = try coverage.farthest() {
            choices.append(Selection.Choice(row: next.row, score: Double(next.squared).squareRoot()))
            try coverage.add(next.row)
        }
        let left = try coverage.farthest().map { Double($0.squared).squareRoot() } ?? 0
        return Selection(choices, asked: budget, radius: left)
    }
}
