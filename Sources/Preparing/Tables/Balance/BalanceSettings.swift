import Kernels

/// Brings the classes of a training side nearer to each other: by copies, by rows in between, or by leaving rows out.
///
/// Only training rows are read, copied or left out; give it the training side and nothing else. What comes out is a plan
/// (`FittedBalance`) that names every row: kept, copied, left out, and for each new row the two it lies between.
///
/// Distances are Euclidean over the columns of numbers, which should be on one scale. Gaps in features and labels are
/// refused. Counts, and the rows Tomek's links and edited neighbours leave out, are imbalanced-learn's.
public struct BalanceSettings: TableStepSettings {
    public enum Method: Sendable, Hashable, Codable {
        /// Copies drawn with replacement.
        case copies
        /// Rows drawn without replacement are kept.
        case drawn
        /// New rows on the lines from rows to one of their nearest of the class; 5 is usual.
        /// Chawla, Bowyer, Hall & Kegelmeyer (2002), JAIR 16, 321-357, doi 10.1613/jair.953.
        case smote(neighbours: Int)
        /// SMOTE-NC: as above with categories, which are as far apart as the median deviation of the class's numbers over the
        /// root of two (imbalanced-learn's choice); a new row has what most of the neighbours have. Categories are compared
        /// by one column a level, so they should not have many.
        case smoteMixed(neighbours: Int)
        /// ADASYN: as SMOTE, with more new rows where neighbours are of other classes.
        /// He, Bai, Garcia & Li (2008), IJCNN, 1322-1328, doi 10.1109/IJCNN.2008.4633969.
        case adaptive(neighbours: Int)
        /// Leaves out rows that are the nearest of a row of another class, and it theirs. Tomek (1976), doi 10.1109/TSMC.1976.4309452.
        case tomekLinks
        /// Leaves out rows whose nearest, 3 usually, are not all - or not mostly - of their class. Wilson (1972), doi 10.1109/TSMC.1972.4309137.
        case editedNeighbours(neighbours: Int, agreement: Agreement)
        /// SMOTE, then Tomek's links of any class among all rows, old and new.
        case smoteThenTomek(neighbours: Int)
    }

    public enum Agreement: String, Sendable, Hashable, Codable, CaseIterable {
        case all, most
    }

    public var method: Method
    /// The column of the class.
    public var label: String
    /// nil takes all columns but the label that the method works on. A new row has no value in other columns.
    public var features: [String]?
    public var strategy: BalanceStrategy
    public var seed: UInt64

    public init(_ method: Method, label: String, features: [String]? = nil, strategy: BalanceStrategy = .automatic, seed: UInt64 = 0) {
        self.method = method
        self.label = label
        self.features = features
        self.strategy = strategy
        self.seed = seed
    }

    public func fit(_ table: TableColumns, rows: TrainingRows, threads: Int) throws(TableError) -> FittedBalance {
        let labelled = try LabelledRows(table, label: label, rows)
        var plan = BalancePlan(labelled)
        switch method {
        case .copies: plan.copy(try labelled.counts.missing(strategy), seed)
        case .drawn: plan.draw(try labelled.counts.kept(strategy), seed)
        case .smote, .smoteMixed, .adaptive: plan.synthetic = try newRows(table, labelled, threads)
        case .tomekLinks:
            let graph = try exactGraph(try table.wholeMatrix(numbers(table), rows: labelled.rows), k: 1, threads: threads)
            plan.leaveOut(Cleaning.tomekLinks(graph, labelled.classes, among: try labelled.counts.cleaned(strategy)))
        case .editedNeighbours(let neighbours, let agreement):
            try check(neighbours, labelled)
            let graph = try exactGraph(try table.wholeMatrix(numbers(table), rows: labelled.rows), k: neighbours, threads: threads)
            let cleaned = try labelled.counts.cleaned(strategy)
            plan.leaveOut(Cleaning.disputed(graph, labelled.classes, among: cleaned, unlessAll: agreement == .all))
        case .smoteThenTomek:
            plan.synthetic = try newRows(table, labelled, threads)
            try leaveOutLinks(&plan, table, threads)
        }
        return FittedBalance(label: label, features: try named(table), seed: seed, plan: plan)
    }

    private func newRows(_ table: TableColumns, _ labelled: LabelledRows, _ threads: Int) throws(TableError) -> [SyntheticRow] {
        let maker = try RowMaker(self, table, labelled, numbers: numbers(table), categories: categories(table), threads: threads)
        return try maker.rows(try labelled.counts.missing(strategy))
    }

    /// Links among old and new rows together.
    private func leaveOutLinks(_ plan: inout BalancePlan, _ table: TableColumns, _ threads: Int) throws(TableError) {
        let names = try numbers(table)
        let old = try table.wholeMatrix(names, rows: plan.labelled.rows)
        let made = try plan.synthetic.map { row throws(TableError) in try names.map { name throws(TableError) in row.number(in: try table.numbers(name)) } }
        let all = Matrix(old.values + made.flatMap { $0 }, rowCount: old.rowCount + made.count, columnCount: names.count)
        let classes = plan.labelled.classes + plan.synthetic.map(\.classPlace)
        let every = [Bool](repeating: true, count: plan.labelled.names.count)
        plan.leaveOut(Cleaning.tomekLinks(try exactGraph(all, k: 1, threads: threads), classes, among: every))
    }

    private func check(_ neighbours: Int, _ labelled: LabelledRows) throws(TableError) {
        guard neighbours > 0 else { throw .settingOutOfRange("neighbours", Double(neighbours), allowed: "1 or more") }
        guard labelled.rows.count > neighbours else { throw .tooFewRows(labelled.rows.count, needed: neighbours + 1) }
    }

    /// Columns of numbers to measure distances over.
    private func numbers(_ table: TableColumns) throws(TableError) -> [String] {
        let names = try named(table).filter { table.column($0)?.cells.kind == .numbers }
        guard !names.isEmpty else { throw .noColumns(needed: .numbers) }
        return names
    }

    /// Of SMOTE-NC alone; any other method refuses them.
    private func categories(_ table: TableColumns) throws(TableError) -> [String] {
        let names = try named(table).filter { table.column($0)?.cells.kind == .categories }
        if case .smoteMixed = method { return names }
        if let first = names.first { throw .categoriesAmongFeatures(first) }
        return []
    }

    private func named(_ table: TableColumns) throws(TableError) -> [String] {
        let names = features ?? table.names.filter { $0 != label }
        for name in names where table.column(name) == nil { throw .noSuchColumn(name) }
        return names
    }
}
