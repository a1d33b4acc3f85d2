import Workflows

/// What a calibrated acceptance found, for people.
enum AcceptanceText {
    static func labels(_ report: AcceptanceReport) -> TextTable {
        var table = TextTable("label", "judged", "threshold", "items", "accepted", "share", "error", "at most", "why not")
        for row in report.labels {
            let rule = row.rule
            let error = rule.flatMap { $0.threshold == nil || $0.accepted == 0 ? nil : Double($0.wrong) / Double($0.accepted) }
            table.add(
                row.label, "\(rule?.judged ?? 0)", Output.figure(rule?.threshold), "\(row.items)", "\(row.accepted)",
                row.items == 0 ? "-" : percent(Double(row.accepted) / Double(row.items)), percent(error), percent(rule?.threshold == nil ? nil : rule?.error?.high), row.reason ?? "")
        }
        return table
    }

    static func standings(_ standings: [AcceptanceAuditLine]) -> TextTable {
        var table = TextTable("audited label", "audited", "wrong", "error", "lasting interval", "standing")
        for row in standings {
            table.add(row.label ?? "(all)", "\(row.audited)", "\(row.wrong)", percent(row.error), "\(percent(row.lasting.low)) to \(percent(row.lasting.high))", row.verdict.rawValue)
        }
        return table
    }

    static func summary(_ report: AcceptanceReport) -> String {
        var words = "\(report.accepted) of \(report.items) accepted, \(report.audited) of them stay for people; saved \(percent(report.savedShare)) of the work"
        if let expected = report.expectedError { words += "; error to be expected \(percent(expected)), at most \(percent(report.errorAtMost))" }
        return words
    }

    private static func percent(_ share: Double?) -> String { share.map { Output.figure($0 * 100, "%.2f") + "%" } ?? "-" }
}
