extension ReportPage {
    /// How far annotators agree: the value, where it is lost, and who is how far from the others.
    public static func agreement(_ report: AgreementReport, of source: String) -> ReportPage {
        var page = ReportPage(title: "Agreement", source: source)
        page.facts = [
            Fact(name: report.measure, value: FigureText.fixed(report.value), note: report.band.map { $0 == "needs-work" ? "needs work" : $0 } ?? report.reason ?? ""),
            Fact(name: "compared items", value: FigureText.count(report.items), note: "two answers or more"),
        ]
        if let interval = report.interval {
            page.facts.insert(Fact(name: "95 % interval", value: "\(FigureText.fixed(interval.low, 3)) to \(FigureText.fixed(interval.high, 3))", note: "by \(interval.method.rawValue)"), at: 1)
        }
        if let observed = report.observed {
            let chance = report.expected.map { "\(FigureText.percent($0)) by chance alone" } ?? ""
            page.facts.append(Fact(name: "agreement seen", value: FigureText.percent(observed), note: chance))
        }
        if let warning = report.warning { page.warnings.append(warning) }
        page.addVotes(report)
        page.addNumbers(report)
        page.addShapes(report)
        page.addPairs(report)
        return page
    }

    private mutating func addVotes(_ report: AgreementReport) {
        if let confusion = report.confusion, confusion.labels.count > 1 {
            add("What is confused", "How often two annotators of one item gave these two labels; each pair of answers once. Off the diagonal they differ: the darkest of those squares is where the guidelines need a rule.",
                confusion.map("Pairs of answers, shaded by their share of the row" + confusion.words))
        }
        let classes = (report.classes ?? []).filter { $0.ratings > 0 }.sorted { ($0.specific ?? 2, $0.label) < ($1.specific ?? 2, $1.label) }
        var table = ReportTable("label", "answers", "items", "agreement", "alpha", "", figures: [1, 2, 3, 4])
        for row in classes { table.add(row.label, FigureText.count(row.ratings), FigureText.count(row.items), FigureText.fixed(row.specific), FigureText.fixed(row.alpha), row.reason ?? "") }
        if classes.count > 1 {
            add("By label", "Of the other answers on items where somebody gave the label, the share that gave it too, lowest first. Alpha is Krippendorff's, of the label against all others.",
                BarPlot(caption: "Agreement by label", bars: classes.map { .init(name: $0.label, value: $0.specific, text: FigureText.percent($0.specific), note: "\($0.ratings) answers") }, highest: 1).html, table.html)
        }
        addPeople(report.annotators ?? [])
    }

    private mutating func addPeople(_ people: [AnnotatorAgreementView]) {
        let sorted = people.sorted { ($0.observed ?? 2, $0.login) < ($1.observed ?? 2, $1.login) }
        guard sorted.count > 1 else { return }
        var table = ReportTable("annotator", "votes", "shared", "met", "agreement", "kappa", "alpha without", "", figures: [1, 2, 3, 4, 5, 6])
        for row in sorted {
            table.add(row.login, FigureText.count(row.votes), FigureText.count(row.shared), FigureText.count(row.others), FigureText.fixed(row.observed), FigureText.fixed(row.kappa), FigureText.fixed(row.alphaWithout), row.reason ?? "")
        }
        let dots = sorted.compactMap { row in row.observed.map { ScatterPlot.Dot(name: row.login, x: Double(row.shared), y: $0) } }
        add("By annotator", "The mean share of the others who said the same, lowest first. Kappa takes off what habits alone give; alpha without is everybody else's: well above the group's for somebody who reads the guidelines otherwise.",
            dots.count > 2 ? ScatterPlot(caption: "Agreement with the others, by items shared with them", across: "items shared with somebody", upwards: "agreement", dots: dots, range: 0...1).htmlOrBars : nil, table.html)
    }

