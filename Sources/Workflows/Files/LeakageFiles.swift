import Foundation
import Preparing
import Records

public typealias SplitAudit = LeakageReport
public typealias TableContractResult = ContractResult

/// Whether what a split keeps apart is known on both sides: copies, groups, times, columns that give the target away.
public enum LeakageFiles {
    public struct Options: Sendable {
        /// Field with the side of each record.
        public var side = "split"
        public var training = "train"
        public var target: String?
        public var groups: [String] = []
        public var time: String?
        /// Field that names the record; its number when nil.
        public var key: String?
        /// Field whose texts are compared for near copies.
        public var text: String?
        /// Fields that are no features.
        public var ignored: [String] = []
        public init() {}
    }

    public static func audit(_ path: String, _ options: Options, watch: ReadWatch? = nil, working: () -> Void = {}) throws -> (report: SplitAudit, findings: FileFindings) {
        let input = try TableInput(path, watch: watch)
        working()
        let sides = try input.texts(options.side, option: "--side")
        // The side that teaches first, then by name: earlier sides are those that later ones leak from.
        let names = Set(sides.compactMap(\.self)).sorted { ($0 == options.training ? 0 : 1, $0) < ($1 == options.training ? 0 : 1, $1) }
        guard names.contains(options.training) else { throw WorkflowError(.badInput, "leakage.training", "no record has the side `\(options.training)`", hint: "`--training` names the side that teaches; there are \(names.prefix(8).map { "`\($0)`" }.joined(separator: ", "))") }
        for (option, name) in [("--target", options.target), ("--time", options.time)] { if let name { _ = try input.column(name, option: option) } }
        for name in options.groups { _ = try input.column(name, option: "--group") }
        let keys = try options.key.map { name in try input.texts(name, option: "--key").enumerated().map { $0.element ?? "record \($0.offset + 1)" } }
        let settings = LeakageSettings(
            training: options.training, target: options.target, groups: options.groups, time: options.time,
            ignored: [options.side] + [options.key, options.text].compactMap(\.self) + options.ignored)
        let report = try TableInput.worded {
            let items = try AuditedItems(
                input.table, sides: sides.map { side in side.flatMap { names.firstIndex(of: $0) } }, names: names,
                keys: keys ?? sides.indices.map { "record \($0 + 1)" }, nearPairs: try pairs(input, options))
            return try LeakageAudit(settings).report(items, threads: ProcessInfo.processInfo.activeProcessorCount)
        }
        return (report, input.findings)
    }

    /// Of each group of near copies every member with the first.
    private static func pairs(_ input: TableInput, _ options: Options) throws -> [(Int, Int)] {
        guard let field = options.text else { return [] }
        var finder = NearDuplicateTexts(try NearDuplicateSettings([:]))
        for (row, text) in try input.texts(field, option: "--text").enumerated() { if let text { finder.add(ItemID(raw: Int64(row)), text) } }
        return finder.result().groups.flatMap { group in
            let rows = group.members.map { Int($0.raw) }
            return rows.indices.flatMap { first in rows[(first + 1)...].prefix(50).map { (rows[first], $0) } }
        }
    }
}
