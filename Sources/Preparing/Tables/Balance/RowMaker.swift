import Kernels

/// Makes rows between rows of a class: SMOTE, SMOTE-NC, ADASYN.
struct RowMaker {
    let settings: BalanceSettings
    let table: TableColumns
    let labelled: LabelledRows
    let categories: [CategoryCells]
    /// Training rows x columns of numbers.
    let matrix: Matrix
    let neighbours: Int
    let threads: Int

    init(
        _ settings: BalanceSettings, _ table: TableColumns, _ labelled: LabelledRows, numbers: [String], categories: [String], threads: Int
    ) throws(TableError) {
        (self.settings, self.table, self.labelled, self.threads) = (settings, table, labelled, threads)
        matrix = try table.wholeMatrix(numbers, rows: labelled.rows)
        self.categories = try categories.map { name throws(TableError) in
            let cells = try table.categories(name)
            if let row = labelled.rows.first(where: { cells.codes[$0] < 0 }) { throw .missingValue(column: name, row: row) }
            return cells
        }
        switch settings.method {
        case .smote(let count), .smoteMixed(let count), .adaptive(let count), .smoteThenTomek(let count): neighbours = count
        default: neighbours = 0
        }
        guard neighbours > 0 else { throw .settingOutOfRange("neighbours", Double(neighbours), allowed: "1 or more") }
    }

    /// - Parameter missing: how many for each class.
    func rows(_ missing: [Int]) throws(TableError) -> [SyntheticRow] {
        var made: [SyntheticRow] = []
        for (place, members) in labelled.members.enumerated() where missing[place] > 0 {
            guard members.count > neighbours else {
                throw .tooFewRowsOfClass(labelled.names[place], members.count, needed: neighbours + 1)
            }
            let graph = try exactGraph(classMatrix(members), k: neighbours, threads: threads)
            var random = SeededRandom.derive(settings.seed, labelled.names[place])
            if case .adaptive = settings.method {
                for (base, count) in zip(members.indices, try shares(place, members, missing[place])) {
                    for _ in 0..<count { made.append(row(base, members, graph, place, &random)) }
                }
            } else {
                for _ in 0..<missing[place] { made.append(row(random.below(members.count), members, graph, place, &random)) }
            }
        }
        return made
    }

    private func row(_ base: Int, _ members: [Int], _ graph: NeighbourGraph, _ place: Int, _ random: inout SeededRandom) -> SyntheticRow {
        let near = Array(graph.neighbours(of: base))
        let chosen = Int(near[random.below(near.count)])
        return SyntheticRow(
            first: labelled.rows[members[base]], second: labelled.rows[members[chosen]], share: random.uniform(),
            categories: categories.map { vote($0, near.map { labelled.rows[members[Int($0)]] }) }, classPlace: place)
    }

    /// What most have; on a tie the nearest of them.
    private func vote(_ cells: CategoryCells, _ rows: [Int]) -> String {
        let codes = rows.map { cells.codes[$0] }
        let best = codes.indices.max { left, right in
            let (a, b) = (codes.count { $0 == codes[left] }, codes.count { $0 == codes[right] })
            return (a, -left) < (b, -right)
        }
        return best.map { cells.levels[Int(codes[$0])] } ?? ""
    }

    /// The numbers of the class and, of SMOTE-NC, a column for each level it has.
    private func classMatrix(_ members: [Int]) -> Matrix {
        let numbers = matrix.columnCount
        let levels = categories.map { cells in Set(members.map { cells.codes[labelled.rows[$0]] }).sorted() }
        let columns = numbers + levels.reduce(0) { $0 + $1.count }
        let weight = categories.isEmpty ? 0 : medianDeviation(members) / 2
        var values: [Double] = []
        values.reserveCapacity(members.count * columns)
        for member in members {
            values += matrix.values[member * numbers..<(member + 1) * numbers]
            for (cells, levels) in zip(categories, levels) {
                for level in levels { values.append(cells.codes[labelled.rows[member]] == level ? weight : 0) }
            }
        }
        return Matrix(values, rowCount: members.count, columnCount: columns)
    }

    private func medianDeviation(_ members: [Int]) -> Double {
        let deviations = (0..<matrix.columnCount).map { column in
            Moments.standardDeviation(members.map { matrix.values[$0 * matrix.columnCount + column] }, freedom: 0) ?? 0
        }
        return Percentile.at(0.5, ofSorted: deviations.sorted()) ?? 0
    }

    /// How many new rows each row of the class gets, by its neighbours of other classes.
    private func shares(_ place: Int, _ members: [Int], _ missing: Int) throws(TableError) -> [Int] {
        guard labelled.rows.count > neighbours else { throw .tooFewRows(labelled.rows.count, needed: neighbours + 1) }
        let graph = try exactGraph(matrix, k: neighbours, threads: threads)
        let others = members.map { member in
            Double(graph.neighbours(of: member).count { labelled.classes[Int($0)] != place }) / Double(neighbours)
        }
        let sum = others.reduce(0, +)
        guard sum > 0 else { throw .noBorder(labelled.names[place]) }
        return others.map { Int(($0 / sum * Double(missing)).rounded(.toNearestOrEven)) }
    }
}
