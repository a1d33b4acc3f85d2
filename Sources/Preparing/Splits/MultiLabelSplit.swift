import Kernels
import Records

/// One thing with any number of labels.
public struct MultiLabelItem: Sendable, Hashable {
    /// Unique and lasting: ties hang on it.
    public var key: String
    /// Each counts once, however often it is named.
    public var labels: [String]
    /// Items of one group stay together.
    public var group: String?

    public init(key: String, labels: [String], group: String? = nil) {
        self.key = key
        self.labels = labels
        self.group = group
    }
}

/// Cuts items with several labels each into sides so that every label lies by the shares: iterative stratification.
///
/// Use `Split` where an item has one label: it is exact. Here a label's count on a side differs from its share by what other
/// labels of the same items force; the report tells by how much. Independent of the order of arrival, groups whole.
/// See `IterativeStratification` for papers and cost.
public struct MultiLabelSplit: Sendable, Hashable {
    public enum Order: String, Sendable, Codable, CaseIterable {
        /// Labels lie evenly.
        case first
        /// So do pairs of labels that come together.
        case second
    }

    public let shares: [SplitShare]
    public let seed: UInt64
    public let order: Order
    /// Pairs over all items, beyond which the second order is refused.
    static let mostPairs = 20_000_000

    public init(shares: [SplitShare], seed: UInt64, order: Order = .first) throws(Finding) {
        try Split.check(shares)
        (self.shares, self.seed, self.order) = (shares, seed, order)
    }

    public func assign(_ items: [MultiLabelItem]) throws(Finding) -> SplitResult {
        try Split.checkKeys(items.map(\.key))
        let labels = LabelSets(items)
        if order == .second { try checkPairs(labels) }
        let groups = MemberGroups(items.map { ($0.key, $0.group) }, seed: seed)
        guard groups.all.count >= shares.count else { throw Split.tooFew(groups.all.count, shares.count) }
        let units = labels.units(groups, inPairs: order == .second)
        let found = IterativeStratification.sides(units, shares: shares.map(\.share))
        var sides = [Int](repeating: 0, count: items.count)
        for (unit, group) in groups.all.enumerated() { for item in group.members { sides[item] = Int(found[unit]) } }
        let report = SplitReport(shares: shares, seed: seed, sides: sides, labels: labels, groupSizes: groups.all.map(\.members.count))
        return SplitResult(names: shares.map(\.name), sides: sides, report: report)
    }

    private func checkPairs(_ labels: LabelSets) throws(Finding) {
        let pairs = labels.of.reduce(0) { $0 &+ $1.count &* ($1.count - 1) / 2 }
        guard pairs <= Self.mostPairs else {
            throw Finding(.error, "split.too-many-pairs", "\(pairs) pairs of labels are more than \(Self.mostPairs)", hint: "split by the first order")
        }
    }
}
