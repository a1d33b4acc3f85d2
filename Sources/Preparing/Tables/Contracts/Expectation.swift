/// What a rule of a contract expects, under the names Great Expectations made known.
///
/// A missing value breaks `not_be_null` alone; the other rules pass over it and count it.
public enum Expectation: Sendable, Hashable {
    case notBeNull
    case beUnique
    /// Bounds are inclusive; nil is open.
    case beBetween(minimum: Double?, maximum: Double?)
    case lengthBetween(minimum: Double?, maximum: Double?)
    case beInSet([String])
    /// Anywhere in the text unless tied with `^` and `$`; a pattern that `LinearPattern` takes.
    case matchRegex(String)
    case beOfType(ContractType)
    case compareTo(other: String, ContractRelation)
    /// The value is one of a set of keys that is handed over when checking.
    case existIn(keys: String)
    /// An expression that gives true.
    case satisfy(String)
    case meanBetween(minimum: Double?, maximum: Double?)
    case deviationBetween(minimum: Double?, maximum: Double?)
    case rowCountBetween(minimum: Double?, maximum: Double?)
    case columnsMatch([String], ordered: Bool)

    public var name: String {
        switch self {
        case .notBeNull: "not_be_null"
        case .beUnique: "be_unique"
        case .beBetween: "be_between"
        case .lengthBetween: "length_be_between"
        case .beInSet: "be_in_set"
        case .matchRegex: "match_regex"
        case .beOfType: "be_of_type"
        case .compareTo: "compare_to"
        case .existIn: "exist_in"
        case .satisfy: "satisfy"
        case .meanBetween: "mean_be_between"
        case .deviationBetween: "stdev_be_between"
        case .rowCountBetween: "row_count_be_between"
        case .columnsMatch: "columns_match"
        }
    }

    /// About the whole table or column rather than single rows.
    public var isAboutAll: Bool {
        switch self {
        case .meanBetween, .deviationBetween, .rowCountBetween, .columnsMatch: true
        default: false
        }
    }

    var needsColumn: Bool {
        switch self {
        case .satisfy, .rowCountBetween, .columnsMatch: false
        default: true
        }
    }
}

public enum ContractType: String, Sendable, Hashable, Codable, CaseIterable {
    case boolean, integer, number, date, dateTime = "date-time", text
}

public enum ContractRelation: String, Sendable, Hashable, Codable, CaseIterable {
    case below = "<", atMost = "<=", equal = "=", unequal = "!=", atLeast = ">=", above = ">"
}

/// What happens where a rule is broken, or a column comes that the contract does not name.
public enum ContractAction: String, Sendable, Hashable, Codable, CaseIterable {
    /// Nothing is to be taken over: the result says so.
    case freeze
    /// Taken over and counted.
    case evolve
    case discardRow = "discard-row"
    /// The value becomes missing; of a new column, it is left out.
    case discardValue = "discard-value"
}
