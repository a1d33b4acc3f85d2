import Records

/// Cuts items into k folds of equal size; each is the judge once while the others teach.
///
/// A fold is a side of a `Split` with share 1/k, so all that holds of splits holds here: strata even, groups whole, the same
/// from the same seed whatever the order of arrival. Plain folds are items without strata and groups.
public struct Folds: Sendable, Hashable {
    public let count: Int
    public let seed: UInt64

    /// - Parameter count: 2 ... 1000.
    public init(count: Int, seed: UInt64) throws(Finding) {
        guard (2...1000).contains(count) else { throw Finding(.error, "split.folds", "\(count) folds, not 2 to 1000") }
        (self.count, self.seed) = (count, seed)
    }

    public func assign(_ items: [SplitItem]) throws(Finding) -> FoldResult {
        FoldResult(try Split(shares: shares, seed: seed).assign(items), itemCount: items.count)
    }

    /// Every label evenly in each fold.
    public func assign(_ items: [MultiLabelItem], order: MultiLabelSplit.Order = .first) throws(Finding) -> FoldResult {
        FoldResult(try MultiLabelSplit(shares: shares, seed: seed, order: order).assign(items), itemCount: items.count)
    }

    /// The sides that folds are, for other ways to fill them.
    public var shares: [SplitShare] { (1...count).map { SplitShare(name: "fold-\($0)", share: 1 / Double(count)) } }
}

public struct FoldResult: Sendable, Hashable {
    /// Fold of each item, from 0.
    public let folds: [Int]
    public let report: SplitReport

    init(_ split: SplitResult, itemCount: Int) { (folds, report) = (split.sides, split.report) }

    /// Places of the items that judge and of those that teach when it is this fold's turn.
    public func round(_ fold: Int) -> FoldRound {
        FoldRound(train: folds.indices.filter { folds[$0] != fold }, test: folds.indices.filter { folds[$0] == fold })
    }
}

/// Places of items, ascending.
public struct FoldRound: Sendable, Hashable, Codable {
    public var train: [Int]
    public var test: [Int]
    /// Between the two, on neither side.
    public var leftOut: [Int]

    public init(train: [Int], test: [Int], leftOut: [Int] = []) {
        (self.train, self.test, self.leftOut) = (train, test, leftOut)
    }
}
