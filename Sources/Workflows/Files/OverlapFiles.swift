import Preparing
import Records

/// Documents of an evaluation set that stand in the texts a model is to learn from.
public enum OverlapFiles {
    /// The evaluation set is held in memory; the training texts stream past.
    public static func overlap(
        of training: String, with evaluation: String, field: String, watch: ReadWatch? = nil
    ) throws -> (report: EvaluationReport, findings: FileFindings) {
        var findings = FileFindings()
        var overlap = EvaluationOverlap(try texts(of: evaluation, field: field, &findings))
        try forEachText(of: training, field: field, &findings, watch: watch) { key, text in _ = overlap.look(in: key, text) }
        return (overlap.report, findings)
    }

    private static func texts(of path: String, field: String, _ findings: inout FileFindings) throws -> [(key: String, text: String)] {
        var texts: [(key: String, text: String)] = []
        try forEachText(of: path, field: field, &findings, watch: nil) { texts.append((key: $0, text: $1)) }
        return texts
    }

    /// The key is the record's number, from 1.
    private static func forEachText(of path: String, field: String, _ findings: inout FileFindings, watch: ReadWatch?, _ body: (String, String) -> Void) throws {
        try RecordFile(path).forEachText(of: field, &findings, orFinding: "dedup.no-text", watch: watch) { record, text in
            if let text { body(String(record.number), text) }
        }
    }
}
