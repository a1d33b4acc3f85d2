import Kernels

/// Fills gaps with one value a column, learned from its training rows.
///
/// Of equally frequent values the mode is the least number or the first text by code point, as in scikit-learn. With
/// `indicator`, every column that had a gap in training gets a column `<name>_missing` of 0 and 1 beside it.
public struct SimpleImputationSettings: TableStepSettings {
    public enum Method: Sendable, Hashable, Codable {
        /// Of numbers; categories are left alone.
        case mean
        case median
        case mode
        /// Each column takes the one of its kind.
        case constant(number: Double, category: String)
    }

    public var method: Method
    /// nil takes every column the method works on.
    public var columns: [String]?
    public var indicator: Bool

    public init(_ method: Method = .mean, columns: [String]? = nil, indicator: Bool = false) {
        self.method = method
        self.columns = columns
        self.indicator = indicator
    }

    public func fit(_ table: TableColumns, rows: TrainingRows, threads: Int) throws(TableError) -> FittedSimpleImputation {
        try rows.check(table)
        if case .constant(let number, _) = method, !number.isFinite { throw .settingOutOfRange("number", number, allowed: "finite") }
        var fitted: [FittedSimpleImputation.Column] = []
        for name in try names(in: table) {
            guard let column = table.column(name) else { throw .noSuchColumn(name) }
            let isMarked = indicator && column.cells.hasGap(in: rows)
            fitted.append(FittedSimpleImputation.Column(name: name, filling: filling(column.cells, rows), isMarked: isMarked))
        }
        return FittedSimpleImputation(columns: fitted)
    }

    private func names(in table: TableColumns) throws(TableError) -> [String] {
        if let columns { return columns }
        return switch method {
        case .mean, .median: try table.chosen(nil, .numbers)
        case .mode, .constant: table.names
        }
    }

    private func filling(_ cells: ColumnCells, _ rows: TrainingRows) -> CellFilling {
        switch cells {
        case .numbers(let numbers): .number(number(for: present(numbers, rows)))
        case .categories(let categories): .category(category(for: categories, rows))
        }
    }

    private func number(for values: [Double]) -> Double? {
        switch method {
        case .mean: values.isEmpty ? nil : Moments.exactSum(values) / Double(values.count)
        case .median: Percentile.at(0.5, ofSorted: values.sorted())
        case .mode: Self.mode(values)
        case .constant(let number, _): number
        }
    }

    private func category(for cells: CategoryCells, _ rows: TrainingRows) -> String? {
        switch method {
        case .mean, .median: nil
        case .mode: cells.mode(in: rows.places)
        case .constant(_, let category): category
        }
    }

    /// The least of the most frequent.
    private static func mode(_ values: [Double]) -> Double? {
        let sorted = values.sorted()
        var (best, bestCount, start) = (sorted.first, 0, 0)
        for place in sorted.indices {
            if sorted[place] != sorted[start] { start = place }
            if place - start + 1 > bestCount { (best, bestCount) = (sorted[place], place - start + 1) }
        }
        return best
    }
}

/// What a gap is filled with; nil where training had nothing to learn from.
public enum CellFilling: Sendable, Hashable, Codable {
    case number(Double?)
    case category(String?)
}

/// The filling of each column.
public struct FittedSimpleImputation: FittedTableStep {
    public struct Column: Sendable, Hashable, Codable {
        public var name: String
        public var filling: CellFilling
        /// Gets a column of 0 and 1 that says where the gaps were.
        public var isMarked: Bool
    }

    public var columns: [Column]

    public func apply(to table: inout TableColumns, threads: Int) throws(TableError) -> TableStepReport {
        var (filled, report) = (table, TableStepReport(rowsSeen: table.rowCount))
        for column in columns {
            guard let cells = table.column(column.name)?.cells else { throw .noSuchColumn(column.name) }
            let (new, change) = try Self.fill(cells, column)
            report.add(change)
            try filled.replace(TableColumn(column.name, new))
            if column.isMarked { try filled.add(TableColumn("\(column.name)_missing", .numbers(cells.gaps.map { $0 ? 1 : 0 }))) }
        }
        table = filled
        return report
    }

    private static func fill(_ cells: ColumnCells, _ column: Column) throws(TableError) -> (ColumnCells, ColumnChange) {
        let gaps = cells.missingCount
        func change(_ isFilled: Bool, _ reason: UndoneReason = .noTrainingValue) -> ColumnChange {
            isFilled ? ColumnChange(column.name, changed: gaps) : ColumnChange(column.name, changed: 0, undone: [reason: gaps])
        }
        switch (cells, column.filling) {
        case (.numbers(let numbers), .number(let filling)):
            guard let filling else { return (cells, change(false)) }
            return (.numbers(numbers.map { $0.isNaN ? filling : $0 }), change(true))
        case (.categories(var categories), .category(let filling)):
            guard let filling else { return (cells, change(false)) }
            if gaps > 0 {
                let code = categories.codeOrNew(filling)
                for row in categories.codes.indices where categories.codes[row] < 0 { categories.codes[row] = code }
            }
            return (.categories(categories), change(true))
        case (.numbers, .category): throw .wrongKind(column: column.name, needed: .categories)
        case (.categories, .number): throw .wrongKind(column: column.name, needed: .numbers)
        }
    }
}

extension ColumnCells {
    /// True where a cell is missing.
    var gaps: [Bool] {
        switch self {
        case .numbers(let numbers): numbers.map(\.isNaN)
        case .categories(let categories): categories.codes.map { $0 < 0 }
        }
    }

    func hasGap(in rows: TrainingRows) -> Bool {
        switch self {
        case .numbers(let numbers): rows.places.contains { numbers[$0].isNaN }
        case .categories(let categories): rows.places.contains { categories.codes[$0] < 0 }
        }
    }
}

extension CategoryCells {
    /// The most frequent level of the rows, the first by code point on a tie; nil when all are missing.
    func mode(in rows: [Int]) -> String? {
        let counts = counts(in: rows)
        let order = levels.indices.filter { counts[$0] > 0 }.sorted { (counts[$1], levels[$0]) < (counts[$0], levels[$1]) }
        return order.first.map { levels[$0] }
    }

    /// Of each level.
    func counts(in rows: [Int]) -> [Int] {
        var counts = [Int](repeating: 0, count: levels.count)
        for row in rows where codes[row] >= 0 { counts[Int(codes[row])] += 1 }
        return counts
    }

    /// A text that is no level yet becomes the last one.
    mutating func codeOrNew(_ text: String) -> Int32 {
        if let place = levels.firstIndex(of: text) { return Int32(place) }
        levels.append(text)
        return Int32(levels.count - 1)
    }
}