    private mutating func addPairs(_ report: AgreementReport) {
        let names = Set(report.pairs.flatMap { [$0.a, $0.b] }).sorted()
        guard !report.pairs.isEmpty else { return }
        var map: HTML?
        if names.count > 2, names.count <= 30 {
            let places = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
            var values = [[Double?]](repeating: [Double?](repeating: nil, count: names.count), count: names.count)
            for pair in report.pairs {
                guard let a = places[pair.a], let b = places[pair.b] else { continue }
                values[a][b] = pair.value
                values[b][a] = pair.value
            }
            map = HeatMap(report.overlap == nil ? "Cohen's kappa of each two" : "\(report.measure) of each two", values: values, rows: names, columns: names).html
        }
        var table = ReportTable("first", "second", "items", "value", "", "confused most", figures: [2, 3])
        // Where all pairs stand in the map, the table has those to begin with.
        for pair in report.pairs.sorted(by: { (-$0.items, $0.a, $0.b) < (-$1.items, $1.a, $1.b) }).prefix(map == nil ? ReportTable.mostRows : 50) {
            table.add(pair.a, pair.b, FigureText.count(pair.items), FigureText.fixed(pair.value), pair.band.map { $0 == "needs-work" ? "needs work" : $0 } ?? pair.reason ?? "", pair.mostConfused?.joined(separator: " / ") ?? "")
        }
        table.total = report.pairs.count
        add("By pair", "Those with the most items in common first.", map, table.html)
    }

    private mutating func addNumbers(_ report: AgreementReport) {
        let pairs = (report.numbers ?? []).sorted { (-$0.items, $0.a, $0.b) < (-$1.items, $1.a, $1.b) }
        var table = ReportTable("first", "second", "items", "bias", "low", "high", "scatter", "outside", "slope", figures: [2, 3, 4, 5, 6, 7, 8])
        for row in pairs.prefix(ReportTable.mostRows) {
            table.add(row.a, row.b, FigureText.count(row.items), FigureText.fixed(row.bias, 3), FigureText.fixed(row.low, 3), FigureText.fixed(row.high, 3), FigureText.fixed(row.deviation, 3), FigureText.percent(row.outside), FigureText.fixed(row.slope, 3))
        }
        table.total = pairs.count
        add("Differences of each two", "The first's number less the second's: their mean, and limits that hold 95 % of them, after Bland and Altman. In the numbers' own unit; a slope far from 0 says that the bias grows with the number.",
            RangePlot(caption: "Bias and limits", rows: pairs.map {
                .init(name: "\($0.a) - \($0.b)", low: $0.low, middle: $0.bias, high: $0.high, text: "\(FigureText.fixed($0.bias, 2)) (\(FigureText.fixed($0.low, 2)) to \(FigureText.fixed($0.high, 2)))")
            }).html, table.html)
        let texts = (report.texts ?? []).sorted { ($0.value ?? 2, $0.login) < ($1.value ?? 2, $1.login) }
        add("By annotator", "Each with everybody else.", BarPlot(
            caption: "\(report.measure) by annotator", bars: texts.map { .init(name: $0.login, value: $0.value, text: FigureText.fixed($0.value, 3), note: "\($0.comparisons) comparisons") }, highest: 1).html)
    }

    private mutating func addShapes(_ report: AgreementReport) {
        let labels = report.labels ?? []
        add("By label", "Parts with the label against parts with it.", BarPlot(
            caption: "\(report.measure) by label", bars: labels.map { .init(name: $0.label, value: $0.value, text: FigureText.fixed($0.value, 3), note: $0.reason ?? "\($0.parts) parts") }, highest: 1).html)
        let people = report.people ?? []
        add("By person", "Each with everybody else.", BarPlot(
            caption: "\(report.measure) by person", bars: people.map { .init(name: $0.login, value: $0.value, text: FigureText.fixed($0.value, 3), note: $0.reason ?? "\($0.shared) items shared") }, highest: 1).html)
        if let counts = report.differences {
            let bars = [("missed", counts.missed), ("extra", counts.extra), ("other label", counts.label), ("other place", counts.place)]
            add("What differs", "Objects that two people drew differently, by how.", BarPlot(
                caption: "Differences", bars: bars.map { .init(name: $0.0, value: Double($0.1), text: FigureText.count($0.1)) }).html)
        }
    }
}

extension ConfusionView {
    func map(_ caption: String, rows: String = "", columns: String = "") -> HTML? {
        var map = HeatMap(caption, counts: counts, rows: labels, columns: labels)
        map.rowTitle = rows
        map.columnTitle = columns
        return map.html
    }

    /// What is not in the map, for its caption.
    var words: String { leftOut == 0 ? "" : "; the \(labels.count) most used labels, \(FigureText.count(leftOut)) others with \(FigureText.count(pairsLeftOut)) pairs left out" }
}
