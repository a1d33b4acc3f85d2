import Records

extension StableSplit {
    /// All items at once, with the report a drawn split gives. Each side is still the item's own affair.
    public func assign(_ items: [SplitItem]) throws(Finding) -> SplitResult {
        try Split.checkKeys(items.map(\.key))
        let sides = items.map { side(key: $0.key, group: $0.group) }
        let strata = Strata(items)
        let units = SplitUnits(items, strata: strata.of, seed: seed)
        let report = SplitReport(shares: shares, seed: seed, sides: sides, strata: strata, units: units.all)
        return SplitResult(names: shares.map(\.name), sides: sides, report: report)
    }
}
