import Records

/// The order that contradicts the fewest preferences between two options.
///
/// Minimises the weight of rankings that put b above a, over all a placed above b (Kemeny, 1959). Exact up to `exactLimit` options by
/// a table over subsets, O(2^n n^2) time and 12 * 2^n bytes; beyond, single options are moved from the `Borda` order while that helps,
/// and the result says whether it is known to be the best (it is when no pair could be placed better). Of equal orders the one
/// with lower places first. Neighbours that as many rankings put one way as the other are tied.
/// Score: how many options are below, ties half. For up to a dozen options, where the winner against every other must win.
public struct Kemeny: RankConsensusMethod {
    public static let name = "kemeny"
    public static let summary = "The order that contradicts the fewest preferences; exact up to twelve options, said where it is not"
    public var exactLimit = 12

    public init() {}
    public var parameters: JSONObject { ["exactLimit": .int(Int64(exactLimit))] }

    public func order(of item: RankTable.Item) -> RankOrder {
        let preferences = PreferenceMatrix(item)
        let count = item.options.count
        let isExact = count <= min(exactLimit, 20)
        let order = isExact ? preferences.bestOrder() : preferences.improved(Borda().order(of: item).groups.flatMap { $0 })
        let groups = preferences.groups(order)
        var scores = [Double](repeating: 0, count: count)
        var below = Double(count)
        for group in groups {
            below -= Double(group.count)
            for option in group { scores[option] = below + Double(group.count - 1) / 2 }
        }
        let isOptimal = isExact || preferences.cost(order) <= preferences.leastCost + Consensus.tieSlack
        return RankOrder(groups: groups, scores: scores, isOptimal: isOptimal)
    }
}
