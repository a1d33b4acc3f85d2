import Kernels
import Records

/// Looks for what one side of a split knows of another, and for columns that give the target away.
///
///     let items = try AuditedItems(table, sides: split.sides, names: split.names)
///     let report = try LeakageAudit(LeakageSettings(target: "label", groups: ["patient"])).report(items)
///
/// Six things: copies, exact and near; groups on two sides; what teaches being newer than what judges; a column that alone
/// tells the target; columns that name their rows; columns whose values differ between sides. See `LeakageSettings` for
/// the bounds. Small classes (below 10 rows) and groups of rows without values are not judged: chance would speak.
///
/// Errors: columns that do not exist, a target that is missing throughout.
/// Cost: O(n log n) for copies, O(n) a column and side. Deterministic; `threads` share the columns.
public struct LeakageAudit: Sendable {
    public let settings: LeakageSettings

    public init(_ settings: LeakageSettings = LeakageSettings()) { self.settings = settings }

    public func report(_ items: AuditedItems, threads: Int = 1) throws(TableError) -> LeakageReport {
        let target = try settings.target.map { name throws(TableError) in try TargetColumn(items.table, name) }
        let counts = items.counts
        let rows = items.contents.isEmpty ? items.rowHashes(leavingOut: Set(settings.ignored + [settings.target].compactMap { $0 })) : []
        var report = LeakageReport(
            sides: zip(items.names, counts).map { LeakageReport.Side(name: $0, count: $1) },
            withoutSide: items.sides.count { $0 < 0 }, copies: copies(items, target, rows), groups: [], times: [], columns: [], findings: [])
        for name in settings.groups { report.groups += try GroupOverlaps(items, name, training).found }
        if let time = settings.time { report.times = try times(items, time) }
        report.columns = columns(items, target, threads: threads)
        report.findings = LeakageFindings(settings, usualCopies(items, rows)).of(report)
        return report
    }

    func training(_ names: [String]) -> Int { names.firstIndex(of: settings.training) ?? 0 }

    // MARK: Copies

    private func copies(_ items: AuditedItems, _ target: TargetColumn?, _ rows: [UInt64]) -> [LeakageReport.Copies] {
        let count = CopyCount(items: items, target: target?.classes)
        let equal = items.contents.isEmpty ? count.equal(rows, .row) : count.equal(items.contents, .content)
        return equal + (items.nearPairs.isEmpty ? [] : count.near())
    }

    /// Share of the rows of the teaching side that have a copy there: rows of a few coarse columns are often equal.
    private func usualCopies(_ items: AuditedItems, _ hashes: [UInt64]) -> Double {
        guard !hashes.isEmpty else { return 0 }
        let side = Int32(training(items.names))
        let own = hashes.indices.filter { items.sides[$0] == side }.map { hashes[$0] }.sorted()
        let alone = own.indices.count { place in
            (place == 0 || own[place - 1] != own[place]) && (place + 1 == own.count || own[place + 1] != own[place])
        }
        return own.isEmpty ? 0 : 1 - Double(alone) / Double(own.count)
    }

    // MARK: Time

    private func times(_ items: AuditedItems, _ name: String) throws(TableError) -> [LeakageReport.TimeOverlap] {
        let times = try items.table.numbers(name)
        let own = Int32(training(items.names))
        func ends(_ side: Int32) -> (Double, Double)? {
            var ends: (Double, Double)?
            for row in times.indices where items.sides[row] == side && !times[row].isNaN {
                ends = (min(ends?.0 ?? times[row], times[row]), max(ends?.1 ?? times[row], times[row]))
            }
            return ends
        }
        guard let (_, last) = ends(own) else { return [] }
        return items.names.indices.filter { Int32($0) != own }.compactMap { side in
            guard let (first, _) = ends(Int32(side)) else { return nil }
            return LeakageReport.TimeOverlap(
                column: name, side: items.names[side], teachingAfter: times.indices.count { items.sides[$0] == own && times[$0] >= first },
                judgingBefore: times.indices.count { items.sides[$0] == Int32(side) && times[$0] <= last }, lastTeaching: last, firstJudging: first)
        }
    }

    // MARK: Columns

    private func columns(_ items: AuditedItems, _ target: TargetColumn?, threads: Int) -> [AuditedColumn] {
        let looked = items.table.columns.filter { !settings.ignored.contains($0.name) && $0.name != settings.target }
        let audit = ColumnAudit(settings: settings, items: items, target: target, training: training(items.names))
        var columns = Pieces(looked.count, size: 1).map(threads: threads) { range in range.map { audit.of(looked[$0]) } }.flatMap { $0 }
        let adjusted = FalseDiscoveries.adjusted(columns.flatMap { $0.distances.map(\.probability) })
        var next = 0
        for column in columns.indices {
            for place in columns[column].distances.indices {
                columns[column].distances[place].probability = adjusted[next]
                let value = columns[column].distances[place].value
                columns[column].distances[place].isTooFar = value >= settings.largestDistance && adjusted[next] < settings.significance
                next += 1
            }
        }
        return columns
    }
}
