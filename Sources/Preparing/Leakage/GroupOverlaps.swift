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
                share: Double(shared) / Double(max(1, totals[side]))))
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
