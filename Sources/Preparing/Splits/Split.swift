import Kernels
import Records

/// One thing to put on a side.
public struct SplitItem: Sendable, Hashable {
    /// Unique and lasting, such as the source's own name: the draw hangs on it.
    public var key: String
    /// Spread evenly over the sides: the label or a metadata value.
    public var stratum: String?
    /// Items of one group stay together.
    public var group: String?

    public init(key: String, stratum: String? = nil, group: String? = nil) {
        self.key = key
        self.stratum = stratum
        self.group = group
    }
}

/// Cuts items into sides such as train, validation and test: by shares, stratified, groups whole, the same every time.
///
/// Items are ordered by `Hash64` of their key under the seed, never by their place, so the answer does not depend on
/// the order of arrival. Groups go first, largest first, each to the side that lacks most of its strata; then single
/// items fill what is left of each stratum, exactly: a stratum of single items differs from its share by less than one.
///
/// A new item may move others. `StableSplit` never moves any, for approximate shares.
/// Cost: O(n log n); memory O(n + sides * strata).
public struct Split: Sendable, Hashable {
    public let shares: [SplitShare]
    public let seed: UInt64

    /// Refuses shares that are not above 0, do not add up to 1 or have the same name.
    public init(shares: [SplitShare], seed: UInt64) throws(Finding) {
        try Self.check(shares)
        self.shares = shares
        self.seed = seed
    }

    public func assign(_ items: [SplitItem]) throws(Finding) -> SplitResult {
        try Self.checkKeys(items.map(\.key))
        let strata = Strata(items)
        let units = SplitUnits(items, strata: strata.of, seed: seed)
        guard units.all.count >= shares.count else {
            throw Self.tooFew(units.all.count, shares.count)
        }
        var draw = SplitDraw(shares: shares.map(\.share), strataCounts: strata.counts)
        draw.assign(units.all)
        let sides = draw.sides(of: items.count, units.all)
        let report = SplitReport(shares: shares, seed: seed, sides: sides, strata: strata, units: units.all)
        return SplitResult(names: shares.map(\.name), sides: sides, report: report)
    }

    static func check(_ shares: [SplitShare]) throws(Finding) {
        guard !shares.isEmpty else { throw Finding(.error, "split.no-shares", "no sides to split into", hint: "write `train: 0.8, test: 0.2`") }
        for share in shares where !(share.share > 0 && share.share <= 1) {
            throw Finding(.error, "split.share", "share of `\(share.name)` is \(share.share), not above 0 and at most 1")
        }
        if let twice = firstTwice(shares.map(\.name)) {
            throw Finding(.error, "split.name-twice", "two sides are called `\(twice)`")
        }
        let sum = shares.reduce(0) { $0 + $1.share }
        guard abs(sum - 1) <= 1e-6 else {
            throw Finding(.error, "split.shares-sum", "shares add up to \(sum), not to 1", hint: "write shares such as 0.8, 0.1, 0.1")
        }
    }

    static func checkKeys(_ keys: [String]) throws(Finding) {
        guard !keys.isEmpty else { throw Finding(.error, "split.no-items", "no items to split") }
        if let twice = firstTwice(keys) {
            throw Finding(.error, "split.key-twice", "two items have the key `\(twice)`", at: Place(record: twice),
                hint: "use keys with the name of their source")
        }
    }

    static func tooFew(_ units: Int, _ sides: Int) -> Finding {
        Finding(.error, "split.too-few-units", "\(units) separate items or groups for \(sides) sides", hint: "ask for fewer sides, or split without `group`")
    }

    private static func firstTwice(_ names: [String]) -> String? {
        var seen: Set<String> = []
        return names.first { !seen.insert($0).inserted }
    }
}

public struct SplitResult: Sendable, Hashable {
    /// Of the sides, in the order of the shares.
    public let names: [String]
    /// Side of each item, as a place in `names`.
    public let sides: [Int]
    public let report: SplitReport

    public func name(of item: Int) -> String { names[sides[item]] }
}
