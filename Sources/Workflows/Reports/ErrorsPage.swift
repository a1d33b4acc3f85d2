import Records

extension ReportPage {
    /// Labels of a file that a model's probabilities contradict, and where the labels are bad as a whole.
    public static func errors(_ report: LabelErrorFiles.Report, of source: String) -> ReportPage {
        let names = Names(report.classes)
        var page = ReportPage(title: "Label errors", source: source)
        page.facts = [
            Fact(name: "likely wrong", value: FigureText.count(report.count), note: "\(FigureText.percent(report.share)) of \(FigureText.count(report.checked))"),
            Fact(name: "health", value: FigureText.fixed(report.health, 3), note: "one less the estimated share of errors"),
            Fact(name: "filter", value: report.filter, note: "scored by \(report.scoring)"),
        ]
        page.addScores(report.items.map(\.score), listed: report.items.count, of: report.count)
        let classes = report.classQuality.sorted { ($0.quality ?? 2, $0.label) < ($1.quality ?? 2, $1.label) }
        var table = ReportTable("label", "given", "wrongly given", "missed", "noise", "quality", figures: [1, 2, 3, 4, 5])
        for row in classes {
            table.add(names[row.label], FigureText.count(row.given), FigureText.count(row.wronglyGiven), FigureText.count(row.missed), FigureText.percent(row.noise), FigureText.fixed(row.quality, 3))
        }
        page.add("By label", "The share of those given the label that are likely of another, worst first.",
            BarPlot(caption: "Noise by label", bars: classes.map { .init(name: names[$0.label], value: $0.noise, text: FigureText.percent($0.noise), note: "\($0.wronglyGiven) of \($0.given)") }).html, table.html)
        page.addConfusion(report, names)
        var rows = ReportTable("row", "given", "suggested", "score", figures: [3])
        for row in report.items.prefix(ReportTable.mostRows) { rows.add(row.id ?? "\(row.row)", names[row.given], names[row.suggested], FigureText.fixed(row.score)) }
        rows.total = report.count
        page.add("Rows to look at", "Least likely right first; rows count from 0.", rows.html)
        return page
    }

    /// Of a project.
    public static func errors(_ report: LabelErrorReport, of source: String) -> ReportPage {
        var page = ReportPage(title: "Label errors", source: source)
        page.facts = [
            Fact(name: "likely wrong", value: FigureText.count(report.count), note: "\(FigureText.percent(report.share)) of \(FigureText.count(report.checked))"),
            Fact(name: "health", value: FigureText.fixed(report.health, 3), note: report.health == nil ? "" : "one less the estimated share of errors"),
            Fact(name: "filter", value: report.filter, note: "scored by \(report.scoring)"),
        ]
        page.addScores(report.items.map(\.score), listed: report.items.count, of: report.count)
        var pairs: [[String]: Int] = [:]
        for row in report.items { pairs[[row.given, row.suggested], default: 0] += 1 }
        let sorted = pairs.sorted { (-$0.value, $0.key[0], $0.key[1]) < (-$1.value, $1.key[0], $1.key[1]) }
        page.add("Given, and suggested instead", "The pairs that come most often.", BarPlot(
            caption: "Likely errors by pair", bars: sorted.map { .init(name: "\($0.key[0]) → \($0.key[1])", value: Double($0.value), text: FigureText.count($0.value)) }).html)
        var rows = ReportTable("item", "given", "suggested", "score", "", figures: [3])
        for row in report.items.prefix(ReportTable.mostRows) { rows.add(row.key, row.given, row.suggested, FigureText.fixed(row.score), FigureText.short(row.preview, 120)) }
        rows.total = report.count
        page.add("Items to look at", "Least likely right first.", rows.html)
        return page
    }

    private mutating func addScores(_ scores: [Double], listed: Int, of all: Int) {
        let rest = listed < all ? " (the \(FigureText.count(listed)) listed of \(FigureText.count(all)))" : ""
        add("How wrong", "Suspected labels by their score: near 0 the model is sure of another label.", HistogramPlot("Scores of suspected labels\(rest)", scores).html)
    }

    private mutating func addConfusion(_ report: LabelErrorFiles.Report, _ names: Names) {
        let labels = Array(Set(report.joint.flatMap { [$0.given, $0.truth] })).sorted()
        if labels.count > 1, labels.count <= ConfusionView.mostLabels {
            let places = Dictionary(uniqueKeysWithValues: labels.enumerated().map { ($1, $0) })
            var counts = [[Int]](repeating: [Int](repeating: 0, count: labels.count), count: labels.count)
            for cell in report.joint { counts[places[cell.given] ?? 0][places[cell.truth] ?? 0] += cell.estimated }
            var map = HeatMap("Rows, estimated, shaded by their share of the given label", counts: counts, rows: labels.map { names[$0] }, columns: labels.map { names[$0] })
            map.rowTitle = "given"
            map.columnTitle = "likely true"
            add("Given and likely true", "The confident joint: how many rows of each given label are likely of which.", map.html)
        }
        let overlaps = report.overlaps.filter { $0.items > 0 }
        add("Labels taken for each other", "Pairs by how many rows lie between them; where these are many, two labels may mean the same.", BarPlot(
            caption: "Rows by pair of labels", bars: overlaps.map { .init(name: "\(names[$0.first]) / \(names[$0.second])", value: Double($0.items), text: "\(FigureText.count($0.items))  \(FigureText.percent($0.share))") }).html)
    }

    /// Names of classes, numbers where the file had numbers.
    private struct Names {
        private let names: [String]?
        init(_ names: [String]?) { self.names = names }
        subscript(_ place: Int) -> String { names.flatMap { $0.indices.contains(place) ? $0[place] : nil } ?? "\(place)" }
    }
}
