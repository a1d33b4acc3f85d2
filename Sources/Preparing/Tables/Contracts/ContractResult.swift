import Records

/// How a table kept its contract.
public struct ContractResult: Sendable, Hashable, Codable {
    public var contract: String
    public var rows: Int
    public var discardedRows: Int
    public var discardedValues: Int
    /// Every rule of severity `error` was kept by the share it asks for.
    public var isPassed: Bool
    /// A rule or new column says that nothing of this table is to be taken over.
    public var isFrozen: Bool
    public var rules: [RuleResult]
    /// Columns the contract does not name, in the order of occurrence; at most 1000.
    public var newColumns: [String]

    /// One for each broken rule, and one for new columns.
    public var findings: [Finding] {
        var findings = rules.filter { !$0.isPassed }.map { rule in
            Finding(rule.severity, "contract.\(rule.rule)", rule.words, at: Place(line: rule.failures.first?.line, record: rule.column ?? rule.failures.first.map { String($0.row) }))
        }
        if !newColumns.isEmpty {
            findings.append(Finding(isFrozen ? .error : .note, "contract.new-columns", "the contract does not name \(TableContract.list(Array(newColumns.prefix(20))))"))
        }
        return findings
    }
}

public struct RuleResult: Sendable, Hashable, Codable {
    public struct Failure: Sendable, Hashable, Codable {
        /// From 1.
        public var row: Int
        public var line: Int?
        /// Cut to 80 scalars; nil for a missing one.
        public var value: String?
    }

    public var rule: String
    public var column: String?
    public var severity: Finding.Severity
    public var action: ContractAction
    public var mostly: Double
    /// Values the rule was tried on.
    public var checked = 0
    public var failed = 0
    /// Missing values, which the rule passes over.
    public var missing = 0
    /// Rows outside the condition.
    public var outside = 0
    /// Values that could not be tried because a bound was reached.
    public var untried = 0
    /// Mean, deviation or row count.
    public var observed: Double?
    /// The first ones, at most `ContractCheck.mostFailures`.
    public var failures: [Failure] = []

    /// 1 where nothing was checked.
    public var passRate: Double { checked == 0 ? 1 : Double(checked - failed) / Double(checked) }
    public var isPassed: Bool { passRate >= mostly }

    var words: String {
        let subject = column.map { "`\($0)`" } ?? "the table"
        if let observed { return "\(subject) breaks `\(rule)`: it is \(observed)" }
        let first = failures.first.map { "; the first in row \($0.row)\($0.value.map { ": `\($0)`" } ?? "")" } ?? ""
        return "\(failed) of \(checked) values of \(subject) break `\(rule)`" + (mostly < 1 ? ", where \(mostly) must keep it" : "") + first
    }
}
