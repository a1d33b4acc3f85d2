import Kernels
import Records

/// Compares new data with a reference, column by column, in one pass over each: feed rows, take the report.
///
///     var comparison = DriftComparison()
///     for row in old { comparison.addReference(row) }
///     for row in new { comparison.addCurrent(row) }
///     let report = comparison.report()
///
/// A column is numbers where every present value of both sides is one; a category where values repeat; else text.
/// Memory: see `ColumnSample`, for both sides of every column. Deterministic for rows in the same order.
public struct DriftComparison: Sendable {
    public let settings: DriftSettings
    private var names: [String] = []
    private var places: [String: Int] = [:]
    private var reference: [ColumnSample] = []
    private var current: [ColumnSample] = []
    private var rows = (reference: 0, current: 0)

    public init(_ settings: DriftSettings = DriftSettings()) { self.settings = settings }

    public mutating func addReference(_ row: JSONObject) {
        rows.reference += 1
        for (name, value) in row.members {
            let place = place(of: name)
            if let (text, number) = Self.reading(value) { reference[place].add(text, number) }
        }
    }

    public mutating func addCurrent(_ row: JSONObject) {
        rows.current += 1
        for (name, value) in row.members {
            let place = place(of: name)
            if let (text, number) = Self.reading(value) { current[place].add(text, number) }
        }
    }

    private mutating func place(of name: String) -> Int {
        if let place = places[name] { return place }
        places[name] = names.count
        names.append(name)
        reference.append(ColumnSample(name, "reference", settings))
        current.append(ColumnSample(name, "current", settings))
        return names.count - 1
    }

    /// nil when missing: null and empty text. Numbers in texts are read as in a profile; what is not finite is a text.
    private static func reading(_ value: JSONValue) -> (String, Double?)? {
        switch value {
        case .null: return nil
        case .bool(let flag): return (flag ? "true" : "false", nil)
        case .int(let number): return (String(number), Double(number))
        case .double(let number): return (String(number), number.isFinite ? number : nil)
        case .literal(let text), .string(let text):
            if text.utf8.isEmpty { return nil }
            var bytes = text
            let number = bytes.withUTF8 { CellKind.guess($0).1 }
            return (text, number.flatMap { $0.isFinite ? $0 : nil })
        case .array, .object: return (value.text(), nil)
        }
    }

    public func report() -> DriftReport {
        var findings: [Finding] = []
        let columns = names.indices.map { column($0, &findings) }
        let compared = columns.compactMap(\.hasDrifted)
        let drifted = compared.count { $0 }
        for column in columns where column.hasDrifted == true { findings.append(Self.told(column)) }
        return DriftReport(
            referenceRows: rows.reference, currentRows: rows.current, columns: columns, drifted: drifted, compared: compared.count,
            hasDrifted: !compared.isEmpty && Double(drifted) >= settings.share * Double(compared.count), findings: findings)
    }

    private static func told(_ column: ColumnDrift) -> Finding {
        let value = column.value.map { String(format4($0)) } ?? "?", threshold = column.threshold.map { String(format4($0)) } ?? "?"
        let side = column.measure?.isProbability == true ? "below" : "from"
        return Finding(.warning, "drift.column", "`\(column.name)` has drifted: \(column.measure?.rawValue ?? "") is \(value), drift begins \(side) \(threshold)", at: Place(record: column.name))
    }

    /// Four significant digits or so; the report has all.
    private static func format4(_ value: Double) -> Double {
        guard value.isFinite, value != 0 else { return value }
        var scale = 1.0
        while abs(value) * scale < 1000 { scale *= 10 }
        return (value * scale).rounded() / scale
    }

    // MARK: A column

    private func column(_ place: Int, _ findings: inout [Finding]) -> ColumnDrift {
        let pair = ColumnPair(reference: reference[place], current: current[place], settings: settings)
        let kind = pair.kind
        var column = ColumnDrift(
            name: names[place], kind: kind, reference: reference[place].side(rows: rows.reference, kind),
            current: current[place].side(rows: rows.current, kind), bins: kind.map(pair.bins) ?? [])
        guard let kind else {
            findings.append(Self.cannot(names[place], "has no values \(reference[place].count == 0 ? "in the reference" : "in the new data")"))
            return column
        }
        let measure = settings.measure ?? pair.usual(kind)
        guard measure.fits(kind) else {
            findings.append(Self.cannot(names[place], "is \(kind == .number ? "numbers" : kind == .text ? "texts" : "a category"), which `\(measure.rawValue)` does not measure"))
            return column
        }
        guard let value = pair.value(measure, kind) else {
            findings.append(Self.cannot(names[place], "has too few values for `\(measure.rawValue)`"))
            return column
        }
        let threshold = settings.threshold ?? pair.threshold(measure)
        (column.measure, column.value, column.threshold) = (measure, value, threshold)
        column.hasDrifted = measure.isProbability ? value < threshold : value >= threshold
        return column
    }

    private static func cannot(_ name: String, _ why: String) -> Finding {
        Finding(.warning, "drift.not-compared", "`\(name)` \(why), so it was not compared", at: Place(record: name))
    }
}
