import Kernels

/// The training rows with their classes.
struct LabelledRows {
    /// Places in the table, ascending.
    let rows: [Int]
    /// Of each, a place in `names`.
    let classes: [Int]
    /// Sorted: texts by code point, numbers by size.
    let names: [String]

    /// Refuses missing labels and fewer than two classes.
    init(_ table: TableColumns, label: String, _ rows: TrainingRows) throws(TableError) {
        try rows.check(table)
        guard let column = table.column(label) else { throw .noSuchColumn(label) }
        let gaps = column.cells.gaps
        if let row = rows.places.first(where: { gaps[$0] }) { throw .missingValue(column: label, row: row) }
        (names, classes) = Self.classes(column.cells, rows.places)
        self.rows = rows.places
        guard names.count > 1 else { throw .tooFewClasses(names.count) }
    }

    private static func classes(_ cells: ColumnCells, _ rows: [Int]) -> ([String], [Int]) {
        switch cells {
        case .numbers(let numbers):
            let values = Set(rows.map { numbers[$0] }).sorted()
            let places = Dictionary(uniqueKeysWithValues: values.enumerated().map { ($1, $0) })
            return (values.map { className($0) }, rows.map { places[numbers[$0]] ?? 0 })
        case .categories(let categories):
            let counts = categories.counts(in: rows)
            let order = counts.indices.filter { counts[$0] > 0 }.sorted { categories.levels[$0] < categories.levels[$1] }
            var places = [Int](repeating: 0, count: counts.count)
            for (place, level) in order.enumerated() { places[level] = place }
            return (order.map { categories.levels[$0] }, rows.map { places[Int(categories.codes[$0])] })
        }
    }

    static func className(_ number: Double) -> String { Int64(exactly: number).map(String.init) ?? String(number) }

    /// Places in `rows` of each class.
    var members: [[Int]] {
        var members = [[Int]](repeating: [], count: names.count)
        for (place, name) in classes.enumerated() { members[name].append(place) }
        return members
    }

    var counts: BalanceCounts { BalanceCounts(names: names, present: members.map(\.count)) }
}

extension TableColumns {
    /// As `matrix`, refusing gaps.
    func wholeMatrix(_ names: [String], rows: [Int]) throws(TableError) -> Matrix {
        for name in names {
            let numbers = try numbers(name)
            if let row = rows.first(where: { numbers[$0].isNaN }) { throw .missingValue(column: name, row: row) }
        }
        return try matrix(names, rows: rows)
    }
}

/// The exact Euclidean graph.
func exactGraph(_ matrix: Matrix, k: Int, threads: Int) throws(TableError) -> NeighbourGraph {
    do {
        return try NeighbourGraph.of(matrix, k: k, metric: .euclidean, search: .exact, threads: threads)
    } catch { throw .neighbours(error) }
}
