import Records

/// What a split came to: sizes, how evenly the strata lie, and what to know before using it.
public struct SplitReport: Sendable, Hashable, Codable {
    public struct Side: Sendable, Hashable, Codable {
        public var name: String
        public var asked: Double
        public var count: Int
        public var share: Double
        /// Stratum, or label -> items; "" for items without one.
        public var strata: [String: Int]
        /// Total variation distance of the side's strata, or uses of labels, from all items': 0 equal, 1 disjoint.
        public var distance: Double
    }

    public var seed: UInt64
    public var sides: [Side]
    /// Groups of two and more, all of them whole.
    public var groups: Int
    public var largestGroup: Int
    public var findings: [Finding]

    init(shares: [SplitShare], seed: UInt64, sides: [Int], strata: Strata, units: [SplitUnit]) {
        self.seed = seed
        let counts = Self.count(sides, strata, sideCount: shares.count)
        let all = Double(max(1, sides.count))
        self.sides = shares.enumerated().map { place, share in
            let own = counts[place]
            let total = own.reduce(0, +)
            let distance = 0.5 * strata.names.indices.reduce(0.0) {
                $0 + abs(Double(own[$1]) / Double(max(1, total)) - Double(strata.counts[$1]) / all)
            }
            let named = Dictionary(uniqueKeysWithValues: zip(strata.names, own))
            return Side(name: share.name, asked: share.share, count: total, share: Double(total) / all, strata: named, distance: distance)
        }
        groups = units.count { $0.items.count > 1 }
        largestGroup = units.map(\.items.count).max() ?? 0
        findings = []
        findings = sharesFindings(sides.count) + strataFindings(strata.names)
    }

    private static func count(_ sides: [Int], _ strata: Strata, sideCount: Int) -> [[Int]] {
        var counts = [[Int]](repeating: [Int](repeating: 0, count: strata.names.count), count: sideCount)
        for (item, side) in sides.enumerated() { counts[side][strata.of[item]] += 1 }
        return counts
    }

    func sharesFindings(_ count: Int) -> [Finding] {
        sides.compactMap { side in
            if side.count == 0 {
                return Finding(.error, "split.side-empty", "`\(side.name)` got none of \(count) items", hint: "ask for a larger share, or smaller groups")
            }
            guard abs(side.share - side.asked) > max(0.01, 1.5 / Double(count)) else { return nil }
            return Finding(
                .warning, "split.share-missed", "`\(side.name)` holds \(side.count) of \(count) items instead of \(side.asked)",
                hint: groups > 0 ? "groups stay whole; the largest has \(largestGroup) items" : nil)
        }
    }

    func strataFindings(_ names: [String]) -> [Finding] {
        guard names.count > 1 else { return [] }
        return names.flatMap { name in
            sides.filter { $0.count > 0 && $0.strata[name] == 0 }.map { side in
                Finding(.warning, "split.stratum-absent", "`\(side.name)` has no item of `\(name)`", hint: "label more of `\(name)`")
            }
        }
    }
}
