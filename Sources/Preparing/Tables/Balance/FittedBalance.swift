/// A plan of a balanced training side. It speaks of the rows of the table it was made on, and applies to that table.
public struct FittedBalance: FittedTableStep {
    /// What became of a class.
    public struct ClassCount: Sendable, Hashable, Codable {
        public var name: String
        public var before: Int
        public var after: Int
        public var copied: Int
        public var made: Int
        public var leftOut: Int
    }

    public var label: String
    public var features: [String]
    public var seed: UInt64
    /// Rows of the table, ascending.
    public var kept: [Int]
    /// Rows of the table, one a copy.
    public var copies: [Int]
    public var synthetic: [SyntheticRow]
    /// By name.
    public var classes: [ClassCount]

    init(label: String, features: [String], seed: UInt64, plan: BalancePlan) {
        (self.label, self.features, self.seed, synthetic) = (label, features, seed, plan.synthetic)
        let labelled = plan.labelled
        kept = labelled.rows.indices.filter { plan.isKept[$0] }.map { labelled.rows[$0] }
        copies = plan.copies.map { labelled.rows[$0] }
        let members = labelled.members
        classes = labelled.names.indices.map { place in
            let count = members[place].count
            return ClassCount(name: labelled.names[place], before: count, after: count, copied: 0, made: 0, leftOut: 0)
        }
        for row in plan.isKept.indices where !plan.isKept[row] { classes[labelled.classes[row]].leftOut += 1 }
        for copy in plan.copies { classes[labelled.classes[copy]].copied += 1 }
        for row in synthetic { classes[row.classPlace].made += 1 }
        for place in classes.indices { classes[place].after += classes[place].copied + classes[place].made - classes[place].leftOut }
    }

    /// The balanced training side alone: kept rows, copies, new rows. A new row has the label of the two it lies between;
    /// columns that are no features are missing there, and counted. Rows of other sides are not in it.
    public func apply(to table: inout TableColumns, threads: Int) throws(TableError) -> TableStepReport {
        var report = TableStepReport(rowsSeen: table.rowCount)
        for row in synthetic where row.first < 0 || row.second < 0 || max(row.first, row.second) >= table.rowCount {
            throw .rowOutOfRange(max(row.first, row.second), rows: table.rowCount)
        }
        var balanced: [TableColumn] = []
        let old = try table.rows(kept + copies)
        let categories = features.filter { table.column($0)?.cells.kind == .categories }
        for (column, before) in zip(old.columns, table.columns) {
            let isMade = column.name == label || features.contains(column.name)
            let vote = categories.firstIndex(of: column.name)
            balanced.append(TableColumn(column.name, added(to: column.cells, before.cells, isMade: isMade, vote: vote, isLabel: column.name == label)))
            report.add(ColumnChange(column.name, changed: isMade ? synthetic.count : 0, undone: isMade ? [:] : [.noFeature: synthetic.count]))
        }
        table = try TableColumns(balanced, rowCount: kept.count + copies.count + synthetic.count)
        return report
    }

    private func added(to cells: ColumnCells, _ before: ColumnCells, isMade: Bool, vote: Int?, isLabel: Bool) -> ColumnCells {
        switch (cells, before) {
        case (.numbers(let numbers), .numbers(let all)):
            return .numbers(numbers + synthetic.map { isLabel ? all[$0.first] : isMade ? $0.number(in: all) : .nan })
        case (.categories(var categories), .categories(let all)):
            for row in synthetic {
                if isLabel {
                    categories.codes.append(all.codes[row.first])
                } else if isMade, let vote, vote < row.categories.count {
                    categories.codes.append(categories.codeOrNew(row.categories[vote]))
                } else {
                    categories.codes.append(-1)
                }
            }
            return .categories(categories)
        case (.numbers, .categories), (.categories, .numbers): return cells
        }
    }
}
