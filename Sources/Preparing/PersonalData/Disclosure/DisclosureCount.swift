/// Counts how well the rows of a table hide among each other: k-anonymity and l-diversity, in one pass.
///
/// Quasi-identifiers are columns that together tell who somebody is although none does alone (age, postcode, sex). Rows
/// that are equal in all of them form a group; a row in a group below `k` is at risk. Where all of a group share one
/// sensitive value, knowing somebody's group tells it: a group has `l` distinct values or its rows are at risk too.
///
/// Papers: Sweeney (2002), doi 10.1142/S0218488502001648; Machanavajjhala et al. (2007), doi 10.1145/1217299.1217302
/// (distinct l-diversity).
///
/// Cost: memory for each group its values, at most k row numbers, and the distinct sensitive values up to l.
public struct DisclosureCount {
    public let settings: DisclosureSettings
    private var places: [[String]: Int] = [:]
    private var groups: [DisclosureGroup] = []
    private var rows = 0

    public init(_ settings: DisclosureSettings) throws(PersonalDataError) {
        guard !settings.quasiIdentifiers.isEmpty else { throw .noQuasiIdentifiers }
        self.settings = settings
    }

    /// The next row; rows count from 1. A row that is too short is refused and counts for nothing.
    public mutating func add(_ row: [String]) throws(PersonalDataError) {
        let needed = settings.lastColumn
        guard row.count > needed else { throw .rowTooShort(row: rows + 1, columns: row.count, needed: needed + 1) }
        rows += 1
        let values = settings.quasiIdentifiers.map { row[$0] }
        let place = places[values] ?? groups.count
        if place == groups.count {
            places[values] = place
            groups.append(DisclosureGroup(values: values, sensitive: settings.sensitive.map { _ in [] }))
        }
        groups[place].add(row, rows, settings)
    }

    public func report() -> DisclosureReport { DisclosureReport(groups, rows: rows, settings) }
}

/// What is asked of a table. Columns count from 0.
public struct DisclosureSettings: Sendable, Hashable {
    public var quasiIdentifiers: [Int]
    public var sensitive: [Int]
    /// A group of fewer rows is at risk.
    public var k: Int
    /// A group with fewer distinct sensitive values is at risk.
    public var l: Int
    /// Rows at risk that are listed by number.
    public var listed: Int

    public init(quasiIdentifiers: [Int], sensitive: [Int] = [], k: Int = 5, l: Int = 2, listed: Int = 100) {
        self.quasiIdentifiers = quasiIdentifiers.filter { $0 >= 0 }
        self.sensitive = sensitive.filter { $0 >= 0 }
        self.k = max(1, k)
        self.l = max(1, l)
        self.listed = max(0, listed)
    }

    var lastColumn: Int { max(quasiIdentifiers.max() ?? 0, sensitive.max() ?? 0) }
}

/// Rows that are equal in all quasi-identifiers.
struct DisclosureGroup {
    let values: [String]
    var count = 0
    /// The first rows, by number.
    var rows: [Int] = []
    /// Distinct values of each sensitive column, at most `l`.
    var sensitive: [[String]]

    init(values: [String], sensitive: [[String]]) {
        self.values = values
        self.sensitive = sensitive
    }

    mutating func add(_ row: [String], _ number: Int, _ settings: DisclosureSettings) {
        count += 1
        if rows.count < max(settings.k, settings.listed) { rows.append(number) }
        for (place, column) in settings.sensitive.enumerated() where sensitive[place].count < settings.l && !sensitive[place].contains(row[column]) {
            sensitive[place].append(row[column])
        }
    }
}
