import Kernels

/// How far a column's values on the teaching side lie from those on the others.
extension ColumnAudit {
    func numberDistances(_ order: ValueOrder) -> [AuditedColumn.Distance] {
        var counts = [Int](repeating: 0, count: items.names.count)
        for row in order.rows where items.sides[Int(row)] >= 0 { counts[Int(items.sides[Int(row)])] += 1 }
        let distances = order.distances(from: training, of: items.sides, classCount: items.names.count)
        return distances.enumerated().compactMap { side, distance in
            guard side != training, let distance else { return nil }
            let probability = KolmogorovSmirnov.probability(ofDistance: distance, counts[training], counts[side])
            return AuditedColumn.Distance(side: items.names[side], measure: .kolmogorovSmirnov, value: distance, probability: probability, isTooFar: false)
        }
    }

    func categoryDistances(_ column: TableColumn) -> [AuditedColumn.Distance] {
        let codes = ColumnCodes(column)
        let table = ContingencyTable(codes.codes, items.sides, rowCount: codes.names.count, columnCount: items.names.count)
        return items.names.indices.filter { $0 != training }.compactMap { side in
            let first = codes.names.indices.map { table.counts[$0 * items.names.count + training] }
            let second = codes.names.indices.map { table.counts[$0 * items.names.count + side] }
            let (n, m) = (first.reduce(0, +), second.reduce(0, +))
            guard n > 0, m > 0 else { return nil }
            let distance = ShareDistance.jensenShannon(first.map { Double($0) / Double(n) }, second.map { Double($0) / Double(m) })
            return AuditedColumn.Distance(
                side: items.names[side], measure: .jensenShannon, value: distance, probability: Self.probability(first, second), isTooFar: false)
        }
    }

    /// Of chi-square, rare values taken together so that five are expected on each side.
    static func probability(_ first: [Int], _ second: [Int]) -> Double {
        let least = Double(min(first.reduce(0, +), second.reduce(0, +))), all = Double(first.reduce(0, +) + second.reduce(0, +))
        var counts: [Int] = [], rare = (0, 0)
        for (a, b) in zip(first, second) where a + b > 0 {
            if Double(a + b) * least / all >= 5 { counts += [a, b] } else { rare = (rare.0 + a, rare.1 + b) }
        }
        if rare.0 + rare.1 > 0 { counts += [rare.0, rare.1] }
        let (statistic, freedom) = ContingencyTable(counts: counts, rowCount: counts.count / 2, columnCount: 2).chiSquare
        return freedom > 0 ? ChiSquare(freedom: Double(freedom)).upper(statistic) : 1
    }
}
