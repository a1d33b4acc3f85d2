import Records

/// The findings of an audit, worst first.
struct LeakageFindings {
    let settings: LeakageSettings
    /// Share of teaching rows that have a copy among themselves.
    let usualCopies: Double
    /// From this share on, equal rows are what such columns give.
    private static let usual = 0.2

    init(_ settings: LeakageSettings, _ usualCopies: Double) { (self.settings, self.usualCopies) = (settings, usualCopies) }

    func of(_ report: LeakageReport) -> [Finding] {
        let findings = report.copies.compactMap(copies) + report.groups.compactMap(group) + report.times.compactMap(time)
            + report.columns.flatMap(column)
        return findings.enumerated().sorted { ($1.element.severity, $0.offset) < ($0.element.severity, $1.offset) }.map(\.element)
    }

    private func copies(_ found: LeakageReport.Copies) -> Finding? {
        guard found.count > 0 else { return nil }
        let severity: Finding.Severity = switch found.kind {
        case .content: .error
        case .near: .warning
        case .row: usualCopies >= Self.usual ? .note : .warning
        }
        let what = found.kind == .near ? "a near-duplicate" : found.kind == .row ? "an equal row" : "a copy"
        let conflict = found.conflicting > 0 ? ", \(found.conflicting) of them with another target" : ""
        let example = found.examples.first.map { "; such as `\($0[0])` and `\($0[1])`" } ?? ""
        return Finding(
            severity, found.kind == .near ? "leakage.near-duplicates" : "leakage.duplicates",
            "\(found.count) items of `\(found.side)` (\(Figure.percent(found.share))) have \(what) in `\(found.other)`\(conflict)\(example)",
            at: found.examples.first.map { Place(record: $0[0]) },
            hint: severity == .note ? "rows with few columns are often equal; compare texts or files to be sure"
                : "group copies before splitting, so that they stay on one side")
    }

    private func group(_ found: LeakageReport.GroupOverlap) -> Finding? {
        guard found.count > 0 else { return nil }
        return Finding(
            .error, "leakage.group",
            "\(found.count) items of `\(found.side)` (\(Figure.percent(found.share))) are of a `\(found.column)` that also teaches; \(found.torn) of \(found.groups) lie on several sides",
            at: Place(record: found.column), hint: "split with group `\(found.column)`")
    }

    private func time(_ found: LeakageReport.TimeOverlap) -> Finding? {
        guard found.teachingAfter > 0 else { return nil }
        return Finding(
            .warning, "leakage.time",
            "\(found.teachingAfter) items that teach are not before the first of `\(found.side)`; \(found.judgingBefore) of `\(found.side)` are not after the last that teaches",
            at: Place(record: found.column), hint: "split by time if the model will judge what is yet to come")
    }

    private func column(_ found: AuditedColumn) -> [Finding] {
        var findings: [Finding] = []
        if let power = found.power, power.value > settings.warningFrom {
            let isError = power.value > settings.errorFrom
            findings.append(Finding(
                isError ? .error : .warning, isError ? "leakage.target" : "leakage.target-suspect",
                "`\(found.name)` alone tells \(power.label.map { "`\($0)`" } ?? "the target"): \(power.measure.words) is \(Figure.rounded(power.value, 4))",
                at: Place(record: found.name), hint: "ask whether it is known before the target is; if not, leave it out"))
        }
        if found.isIdentifier {
            findings.append(Finding(
                .warning, "leakage.identifier", "`\(found.name)` has \(found.different) different values in \(found.present) rows, so it names rows",
                at: Place(record: found.name), hint: "leave it out of what a model learns from"))
        }
        for distance in found.distances where distance.isTooFar {
            findings.append(Finding(
                .warning, "leakage.side-differs",
                "`\(found.name)` differs between `\(settings.training)` and `\(distance.side)`: \(distance.measure.words) is \(Figure.rounded(distance.value, 3))",
                at: Place(record: found.name), hint: "stratify by it, or say why the sides should differ"))
        }
        return findings
    }
}
