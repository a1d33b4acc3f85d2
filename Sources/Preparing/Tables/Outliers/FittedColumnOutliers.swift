import Kernels

/// What is usual in a column.
public enum OutlierLimits: Sendable, Hashable, Codable {
    case range(Double, Double)
    case window(reach: Int, limit: Double, spread: Double)
    case common(CommonLevels)
    /// Nothing could be learned.
    case none(UndoneReason)

    static func range(_ low: Double, _ high: Double, unlessEqual isEqual: Bool) -> OutlierLimits {
        isEqual ? .none(.noSpread) : low.isFinite && high.isFinite ? .range(low, high) : .none(.overflow)
    }
}

/// Levels of the training rows and their shares.
public struct CommonLevels: Sendable, Hashable, Codable {
    public var levels: [String]
    public var shares: [Double]
    /// Below it a level is rare.
    public var least: Double
}

/// Limits of each column.
public struct FittedColumnOutliers: FittedOutliers {
    public struct Column: Sendable, Hashable, Codable {
        public var name: String
        public var limits: OutlierLimits
    }

    public var columns: [Column]
    public var reason: OutlierReason
    public var flagColumn: String

    public func flags(in table: TableColumns, threads: Int) throws(TableError) -> OutlierFindings {
        var (flags, report): ([OutlierFlag], _) = ([], TableStepReport(rowsSeen: table.rowCount))
        for column in columns {
            let found: [OutlierFlag]
            var undone: [UndoneReason: Int] = [:]
            switch column.limits {
            case .range(let low, let high):
                found = look(try table.numbers(column.name), column.name, low, high, &undone)
            case .window(let reach, let limit, let spread):
                found = look(try table.numbers(column.name), column.name, reach, limit, spread, &undone)
            case .common(let common): found = look(try table.categories(column.name), column.name, common, &undone)
            case .none(let reason):
                undone[reason] = table.rowCount
                found = []
            }
            flags += found
            report.add(ColumnChange(column.name, changed: 0, undone: undone))
        }
        return OutlierFindings(flags: Self.byRow(flags), report: report)
    }

    /// Columns of a row stay in their order.
    private static func byRow(_ flags: [OutlierFlag]) -> [OutlierFlag] {
        flags.indices.sorted { (flags[$0].row, $0) < (flags[$1].row, $1) }.map { flags[$0] }
    }

    private func look(
        _ numbers: [Double], _ name: String, _ low: Double, _ high: Double, _ undone: inout [UndoneReason: Int]
    ) -> [OutlierFlag] {
        var flags: [OutlierFlag] = []
        for row in numbers.indices {
            let value = numbers[row]
            if value.isNaN { undone[.missing, default: 0] += 1 }
            if value < low {
                flags.append(OutlierFlag(row: row, column: name, reason: reason == .aboveQuartiles ? .belowQuartiles : reason, value: value, limit: low))
            } else if value > high {
                flags.append(OutlierFlag(row: row, column: name, reason: reason, value: value, limit: high))
            }
        }
        return flags
    }

    private func look(
        _ numbers: [Double], _ name: String, _ reach: Int, _ limit: Double, _ spread: Double, _ undone: inout [UndoneReason: Int]
    ) -> [OutlierFlag] {
        var flags: [OutlierFlag] = []
        for (row, place) in RollingSpread.of(numbers, reach: reach).enumerated() {
            let value = numbers[row]
            guard let place, !value.isNaN else { undone[.missing, default: 0] += 1; continue }
            let width = place.deviation > 0 ? place.deviation / 0.6745 : spread
            guard width > 0 else { undone[.noSpread, default: 0] += 1; continue }
            guard abs(value - place.median) > limit * width else { continue }
            let edge = value > place.median ? place.median + limit * width : place.median - limit * width
            flags.append(OutlierFlag(row: row, column: name, reason: reason, value: value, limit: edge))
        }
        return flags
    }

    /// The value is the share.
    private func look(
        _ cells: CategoryCells, _ name: String, _ common: CommonLevels, _ undone: inout [UndoneReason: Int]
    ) -> [OutlierFlag] {
        let shares = cells.codes(in: common.levels).map { $0 < 0 ? 0 : common.shares[Int($0)] }
        var flags: [OutlierFlag] = []
        for row in cells.codes.indices {
            guard cells.codes[row] >= 0 else { undone[.missing, default: 0] += 1; continue }
            let share = shares[Int(cells.codes[row])]
            if share < common.least { flags.append(OutlierFlag(row: row, column: name, reason: .rareCategory, value: share, limit: common.least)) }
        }
        return flags
    }
}
