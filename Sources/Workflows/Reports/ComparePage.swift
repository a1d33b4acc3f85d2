extension ReportPage {
    /// Two sets of labels side by side.
    public static func compare(_ report: CompareReport) -> ReportPage {
        var page = ReportPage(title: "Comparison", source: "\(report.first.name) against \(report.second.name)")
        page.facts = [
            Fact(name: "items in both", value: FigureText.count(report.both), note: "\(FigureText.count(report.first.only)) only in the first, \(FigureText.count(report.second.only)) only in the second"),
            Fact(name: "same label", value: FigureText.percent(report.agreement), note: "\(FigureText.count(report.equal)) of \(FigureText.count(report.both))"),
            Fact(name: "Cohen's kappa", value: FigureText.fixed(report.kappa.value), note: report.kappa.interval.map { "\(FigureText.fixed($0.low, 3)) to \(FigureText.fixed($0.high, 3))" } ?? report.kappa.reason ?? ""),
        ]
        if let confusion = report.confusion {
            page.add("Who said what", "Rows are labels of \(report.first.name), columns those of \(report.second.name).",
                confusion.map("Items, shaded by their share of the row" + confusion.words, rows: "first", columns: "second"))
        }
        var table = ReportTable("label", "first", "second", "both", "precision", "recall", "F1", figures: [1, 2, 3, 4, 5, 6])
        for row in report.labels {
            table.add(row.label, FigureText.count(row.first), FigureText.count(row.second), FigureText.count(row.both), FigureText.fixed(row.precision), FigureText.fixed(row.recall), FigureText.fixed(row.f1))
        }
        page.add("By label", "The first file judged by the second: precision is the share of its items with the label that have it there too, recall the share of those there that it found.",
            BarPlot(caption: "F1 by label", bars: report.labels.map { .init(name: $0.label, value: $0.f1, text: FigureText.fixed($0.f1, 3)) }, highest: 1).html, table.html)
        var rows = ReportTable("item", report.first.name, report.second.name)
        for row in report.differing.prefix(ReportTable.mostRows) { rows.add(row.item, row.first, row.second) }
        rows.total = report.differing.count
        page.add("Items that differ", "In order of their names.", rows.html)
        return page
    }

    /// Every consensus method against the same known answers.
    public static func methods(_ report: MethodComparison) -> ReportPage {
        var page = ReportPage(title: "Methods compared", source: report.source)
        page.facts = [
            Fact(name: "votes", value: FigureText.count(report.votes)), Fact(name: "items", value: FigureText.count(report.items)),
            Fact(name: "known answers", value: FigureText.count(report.gold), note: "on items with votes"),
        ]
        let sorted = report.methods.sorted { ($1.accuracy ?? -1, $0.method) < ($0.accuracy ?? -1, $1.method) }
        var table = ReportTable("method", "right", "of", "accuracy", "low", "high", "", figures: [1, 2, 3, 4, 5])
        for row in sorted {
            table.add(row.method, FigureText.count(row.right), FigureText.count(row.judged), FigureText.fixed(row.accuracy), FigureText.fixed(row.interval?.low), FigureText.fixed(row.interval?.high), row.reason ?? "")
        }
        page.add("Accuracy", "Share of the known answers each method finds without being told them, with a 95 % interval. Methods whose intervals overlap much cannot be told apart by so few.",
            BarPlot(caption: "Accuracy by method", bars: sorted.map {
                .init(name: $0.method, value: $0.accuracy, text: FigureText.percent($0.accuracy), low: $0.interval?.low, high: $0.interval?.high, note: $0.reason ?? "")
            }, highest: 1).html, table.html)
        let names = report.methods.filter { $0.reason == nil }.map(\.method)
        page.add("Where methods agree", "The share of all items to which two methods give the same label.",
            HeatMap("Equal labels", values: report.equal, rows: names, columns: names).html)
        return page
    }
}
