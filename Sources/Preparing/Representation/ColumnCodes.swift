import Kernels

/// A column as a few numbered values, so that it can be counted against another.
///
/// Numbers with at most `kept` different values keep them; others are cut into `bins` of about equally many rows. Of
/// categories, the `most` frequent keep a code; the rest share one, the last.
struct ColumnCodes: Sendable {
    let name: String
    /// One a row; -1 is missing.
    let codes: [Int32]
    /// Of each code, for people.
    let names: [String]
    /// Levels that share the last code; 0 where every level has its own.
    let pooledLevels: Int

    static let kept = 20

    init(_ column: TableColumn, bins: Int = 10, most: Int = 4096) {
        name = column.name
        switch column.cells {
        case .numbers(let numbers): (codes, names) = Self.numbers(numbers, bins); pooledLevels = 0
        case .categories(let categories): (codes, names, pooledLevels) = Self.categories(categories, most)
        }
    }

    private init(name: String, codes: [Int32], names: [String], pooledLevels: Int) {
        (self.name, self.codes, self.names, self.pooledLevels) = (name, codes, names, pooledLevels)
    }

    /// Missing as a value of its own, where there is any.
    var withMissing: ColumnCodes {
        guard codes.contains(-1) else { return self }
        let own = Int32(names.count)
        return ColumnCodes(name: name, codes: codes.map { $0 < 0 ? own : $0 }, names: names + ["(missing)"], pooledLevels: pooledLevels)
    }

    private static func numbers(_ numbers: [Double], _ bins: Int) -> ([Int32], [String]) {
        let order = ValueOrder(numbers), ends = order.runEnds
        if ends.count <= kept {
            var codes = [Int32](repeating: -1, count: numbers.count), first = 0
            for (code, end) in ends.enumerated() {
                for place in first..<end { codes[Int(order.rows[place])] = Int32(code) }
                first = end
            }
            return (codes, ends.map { Figure.exact(order.values[$0 - 1]) })
        }
        let cut = order.bins(bins, rowCount: numbers.count)
        return (cut.codes, cut.ranges.map { "\(Figure.short($0.lowerBound)) to \(Figure.short($0.upperBound))" })
    }

    private static func categories(_ categories: CategoryCells, _ most: Int) -> ([Int32], [String], Int) {
        guard categories.levels.count > most else { return (categories.codes, categories.levels, 0) }
        var counts = [Int](repeating: 0, count: categories.levels.count)
        for code in categories.codes where code >= 0 { counts[Int(code)] += 1 }
        let kept = counts.indices.sorted { (counts[$1], $0) < (counts[$0], $1) }.prefix(most - 1)
        var places = [Int32](repeating: Int32(most - 1), count: counts.count)
        for (place, level) in kept.enumerated() { places[level] = Int32(place) }
        let pooled = counts.count - kept.count
        let names = kept.map { categories.levels[$0] } + ["\(pooled) others"]
        return (categories.codes.map { $0 < 0 ? -1 : places[Int($0)] }, names, pooled)
    }
}
