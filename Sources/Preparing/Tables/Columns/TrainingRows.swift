/// The rows a step may learn from, ascending: those of the training side of a split, or all of a table that is not split.
public struct TrainingRows: Sendable, Hashable, Codable {
    public let places: [Int]

    /// Refuses a row twice and rows below 0.
    public init(_ places: [Int]) throws(TableError) {
        let sorted = places.sorted()
        for place in sorted.indices.dropFirst() where sorted[place] == sorted[place - 1] { throw .rowTwice(sorted[place]) }
        if let first = sorted.first, first < 0 { throw .rowOutOfRange(first, rows: 0) }
        self.places = sorted
    }

    /// The rows of one side of a split, such as `train`.
    public init(_ split: SplitResult, side: String) throws(TableError) {
        guard let place = split.names.firstIndex(of: side) else { throw .noSuchSide(side, known: split.names) }
        places = split.sides.indices.filter { split.sides[$0] == place }
    }

    private init(sorted places: [Int]) { self.places = places }

    /// For a table that is not split.
    public static func all(of table: TableColumns) -> TrainingRows { TrainingRows(sorted: Array(0..<table.rowCount)) }

    /// Refuses no rows, and rows the table does not have.
    func check(_ table: TableColumns) throws(TableError) {
        guard let last = places.last else { throw .noTrainingRows }
        guard last < table.rowCount else { throw .rowOutOfRange(last, rows: table.rowCount) }
    }
}
