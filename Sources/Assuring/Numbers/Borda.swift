import Records

/// Options by the mean share of the others they were placed above.
///
/// In a ranking of m options one with j below it and t tied gets (j + t / 2) / (m - 1); left-out options get nothing from that ranking,
/// neither good nor bad, so partial rankings count for what they say. Fast and fair on average; one that most prefer to every
/// other can still lose (Condorcet), which `Kemeny` does not allow. Borda (1781). Equal scores are tied.
public struct Borda: RankConsensusMethod {
    public static let name = "borda"
    public static let summary = "Mean share of the other options ranked below; fast, for any number of options"

    public init() {}
    public var parameters: JSONObject { [:] }

    public func order(of item: RankTable.Item) -> RankOrder {
        var points = [Double](repeating: 0, count: item.options.count)
        var weight = points
        for ballot in item.ballots {
            let ranked = ballot.groups.indices.filter { ballot.groups[$0] >= 0 }
            guard ranked.count > 1 else { continue }
            for option in ranked {
                let below = ranked.count { ballot.groups[$0] > ballot.groups[option] }
                let tied = ranked.count { ballot.groups[$0] == ballot.groups[option] } - 1
                points[option] += ballot.weight * (Double(below) + Double(tied) / 2) / Double(ranked.count - 1)
                weight[option] += ballot.weight
            }
        }
        let scores = points.indices.map { weight[$0] > 0 ? points[$0] / weight[$0] : 0.5 }
        return RankOrder(groups: Self.groups(scores), scores: scores, isOptimal: nil)
    }

    private static func groups(_ scores: [Double]) -> [[Int]] {
        var groups: [[Int]] = []
        for option in scores.indices.sorted(by: { (-scores[$0], $0) < (-scores[$1], $1) }) {
            if let leader = groups.last?.first, scores[leader] - scores[option] <= Consensus.tieSlack {
                groups[groups.count - 1].append(option)
            } else {
                groups.append([option])
            }
        }
        return groups.map { $0.sorted() }
    }
}
