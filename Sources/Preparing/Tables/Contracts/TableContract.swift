import Records

/// What a table has agreed to be: rules with the share of values that must keep them, and what happens otherwise.
///
///     let contract = try TableContract(JSONParser.parse(text).object ?? [:])
///     var check = try ContractCheck(contract)
///     let kept = check.check(rows)
///     let result = check.result()
///
/// Read from and written to JSON (YAML that has been read to a `JSONValue` is the same); `draft(from:)` makes one of a profile.
public struct TableContract: Sendable, Hashable {
    public var name: String
    /// For columns that `columns_match` does not name; without that rule no column is new.
    public var newColumns: ContractAction
    public var rules: [ContractRule]

    public init(name: String, newColumns: ContractAction = .evolve, rules: [ContractRule]) {
        (self.name, self.newColumns, self.rules) = (name, newColumns, rules)
    }

    /// The columns it names, where it names all.
    public var columns: [String]? {
        for case .columnsMatch(let columns, _) in rules.map(\.expectation) { return columns }
        return nil
    }
}

public struct ContractRule: Sendable, Hashable {
    public var expectation: Expectation
    /// nil for rules about the table, and for `satisfy`.
    public var column: String?
    /// Share of the checked values that must keep the rule.
    public var mostly: Double
    public var severity: Finding.Severity
    public var action: ContractAction
    /// An expression; the rule concerns rows for which it is true.
    public var condition: String?

    public init(
        _ expectation: Expectation, column: String? = nil, mostly: Double = 1, severity: Finding.Severity = .error, action: ContractAction = .freeze,
        when condition: String? = nil
    ) {
        (self.expectation, self.column, self.mostly, self.severity, self.action, self.condition) = (expectation, column, mostly, severity, action, condition)
    }
}
