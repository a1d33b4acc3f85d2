import Kernels

/// Items a classifier can tell from the labelled ones: what the labelled set does not look like yet (DAL).
///
/// A logistic classifier is fitted to tell held rows (labelled, in flight, picked) from the others, and the rows it is
/// surest are not among the held are picked: a `rounds`-th of the batch at a time, after which those count as held and it
/// is fitted anew. Paper: Gissin and Shalev-Shwartz (2019), arXiv:1907.06347.
///
/// Differs from it: linear on standardised features, where the paper has a small network on learned ones. Score: probability
/// of not being held. Cost: O(rounds * iterations * N D).
public struct DiscriminativeLearning: SelectionMethod {
    public static let name = "discriminative"
    public static let summary = "Rows a classifier can tell from the labelled ones: makes the labelled set look like the pool"
    public static let needs: [SelectionNeed] = [.features, .labelled]
    public var rounds: Int

    public init(rounds: Int = 5) { self.rounds = rounds }

    public func select(_ budget: Int, from pool: SelectionPool, seed: UInt64) throws(SelectionError) -> Selection {
        try pool.check(name, needs)
        guard rounds > 0 else { throw .badSetting("rounds", Double(rounds), allowed: "1 or more") }
        guard let matrix = pool.features else { throw .missing(.features, method: name) }
        let features = PoolFeatures(matrix, threads: pool.threads)
        try features.check()
        var open = pool.open
        var isHeld = [Bool](repeating: false, count: pool.rowCount)
        for row in pool.held { isHeld[row] = true }
        var counts = open
        for row in 0..<counts.count where isHeld[row] { counts[row] = true }
        let share = max(1, (max(budget, 0) + rounds - 1) / rounds)
        var choices: [Selection.Choice] = []
        while choices.count < budget, open.contains(true) {
            let unlike = try HeldClassifier(features, isHeld: isHeld, counts: counts).probabilityOfNew()
            for choice in Selection.greatest(min(share, budget - choices.count), of: unlike, where: open) {
                choices.append(choice)
                open[choice.row] = false
                isHeld[choice.row] = true
            }
        }
        return Selection(choices, asked: budget)
    }
}
