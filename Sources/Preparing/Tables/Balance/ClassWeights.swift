/// Weights that let every class count the same: rows / (classes * rows of the class), scikit-learn's `balanced`.
public struct ClassWeightSettings: TableStepSettings {
    /// The column of the class.
    public var label: String
    /// Of the column of weights that is added.
    public var weightColumn: String

    public init(label: String, weightColumn: String = "weight") {
        self.label = label
        self.weightColumn = weightColumn
    }

    public func fit(_ table: TableColumns, rows: TrainingRows, threads: Int) throws(TableError) -> FittedClassWeights {
        let labelled = try LabelledRows(table, label: label, rows)
        let (all, classes) = (Double(labelled.rows.count), Double(labelled.names.count))
        let weights = zip(labelled.names, labelled.members).map { FittedClassWeights.Weight(name: $0, weight: all / (classes * Double($1.count))) }
        return FittedClassWeights(label: label, weightColumn: weightColumn, weights: weights)
    }
}

/// The weight of each class, by name.
public struct FittedClassWeights: FittedTableStep {
    public struct Weight: Sendable, Hashable, Codable {
        public var name: String
        public var weight: Double
    }

    public var label: String
    public var weightColumn: String
    public var weights: [Weight]

    /// Adds the column of weights; a row without a label, or with one that training did not have, has none.
    public func apply(to table: inout TableColumns, threads: Int) throws(TableError) -> TableStepReport {
        guard let column = table.column(label) else { throw .noSuchColumn(label) }
        var byName: [String: Double] = [:]
        for each in weights { byName[each.name] = each.weight }
        let names: [String?] = switch column.cells {
        case .numbers(let numbers): numbers.map { $0.isNaN ? nil : LabelledRows.className($0) }
        case .categories(let categories): categories.codes.indices.map { categories.text(at: $0) }
        }
        let found = names.map { $0.flatMap { byName[$0] } ?? .nan }
        let (missing, known) = (names.count { $0 == nil }, found.count { !$0.isNaN })
        try table.add(TableColumn(weightColumn, .numbers(found)))
        let change = ColumnChange(weightColumn, changed: known, undone: [.missing: missing, .unknownLevel: names.count - missing - known])
        return TableStepReport(rowsSeen: table.rowCount, columns: [change])
    }
}
