import Assuring
import Foundation
import Kernels
import Records

/// Likely wrong labels of a file of labels beside files of probabilities, without a workspace.
///
/// Probabilities are never held: .npy is mapped, text parsed a block at a time, three passes in all. A label costs four
/// bytes and its row some twenty more.
public enum LabelErrorFiles {
    /// Which files, and what of them is what.
    public struct Input: Sendable {
        public var labels: String
        /// One file, or one of each model of an ensemble.
        public var probabilities: [String]
        /// A file with one name of a class a line, in the order of the columns.
        public var classes: String?
        /// Column of the labels; nil is the last.
        public var label: String?
        /// Column that names a row.
        public var id: String?

        public init(labels: String, probabilities: [String], classes: String? = nil, label: String? = nil, id: String? = nil) {
            (self.labels, self.probabilities, self.classes, self.label, self.id) = (labels, probabilities, classes, label, id)
        }
    }

    /// - Parameters:
    ///   - limit: rows given back at most; the count is of all.
    ///   - judging: told once reading has ended.
    public static func errors(
        _ input: Input, filter: String? = nil, score: String? = nil, weighting: String? = nil, limit: Int? = nil, watch: ReadWatch? = nil, judging: () -> Void = {}
    ) throws -> (report: Report, findings: FileFindings) {
        let filter = try Workflows.filter(filter)
        let score = try Workflows.score(score)
        let ensemble = try ensemble(weighting)
        var findings = FileFindings()
        let pair = try LabelledRows(input, &findings, watch)
        judging()
        let judged = try pair.explained { () throws in try judge(pair, filter, score, ensemble, &findings) }
        var report = try Report(judged.audit, judged.rows, labels: pair.labels, limit: limit, filter: filter.name, scoring: score.name)
        report.classes = pair.isNamed ? pair.classes.names : nil
        report.models = judged.models
        if let id = input.id {
            let ids = try pair.labelFile.texts(ofColumn: id, inRows: Set(report.items.map(\.row)))
            for place in report.items.indices { report.items[place].id = ids[report.items[place].row] }
        }
        return (report, findings)
    }

    private struct Judged {
        var audit: LabelAudit
        var rows: [Row]
        var models: [Model]?
    }

    private static func judge(_ pair: LabelledRows, _ filter: LabelIssueFilter, _ score: any LabelQualityScore, _ ensemble: LabelEnsemble, _ findings: inout FileFindings) throws -> Judged {
        let issues = LabelIssues(filter: filter)
        guard pair.files.count > 1 else {
            let audit = try LabelAudit(labels: pair.labels, rows: pair.files[0].rows, issues: issues, by: score, threads: threads)
            findings += pair.placed(audit.findings, 0)
            return Judged(audit: audit, rows: audit.issues.map { Row(row: $0.item, given: $0.given, suggested: $0.suggested, score: $0.score) })
        }
        let members = try pair.files.indices.map { place in
            let member = try pair.explained(place) { try LabelEvidence(labels: pair.labels, rows: pair.files[place].rows, threads: threads) }
            findings += pair.placed(member.findings, place)
            return member
        }
        let weights = try ensemble.weights(members)
        let mixed = WeightedRows(members: pair.files.map(\.rows), weights: weights)
        let audit = try LabelAudit(labels: pair.labels, rows: mixed, issues: issues, by: score, threads: threads)
        let scores = try ensemble.scores(members, by: score)
        let rows = audit.issues.map { Row(row: $0.item, given: $0.given, suggested: $0.suggested, score: scores[$0.item]) }
            .sorted { ($0.score, $0.row) < ($1.score, $1.row) }
        return Judged(audit: audit, rows: rows, models: zip(pair.files, weights).map { Model(file: $0.name, weight: $1) })
    }

    /// Ways to weigh the models of an ensemble.
    public static let weightings = ["accuracy", "log-loss", "uniform"]

    private static func ensemble(_ name: String?) throws -> LabelEnsemble {
        switch name {
        case nil, "accuracy": LabelEnsemble(.accuracy)
        case "log-loss": LabelEnsemble(.logLossSearch)
        case "uniform": LabelEnsemble(.uniform)
        case let name?: throw WorkflowError.unknown("weighting", name)
        }
    }

    static var threads: Int { ProcessInfo.processInfo.activeProcessorCount }
}
