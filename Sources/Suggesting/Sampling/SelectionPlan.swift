import Foundation
import Kernels

/// A batch as a project wants it: a method, a part drawn evenly, a quota per class, and what an item costs.
///
/// - `randomShare` (default 0.1; 0.1 to 0.2 is usual) is drawn first, from all rows that may be picked, and spread over the
///   batch: a batch broken off halfway still holds its share. Only these rows say without bias how good the model is.
/// - `quota` is about the class the model predicts, the lower one on a tie: at least so many and at most so many of each.
/// - `isCostAware` divides a method's utility by the expected seconds of the row: the most learned per hour.
///
/// The random rows count as in flight for the method, and so do the picks of one class for those of the next.
public struct SelectionPlan: Sendable {
    public var method: any SelectionMethod
    public var budget: Int
    public var randomShare: Double
    public var quota: ClassQuota
    public var isCostAware: Bool
    public var seed: UInt64

    public init(
        _ method: any SelectionMethod, budget: Int = 100, randomShare: Double = 0.1, quota: ClassQuota = ClassQuota(), isCostAware: Bool = false, seed: UInt64 = 0
    ) {
        self.method = method
        self.budget = budget
        self.randomShare = randomShare
        self.quota = quota
        self.isCostAware = isCostAware
        self.seed = seed
    }

    public func select(from pool: SelectionPool) throws(SelectionError) -> Selection {
        guard budget >= 1 else { throw .badSetting("the budget", Double(budget), allowed: "1 or more") }
        guard (0...1).contains(randomShare) else { throw .badSetting("the random share", randomShare, allowed: "0 to 1") }
        try quota.check()
        try pool.check(method.name, method.needs + (isCostAware ? [.seconds] : []) + (quota.isEmpty ? [] : [.probabilities]))
        var pool = pool
        let drawn = try RandomDraw().select(Int((randomShare * Double(budget)).rounded()), from: pool, seed: seed).choices
        pool.inFlight += drawn.map(\.row)
        let method = try weighed()
        guard quota.isEmpty else {
            return Selection(Self.spread(drawn, over: try quota.fill(budget - drawn.count, by: method, from: pool, seed: seed)), asked: budget)
        }
        let chosen = try method.select(budget - drawn.count, from: pool, seed: seed)
        return Selection(Self.spread(drawn, over: chosen.choices), asked: budget, radius: chosen.radius)
    }

    private func weighed() throws(SelectionError) -> any SelectionMethod {
        guard isCostAware else { return method }
        guard let scoring = method as? any ScoringMethod else { throw .costNeedsScores(method: method.name) }
        return CostAware(scoring)
    }

    /// After each place of the whole, as many drawn rows as the share says.
    private static func spread(_ drawn: [Selection.Choice], over chosen: [Selection.Choice]) -> [Selection.Choice] {
        let count = drawn.count + chosen.count
        var result: [Selection.Choice] = []
        var (given, next) = (0, 0)
        for place in 0..<count {
            if given < drawn.count, (place + 1) * drawn.count / count > given || next == chosen.count {
                result.append(drawn[given])
                given += 1
            } else {
                result.append(chosen[next])
                next += 1
            }
        }
        return result
    }
}
