import Records

/// What was collected of what was wanted, and what to collect next.
public struct CoverageReport: Sendable, Hashable, Codable {
    /// A combination of one value of each axis, in the order of the axes.
    public struct Cell: Sendable, Hashable, Codable {
        public var values: [String]
        public var count: Int
        /// By quotas of exactly this combination; 0 where none names it.
        public var wanted: Int

        public var isEmpty: Bool { count == 0 }
        /// Some, and fewer than wanted.
        public var isThin: Bool { count > 0 && count < wanted }
    }

    public struct QuotaState: Sendable, Hashable, Codable {
        public var values: [String: String]
        public var wanted: Int
        public var count: Int
        public var lacking: Int
    }

    /// Items an axis cannot place: with a value it does not name, or without one.
    public struct Unplaced: Sendable, Hashable, Codable {
        public var axis: String
        public var value: String?
        public var count: Int
    }

    /// Collect so many items of this combination.
    public struct Task: Sendable, Hashable, Codable {
        public var values: [String]
        public var count: Int
    }

    public var axes: [CoverageTarget.Axis]
    public var items: Int
    /// The last axis fastest.
    public var cells: [Cell]
    public var quotas: [QuotaState]
    public var withoutValue: [Unplaced]
    public var unknown: [Unplaced]
    /// In the order of the combinations; empty when all quotas are met.
    public var plan: [Task]

    public var findings: [Finding] {
        let names = axes.map(\.name)
        func named(_ values: [String]) -> String { zip(names, values).map { "\($0) \($1)" }.joined(separator: ", ") }
        let empty = cells.filter { $0.isEmpty && $0.wanted > 0 }.map { cell in
            Finding(.warning, "coverage.empty", "there is no item with \(named(cell.values)), where \(cell.wanted) are wanted", at: Place(record: named(cell.values)), hint: "see the collection plan")
        }
        let thin = cells.filter(\.isThin).map { cell in
            Finding(.note, "coverage.thin", "\(cell.count) of \(cell.wanted) wanted items with \(named(cell.values))", at: Place(record: named(cell.values)))
        }
        let wide = quotas.filter { $0.lacking > 0 && $0.values.count < axes.count }.map { quota in
            let name = names.compactMap { axis in quota.values[axis].map { "\(axis) \($0)" } }.joined(separator: ", ")
            return Finding(.warning, "coverage.quota-missed", "\(quota.count) of \(quota.wanted) items with \(name)", at: Place(record: name), hint: "see the collection plan")
        }
        let strange = unknown.map { Finding(.note, "coverage.unknown-value", "\($0.count) items have `\($0.axis)` = `\($0.value ?? "")`, which the target does not name") }
        return wide + empty + thin + strange
    }

    /// A few lines for people: at most ten tasks.
    public var words: [String] {
        let empty = cells.count { $0.isEmpty }, thin = cells.count { $0.isThin }, all = plan.reduce(0) { $0 + $1.count }
        let told = plan.prefix(10).map { "collect \($0.count) with " + zip(axes, $0.values).map { "\($0.name) \($1)" }.joined(separator: ", ") }
        return ["\(items) items in \(cells.count) combinations: \(empty) empty, \(thin) thin"]
            + (withoutValue.isEmpty ? [] : withoutValue.map { "\($0.count) items have no known `\($0.axis)`" })
            + (plan.isEmpty ? ["every quota is met"] : ["\(all) more items in \(plan.count) tasks meet every quota"]) + told
            + (plan.count > 10 ? ["and \(plan.count - 10) more tasks"] : [])
    }
}
