import Kernels

/// Categories of several columns in a fixed number of columns, without learning their levels.
///
/// `column=level` is hashed to one of the buckets, and adds 1 or, when `isSigned`, -1 for half of them, so that levels that
/// meet in a bucket cancel on average. The columns are replaced by `hash_0`, `hash_1`, ... at the end of the table.
/// Paper: Weinberger and others (2009), ICML, doi 10.1145/1553374.1553516.
public struct HashEncodingSettings: TableStepSettings {
    /// nil takes every column of categories.
    public var columns: [String]?
    public var buckets: Int
    public var isSigned: Bool
    public var seed: UInt64

    public init(columns: [String]? = nil, buckets: Int = 32, isSigned: Bool = true, seed: UInt64 = 0) {
        self.columns = columns
        self.buckets = buckets
        self.isSigned = isSigned
        self.seed = seed
    }

    public func fit(_ table: TableColumns, rows: TrainingRows, threads: Int) throws(TableError) -> FittedHashEncoding {
        guard (1...65_536).contains(buckets) else { throw .settingOutOfRange("buckets", Double(buckets), allowed: "1 to 65536") }
        let names = try table.chosen(columns, .categories)
        guard !names.isEmpty else { throw .noColumns(needed: .categories) }
        return FittedHashEncoding(names: names, buckets: buckets, isSigned: isSigned, seed: seed)
    }
}

/// What the settings said: nothing is learned.
public struct FittedHashEncoding: FittedTableStep {
    public var names: [String]
    public var buckets: Int
    public var isSigned: Bool
    public var seed: UInt64

    public func apply(to table: inout TableColumns, threads: Int) throws(TableError) -> TableStepReport {
        var (encoded, report) = (table, TableStepReport(rowsSeen: table.rowCount))
        var sums = [[Double]](repeating: [Double](repeating: 0, count: table.rowCount), count: buckets)
        for name in names {
            let cells = try table.categories(name)
            let places = cells.levels.map { place("\(name)=\($0)") }
            var missing = 0
            for row in cells.codes.indices {
                guard cells.codes[row] >= 0 else { missing += 1; continue }
                let (bucket, sign) = places[Int(cells.codes[row])]
                sums[bucket][row] += sign
            }
            try encoded.replace(name, with: [])
            report.add(ColumnChange(name, changed: table.rowCount - missing, undone: [.missing: missing]))
        }
        for bucket in 0..<buckets { try encoded.add(TableColumn("hash_\(bucket)", .numbers(sums[bucket]))) }
        table = encoded
        return report
    }

    private func place(_ text: String) -> (bucket: Int, sign: Double) {
        let hash = Hash64.of(text, seed: seed)
        return (Int((hash >> 1) % UInt64(buckets)), isSigned && hash & 1 == 1 ? -1 : 1)
    }
}
