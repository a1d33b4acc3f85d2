import Records
import Suggesting

/// Suggestions of a file accepted as far as people's judgements of others allow: thresholds by label, with an audit.
public enum AcceptanceFiles {
    /// Gives every record of the file with what became of it: `label` and `source` `auto` where it is accepted; else `label`
    /// is null beside `suggested_label`, with `source` `audit` where it was accepted and stays for people, or `needs_review`.
    public static func accept(
        _ path: String, _ options: AcceptanceOptions, watch: ReadWatch? = nil, _ give: (JSONObject) throws -> Void
    ) throws -> (report: AcceptanceReport, findings: FileFindings) {
        var findings = FileFindings()
        let (acceptance, judged, standings) = try fitted(options, &findings)
        var report = AcceptanceReport(acceptance, judged: judged)
        report.standings = standings
        report.withdrawn = acceptance.rules.filter { $0.refusal == .withdrawn }.map(\.label)
        for standing in standings ?? [] where standing.verdict == .broken { findings.add(told(standing)) }
        let audit = AcceptanceAudit(share: options.auditShare, key: try DrawKey.read(options.key, seed: options.seed))
        var places = Dictionary(uniqueKeysWithValues: report.labels.enumerated().map { ($1.label, $0) })
        let file = try RecordFile(path)
        try file.forEach(&findings, watch: watch) { record, findings in
            guard let said = SuggestionFiles.prediction(record, of: file, &findings) else { return }
            let decision = acceptance.decide(label: said.label, confidence: said.confidence)
            var isAccepted = false
            if case .accept = decision { isAccepted = true }
            let isAudited = isAccepted && audit.isDrawn(name(record.fields, options.id))
            report.count(said.label, at: &places, isAccepted: isAccepted, isAudited: isAudited)
            try give(row(decision, isAudited, said.label, of: record.fields))
        }
        report.finish()
        return (report, findings)
    }

    private static func fitted(
        _ options: AcceptanceOptions, _ findings: inout FileFindings
    ) throws -> (CalibratedAcceptance, judged: Int, [AcceptanceStanding]?) {
        let rows = try judged(options, &findings)
        do {
            let acceptance = try CalibratedAcceptance.fit(rows, target: options.target, confidence: options.confidence, scope: options.scope)
            guard let path = options.audited else { return (acceptance, rows.count, nil) }
            let standings = acceptance.standing(audited: try audited(path, options.truth, &findings))
            return (acceptance.withdrawing(acceptance.broken(standings)), rows.count, standings)
        } catch let error as AcceptanceError {
            throw WorkflowError(.badInput, error.finding.code, error.description, hint: error.finding.hint, findings: findings.kept)
        }
    }

    private static func judged(_ options: AcceptanceOptions, _ findings: inout FileFindings) throws -> [JudgedSuggestion] {
        let file = try RecordFile(options.validation)
        var rows: [JudgedSuggestion] = []
        var isThere = false
        try file.forEach(&findings) { record, findings in
            isThere = isThere || record.fields[options.truth] != nil
            guard let truth = RecordFile.text(record.fields[options.truth]), !truth.isEmpty else {
                return findings.add(unjudged(options.truth, file.name, record.line))
            }
            guard let said = SuggestionFiles.prediction(record, of: file, &findings) else { return }
            rows.append(JudgedSuggestion(label: said.label, confidence: said.confidence, isRight: said.label == truth))
        }
        guard isThere || file.fields.isEmpty else { throw file.unknownField(options.truth, option: "--truth") }
        return rows
    }

    private static func audited(_ path: String, _ truth: String, _ findings: inout FileFindings) throws -> [AuditedSuggestion] {
        let table = try NamedRows(path, [.init(name: "label", option: "label"), .init(name: truth, option: "--truth")])
        var rows: [AuditedSuggestion] = []
        try table.each(&findings) { row, findings in
            guard let label = row.cells[0] else { return findings.add(table.missing(["label"], row.line)) }
            guard let said = row.cells[1] else { return findings.add(unjudged(truth, table.file.name, row.line)) }
            rows.append(AuditedSuggestion(label: label, isRight: label == said))
        }
        return rows
    }

    private static func unjudged(_ truth: String, _ file: String, _ line: Int) -> Finding {
        Finding(.note, "accept.not-judged", "the row has no `\(truth)`; it is left out", at: Place(file: file, line: line), hint: "name the column with what people said with `--truth`")
    }

    private static func told(_ standing: AcceptanceStanding) -> Finding {
        let of = standing.label.map { "of `\($0.prefix(80))`" } ?? "of all labels together"
        return Finding(
            .warning, "accept.broken", "\(standing.wrong) of \(standing.audited) audited suggestions \(of) were wrong, more than the promise allows; they are no longer accepted",
            hint: "bring what was accepted back to people, and judge new suggestions before accepting again")
    }

    /// What the audit draws by; a record without a name is drawn by all it holds.
    private static func name(_ fields: JSONObject, _ id: String) -> String {
        RecordFile.text(fields[id]) ?? JSONValue.object(fields).text(sorted: true)
    }

    private static func row(_ decision: AcceptancePolicy.Decision, _ isAudited: Bool, _ label: String, of fields: JSONObject) -> JSONObject {
        var fields = fields
        fields["label"] = nil
        fields["confidence"] = nil
        guard isAudited else { return decision.row(of: fields) }
        var row = AcceptancePolicy.Decision.review(suggested: label).row(of: fields)
        row["source"] = .string("audit")
        return row
    }
}
