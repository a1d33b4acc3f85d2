import Kernels

/// Fills gaps from the `neighbours` nearest training rows that have the value: numbers with their mean, categories by vote.
///
/// Rows are compared over the columns of numbers both have (`GappedRows`); a row without any such column takes the
/// training mean or mode. The numbers are those of scikit-learn's `KNNImputer`; of rows equally near the first count.
/// Columns should be on one scale. Categories do not count in distances; a tied vote goes to the nearest voter's level.
///
/// Cost: O(rows with a gap * training rows * columns). The training rows are kept, for that is what is learned.
public struct NeighbourImputationSettings: TableStepSettings {
    public enum Weights: String, Sendable, Hashable, Codable, CaseIterable {
        case uniform
        /// One over the distance; rows at distance 0 alone count where there are any.
        case distance
    }

    public var neighbours: Int
    public var weights: Weights
    /// Columns of numbers that are compared and filled; nil takes all.
    public var numbers: [String]?
    /// Columns of categories that are filled; nil takes all.
    public var categories: [String]?

    public init(neighbours: Int = 5, weights: Weights = .uniform, numbers: [String]? = nil, categories: [String]? = nil) {
        self.neighbours = neighbours
        self.weights = weights
        self.numbers = numbers
        self.categories = categories
    }

    public func fit(_ table: TableColumns, rows: TrainingRows, threads: Int) throws(TableError) -> FittedNeighbourImputation {
        try rows.check(table)
        guard neighbours > 0 else { throw .settingOutOfRange("neighbours", Double(neighbours), allowed: "1 or more") }
        let names = try table.chosen(numbers, .numbers)
        guard !names.isEmpty else { throw .noColumns(needed: .numbers) }
        let matrix = try table.matrix(names, rows: rows.places)
        var voters: [FittedNeighbourImputation.Voters] = []
        for name in try table.chosen(categories, .categories) {
            let cells = try table.categories(name)
            voters.append(FittedNeighbourImputation.Voters(
                name: name, codes: rows.places.map { cells.codes[$0] }, levels: cells.levels, mode: cells.mode(in: rows.places)))
        }
        let means = try names.map { name throws(TableError) -> Double? in
            let values = present(try table.numbers(name), rows)
            return values.isEmpty ? nil : Moments.exactSum(values) / Double(values.count)
        }
        return FittedNeighbourImputation(
            neighbours: neighbours, weights: weights, names: names, means: means, rows: GappedNumbers(matrix.values), voters: voters)
    }
}
