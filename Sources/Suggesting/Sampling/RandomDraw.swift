import Kernels

/// Rows drawn evenly, whatever a model thinks: the baseline, and the only batch an error rate may be estimated from.
///
/// Deterministic for a seed. Cost: O(N).
public struct RandomDraw: SelectionMethod {
    public static let name = "random"
    public static let summary = "Rows drawn evenly by a seed: the baseline, and what unbiased estimates need"
    public static let needs: [SelectionNeed] = []

    public init() {}

    public func select(_ budget: Int, from pool: SelectionPool, seed: UInt64) throws(SelectionError) -> Selection {
        try pool.check(name, needs)
        let open = pool.open
        var rows = (0..<open.count).filter { open[$0] }
        var random = SeededRandom.derive(seed, Self.name)
        let count = min(max(budget, 0), rows.count)
        for place in 0..<count { rows.swapAt(place, place + random.below(rows.count - place)) }
        return Selection(rows.prefix(count).map { Selection.Choice(row: $0, score: 0, origin: .random) }, asked: budget)
    }
}
