import Records

extension Split {
    /// Adds items to an earlier split: who had a side keeps it, new items fill what each side lacks of each stratum.
    ///
    /// A new item of a group that has a side follows its group. Where an earlier split has one group on two sides, its new
    /// items go to the side with more of it, and a finding says so. Sides that are no longer asked for are forgotten, with
    /// a finding. What was promised of `assign` holds for the new items only.
    ///
    /// - Parameter earlier: name of the side by item key; keys that are no item's are passed over.
    public func assign(_ items: [SplitItem], keeping earlier: [String: String]) throws(Finding) -> SplitResult {
        try Self.checkKeys(items.map(\.key))
        let strata = Strata(items), units = SplitUnits(items, strata: strata.of, seed: seed)
        let places = Dictionary(uniqueKeysWithValues: shares.enumerated().map { ($1.name, $0) })
        let kept = items.map { earlier[$0.key].flatMap { places[$0] } }
        var draw = SplitDraw(shares: shares.map(\.share), strataCounts: strata.counts)
        var free: [SplitUnit] = [], torn = 0
        var sides = [Int](repeating: 0, count: items.count)
        for unit in units.all {
            guard let settled = Self.side(of: unit, kept, sideCount: shares.count) else { free.append(unit); continue }
            if unit.items.contains(where: { kept[$0] != nil && kept[$0] != settled }) { torn += 1 }
            for item in unit.items {
                sides[item] = kept[item] ?? settled
                draw.keep(SplitUnit(items: [item], strata: [(strata.of[item], 1)], hash: 0), on: sides[item])
            }
        }
        draw.assign(free)
        let drawn = draw.sides(of: items.count, free)
        for unit in free { for item in unit.items { sides[item] = drawn[item] } }
        var report = SplitReport(shares: shares, seed: seed, sides: sides, strata: strata, units: units.all)
        report.findings += Self.findings(torn: torn, forgotten: items.count { earlier[$0.key].map { places[$0] == nil } == true })
        return SplitResult(names: shares.map(\.name), sides: sides, report: report)
    }

    /// The side with most settled members, the first of equals; nil when none is settled.
    private static func side(of unit: SplitUnit, _ kept: [Int?], sideCount: Int) -> Int? {
        var counts = [Int](repeating: 0, count: sideCount)
        for item in unit.items { if let side = kept[item] { counts[side] += 1 } }
        guard let most = counts.max(), most > 0 else { return nil }
        return counts.firstIndex(of: most)
    }

    private static func findings(torn: Int, forgotten: Int) -> [Finding] {
        var findings: [Finding] = []
        if torn > 0 {
            findings.append(Finding(.warning, "split.group-torn", "\(torn) groups lie on several sides in the earlier split and stay so", hint: "split anew to bring each group to one side"))
        }
        if forgotten > 0 {
            findings.append(Finding(.warning, "split.side-forgotten", "\(forgotten) items had a side that is not asked for any more; they were given another"))
        }
        return findings
    }
}
