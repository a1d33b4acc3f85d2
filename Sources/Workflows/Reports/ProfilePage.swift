import Preparing

extension ReportPage {
    /// A table, column by column: what looks wrong first.
    public static func profile(_ report: TableReport, of source: String) -> ReportPage {
        var page = ReportPage(title: "Profile", source: source)
        let cells = report.columns.reduce(0) { $0 + $1.count + $1.missing }, missing = report.columns.reduce(0) { $0 + $1.missing }
        page.facts = [
            Fact(name: "rows", value: FigureText.count(report.rows)), Fact(name: "columns", value: FigureText.count(report.columns.count + report.columnsLeftOut)),
            Fact(name: "missing cells", value: FigureText.percent(cells == 0 ? nil : Double(missing) / Double(cells)), note: FigureText.count(missing)),
            Fact(name: "repeated rows", value: FigureText.count(report.duplicateRows), note: report.duplicatesAreExact ? "" : "at least: not all rows could be remembered"),
        ]
        page.warnings = report.findings.filter { $0.severity != .note }.prefix(12).map(\.message)
        page.add("What looks wrong", "Alerts use the limits of ydata-profiling unless set otherwise.", findings(report))
        page.add("Columns", "Distinct values marked with ~ are estimated within about 1 %.", overview(report))
        page.add("Together", words(report), correlations(report))
        for trend in report.trends.filter({ abs($0.correlation) >= 0.1 }).prefix(12) {
            page.add("\(trend.column) along \(trend.time)", "Mean of each of \(trend.periods.count) equally long periods; Spearman's rank correlation is \(FigureText.fixed(trend.correlation, 2)).",
                LinePlot(caption: "Mean of \(trend.column), from \(trend.periods.first?.from ?? "")", across: "period", series: [.init(name: trend.column, values: trend.periods.map(\.mean))]).html)
        }
        for column in report.columns.prefix(200) { page.add(column.name, describe(column), histogram(column), top(column)) }
        page.add("First rows", "", rows(report, report.firstRows))
        page.add("Last rows", "", rows(report, report.lastRows))
        return page
    }

    private static func findings(_ report: TableReport) -> HTML? {
        var table = ReportTable("", "where", "what", "what to do")
        table.sentences = [1, 2, 3]
        for finding in report.findings { table.add(finding.severity.rawValue, finding.place?.description ?? "-", finding.message, finding.hint ?? "") }
        return table.html
    }

    private static func overview(_ report: TableReport) -> HTML? {
        var table = ReportTable("column", "kind", "values", "missing", "distinct", "mean", "deviation", "least", "median", "greatest", figures: [2, 3, 4, 5, 6, 7, 8, 9])
        for column in report.columns {
            let numbers = column.numbers
            table.add(
                column.name, column.kind.rawValue, FigureText.count(column.count), FigureText.count(column.missing), (column.distinctIsExact ? "" : "~") + FigureText.count(column.distinct),
                shown(numbers?.mean), shown(numbers?.deviation), shown(numbers?.minimum), shown(numbers?.quantiles[2]), shown(numbers?.maximum))
        }
        return table.html
    }

    private static func shown(_ number: Double?) -> String { number.map { FigureText.trimmed($0, 4) } ?? "" }

    private static func words(_ report: TableReport) -> String {
        let sample = report.sampledRows < report.rows ? "a sample of \(FigureText.count(report.sampledRows)) rows" : "all rows"
        return "Spearman's rank correlation for numbers and Cramér's V for categories, of \(sample)."
    }

    private static func correlations(_ report: TableReport) -> HTML? {
        var table = ReportTable("column", "column", "measure", "value", "rows", figures: [3, 4])
        for pair in report.correlations where pair.measure != .pearson { table.add(pair.first, pair.second, pair.measure.words, FigureText.fixed(pair.value, 3), FigureText.count(pair.rows)) }
        return table.html
    }

    private static func describe(_ column: ColumnReport) -> String {
        var words = ["\(column.kind.rawValue), \(FigureText.count(column.count)) values, \(FigureText.count(column.missing)) missing, \(column.distinctIsExact ? "" : "about ")\(FigureText.count(column.distinct)) different"]
        if let dates = column.dates { words.append("from \(dates.earliest) to \(dates.latest)") }
        if let numbers = column.numbers, let skewness = numbers.skewness { words.append("skewness \(FigureText.fixed(skewness, 2))") }
        if !column.missingWords.isEmpty { words.append("missing also as " + column.missingWords.map { "\($0.value) (\($0.count))" }.joined(separator: ", ")) }
        return words.joined(separator: "; ")
    }

    private static func histogram(_ column: ColumnReport) -> HTML? {
        let (bins, caption) = column.numbers.map { ($0.histogram, "Values") } ?? column.lengths.map { ($0.histogram, "Lengths in characters") } ?? ([], "")
        guard bins.count > 1, let first = bins.first, let last = bins.last else { return nil }
        var plot = HistogramPlot(caption, [Double](), low: first.from, high: last.to, ranges: bins.count)
        plot.counts = bins.map(\.count)
        return plot.html
    }

    private static func top(_ column: ColumnReport) -> HTML? {
        // Of values that all differ a bar each says nothing.
        guard column.kind != .integer || column.distinct <= 50, column.kind != .number, column.topValues.contains(where: { $0.count > 1 }) else { return nil }
        let bars = column.topValues.map { BarPlot.Bar(name: $0.value, value: Double($0.count), text: FigureText.count($0.count)) }
        return BarPlot(caption: "Commonest values", bars: bars, highest: nil).html
    }

    private static func rows(_ report: TableReport, _ rows: [[String?]]) -> HTML? {
        guard !rows.isEmpty else { return nil }
        var table = ReportTable()
        table.header = report.columns.prefix(30).map(\.name)
        table.rows = rows.map { $0.prefix(30).map { $0 ?? "" } }
        return table.html
    }
}
