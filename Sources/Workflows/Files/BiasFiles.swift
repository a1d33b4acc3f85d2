import Foundation
import Preparing
import Records

/// How groups of people or places stand to each other in a table: how many there are, what is said of them, how a model treats
/// them. Which columns make groups is said by name; none is looked at because it seems to be sensitive.
public enum BiasFiles {
    public struct Options: Sendable {
        /// One to three columns whose values make the groups, alone and crossed.
        public var by: [String] = []
        /// Column with what was labelled.
        public var label: String?
        /// Column with a model's answers to the same; `positive` is the value that is good to get.
        public var answer: String?
        public var positive: String?
        /// A table with the same columns and one more, `share` or `count`; or the shares themselves, `north=0.5,south=0.5`.
        public var reference: String?
        /// Column with a loss of each row, such as 0 and 1: slices where it is high are looked for.
        public var loss: String?
        /// Smaller groups are not shown.
        public var leastShown = 10
        public var seed: UInt64 = 0
        public init() {}
    }

    public struct Report: Codable, Sendable, Hashable {
        public var rows: Int
        public var representation: RepresentationReport?
        public var rates: [GroupRatesReport] = []
        public var fairness: [FairnessReport] = []
        public var proxies: [ProxyReport] = []
        public var slices: SliceReport?

        /// Worst first within each part.
        public var findings: [Finding] {
            (representation?.findings ?? []) + rates.flatMap(\.findings) + fairness.flatMap(\.findings) + proxies.flatMap(\.findings) + (slices?.findings ?? [])
        }

        /// A few lines for people.
        public var words: [String] {
            (representation?.words ?? []) + rates.flatMap(\.words) + fairness.flatMap(\.words) + proxies.flatMap(\.words) + (slices?.words ?? [])
        }
    }

    public static func report(_ path: String, _ options: Options, watch: ReadWatch? = nil, working: () -> Void = {}) throws -> (report: Report, findings: FileFindings) {
        let input = try TableInput(path, watch: watch)
        working()
        for name in options.by { _ = try input.column(name, option: "--by") }
        for (option, name) in [("--label", options.label), ("--answer", options.answer), ("--loss", options.loss)] { if let name { _ = try input.column(name, option: option) } }
        var report = Report(rows: input.table.rowCount)
        try TableInput.worded {
            report.representation = try options.reference.map { try Representation(try reference($0, options.by), leastShown: options.leastShown).report(input.table) }
            for names in crossings(options.by) { try addRates(&report, CrossedGroups(input.table, by: names), input.table, options) }
            for name in options.by { report.proxies.append(try ProxySearch(seed: options.seed).report(input.table, sensitive: name, others: others(input.table, options), threads: threads)) }
            report.slices = try slices(input, options)
        }
        return (report, input.findings)
    }

    private static var threads: Int { ProcessInfo.processInfo.activeProcessorCount }

    /// Each column alone, then all together.
    private static func crossings(_ by: [String]) -> [[String]] { by.map { [$0] } + (by.count > 1 ? [by] : []) }

    private static func addRates(_ report: inout Report, _ groups: CrossedGroups, _ table: TableColumns, _ options: Options) throws {
        var flags = RowFlags.missing(table, leavingOut: Set(options.by))
        if let label = options.label { flags = try RowFlags.labels(table, label) + flags }
        report.rates.append(try GroupRates(leastShown: options.leastShown).report(groups, flags, threads: threads))
        guard let label = options.label, let answer = options.answer, let positive = options.positive else { return }
        let (truth, answered) = (try RowFlags.isValue(positive, table, label), try RowFlags.isValue(positive, table, answer))
        report.fairness.append(try ModelFairness(leastShown: options.leastShown, seed: options.seed).report(groups, truth: truth, answer: answered))
    }

    /// What is judged is no proxy of who it is about.
    private static func others(_ table: TableColumns, _ options: Options) -> [String] {
        let aside = Set(options.by + [options.label, options.answer, options.loss].compactMap(\.self))
        return table.columns.map(\.name).filter { !aside.contains($0) }
    }

    private static func slices(_ input: TableInput, _ options: Options) throws -> SliceReport? {
        guard let name = options.loss else { return nil }
        guard case .numbers(let loss) = try input.column(name, option: "--loss").cells else {
            throw WorkflowError(.unprocessable, "bias.loss", "`\(name)` holds no numbers", hint: "a loss is a number a row, such as 1 for a wrong answer and 0 for a right one")
        }
        return try SliceFinder().report(input.table, loss: loss, columns: input.table.columns.map(\.name).filter { $0 != name && $0 != options.label && $0 != options.answer }, threads: threads)
    }

    private static func reference(_ path: String, _ by: [String]) throws -> ReferenceShares {
        if !FileManager.default.fileExists(atPath: path), path.contains("=") { return try ReferenceShares(declared: path, columns: by) }
        let input = try TableInput(path)
        guard let weight = ["share", "count"].first(where: { input.table.column($0) != nil }), case .numbers(let weights)? = input.table.column(weight)?.cells else {
            throw WorkflowError(.badInput, "bias.reference", "`\(path)` has no column `share` or `count` of numbers", hint: "a reference has a row for each group: the columns of `--by` that it speaks of, and its share")
        }
        let columns = by.filter { input.table.column($0) != nil }
        let texts = try columns.map { try input.texts($0, option: "--by") }
        let cells = weights.indices.map { row in ReferenceShares.Cell(values: texts.map { $0[row] ?? "" }, share: weights[row]) }
        return try ReferenceShares(columns: columns, cells: cells)
    }
}
