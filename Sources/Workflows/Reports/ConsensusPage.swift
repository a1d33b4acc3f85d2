extension ReportPage {
    /// What was settled, how surely, and whose answers it rests on.
    public static func consensus(_ result: VoteFiles.ConsensusResult, of source: String) -> ReportPage {
        var page = ReportPage(title: "Consensus", source: source)
        let open = result.items.count { $0.label == nil }
        page.facts = [
            Fact(name: "method", value: result.method, note: result.iterations == 1 ? "one round" : "\(result.iterations) rounds, \(result.stopped)"),
            Fact(name: "items", value: FigureText.count(result.items.count), note: open == 0 ? "all settled" : "\(FigureText.count(open)) open"),
            Fact(name: "annotators", value: FigureText.count(result.annotators.count)),
            Fact(name: "mean posterior", value: FigureText.fixed(mean(result.items.compactMap(\.posterior)), 3), note: "of the settled labels"),
        ]
        page.addSureness(result)
        page.addLabels(result)
        page.addStandings(result)
        page.addLeastSure(result)
        return page
    }

    private mutating func addSureness(_ result: VoteFiles.ConsensusResult) {
        let posterior = HistogramPlot("Posterior of the settled label", result.items.compactMap(\.posterior)).html
        let margin = HistogramPlot("Margin: posterior less that of the next label", result.items.compactMap(\.margin)).html
        add("How sure", "Items by how sure their label is. Those far to the left are worth another vote or a look.", [posterior, margin].compactMap(\.self).sideBySide)
        add("Rounds", "What the method makes larger from round to round; it should rise and level off.",
            LinePlot(caption: "Objective by round", across: "round", series: [.init(name: "objective", values: result.objective)]).html)
    }

    private mutating func addLabels(_ result: VoteFiles.ConsensusResult) {
        var counts: [String: Int] = [:]
        for item in result.items { if let label = item.label { counts[label, default: 0] += 1 } }
        let sorted = counts.sorted { (-$0.value, $0.key) < (-$1.value, $1.key) }
        let all = max(result.items.count, 1)
        add("Labels", "How often each label was settled.", BarPlot(
            caption: "Items by label", bars: sorted.map { .init(name: $0.key, value: Double($0.value), text: "\(FigureText.count($0.value))  \(FigureText.percent(Double($0.value) / Double(all)))") }).html)
    }

    private mutating func addStandings(_ result: VoteFiles.ConsensusResult) {
        let sorted = result.annotators.sorted { ($0.skill ?? 2, $0.login) < ($1.skill ?? 2, $1.login) }
        var table = ReportTable("annotator", "votes", "skill", "weight", figures: [1, 2, 3])
        for row in sorted { table.add(row.login, FigureText.count(row.votes), FigureText.fixed(row.skill), FigureText.fixed(row.weight)) }
        let dots = sorted.compactMap { row in row.skill.map { ScatterPlot.Dot(name: row.login, x: Double(row.votes), y: $0) } }
        add("Annotators", "Skill is the share of an annotator's answers that the method takes to be right, lowest first; weight is what their votes count by where that is another figure.",
            ScatterPlot(caption: "Skill by number of votes", across: "votes", upwards: "skill", dots: dots, range: 0...1).htmlOrBars, table.html)
        let maps: [HTML] = sorted.prefix(12).compactMap { row in
            guard let confusion = row.confusion, result.classes.count <= 12 else { return nil }
            var map = HeatMap("\(row.login): answers given each settled label", values: confusion.map { $0.map { Optional($0) } }, rows: result.classes, columns: result.classes)
            map.rowTitle = "settled"
            map.columnTitle = "answered"
            return map.html
        }
        add("What each mistakes", "The probability of each answer where the row's label is true, for those with the least skill.", maps.sideBySide)
    }

    private mutating func addLeastSure(_ result: VoteFiles.ConsensusResult) {
        var table = ReportTable("item", "label", "posterior", "margin", figures: [2, 3])
        let sorted = result.items.sorted { ($0.margin ?? -1, $0.item) < ($1.margin ?? -1, $1.item) }
        for row in sorted.prefix(50) { table.add(row.item, row.label ?? "open", FigureText.fixed(row.posterior), FigureText.fixed(row.margin)) }
        table.total = result.items.count
        add("Least sure items", "By margin; the first to send to somebody else.", table.html)
    }

    static func mean(_ values: [Double]) -> Double? { values.isEmpty ? nil : values.reduce(0, +) / Double(values.count) }
}

extension [HTML] {
    /// In two columns where there is room; nil without any.
    var sideBySide: HTML? { isEmpty ? nil : "<div class=\"pair\">\(self)</div>\n" }
}
