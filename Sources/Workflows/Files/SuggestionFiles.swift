import Collecting
import Formats
import Foundation
import Records
import Suggesting

/// P02, P04 and P05 on plain files, without a workspace.
public enum SuggestionFiles {
    /// A search log in, implicit relevance labels out, in the order of the file (P02).
    public static func clicks(_ path: String, _ give: (JSONObject) throws -> Void) throws -> FileFindings {
        let declaration = SourceDeclaration(name: path, kind: ClicksCollector.name, settings: ["path": .string(path)])
        let collector = try SourceCatalog.collector(for: declaration, in: CollectingContext(folder: ""))
        var findings = FileFindings()
        try collector.collect { batch in
            findings += batch.findings
            for record in batch.records { try give(record.fields) }
        }
        return findings
    }

    /// Predictions with `label` and `confidence` in; out with `label` kept only strictly above the threshold (P04).
    public static func accept(_ path: String, above threshold: Double, watch: ReadWatch? = nil, _ give: (JSONObject) throws -> Void) throws -> FileFindings {
        guard (0...1).contains(threshold) else { throw WorkflowError(.badInput, "accept.threshold", "a threshold lies between 0 and 1, not at \(threshold)") }
        let policy = AcceptancePolicy(threshold: threshold)
        let file = try RecordFile(path)
        var findings = FileFindings()
        try file.forEach(&findings, watch: watch) { record, findings in
            guard let said = prediction(record, of: file, &findings) else { return }
            var fields = record.fields
            fields["label"] = nil
            fields["confidence"] = nil
            try give(policy.decide(label: said.label, confidence: said.confidence).row(of: fields))
        }
        return findings
    }

    /// What a model said of a record; nil, with a finding, for a record that does not say.
    static func prediction(_ record: RawRecord, of file: RecordFile, _ findings: inout FileFindings) -> (label: String, confidence: Double)? {
        if let label = RecordFile.text(record.fields["label"]), let confidence = RecordFile.number(record.fields["confidence"]), (0...1).contains(confidence) {
            return (label, confidence)
        }
        findings.add(Finding(
            .error, "accept.record", "the record needs a `label` and a `confidence` between 0 and 1", at: Place(file: file.name, line: record.line),
            hint: "leave out records without a prediction"))
        return nil
    }

    public struct Uncertain: Codable, Sendable, Hashable {
        public var row: Int
        public var uncertainty: Double
    }

    /// Rows of class probabilities in, the most uncertain out, most uncertain first (P05). Memory: the budget.
    public static func uncertain(_ path: String, strategy name: String, budget: Int, watch: ReadWatch? = nil) throws -> (rows: [Uncertain], findings: FileFindings) {
        guard let strategy = StrategyCatalog.strategy(named: name) else { throw WorkflowError.unknown("strategy", name) }
        guard budget >= 1 else { throw WorkflowError(.badInput, "queue.budget", "a budget is at least 1, not \(budget)") }
        var sampling = UncertaintySampling(strategy: strategy, budget: budget)
        let file = try RecordFile(path)
        var findings = FileFindings()
        var row = 0
        try file.forEach(&findings, watch: watch) { record, findings in
            let values = record.fields.members.map { RecordFile.number($0.value) }
            let numbers = values.compactMap(\.self)
            if numbers.count == values.count, !numbers.isEmpty, numbers.allSatisfy({ (0...1).contains($0) }) {
                numbers.withUnsafeBufferPointer { sampling.add(row: row, $0) }
            } else {
                findings.add(Finding(.error, "queue.record", "the record is not a row of probabilities between 0 and 1", at: Place(file: file.name, line: record.line)))
            }
            row += 1
        }
        return (sampling.chosen.map { Uncertain(row: $0.row, uncertainty: $0.score) }, findings)
    }
}
