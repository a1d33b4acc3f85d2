/// How well the rows of a table hide among each other.
public struct DisclosureReport: Sendable, Hashable, Codable {
    /// What one sensitive column gives away.
    public struct Sensitive: Sendable, Hashable, Codable {
        public var column: Int
        /// Distinct values in the poorest group, counted up to `l`.
        public var fewestDistinct: Int
        /// Rows in groups with fewer than `l` distinct values.
        public var rowsBelow: Int
        public var shareBelow: Double
    }

    /// A group at risk, smallest first.
    public struct Group: Sendable, Hashable, Codable {
        public var values: [String]
        public var rows: Int
    }

    public var k: Int
    public var l: Int
    public var rows: Int
    public var groups: Int
    /// The k that the table has; 0 for a table without rows.
    public var smallestGroup: Int
    public var rowsBelow: Int
    public var shareBelow: Double
    public var sensitive: [Sensitive]
    /// Numbers of rows at risk by either measure, from 1, in order.
    public var atRisk: [Int]
    /// Rows at risk that the limit left out of `atRisk`.
    public var atRiskNotListed: Int
    /// Groups below `k`, the smallest first, as many as rows are listed.
    public var smallGroups: [Group]

    init(_ all: [DisclosureGroup], rows: Int, _ settings: DisclosureSettings) {
        (k, l, self.rows, groups) = (settings.k, settings.l, rows, all.count)
        smallestGroup = all.map(\.count).min() ?? 0
        let small = all.filter { $0.count < settings.k }
        let below = small.reduce(0) { $0 + $1.count }
        rowsBelow = below
        shareBelow = Self.share(below, rows)
        sensitive = settings.sensitive.indices.map { Self.sensitive($0, all, rows, settings) }
        let exposed = all.filter { group in group.count < settings.k || group.sensitive.contains { $0.count < settings.l } }
        atRisk = Array(exposed.flatMap(\.rows).sorted().prefix(settings.listed))
        atRiskNotListed = exposed.reduce(0) { $0 + $1.count } - atRisk.count
        let ordered = small.sorted { ($0.count, $0.rows.first ?? 0) < ($1.count, $1.rows.first ?? 0) }
        smallGroups = ordered.prefix(settings.listed).map { Group(values: $0.values, rows: $0.count) }
    }

    private static func sensitive(_ place: Int, _ all: [DisclosureGroup], _ rows: Int, _ settings: DisclosureSettings) -> Sensitive {
        let below = all.filter { $0.sensitive[place].count < settings.l }.reduce(0) { $0 + $1.count }
        let fewest = all.map { $0.sensitive[place].count }.min() ?? 0
        return Sensitive(column: settings.sensitive[place], fewestDistinct: fewest, rowsBelow: below, shareBelow: share(below, rows))
    }

    private static func share(_ part: Int, _ whole: Int) -> Double { whole == 0 ? 0 : Double(part) / Double(whole) }
}
