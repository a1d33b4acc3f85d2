/// What a step on a table is to do; `fit` learns from the training rows and nothing else.
///
/// All steps have this shape: settings, fitted parameters, report. The parameters are stored as JSON beside the data they
/// were fitted on, and applied again to data that comes later.
public protocol TableStepSettings: Codable, Sendable, Hashable {
    associatedtype Fitted: FittedTableStep

    /// - Parameters:
    ///   - rows: the only rows that are read.
    ///   - threads: at most so many; the result does not depend on it.
    func fit(_ table: TableColumns, rows: TrainingRows, threads: Int) throws(TableError) -> Fitted
}

/// A step that has learned what it needs.
public protocol FittedTableStep: Codable, Sendable, Hashable {
    /// Changes the table, its own or a later one with the same columns.
    /// - Throws: `TableError` when a column is not there or of another kind; the table is then as it was.
    func apply(to table: inout TableColumns, threads: Int) throws(TableError) -> TableStepReport
}

extension TableStepSettings {
    public func fit(_ table: TableColumns, rows: TrainingRows) throws(TableError) -> Fitted { try fit(table, rows: rows, threads: 1) }
}

extension FittedTableStep {
    public func apply(to table: inout TableColumns) throws(TableError) -> TableStepReport { try apply(to: &table, threads: 1) }
}
