/// Groups that lie on several sides, by one column.
struct GroupOverlaps {
    private(set) var found: [LeakageReport.GroupOverlap] = []

    init(_ items: AuditedItems, _ name: String, _ training: ([String]) -> Int) throws(TableError) {
        guard let column = items.table.column(name) else { throw .noSuchColumn(name) }
        let codes = Self.codes(column.cells), sideCount = items.names.count
        var counts = [Int](repeating: 0, count: codes.count * sideCount)
        for row in codes.codes.indices where codes.codes[row] >= 0 && items.sides[row] >= 0 {
            counts[Int(codes.codes[row]) * sideCount + Int(items.sides[row])] += 1
        }
        let groups = (0..<codes.count).map { counts[$0 * sideCount..<($0 + 1) * sideCount] }
        let present = groups.count { $0.contains { $0 > 0 } }, torn = groups.count { $0.count { $0 > 0 } > 1 }
        let own = training(items.names), totals = items.counts
        for side in items.names.indices where side != own {
            let shared = groups.reduce(0) { $1[$1.startIndex + own] > 0 ? $0 + $1[$1.startIndex + side] : $0 }
            found.append(LeakageReport.GroupOverlap(
                column: name, groups: present, torn: torn, side: items.names[side], count: shared,
                share: Double(shared) / Double(max(1, totals[side])), examples: Self.examples(items, codes.codes, column.cells, own, side)))
        }
    }

    /// Of the first five groups that lie on both sides.
    private static func examples(_ items: AuditedItems, _ codes: [Int32], _ cells: ColumnCells, _ own: Int, _ side: Int) -> [[String]] {
        var teaching: [Int32: Int] = [:], judging: [Int32: Int] = [:]
        for row in codes.indices where codes[row] >= 0 {
            if items.sides[row] == Int32(own), teaching[codes[row]] == nil { teaching[codes[row]] = row }
            if items.sides[row] == Int32(side), judging[codes[row]] == nil { judging[codes[row]] = row }
        }
        let torn = teaching.keys.filter { judging[$0] != nil }.sorted().prefix(5)
        return torn.compactMap { group in
            guard let first = teaching[group], let second = judging[group] else { return nil }
            return [value(cells, first), items.key(first), items.key(second)]
        }
    }

    private static func value(_ cells: ColumnCells, _ row: Int) -> String {
        switch cells {
        case .categories(let categories): categories.text(at: row) ?? ""
        case .numbers(let numbers): Figure.exact(numbers[row])
        }
    }

    /// Every different value is a group, numbers too.
    private static func codes(_ cells: ColumnCells) -> (codes: [Int32], count: Int) {
        switch cells {
        case .categories(let categories): return (categories.codes, categories.levels.count)
        case .numbers(let numbers):
            var places: [Double: Int32] = [:]
            let codes = numbers.map { number -> Int32 in
                if number.isNaN { return -1 }
                if let place = places[number] { return place }
                let place = Int32(places.count)
                places[number] = place
                return place
            }
            return (codes, places.count)
        }
    }
}
