import Assuring
import Foundation
import Kernels
import Records

/// Rows that may carry any number of classes, beside a probability of each: classes that look wrongly given or missing.
public enum MultiLabelErrorFiles {
    public struct Report: Codable, Sendable, Hashable, SuspectTable {
        public struct Row: Codable, Sendable, Hashable {
            /// Counts from 0.
            public var row: Int
            public var id: String?
            public var given: [Int]
            /// Given, and the model speaks against them.
            public var wrong: [Int]
            /// Not given, and the model sees them.
            public var missing: [Int]
            public var score: Double
        }

        public struct ClassCount: Codable, Sendable, Hashable {
            public var label: Int
            public var given: Int
            public var wrong: Int
            public var missing: Int
        }

        public var task = LabelErrorTask.multiLabel
        public var checked: Int
        public var count: Int
        public var share: Double
        public var filter: String
        public var scoring: String
        /// The names of the classes, where the labels were names and not numbers.
        public var classes: [String]?
        public var classCounts: [ClassCount]
        /// Lowest score first; at most as many as were asked for.
        public var items: [Row]

        public var columns: [String] { ["row", "id", "given", "wrong", "missing", "score"] }
        public var cells: [[String]] { items.map { ["\($0.row)", $0.id ?? "", names($0.given), names($0.wrong), names($0.missing), String(format: "%.6g", $0.score)] } }
        public var summary: String { "\(count) of \(checked) likely wrong (\(String(format: "%.1f", share * 100)) %)" }
        public var hasSuspects: Bool { count > 0 }
        private func names(_ labels: [Int]) -> String { labels.map { classes?[$0] ?? "\($0)" }.joined(separator: "|") }
    }

    public static func errors(
        _ input: LabelErrorFiles.Input, filter: String?, score: String?, limit: Int?, watch: ReadWatch? = nil, judging: () -> Void = {}
    ) throws -> (report: Report, findings: FileFindings) {
        let (filter, score) = (try Workflows.filter(filter), try Workflows.score(score))
        var findings = FileFindings()
        let lists = try LabelLists(input.labels, column: input.label, id: input.id, &findings, watch)
        let file = try ProbabilityTable.open(input, rows: lists.rows.count, of: lists.name, "row", &findings, watch)
        let classes = try ClassNames(of: file, path: input.classes)
        let (labels, isNamed) = try lists.classes(classes)
        judging()
        let found = try file.explained(classes) {
            let evidence = try MultiLabelEvidence(labels: labels.map { $0.map(Int.init) }, rows: file.rows, threads: LabelErrorFiles.threads)
            let issues = MultiLabelIssues(issues: LabelIssues(filter: filter))
            return (byClass: try issues.indicesByClass(evidence), scores: try issues.scores(evidence, by: score), given: evidence.labels)
        }
        var suspected: [Int: [Int]] = [:]
        for (label, rows) in found.byClass.enumerated() { for row in rows { suspected[row, default: []].append(label) } }
        let order = suspected.keys.sorted { (found.scores[$0], $0) < (found.scores[$1], $1) }
        let items = order.prefix(limit ?? order.count).map { row in
            let given = found.given[row].map(Int.init)
            let labels = suspected[row] ?? []
            return Report.Row(row: row, id: lists.id(ofRow: row), given: given, wrong: labels.filter(given.contains), missing: labels.filter { !given.contains($0) }, score: found.scores[row])
        }
        let report = Report(
            checked: labels.count, count: order.count, share: Double(order.count) / Double(max(labels.count, 1)), filter: filter.name, scoring: score.name,
            classes: isNamed ? classes.names : nil, classCounts: counts(found.byClass, found.given), items: items)
        return (report, findings)
    }

    private static func counts(_ byClass: [[Int]], _ given: [[Int32]]) -> [Report.ClassCount] {
        var counts = byClass.indices.map { Report.ClassCount(label: $0, given: 0, wrong: 0, missing: 0) }
        for labels in given { for label in labels { counts[Int(label)].given += 1 } }
        for (label, rows) in byClass.enumerated() {
            for row in rows { if given[row].contains(Int32(label)) { counts[label].wrong += 1 } else { counts[label].missing += 1 } }
        }
        return counts
    }
}
