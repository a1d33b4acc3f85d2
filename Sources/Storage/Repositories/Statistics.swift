import Records

/// A day's work of a project, in UTC.
public struct DailyCount: Sendable, Hashable {
    /// `YYYY-MM-DD`
    public var day: String
    public var items: Int
}

/// What one person did in a project.
public struct PersonStatistics: Sendable, Hashable {
    public var person: PersonID
    public var items: Int
    /// Median active seconds of the person's revisions.
    public var medianSeconds: Double?
}

/// The numbers of a project's front page.
public struct ProjectCounts: Sendable, Hashable {
    public var items = 0
    public var byState: [ItemState: Int] = [:]
    /// Items with at least one submitted annotation.
    public var submitted = 0
    /// Items with at least one settled answer.
    public var settled = 0
    /// Items with at least one answer that counts by one of the rules asked for.
    public var settledByRules = 0
    /// Items with an open suggestion.
    public var suggested = 0
    /// Places for annotators that nobody holds.
    public var openSlots = 0
    public var leasedSlots = 0
    public var findings = 0

    public init() {}
}

extension RevisionRepository {
    /// Submitted items of the last days that have any, oldest first.
    public func dailyCounts(of project: ProjectID, stage: Stage = .label, days: Int = 30) throws -> [DailyCount] {
        let day = connection.dialect.day("made_at")
        let newestFirst = try connection.all(
            """
            SELECT \(day), count(DISTINCT item) FROM revision WHERE project = ? AND stage = ?
            GROUP BY 1 ORDER BY 1 DESC LIMIT ?
            """, [.id(project), .name(stage), .count(days)]
        ) { DailyCount(day: $0.text(0), items: $0.count(1)) }
        return newestFirst.reversed()
    }

    /// By number of items, most first.
    public func statistics(of project: ProjectID, stage: Stage = .label) throws -> [PersonStatistics] {
        var seconds: [PersonID: [Double]] = [:]
        var items: [PersonID: Int] = [:]
        var last: (PersonID, ItemID)?
        try connection.query(
            """
            SELECT author, item, active_seconds FROM revision WHERE project = ? AND stage = ? AND author IS NOT NULL
            ORDER BY author, item
            """, [.id(project), .name(stage)]
        ) { row in
            let (author, item): (PersonID, ItemID) = (row.id(0), row.id(1))
            seconds[author, default: []].append(row.real(2))
            if last?.0 != author || last?.1 != item { items[author, default: 0] += 1 }
            last = (author, item)
            return true
        }
        return items.map { PersonStatistics(person: $0.key, items: $0.value, medianSeconds: Self.median(seconds[$0.key] ?? [])) }
            .sorted { ($1.items, $0.person) < ($0.items, $1.person) }
    }

    private static func median(_ values: [Double]) -> Double? {
        guard !values.isEmpty else { return nil }
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }
}

extension ProjectRepository {
    /// One read of several index scans; some 0.1 s at a million items, so do not ask for it in a tight loop.
    /// `rules`: those that `settledByRules` counts.
    public func counts(of project: ProjectID, rules: Set<SettledAnswer.Rule> = []) throws -> ProjectCounts {
        func count(_ sql: String) throws -> Int { try connection.first(sql, [.id(project)]) { $0.count(0) } ?? 0 }
        var counts = ProjectCounts()
        counts.byState = try connection.items.countsByState(of: project)
        counts.items = counts.byState.values.reduce(0, +)
        counts.submitted = try count("SELECT count(DISTINCT item) FROM revision WHERE project = ? AND stage = 'label'")
        counts.settled = try count("SELECT count(DISTINCT item) FROM settled WHERE project = ?")
        if !rules.isEmpty { counts.settledByRules = try settledItems(of: project, by: rules) }
        counts.suggested = try count("SELECT count(DISTINCT item) FROM suggestion WHERE project = ? AND state = 'open'")
        counts.openSlots = try count("SELECT count(*) FROM slot WHERE project = ? AND state = 'open' AND stage = 'label'")
        counts.leasedSlots = try count("SELECT count(*) FROM assignment WHERE project = ? AND state = 'leased'")
        counts.findings = try count("SELECT count(*) FROM finding WHERE project = ?")
        return counts
    }

    private func settledItems(of project: ProjectID, by rules: Set<SettledAnswer.Rule>) throws -> Int {
        try connection.first(
            "SELECT count(DISTINCT item) FROM settled WHERE project = ? AND rule IN (\(connection.dialect.placeholders(rules.count)))",
            [.id(project)] + rules.map(\.rawValue).sorted().map { .text($0) }) { $0.count(0) } ?? 0
    }

}
