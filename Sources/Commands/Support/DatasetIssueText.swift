import Foundation
import Workflows

/// Issues of a data set as text: a table of the checks, or the rows of a single one as CSV.
enum DatasetIssueText {
    static func show(_ report: DatasetIssueFiles.Report, withID: Bool) {
        if let graph = report.neighbours {
            Output.say("\(graph.neighbours) nearest neighbours, \(graph.metric), " + (graph.recall.map { "searched: \(String(format: "%.4f", $0)) of the true ones found" } ?? "exact"))
        }
        if report.checks.count == 1 { return rows(report.checks[0], withID: withID) }
        var table = TextTable("check", "issues", "score", "worst rows", "note")
        for check in report.checks {
            let worst = check.items.prefix(8).map { $0.id ?? "\($0.row)" }.joined(separator: " ")
            table.add(check.check, check.count.map { "\($0)" } ?? "-", Output.figure(check.score), worst.isEmpty ? "-" : worst, note(check, report))
        }
        Output.data(table.text)
    }

    private static func rows(_ check: DatasetIssueFiles.Outcome, withID: Bool) {
        let hasSets = check.items.contains { $0.alike != nil }
        let columns: [String?] = ["row", withID ? "id" : nil, "score", hasSets ? "alike" : nil]
        Output.data(columns.compactMap(\.self).joined(separator: ","))
        for row in check.items {
            let cells: [String?] = ["\(row.row)", withID ? CSVCell.quoted(row.id ?? "") : nil, String(format: "%.6g", row.score), hasSets ? (row.alike ?? []).map(String.init).joined(separator: " ") : nil]
            Output.data(cells.compactMap(\.self).joined(separator: ","))
        }
    }

    static func note(_ check: DatasetIssueFiles.Outcome, _ report: DatasetIssueFiles.Report) -> String {
        if let problem = check.problem { return problem }
        if let p = check.pValue { return "p \(Output.figure(p))" }
        if let label = check.rarestClass { return "rarest: \(report.classes?[label] ?? "\(label)") with \(Output.figure(check.rarestShare))" }
        if let columns = check.columns, !columns.isEmpty { return "columns: " + columns.prefix(8).joined(separator: " ") + (columns.count > 8 ? " and \(columns.count - 8) more" : "") }
        if let worst = check.groups?.first { return "\(worst.name) of \(worst.count): \(Output.figure(worst.ratio)) of the mean" }
        return check.threshold.map { "beyond \(Output.figure($0))" } ?? ""
    }
}
