import Records

extension LeakageReport {
    /// A few lines for people: what was looked at, then every finding above a note.
    public var words: [String] {
        let errors = findings.count { $0.severity == .error }, warnings = findings.count { $0.severity == .warning }
        let sides = sides.map { "\($0.name) \($0.count)" }.joined(separator: ", ")
        let first = "\(sides) items; \(columns.count) columns; \(errors) leaks, \(warnings) suspicions"
        return [first] + (withoutSide > 0 ? ["\(withoutSide) items are on no side and were not looked at"] : [])
            + findings.filter { $0.severity > .note }.map { "\($0.severity.rawValue): \($0.message)" }
    }
}

extension AuditedColumn.Power.Measure {
    var words: String {
        switch self {
        case .area: "the area under its ROC curve"
        case .cramersV: "Cramér's V"
        case .correlation: "the correlation"
        case .correlationRatio: "the correlation ratio"
        case .missing: "Cramér's V of its missing values"
        }
    }
}

extension AuditedColumn.Distance.Measure {
    var words: String { self == .kolmogorovSmirnov ? "the Kolmogorov-Smirnov distance" : "the Jensen-Shannon distance" }
}
