import Kernels

/// Training rows with their distances, and the factor by which each lies thinner than its neighbours, if that is asked.
///
/// A row that was itself in training, recognised by its place and its numbers, has the score it had there, where it was no
/// neighbour of itself; any other is compared with all training rows.
public struct RowSurroundings: Sendable, Hashable, Codable {
    public let neighbours: Int
    public let columnCount: Int
    /// Places of the training rows in their table, ascending.
    public let rows: [Int]
    /// rows x columns, row-major.
    public let numbers: [Double]
    /// nil when distances alone are asked.
    public let factor: LocalOutlierFactor?
    /// Of each training row to its last neighbour.
    public let distances: [Double]
    public let limit: Double

    init(_ table: TableColumns, _ names: [String], _ rows: [Int], _ neighbours: Int, limit: Double, _ threads: Int) throws(TableError) {
        guard limit > 0, limit.isFinite else { throw .settingOutOfRange("limit", limit, allowed: "above 0") }
        let (matrix, graph) = try Self.graph(table, names, rows, neighbours, threads)
        let factor = LocalOutlierFactor(graph)
        (self.rows, numbers, columnCount, self.neighbours) = (rows, matrix.values, names.count, graph.neighbourCount)
        (self.factor, distances, self.limit) = (factor, factor.reaches, limit)
    }

    init(_ table: TableColumns, _ names: [String], _ rows: [Int], _ neighbours: Int, fence: Double, _ threads: Int) throws(TableError) {
        guard fence >= 0, fence.isFinite else { throw .settingOutOfRange("factor", fence, allowed: "0 or more") }
        let (matrix, graph) = try Self.graph(table, names, rows, neighbours, threads)
        let k = graph.neighbourCount
        (self.rows, numbers, columnCount, self.neighbours, factor) = (rows, matrix.values, names.count, k, nil)
        distances = (0..<rows.count).map { graph.distances[$0 * k + k - 1] }
        let sorted = distances.sorted()
        let (low, high) = (Percentile.at(0.25, ofSorted: sorted) ?? 0, Percentile.at(0.75, ofSorted: sorted) ?? 0)
        limit = high + fence * (high - low)
    }

    /// With as many neighbours as there are, when there are fewer than asked for.
    private static func graph(
        _ table: TableColumns, _ names: [String], _ rows: [Int], _ neighbours: Int, _ threads: Int
    ) throws(TableError) -> (Matrix, NeighbourGraph) {
        guard neighbours > 0 else { throw .settingOutOfRange("neighbours", Double(neighbours), allowed: "1 or more") }
        guard rows.count > 1 else { throw .tooFewRows(rows.count, needed: 2) }
        let matrix = try table.matrix(names, rows: rows, threads: threads)
        do {
            let k = min(neighbours, rows.count - 1)
            return (matrix, try NeighbourGraph.of(matrix, k: k, metric: .euclidean, search: .exact, threads: threads))
        } catch { throw .neighbours(error) }
    }

    /// Of the matrix's rows, whose places in their table are `places`.
    func scores(_ matrix: Matrix, rows places: [Int], threads: Int) -> [Double] {
        let training = GappedRows(Matrix(numbers, rowCount: rows.count, columnCount: columnCount))
        return Pieces(places.count, size: 256).map(threads: threads) { (piece: Range<Int>) -> [Double] in
            var room: GappedRows.Room?
            return piece.map { place in
                let query = matrix.values[place * columnCount..<(place + 1) * columnCount]
                if let own = own(place: places[place], query) { return factor?.factors[own] ?? distances[own] }
                if room == nil { room = GappedRows.Room(for: training) }
                return score(query, training, &room)
            }
        }.flatMap { $0 }
    }

    private func own(place: Int, _ query: ArraySlice<Double>) -> Int? {
        var (low, high) = (0, rows.count)
        while low < high {
            let middle = (low + high) / 2
            if rows[middle] < place { low = middle + 1 } else { high = middle }
        }
        guard low < rows.count, rows[low] == place else { return nil }
        return query.elementsEqual(numbers[low * columnCount..<(low + 1) * columnCount]) ? low : nil
    }

    private func score(_ query: ArraySlice<Double>, _ training: GappedRows, _ room: inout GappedRows.Room?) -> Double {
        guard var at = room else { return .nan }
        room = nil
        query.withUnsafeBufferPointer { training.measure($0, &at) }
        let near = training.nearest(neighbours, where: { _ in true }, at)
        room = at
        let gaps = near.map { $0.squaredGap.squareRoot() }
        return factor?.factor(neighbours: near.map { Int32($0.row) }, distances: gaps) ?? gaps.last ?? .nan
    }
}
