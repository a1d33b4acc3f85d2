import Foundation
import Kernels
import Preparing
import Records
import Storage

/// Items as groups are compared: columns, labels that count, and how sure they are.
struct BiasInput {
    private let question: String?
    private let every: Int
    private var passed = 0
    private var columns = ItemColumns()
    private var labels: [[String]?] = []
    private var doubts: [Double] = []

    private static let mostValues = 50, mostCompared = 60, leastDoubts = 60

    /// - Parameter every: each so many-th item is looked at, so that a part of many is spread over all.
    init(_ question: String?, every: Int) { (self.question, self.every) = (question, every) }

    mutating func choose(_ batch: [Item]) -> [Item] {
        let first = passed
        passed += batch.count
        return batch.indices.filter { (first + $0) % every == 0 }.map { batch[$0] }
    }

    mutating func add(_ item: Item, _ settled: SettledAnswer?) {
        columns.add(item)
        labels.append(settled.map { Workflows.labels($0.answer) })
        doubts.append(settled?.posterior.map { 1 - $0 } ?? .nan)
    }

    func bias(by asked: [String], items: Int, reference: String? = nil) throws -> ProjectBias {
        let table = try columns.table()
        let spread = table.columns.map { (column: $0, values: Self.different($0.cells)) }
        let fields = spread.filter { $0.values > 1 && ($0.column.cells.kind == .numbers || $0.values <= min(Self.mostValues, columns.count / 2)) }
        let offered = fields.map { ProjectBias.Field(name: $0.column.name, values: $0.values, missing: $0.column.cells.missingCount) }
        let usual = (fields.first { $0.column.cells.kind == .categories } ?? fields.first)?.column.name
        let by = asked.isEmpty ? [usual].compactMap(\.self) : Array(asked.prefix(2))
        var bias = ProjectBias(
            fields: offered, by: by, question: question, items: items, looked: columns.count, groups: [], withoutGroup: 0, rates: [], proxies: [],
            notCompared: 0, findings: [])
        guard !by.isEmpty else { return bias }
        try compare(&bias, table)
        bias.representation = try reference.map { try represented($0, by: by, table, items) }
        bias.findings = (bias.representation?.findings ?? []) + bias.findings
        let others = spread.filter { !by.contains($0.column.name) && $0.values > 1 }
        let telling = others.filter { $0.values * 2 <= columns.count || $0.column.cells.kind == .numbers }.prefix(Self.mostCompared).map(\.column.name)
        bias.notCompared = others.count - telling.count
        bias.proxies = try by.map { try ProxySearch().report(table, sensitive: $0, others: telling, threads: Self.threads) }
        bias.slices = try slices(table, spread.filter { $0.values > 1 && $0.values <= Self.mostValues }.map(\.column.name))
        bias.findings += bias.proxies.flatMap(\.findings) + (bias.slices?.findings ?? [])
        return bias
    }

    private func compare(_ bias: inout ProjectBias, _ table: TableColumns) throws {
        let groups = try CrossedGroups(table, by: bias.by)
        let report = try GroupRates().report(groups, flags(table, leavingOut: bias.by), threads: Self.threads)
        let shown = Set((report.rates.first { $0.kind == .missing && $0.name == Self.answerName(question) } ?? report.rates.first)?.groups.map(\.values) ?? [])
        let wilson = WilsonInterval()
        bias.groups = groups.values.indices.filter { shown.contains(groups.values[$0]) }.compactMap { place in
            let count = groups.counts[place]
            guard let interval = wilson.of(count, among: report.rows) else { return nil }
            return ProjectBias.Group(values: groups.values[place], count: count, share: Double(count) / Double(report.rows), interval: interval)
        }.sorted { ($1.count, $0.values.joined()) < ($0.count, $1.values.joined()) }
        (bias.withoutGroup, bias.hidden, bias.rates, bias.findings) = (report.missing, report.hidden, report.rates, report.findings)
    }

    /// Where a part of the items was looked at, what is needed is of all of them.
    private func represented(_ reference: String, by: [String], _ table: TableColumns, _ items: Int) throws -> RepresentationReport {
        var report = try Representation(ReferenceShares(declared: reference, columns: by)).report(table)
        guard columns.count < items, columns.count > 0 else { return report }
        let scale = Double(items) / Double(columns.count)
        for place in report.cells.indices { report.cells[place].needed = report.cells[place].needed.map { Int((Double($0) * scale).rounded(.up)) } }
        return report
    }

    /// One for each label, at most 200 of the most frequent; whether there is no answer; and fields with gaps. The flag of
    /// missing answers is always there, so that every group is counted by it.
    private func flags(_ table: TableColumns, leavingOut by: [String]) -> [RowFlags] {
        var counts: [String: Int] = [:]
        for case let found? in labels { for label in found { counts[label, default: 0] += 1 } }
        let names = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(200).map(\.key)
        let said = names.map { name in RowFlags(name, .label, values: labels.map { $0.map { $0.contains(name) ? 1 : 0 } ?? -1 }) }
        let answered = RowFlags(Self.answerName(question), .missing, values: labels.map { $0 == nil ? 1 : 0 })
        return said + [answered] + RowFlags.missing(table, leavingOut: Set(by))
    }

    static func answerName(_ question: String?) -> String { question.map { "answer to \($0)" } ?? "answer" }

    private func slices(_ table: TableColumns, _ names: [String]) throws -> SliceReport? {
        guard doubts.count(where: { !$0.isNaN }) >= Self.leastDoubts, !names.isEmpty else { return nil }
        return try SliceFinder().report(table, loss: doubts, columns: names, threads: Self.threads)
    }

    private static var threads: Int { ProcessInfo.processInfo.activeProcessorCount }

    private static func different(_ cells: ColumnCells) -> Int {
        switch cells {
        case .numbers(let numbers): Set(numbers.lazy.filter { !$0.isNaN }).count
        case .categories(let categories): Set(categories.codes.lazy.filter { $0 >= 0 }).count
        }
    }
}
