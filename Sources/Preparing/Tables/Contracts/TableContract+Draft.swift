import Records

extension TableContract {
    /// A first contract out of what a table holds today, for a person to loosen or tighten.
    ///
    /// Certain things are errors (kind, no missing values, the columns); ranges and sets seen once are warnings, since
    /// tomorrow's data may rightly go beyond them.
    public static func draft(from report: TableReport, name: String = "draft") -> TableContract {
        let columns = report.columns.map(\.name)
        var rules = [ContractRule(.columnsMatch(columns, ordered: false)), ContractRule(.rowCountBetween(minimum: 1, maximum: nil))]
        for column in report.columns where column.kind != .empty { rules += Self.rules(column) }
        return TableContract(name: name, newColumns: .evolve, rules: rules)
    }

    private static func rules(_ column: ColumnReport) -> [ContractRule] {
        var rules: [ContractRule] = []
        func add(_ expectation: Expectation, _ severity: Finding.Severity = .error) {
            rules.append(ContractRule(expectation, column: column.name, severity: severity, action: severity == .error ? .freeze : .evolve))
        }
        if column.missing == 0 { add(.notBeNull) }
        if let type = type(column) { add(.beOfType(type)) }
        let isName = column.kind == .identifier || column.kind == .integer
        if isName, column.distinctIsExact, column.distinct == column.count, column.count > 20 { add(.beUnique, .warning) }
        if let numbers = column.numbers, numbers.count > 0, column.kind == .integer || column.kind == .number {
            add(.beBetween(minimum: numbers.minimum, maximum: numbers.maximum), .warning)
        }
        if column.kind == .category, column.topValuesAreExact, column.topValues.count == column.distinct {
            add(.beInSet(column.topValues.map(\.value).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }), .warning)
        } else if let lengths = column.lengths {
            add(.lengthBetween(minimum: lengths.minimum, maximum: lengths.maximum), .warning)
        }
        return rules
    }

    /// Decimal commas are left to be made uniform first.
    private static func type(_ column: ColumnReport) -> ContractType? {
        let hasCommas = column.kinds.contains { $0.value == CellKind.commaText.words }
        return switch column.kind {
        case .boolean: .boolean
        case .integer: .integer
        case .number: hasCommas ? nil : .number
        case .date: column.kinds.count == 1 ? .date : nil
        case .dateTime: .dateTime
        default: nil
        }
    }
}
