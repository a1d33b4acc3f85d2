/// The levels of a column that occur in rows, sorted, with how often; and how many rows have none.
struct LevelCounts {
    let levels: [String]
    let counts: [Int]
    let missing: Int

    init(_ cells: CategoryCells, _ rows: TrainingRows) {
        let all = cells.counts(in: rows.places)
        let order = all.indices.filter { all[$0] > 0 }.sorted { cells.levels[$0].unicodeScalars.lexicographicallyPrecedes(cells.levels[$1].unicodeScalars) }
        levels = order.map { cells.levels[$0] }
        counts = order.map { all[$0] }
        missing = rows.places.count - counts.reduce(0, +)
    }
}
