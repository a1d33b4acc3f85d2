import Suggesting

extension ReportPage {
    /// A trained model: how good it is on rows it had not seen, label by label, and what more labels would bring.
    public static func training(_ result: TrainFiles.Result) -> ReportPage {
        var page = ReportPage(title: "Training", source: "\(result.model.name) from \(result.source)")
        if let report = result.training { page.add(report) }
        if let report = result.entities { page.add(report) }
        return page
    }

    private mutating func add(_ report: TrainingReport) {
        facts = [Fact(name: "rows", value: FigureText.count(report.rows)), Fact(name: "labels", value: FigureText.count(report.labels.count))]
        if report.folds == 0 { warnings.append("too few rows to hold any out, so nothing is known of how good it is") }
        if let accuracy = report.accuracy { facts.append(Fact(name: "accuracy", value: FigureText.percent(accuracy), note: "on rows of \(report.folds) folds that were held out")) }
        if let f1 = report.macroF1 { facts.append(Fact(name: "macro F1", value: FigureText.fixed(f1))) }
        if let before = report.calibrationErrorBefore, let after = report.calibrationErrorAfter {
            facts.append(Fact(name: "calibration error", value: FigureText.fixed(after), note: "\(FigureText.fixed(before)) before \(report.calibration.rawValue)"))
        }
        if let number = report.number { facts.append(Fact(name: "mean absolute error", value: FigureText.fixed(number.meanAbsoluteError))) }
        add(report.scores)
        if !report.mostConfused.isEmpty {
            var table = ReportTable("given", "predicted", "rows", figures: [2])
            for pair in report.mostConfused { table.add(pair.given, pair.predicted, FigureText.count(pair.rows)) }
            add("Taken for each other", "The pairs of labels that are confused most often.", table.html)
        }
        if let curve = report.curve { add(curve) }
    }

    private mutating func add(_ report: EntityReport) {
        facts = [Fact(name: "texts", value: FigureText.count(report.rows)), Fact(name: "words", value: FigureText.count(report.tokens))]
        if let f1 = report.f1 { facts.append(Fact(name: "F1 of entities", value: FigureText.fixed(f1), note: "in texts of \(report.folds) folds that were held out")) }
        add(report.scores)
    }

    private mutating func add(_ scores: [TrainingReport.LabelScore]) {
        guard !scores.isEmpty else { return }
        var table = ReportTable("label", "rows", "precision", "recall", "F1", figures: [1, 2, 3, 4])
        for score in scores.sorted(by: { ($0.f1, $0.label) < ($1.f1, $1.label) }) {
            table.add(score.label, FigureText.count(score.rows), FigureText.fixed(score.precision), FigureText.fixed(score.recall), FigureText.fixed(score.f1))
        }
        add("By label", "The weakest first.", table.html)
    }

    private mutating func add(_ curve: LearningCurve) {
        var table = ReportTable("labels", "error", "from", "to", figures: [0, 1, 2, 3])
        for point in curve.points {
            table.add(FigureText.count(point.labels), FigureText.percent(point.error), FigureText.percent(point.low), FigureText.percent(point.high))
        }
        add("Learning curve", "Error on held-out rows as labels grow, with 95 % intervals. \(curve.morePays ? "More labels pay." : "That more labels pay cannot be told.")", table.html)
    }
}
