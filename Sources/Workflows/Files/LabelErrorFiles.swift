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
        var given: [Int32] = []
        var flat: [Double] = []
        var width = 0
        var findings = FileFindings()
        let labelFile = try RecordFile(labels)
        var texts: [(text: String, line: Int)] = []
        try labelFile.forEach(&findings) { record, _ in
            texts.append((record.fields.members.last.flatMap { RecordFile.text($0.value) } ?? "", record.line))
        }
        let probabilityFile = try RecordFile(probabilities)
        try probabilityFile.forEach(&findings, watch: watch) { record, _ in
            let row = record.fields.members.map { RecordFile.number($0.value) }
            let numbers = row.compactMap(\.self)
            if width == 0 { width = numbers.count }
            guard numbers.count == row.count, numbers.count == width else {
                throw WorkflowError(.unprocessable, "errors.probabilities", "line \(record.line) of `\(probabilityFile.name)` is not a row of \(width) probabilities", hint: "one column per class, in the order of the class numbers, under a header")
            }
            flat += numbers
        }
        let classes = probabilityFile.fields
        let isNamed = texts.contains { Double($0.text) == nil } && texts.allSatisfy { classes.contains($0.text) }
        for (text, line) in texts {
            let number = isNamed ? classes.firstIndex(of: text).map(Double.init) : Double(text)
            guard let number, number >= 0, number == number.rounded(), number < 1e6 else {
                throw WorkflowError(.unprocessable, "errors.label", "`\(text.prefix(80))` in line \(line) of `\(labelFile.name)` is no class", hint: "labels are class numbers from 0, or names of the columns of `\(probabilityFile.name)`, one a row, under a header")
            }
            given.append(Int32(number))
        }
        // A row left out of one file would shift all labels behind it against their probabilities.
        guard findings.worst != .error else {
            throw WorkflowError(.unprocessable, "errors.bad-rows", "rows that cannot be read would put labels beside the wrong probabilities", hint: "mend or take out the same rows in both files", findings: findings.kept)
        }
        let evidence = try LabelEvidence(labels: given, probabilities: flat, classCount: max(width, 1))
        findings += evidence.findings
        let ranked = LabelIssues(filter: filter).ranked(evidence, by: score)
        let scores = score.scores(evidence)
        let rows = ranked.map { row in
            let best = (0..<width).max { flat[row * width + $0] < flat[row * width + $1] } ?? 0
            return Row(row: row, given: Int(given[row]), suggested: best, score: scores[row])
        }
        return (Report(checked: given.count, count: ranked.count, share: Double(ranked.count) / Double(max(1, given.count)), health: LabelHealth(evidence).score, classes: isNamed ? classes : nil, items: rows), findings)
    }
}
