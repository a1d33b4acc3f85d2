import Preparing

extension ReportPage {
    /// Two sets of data, column by column.
    public static func drift(_ result: DriftFiles.Result) -> ReportPage {
        let drift = result.drift
        var page = ReportPage(title: "Drift", source: "\(result.current) against \(result.reference)")
        page.facts = [
            Fact(name: "columns that drifted", value: "\(drift.drifted) of \(drift.compared)", note: drift.hasDrifted ? "the data as a whole has drifted" : "the data as a whole has not"),
            Fact(name: "rows of the reference", value: FigureText.count(drift.referenceRows)), Fact(name: "new rows", value: FigureText.count(drift.currentRows)),
        ]
        page.warnings = drift.findings.filter { $0.code == "drift.not-compared" }.map(\.message)
        var table = ReportTable("column", "kind", "measure", "value", "threshold", "", "missing before", "missing now", figures: [3, 4, 6, 7])
        for column in drift.columns.sorted(by: isBefore) {
            table.add(
                column.name, column.kind?.rawValue ?? "-", column.measure?.rawValue ?? "-", FigureText.fixed(column.value), FigureText.fixed(column.threshold, 2),
                column.hasDrifted.map { $0 ? "drifted" : "" } ?? "not compared", missing(column.reference), missing(column.current))
        }
        page.add("By column", "What drifted stands first. A probability (ks, chi-square, z) tells of drift below its threshold, a distance from its threshold on.", table.html)
        for column in drift.columns.filter({ $0.hasDrifted == true }).sorted(by: isBefore).prefix(20) where !column.bins.isEmpty {
            page.add(column.name, "Share of the values; in pairs, the reference above, the new data below.", BarPlot(caption: "Shares", bars: bars(column), highest: nil).html)
        }
        return page
    }

    private static func isBefore(_ first: ColumnDrift, _ second: ColumnDrift) -> Bool {
        func rank(_ column: ColumnDrift) -> Int { column.hasDrifted == true ? 0 : column.hasDrifted == nil ? 1 : 2 }
        return (rank(first), first.name) < (rank(second), second.name)
    }

    private static func missing(_ side: ColumnDrift.Side) -> String { FigureText.percent(side.count + side.missing == 0 ? nil : Double(side.missing) / Double(side.count + side.missing)) }

    private static func bars(_ column: ColumnDrift) -> [BarPlot.Bar] {
        column.bins.flatMap { bin in
            [BarPlot.Bar(name: bin.label, value: bin.reference, text: FigureText.percent(bin.reference), note: "reference"),
             BarPlot.Bar(name: "", value: bin.current, text: FigureText.percent(bin.current), note: "new")]
        }
    }
}
