import Kernels
import Records

/// Describes a table in one pass: feed rows, take the report.
///
///     var profile = TableProfile()
///     for item in items { profile.add(item.fields) }
///     let report = profile.report()
///
/// Tables of millions of rows come as bytes, thousands of rows at one go, and columns are then worked on side by side:
///
///     var profile = TableProfile(settings, columns: header)
///     // for each stretch of rows: `profile.columns` says which columns to hand over
///     profile.add(rows: 4096, firstLine: 2) { row, column in cellBytes }
///
/// A column is a key that occurred in a row; rows without it count as missing there. Everything is exact up to the
/// bounds of `ProfileSettings` and sketched above, which the report says column by column. A column's state depends on the
/// order of its cells alone, so the report is the same for any number of threads and any cut into stretches.
/// Memory: bounded per column (some 3 MiB at the default bounds), plus 16 to 32 bytes per different row up to `exactRows`.
/// Cost: about 100 ns a cell. Columns beyond `maximumColumns` are counted and left out.
public struct TableProfile: Sendable {
    public let settings: ProfileSettings
    public private(set) var rows = 0
    private let threads: Int
    private var scans: [ColumnScan] = []
    private var places: [String: Int] = [:]
    private var whole: WholeRows
    private var sample: RowSample
    private var columnsLeftOut = 0

    /// - Parameter columns: the header, where rows come as bytes; names must differ.
    public init(_ settings: ProfileSettings = ProfileSettings(), columns: [String] = [], threads: Int = 2) {
        self.settings = settings
        self.threads = max(1, threads)
        whole = WholeRows(bound: settings.exactRows, shown: settings.shownRows)
        sample = RowSample(capacity: min(settings.sampleRows, 4_000_000 / max(1, settings.comparedColumns)), seed: settings.seed)
        for name in columns.prefix(settings.maximumColumns) { start(name) }
        columnsLeftOut = max(0, columns.count - settings.maximumColumns)
    }

    /// The columns that are described: what `add(rows:)` asks for, in this order.
    public var columns: [String] { scans.map(\.name) }

    // MARK: Rows as JSON

    public mutating func add(_ row: JSONObject, line: Int? = nil) {
        let isSampled = !sample.choose(from: rows, count: 1).isEmpty
        var hash: UInt64 = 0
        var leftOut = 0
        for (position, member) in row.members.enumerated() {
            guard let place = place(of: member.key, near: position) else {
                leftOut += 1
                continue
            }
            let value = scans[place].add(member.value, row: rows + 1, line: line, isSampled: isSampled && place < settings.comparedColumns)
            if value != 0 { hash &+= Hash64.combine(scans[place].nameHash, value) }
        }
        columnsLeftOut = max(columnsLeftOut, leftOut)
        rows += 1
        whole.seePending()
        whole.see(hash)
        show(row)
        if isSampled { fillSample() }
    }

    /// Columns mostly come in the order of the rows before.
    private mutating func place(of key: String, near position: Int) -> Int? {
        if position < scans.count, scans[position].name == key { return position }
        if let place = places[key] { return place }
        guard scans.count < settings.maximumColumns else { return nil }
        return start(key)
    }

    @discardableResult
    private mutating func start(_ name: String) -> Int {
        scans.append(ColumnScan(name, settings))
        places[name] = scans.count - 1
        return scans.count - 1
    }

    /// Columns that the sampled row does not have are missing in it.
    private mutating func fillSample() {
        for place in scans.indices.prefix(settings.comparedColumns) {
            while scans[place].sampledHashes.count < sample.keys.count { scans[place].sample(.nan, 0) }
        }
        if sample.isTooLarge { shrinkSample() }
    }

    private mutating func show(_ row: JSONObject) {
        guard settings.shownRows > 0 else { return }
        whole.keep([scans.map { scan in
            guard let value = row[scan.name], !value.isNull else { return nil }
            return WholeRows.cut(value.string ?? value.text(sorted: false))
        }])
    }

    // MARK: Rows as bytes

