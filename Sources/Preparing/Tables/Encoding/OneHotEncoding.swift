/// A column of 0 and 1 for each level of a column of categories, in the place of it.
///
/// Levels are sorted by code point, as scikit-learn's `OneHotEncoder` sorts them; a gap is a level of its own, the last,
/// when training had one. Rare levels share a column at the end.
/// Memory: 8 bytes a row and level; more than `mostLevels` are refused: hash or target-encode such a column.
public struct OneHotSettings: TableStepSettings {
    public static let mostLevels = 4096

    public enum Dropping: String, Sendable, Hashable, Codable, CaseIterable {
        case none
        /// The first level of each column, so that its columns do not add up to 1.
        case first
        /// The same where there are two.
        case ifBinary
    }

    /// A level that training did not have.
    public enum Unknown: String, Sendable, Hashable, Codable, CaseIterable {
        case error
        /// 0 in every column.
        case ignore
        /// 1 in the column of rare levels, where there is one.
        case rare
    }

    public enum Frequency: Sendable, Hashable, Codable {
        case rows(Int)
        case share(Double)
    }

    /// nil takes every column of categories.
    public var columns: [String]?
    public var dropping: Dropping
    public var unknown: Unknown
    /// Levels of fewer training rows are rare.
    public var minimumFrequency: Frequency?

    public init(columns: [String]? = nil, dropping: Dropping = .none, unknown: Unknown = .error, minimumFrequency: Frequency? = nil) {
        self.columns = columns
        self.dropping = dropping
        self.unknown = unknown
        self.minimumFrequency = minimumFrequency
    }

    public func fit(_ table: TableColumns, rows: TrainingRows, threads: Int) throws(TableError) -> FittedOneHot {
        try rows.check(table)
        let least = try leastCount(rows.places.count)
        var fitted: [FittedOneHot.Column] = []
        for name in try table.chosen(columns, .categories) {
            let found = LevelCounts(try table.categories(name), rows)
            let rare = found.levels.indices.filter { Double(found.counts[$0]) < least }
            let frequent = found.levels.indices.filter { Double(found.counts[$0]) >= least }
            let places = frequent.count + (found.missing > 0 ? 1 : 0) + (rare.isEmpty ? 0 : 1)
            guard places <= Self.mostLevels else { throw .tooManyLevels(name, places, most: Self.mostLevels) }
            let isDropped = dropping == .first || dropping == .ifBinary && places == 2
            fitted.append(FittedOneHot.Column(
                name: name, levels: frequent.map { found.levels[$0] }, rare: rare.map { found.levels[$0] }, hasMissing: found.missing > 0,
                isFirstDropped: isDropped))
        }
        return FittedOneHot(columns: fitted, unknown: unknown)
    }

    private func leastCount(_ rows: Int) throws(TableError) -> Double {
        switch minimumFrequency {
        case nil: return 0
        case .rows(let count):
            guard count > 0 else { throw .settingOutOfRange("minimumFrequency", Double(count), allowed: "1 or more") }
            return Double(count)
        case .share(let share):
            guard share > 0, share < 1 else { throw .settingOutOfRange("minimumFrequency", share, allowed: "between 0 and 1") }
            return share * Double(rows)
        }
    }
}

/// The columns each level comes to.
public struct FittedOneHot: FittedTableStep {
    public struct Column: Sendable, Hashable, Codable {
        public var name: String
        public var levels: [String]
        public var rare: [String]
        public var hasMissing: Bool
        public var isFirstDropped: Bool

        /// `colour_red`, ..., `colour_missing`, `colour_rare`; a name that is a level's already gets an underscore more.
        public var outputs: [String] {
            var names = levels.map { "\(name)_\($0)" }
            for (isThere, word) in [(hasMissing, "missing"), (!rare.isEmpty, "rare")] where isThere {
                var other = "\(name)_\(word)"
                while names.contains(other) { other += "_" }
                names.append(other)
            }
            return Array(names.dropFirst(isFirstDropped ? 1 : 0))
        }
    }

    public var columns: [Column]
    public var unknown: OneHotSettings.Unknown

    public func apply(to table: inout TableColumns, threads: Int) throws(TableError) -> TableStepReport {
        var (encoded, report) = (table, TableStepReport(rowsSeen: table.rowCount))
        for column in columns {
            let cells = try table.categories(column.name)
            var undone: [UndoneReason: Int] = [:]
            let places = try places(cells, column, &undone)
            let shift = column.isFirstDropped ? 1 : 0
            let outputs = column.outputs.enumerated().map { place, name in
                TableColumn(name, .numbers(places.map { $0 == place + shift ? 1 : 0 }))
            }
            try encoded.replace(column.name, with: outputs)
            report.add(ColumnChange(column.name, changed: table.rowCount - undone.values.reduce(0, +), undone: undone))
        }
        table = encoded
        return report
    }

    /// Of each row the place of its level's column before dropping; -1 for none.
    private func places(_ cells: CategoryCells, _ column: Column, _ undone: inout [UndoneReason: Int]) throws(TableError) -> [Int] {
        let (frequent, rare) = (cells.codes(in: column.levels), cells.codes(in: column.rare))
        let missingPlace = column.levels.count
        let rarePlace = missingPlace + (column.hasMissing ? 1 : 0)
        var places = [Int](repeating: -1, count: cells.codes.count)
        for row in cells.codes.indices {
            let code = Int(cells.codes[row])
            if code >= 0, frequent[code] >= 0 { places[row] = Int(frequent[code]); continue }
            if code >= 0, rare[code] >= 0 { places[row] = rarePlace; continue }
            if code < 0, column.hasMissing { places[row] = missingPlace; continue }
            if unknown == .error {
                if code < 0 { throw .missingValue(column: column.name, row: row) }
                throw .unknownLevel(cells.levels[code], column: column.name, row: row)
            }
            undone[code < 0 ? .missing : .unknownLevel, default: 0] += 1
            if unknown == .rare, !column.rare.isEmpty { places[row] = rarePlace }
        }
        return places
    }
}
