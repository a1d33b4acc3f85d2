import Foundation
import Records

/// Ratings that move after every comparison: r += K (result - 1 / (1 + 10^((opponent - r) / 400))).
///
/// Cheap, always defined, and follows items that change; but the order of the comparisons matters and the last ones count
/// most, so for a fixed set prefer `BradleyTerry`. Both ratings move by the same amount, so their mean stays 1500. A tie
/// is half a win; a weight multiplies K. Elo (1978), *The Rating of Chessplayers*. Cost: O(comparisons), in time order.
public struct Elo: PairRankingMethod {
    public static let name = "elo"
    public static let summary = "Ratings that move after every comparison in time order; for sets that change"
    /// The most that one comparison can move a rating.
    public var step = 32.0
    /// The difference at which the better one is expected to win ten times of eleven.
    public var base = 400.0
    public var start = 1500.0

    public init() {}

    public var parameters: JSONObject { ["step": .double(step), "base": .double(base), "start": .double(start)] }

    public func ranking(of pairs: PairTable) throws(ConsensusError) -> PairRanking {
        guard !pairs.isEmpty else { throw .noVotes }
        for (name, value) in [("step", step), ("base", base)] where !(value > 0 && value.isFinite) {
            throw .settingOutOfRange(name: name, value: value, allowed: "more than 0")
        }
        guard start.isFinite else { throw .settingOutOfRange(name: "start", value: start, allowed: "a number") }
        var ratings = [Double](repeating: start, count: pairs.itemCount)
        for row in 0..<pairs.count {
            let (left, right) = (Int(pairs.left[row]), Int(pairs.right[row]))
            let expected = 1 / (1 + pow(10, (ratings[right] - ratings[left]) / base))
            let result = switch pairs.outcomes[row] {
            case .left: 1.0
            case .right: 0.0
            case .tie: 0.5
            }
            let move = step * pairs.weights[row] * (result - expected)
            ratings[left] += move
            ratings[right] -= move
        }
        return PairRanking(ratings.map { $0 }, pairs, by: self)
    }
}