    /// Rows of a stretch of the file, in the order of `columns`.
    ///
    /// - Parameters:
    ///   - firstLine: line on which the first of them starts, where each takes one line.
    ///   - meanwhile: done once while columns are worked on, on another thread than these where there are several: reading
    ///     the next stretch, which must leave the bytes of this one alone.
    ///   - cell: the UTF-8 of a cell, nil or empty when it is missing. Called on the caller's thread, in any order; the bytes
    ///     must stay until `add` returns.
    public mutating func add(
        rows count: Int, firstLine: Int? = nil, meanwhile: () -> Void = {}, _ cell: (_ row: Int, _ column: Int) -> UnsafeRawBufferPointer?
    ) {
        guard count > 0, !scans.isEmpty else {
            rows += max(0, count)
            return meanwhile()
        }
        let step = min(count, max(16, 65_536 / scans.count))
        withUnsafeTemporaryAllocation(of: CellBytes.self, capacity: step * scans.count) { cells in
            for first in stride(from: 0, to: count, by: step) {
                let size = min(step, count - first)
                for row in 0..<size {
                    for column in scans.indices {
                        let bytes = cell(first + row, column)
                        cells[column * size + row] = CellBytes(start: bytes?.baseAddress, count: bytes?.count ?? 0)
                    }
                }
                let part = UnsafeBufferPointer(rebasing: cells[0..<size * scans.count])
                add(part, rowCount: size, firstLine: firstLine.map { $0 + first }) { if first == 0 { meanwhile() } }
            }
        }
    }

    /// Cells column by column; beside them the whole rows of the step before, whose hashes are known.
    private mutating func add(_ cells: UnsafeBufferPointer<CellBytes>, rowCount: Int, firstLine: Int?, meanwhile: () -> Void) {
        let sampled = sample.choose(from: rows, count: rowCount)
        let (first, compared, columnCount) = (rows + 1, settings.comparedColumns, scans.count)
        var (whole, hashes) = (WholeRows(bound: 0, shown: 0), [UInt64](repeating: 0, count: rowCount * columnCount))
        swap(&whole, &self.whole)
        hashes.withUnsafeMutableBufferPointer { hashes in
            nonisolated(unsafe) let (cells, hashes) = (cells, hashes)
            scans.withUnsafeMutableBufferPointer { scans in
                nonisolated(unsafe) let scans = scans
                _ = Pieces(columnCount, size: 1).map(threads: threads, beside: {
                    meanwhile()
                    whole.seePending()
                    whole.show(cells, rowCount, columnCount)
                }) { range in
                    let column = range.lowerBound, start = column * rowCount
                    scans[column].add(
                        UnsafeBufferPointer(rebasing: cells[start..<start + rowCount]), firstRow: first, firstLine: firstLine,
                        sampled: column < compared ? sampled : [], hashes: hashes.baseAddress! + start)
                }
            }
        }
        whole.take(hashes, columns: scans.map(\.nameHash))
        swap(&whole, &self.whole)
        rows += rowCount
        if sample.isTooLarge { shrinkSample() }
    }

    // MARK: Both

    private mutating func shrinkSample() {
        let places = sample.shrink()
        for column in scans.indices.prefix(settings.comparedColumns) {
            scans[column].sampledNumbers = places.map { scans[column].sampledNumbers[$0] }
            scans[column].sampledHashes = places.map { scans[column].sampledHashes[$0] }
        }
    }

    public func report() -> TableReport {
        var profile = self
        profile.whole.seePending()
        profile.fillSample()
        profile.shrinkSample()
        return profile.settled()
    }

    private func settled() -> TableReport {
        let reports = scans.map { $0.report(rows: rows) }
        let relations = ColumnRelations(scans: Array(scans.prefix(settings.comparedColumns)), kinds: reports.map(\.kind))
        var report = TableReport(
            rows: rows, duplicateRows: whole.duplicates, duplicatesAreExact: !whole.isFull, columns: reports, findings: [])
        (report.columnsLeftOut, report.sampledRows) = (columnsLeftOut, sample.keys.count)
        let width = scans.count
        report.firstRows = whole.first.map { $0 + repeatElement(nil, count: width - $0.count) }
        report.lastRows = whole.last.suffix(max(0, rows - whole.first.count)).map { $0 + repeatElement(nil, count: width - $0.count) }
        report.correlations = relations.correlations()
        report.trends = relations.trends()
        report.findings = ProfileAlerts(settings: settings, report: report, scans: scans).findings()
        return report
    }
}
