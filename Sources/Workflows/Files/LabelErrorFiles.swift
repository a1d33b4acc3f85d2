import Assuring
import Records

/// Likely wrong labels of a file of labels beside a file of probabilities.
public enum LabelErrorFiles {
    public struct Row: Codable, Sendable, Hashable {
        /// Counts from 0.
        public var row: Int
        public var given: Int
        public var suggested: Int
        public var score: Double
    }

    public struct Report: Codable, Sendable, Hashable {
        public var checked: Int
        public var count: Int
        public var share: Double
        public var health: Double
        /// The names of the classes, where the labels were names and not numbers.
        public var classes: [String]?
        public var items: [Row]
    }

    /// `probabilities`: one column per class; `labels`: in the last column, class numbers from 0 or names of those columns.
    public static func errors(labels: String, probabilities: String, filter: String?, score: String?, watch: ReadWatch? = nil) throws -> (report: Report, findings: FileFindings) {
        let filter = try Workflows.filter(filter)
        let score = try Workflows.score(score)
        var findings = FileFindings()
        var column = try LabelColumn(labels, &findings)
        let table = try ProbabilityTable(probabilities, &findings, watch)
        try column.number(by: table)
        // A row left out of one file would shift all labels behind it against their probabilities.
        guard findings.worst != .error else {
            throw WorkflowError(.unprocessable, "errors.bad-rows", "rows that cannot be read would put labels beside the wrong probabilities", hint: "mend or take out the same rows in both files", findings: findings.kept)
        }
        let width = table.classes.count
        let evidence = try LabelEvidence(labels: column.labels, probabilities: table.flat, classCount: max(width, 1))
        findings += evidence.findings
        let ranked = try LabelIssues(filter: filter).ranked(evidence, by: score)
        let scores = try score.scores(evidence)
        let rows = ranked.map { row in
            let best = (0..<width).max { table.flat[row * width + $0] < table.flat[row * width + $1] } ?? 0
            return Row(row: row, given: Int(column.labels[row]), suggested: best, score: scores[row])
        }
        let report = try Report(
            checked: evidence.count, count: ranked.count, share: Double(ranked.count) / Double(max(1, evidence.count)), health: LabelHealth(evidence).score,
            classes: column.isNamed ? table.classes : nil, items: rows)
        return (report, findings)
    }
}

/// One row of probabilities per item, one column per class.
private struct ProbabilityTable {
    let name: String
    let classes: [String]
    /// Row-major.
    let flat: [Double]

    init(_ path: String, _ findings: inout FileFindings, _ watch: ReadWatch?) throws {
        let file = try RecordFile(path)
        var flat: [Double] = []
        try file.forEach(&findings, watch: watch) { record, _ in
            let row = record.fields.members.compactMap { RecordFile.number($0.value) }
            guard row.count == record.fields.count, row.count == file.fields.count else {
                throw WorkflowError(.unprocessable, "errors.probabilities", "line \(record.line) of `\(file.name)` is not a row of \(file.fields.count) probabilities", hint: "one column per class, in the order of the class numbers, under a header")
            }
            flat += row
        }
        (name, classes, self.flat) = (file.name, file.fields, flat)
    }
}

/// The label of each row, as a class number.
private struct LabelColumn {
    private(set) var labels: [Int32] = []
    /// The file has names, not numbers.
    private(set) var isNamed = false
    private let name: String
    private let texts: [(text: String, line: Int)]

    init(_ path: String, _ findings: inout FileFindings) throws {
        let file = try RecordFile(path)
        var texts: [(text: String, line: Int)] = []
        name = file.name
        try file.forEach(&findings) { record, _ in
            texts.append((record.fields.members.last.flatMap { RecordFile.text($0.value) } ?? "", record.line))
        }
        self.texts = texts
    }

    /// Names are those of the columns of the probabilities.
    mutating func number(by table: ProbabilityTable) throws {
        let isNamed = texts.contains { Double($0.text) == nil } && texts.allSatisfy { table.classes.contains($0.text) }
        labels = try texts.map { text, line in
            let number = isNamed ? table.classes.firstIndex(of: text).map(Double.init) : Double(text)
            guard let number, number >= 0, number == number.rounded(), number < 1e6 else {
                throw WorkflowError(.unprocessable, "errors.label", "`\(text.prefix(80))` in line \(line) of `\(name)` is no class", hint: "labels are class numbers from 0, or names of the columns of `\(table.name)`, one a row, under a header")
            }
            return Int32(number)
        }
        self.isNamed = isNamed
    }
}
