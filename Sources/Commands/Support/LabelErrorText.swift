import Foundation
import Workflows

/// Likely wrong labels of files as text: rows as CSV, classes as tables.
enum LabelErrorText {
    static func suspects(_ report: LabelErrorFiles.Report, withID: Bool) {
        Output.data(withID ? "row,id,given,suggested,score" : "row,given,suggested,score")
        for row in report.items {
            let id = withID ? CSVCell.quoted(row.id ?? "") + "," : ""
            Output.data("\(row.row),\(id)\(CSVCell.quoted(name(row.given, report))),\(CSVCell.quoted(name(row.suggested, report))),\(String(format: "%.6g", row.score))")
        }
    }

    static func health(_ report: LabelErrorFiles.Report) {
        Output.data("health: \(String(format: "%.4f", report.health)) of \(report.checked) labels")
        for model in report.models ?? [] { Output.data("model \(Terminal.line(model.file, limit: 200)): weight \(Output.figure(model.weight))") }
        var classes = TextTable("class", "given", "wrongly given", "missed", "noise", "inverse noise", "quality")
        for row in report.classQuality {
            classes.add(name(row.label, report), "\(row.given)", "\(row.wronglyGiven)", "\(row.missed)", Output.figure(row.noise), Output.figure(row.inverseNoise), Output.figure(row.quality))
        }
        Output.data(classes.text)
        guard !report.overlaps.isEmpty else { return Output.data("no two classes overlap") }
        var overlaps = TextTable("first", "second", "items", "share")
        for row in report.overlaps { overlaps.add(name(row.first, report), name(row.second, report), "\(row.items)", Output.figure(row.share)) }
        Output.data(overlaps.text)
    }

    static func name(_ label: Int, _ report: LabelErrorFiles.Report) -> String { report.classes?[label] ?? "\(label)" }
}
