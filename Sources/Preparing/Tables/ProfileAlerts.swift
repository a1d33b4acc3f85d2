import Records

/// What a person should look at before labelling or training.
struct ProfileAlerts {
    let settings: ProfileSettings
    let rows: Int
    let duplicates: Int

    func findings(_ columns: [ColumnReport]) -> [Finding] {
        guard rows > 0 else { return [Finding(.warning, "profile.no-rows", "the table has no rows")] }
        var findings: [Finding] = []
        if duplicates > 0 {
            findings.append(Finding(.warning, "profile.duplicate-rows", "\(duplicates) of \(rows) rows equal an earlier row",
                hint: "run `near-duplicates` before splitting"))
        }
        for column in columns { findings += self.findings(column) }
        return findings
    }

    private func findings(_ column: ColumnReport) -> [Finding] {
        [missing(column), constant(column), cardinality(column), imbalance(column), mixed(column)].compactMap(\.self)
    }

    private func missing(_ column: ColumnReport) -> Finding? {
        guard column.missing > 0 else { return nil }
        let isMuch = Double(column.missing) >= settings.missing * Double(rows)
        return Finding(isMuch ? .warning : .note, "profile.missing", "`\(column.name)` is missing in \(column.missing) of \(rows) rows",
            at: Place(record: column.name))
    }

    private func constant(_ column: ColumnReport) -> Finding? {
        guard column.distinct == 1, column.count > 1 else { return nil }
        return Finding(.warning, "profile.constant", "`\(column.name)` has one value only: `\(column.topValues.first?.value ?? "")`",
            at: Place(record: column.name), hint: "it tells nothing apart; leave it out")
    }

    /// Whole numbers and short texts that are nearly all different: names of rows, not values to learn from.
    private func cardinality(_ column: ColumnReport) -> Finding? {
        let isName = column.kind == .integer || column.kind == .text && (column.lengths?.maximum ?? .infinity) <= 40
        guard isName, column.distinct > settings.categories, column.distinct * 10 >= column.count * 9 else { return nil }
        return Finding(.note, "profile.high-cardinality", "`\(column.name)` has \(column.distinct) different values in \(column.count) rows",
            at: Place(record: column.name), hint: "looks like an identifier; do not train on it")
    }

    private func imbalance(_ column: ColumnReport) -> Finding? {
        guard column.distinct > 1, column.distinct <= settings.categories, column.kind != .number, let top = column.topValues.first,
            Double(top.count) >= settings.imbalance * Double(column.count)
        else { return nil }
        return Finding(.warning, "profile.imbalance", "\(top.count) of \(column.count) values of `\(column.name)` are `\(top.value)`",
            at: Place(record: column.name), hint: "collect more of the others, weight the labels, or oversample")
    }

    private func mixed(_ column: ColumnReport) -> Finding? {
        guard column.kind == .mixed else { return nil }
        return Finding(.warning, "profile.mixed", "`\(column.name)` holds values of different kinds", at: Place(record: column.name))
    }
}
