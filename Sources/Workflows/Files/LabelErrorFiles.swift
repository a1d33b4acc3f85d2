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
        public var items: [Row]
    }

    /// `labels`: one column of class numbers from 0; `probabilities`: one column per class, in order.
    public static func errors(labels: String, probabilities: String, filter: String?, score: String?) throws -> (report: Report, findings: [Finding]) {
        let filter = try Workflows.filter(filter)
        let score = try Workflows.score(score)
        var given: [Int32] = []
        var flat: [Double] = []
        var width = 0
        var findings = try RecordFile.forEach(labels) { record in
            guard let value = record.fields.members.last?.value, let number = RecordFile.number(value), number >= 0, number == number.rounded(), number < 1e6 else {
                throw WorkflowError(.badInput, "errors.label", "line \(record.line) of `\(labels)` holds no class number", hint: "labels are class numbers from 0, one a row, under a header")
            }
            given.append(Int32(number))
        }
        findings += try RecordFile.forEach(probabilities) { record in
            let row = record.fields.members.map { RecordFile.number($0.value) }
            let numbers = row.compactMap(\.self)
            if width == 0 { width = numbers.count }
            guard numbers.count == row.count, numbers.count == width else {
                throw WorkflowError(.badInput, "errors.probabilities", "line \(record.line) of `\(probabilities)` is not a row of \(width) probabilities")
            }
            flat += numbers
        }
        let evidence = try LabelEvidence(labels: given, probabilities: flat, classCount: max(width, 1))
        let ranked = LabelIssues(filter: filter).ranked(evidence, by: score)
        let scores = score.scores(evidence)
        let rows = ranked.map { row in
            let best = (0..<width).max { flat[row * width + $0] < flat[row * width + $1] } ?? 0
            return Row(row: row, given: Int(given[row]), suggested: best, score: scores[row])
        }
        return (Report(checked: given.count, count: ranked.count, share: Double(ranked.count) / Double(max(1, given.count)), health: LabelHealth(evidence).score, items: rows), findings)
    }
}
