import Records

extension SplitReport {
    /// Of items with several labels: `strata` counts the items of each label.
    init(shares: [SplitShare], seed: UInt64, sides: [Int], labels: LabelSets, groupSizes: [Int]) {
        var members = [Int](repeating: 0, count: shares.count), without = members
        var counts = [[Int]](repeating: [Int](repeating: 0, count: labels.names.count), count: shares.count)
        for (item, side) in sides.enumerated() {
            members[side] += 1
            if labels.of[item].isEmpty { without[side] += 1 }
            for label in labels.of[item] { counts[side][Int(label)] += 1 }
        }
        let unlabelled = without.reduce(0, +)
        let names = labels.names + (unlabelled > 0 ? [""] : []), totals = labels.counts + (unlabelled > 0 ? [unlabelled] : [])
        self.init(shares: shares, seed: seed, members: members, names: names, totals: totals) { side in
            counts[side] + (unlabelled > 0 ? [without[side]] : [])
        }
        groups = groupSizes.count { $0 > 1 }
        largestGroup = groupSizes.max() ?? 0
        findings = sharesFindings(sides.count) + strataFindings(labels.names)
    }

    private init(shares: [SplitShare], seed: UInt64, members: [Int], names: [String], totals: [Int], counts: (Int) -> [Int]) {
        let all = Double(max(1, members.reduce(0, +))), uses = Double(max(1, totals.reduce(0, +)))
        let sides = shares.indices.map { place in
            let own = counts(place), ownUses = Double(max(1, own.reduce(0, +)))
            let distance = 0.5 * zip(own, totals).reduce(0.0) { $0 + abs(Double($1.0) / ownUses - Double($1.1) / uses) }
            return Side(
                name: shares[place].name, asked: shares[place].share, count: members[place], share: Double(members[place]) / all,
                strata: Dictionary(zip(names, own)) { $0 + $1 }, distance: distance)
        }
        self.init(seed: seed, sides: sides)
    }

    init(seed: UInt64, sides: [Side]) {
        (self.seed, self.sides, groups, largestGroup, findings) = (seed, sides, 0, 0, [])
    }
}
