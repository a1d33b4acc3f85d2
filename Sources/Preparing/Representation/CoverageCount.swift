import Records

/// Counts items by combination while they pass.
///
///     var count = CoverageCount(try CoverageTarget(definition, question: "cells"))
///     for item in items { count.add([[item.stain], item.labels]) }
///     let report = count.report()
///
/// An item with several values of an axis, such as several labels, counts once in each combination. Memory: O(combinations).
public struct CoverageCount: Sendable {
    public let target: CoverageTarget
    private var items = 0
    private var counts: [Int]
    /// Items of each value of each axis, whatever the others: a part of a combination may be missing.
    private var withoutValue: [Int]
    private var unknown: [[String: Int]]
    private let places: [[String: Int]]

    public init(_ target: CoverageTarget) {
        self.target = target
        counts = [Int](repeating: 0, count: target.axes.reduce(1) { $0 * $1.values.count })
        withoutValue = [Int](repeating: 0, count: target.axes.count)
        unknown = [[String: Int]](repeating: [:], count: target.axes.count)
        places = target.axes.map { axis in Dictionary(uniqueKeysWithValues: axis.values.enumerated().map { ($1, $0) }) }
    }

    /// - Parameter values: for each axis in order the item's values. None, or only values the axis does not name: the item is in no
    ///   combination, and counted so. An axis that is not given has none.
    public mutating func add(_ values: [[String]]) {
        items += 1
        var cells = [0]
        for axis in places.indices {
            var found: Set<Int> = []
            for value in Set(axis < values.count ? values[axis] : []) {
                if let place = places[axis][value] { found.insert(place) } else { count(unknown: value, axis) }
            }
            if found.isEmpty { withoutValue[axis] += 1 }
            cells = cells.flatMap { cell in found.map { cell * target.axes[axis].values.count + $0 } }
        }
        for cell in cells { counts[cell] += 1 }
    }

    /// The rows of a table; an axis is the column of its name, and one that is no column has no values.
    public mutating func add(_ table: TableColumns) {
        let columns = target.axes.map { axis in table.column(axis.name).map { ColumnCodes($0, most: 100_000) } }
        for row in 0..<table.rowCount {
            add(columns.map { column in
                guard let column, column.codes[row] >= 0 else { return [] }
                return [column.names[Int(column.codes[row])]]
            })
        }
    }

    /// Bounded: a thousand different unknown values of an axis, the rest as one.
    private mutating func count(unknown value: String, _ axis: Int) {
        unknown[axis][unknown[axis][value] != nil || unknown[axis].count < 1000 ? value : "(others)", default: 0] += 1
    }

    public func report() -> CoverageReport {
        let plan = CollectionPlan(target, counts)
        return CoverageReport(
            axes: target.axes, items: items, cells: cells(plan), quotas: plan.states,
            withoutValue: zip(target.axes, withoutValue).map { CoverageReport.Unplaced(axis: $0.name, value: nil, count: $1) }.filter { $0.count > 0 },
            unknown: zip(target.axes, unknown).flatMap { axis, values in
                values.sorted { $0.key < $1.key }.map { CoverageReport.Unplaced(axis: axis.name, value: $0.key, count: $0.value) }
            },
            plan: plan.tasks)
    }

    private func cells(_ plan: CollectionPlan) -> [CoverageReport.Cell] {
        counts.indices.map { CoverageReport.Cell(values: plan.values($0), count: counts[$0], wanted: plan.wanted[$0]) }
    }
}
