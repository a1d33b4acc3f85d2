import Kernels

/// The training rows, and what to take when no row is near.
public struct FittedNeighbourImputation: FittedTableStep {
    /// A column of categories in the training rows.
    public struct Voters: Sendable, Hashable, Codable {
        public var name: String
        public var codes: [Int32]
        public var levels: [String]
        public var mode: String?
    }

    public var neighbours: Int
    public var weights: NeighbourImputationSettings.Weights
    /// Columns of numbers.
    public var names: [String]
    /// nil where training had no value.
    public var means: [Double?]
    /// Training rows x names, row-major.
    public var rows: GappedNumbers
    public var voters: [Voters]

    public func apply(to table: inout TableColumns, threads: Int) throws(TableError) -> TableStepReport {
        let asked = try GapQuestions(self, table)
        let answers = asked.answer(threads: threads)
        var (filled, report) = (table, TableStepReport(rowsSeen: table.rowCount))
        for (place, name) in names.enumerated() {
            var numbers = try table.numbers(name)
            for answer in answers where answer.column == place { numbers[answer.row] = answer.number }
            let gaps = numbers.reduce(0) { $0 + ($1.isNaN ? 1 : 0) }
            let changed = answers.reduce(0) { $0 + ($1.column == place && !$1.number.isNaN ? 1 : 0) }
            report.add(ColumnChange(name, changed: changed, undone: [.noTrainingValue: gaps]))
            try filled.replace(TableColumn(name, .numbers(numbers)))
        }
        for (place, voter) in voters.enumerated() {
            var cells = try table.categories(voter.name)
            let change = Self.fill(&cells, voter, answers.lazy.filter { $0.column == names.count + place })
            report.add(change)
            try filled.replace(TableColumn(voter.name, .categories(cells)))
        }
        table = filled
        return report
    }

    private static func fill(_ cells: inout CategoryCells, _ voters: Voters, _ answers: some Sequence<GapAnswer>) -> ColumnChange {
        var (changed, undone) = (0, 0)
        for answer in answers {
            guard let level = answer.level.map({ voters.levels[Int($0)] }) ?? voters.mode else { undone += 1; continue }
            cells.codes[answer.row] = cells.codeOrNew(level)
            changed += 1
        }
        return ColumnChange(voters.name, changed: changed, undone: [.noTrainingValue: undone])
    }
}

/// What one gap is filled with.
struct GapAnswer: Sendable {
    var row: Int
    /// A place in the names of numbers, then in the voters.
    var column: Int
    /// NaN where there is nothing to learn from.
    var number = Double.nan
    /// nil takes the mode.
    var level: Int32?
}

/// The rows of a table that have a gap, and their neighbours.
private struct GapQuestions: Sendable {
    let fitted: FittedNeighbourImputation
    let training: GappedRows
    /// Table rows with a gap, and for each its gaps as places of columns.
    let rows: [Int]
    let gaps: [[Int]]
    /// Of the rows with a gap.
    let queries: Matrix

    init(_ fitted: FittedNeighbourImputation, _ table: TableColumns) throws(TableError) {
        self.fitted = fitted
        let columns = fitted.names.count
        training = GappedRows(Matrix(fitted.rows.values, rowCount: columns == 0 ? 0 : fitted.rows.values.count / columns, columnCount: columns))
        var byRow = [[Int]](repeating: [], count: table.rowCount)
        for (place, name) in fitted.names.enumerated() {
            for (row, number) in try table.numbers(name).enumerated() where number.isNaN { byRow[row].append(place) }
        }
        for (place, voter) in fitted.voters.enumerated() {
            for (row, code) in try table.categories(voter.name).codes.enumerated() where code < 0 { byRow[row].append(columns + place) }
        }
        rows = byRow.indices.filter { !byRow[$0].isEmpty }
        gaps = rows.map { byRow[$0] }
        queries = try table.matrix(fitted.names, rows: rows)
    }

    func answer(threads: Int) -> [GapAnswer] {
        Pieces(rows.count, size: 64).map(threads: threads) { (piece: Range<Int>) -> [GapAnswer] in
            var room = GappedRows.Room(for: training)
            return queries.values.withUnsafeBufferPointer { values in
                piece.flatMap { place in
                    let start = place * training.columnCount
                    training.measure(UnsafeBufferPointer(rebasing: values[start..<start + training.columnCount]), &room)
                    return gaps[place].map { answer(row: rows[place], column: $0, room) }
                }
            }
        }.flatMap { $0 }
    }

    private func answer(row: Int, column: Int, _ room: GappedRows.Room) -> GapAnswer {
        let voter = column - fitted.names.count
        guard voter < 0 else { return GapAnswer(row: row, column: column, level: vote(fitted.voters[voter], room)) }
        let near = training.nearest(fitted.neighbours, having: column, room)
        guard !near.isEmpty else { return GapAnswer(row: row, column: column, number: fitted.means[column] ?? .nan) }
        let weights = weights(near)
        var (sum, total) = (0.0, 0.0)
        for (near, weight) in zip(near, weights) {
            sum += training.value(near.row, column) * weight
            total += weight
        }
        return GapAnswer(row: row, column: column, number: sum / total)
    }

    private func weights(_ near: [GappedRows.Near]) -> [Double] {
        switch fitted.weights {
        case .uniform: near.map { _ in 1 }
        case .distance:
            near.first?.squaredGap == 0 ? near.map { $0.squaredGap == 0 ? 1 : 0 } : near.map { 1 / $0.squaredGap.squareRoot() }
        }
    }

    /// Nearest first, so the first level to reach the most votes is the nearest voter's.
    private func vote(_ voters: FittedNeighbourImputation.Voters, _ room: GappedRows.Room) -> Int32? {
        let near = training.nearest(fitted.neighbours, where: { voters.codes[$0] >= 0 }, room)
        var votes: [(code: Int32, weight: Double)] = []
        for (near, weight) in zip(near, weights(near)) {
            let code = voters.codes[near.row]
            if let place = votes.firstIndex(where: { $0.code == code }) { votes[place].weight += weight } else { votes.append((code, weight)) }
        }
        let most = votes.map(\.weight).max()
        return votes.first { $0.weight == most }?.code
    }
}
