extension ReportPage {
    /// Texts, numbers or rankings that were settled.
    public static func answers(_ result: VoteFiles.AnswerResult, of source: String) -> ReportPage {
        var page = ReportPage(title: "Consensus", source: source)
        page.facts = [
            Fact(name: "method", value: result.method, note: "of \(result.kind.rawValue)"), Fact(name: "items", value: FigureText.count(result.items.count)),
            Fact(name: "answers", value: FigureText.count(result.items.reduce(0) { $0 + $1.answers })), Fact(name: "annotators", value: FigureText.count(result.annotators.count)),
        ]
        page.add("Support", "Items by the share of the votes or preferences behind what was settled.", HistogramPlot("Support", result.items.compactMap(\.support)).html)
        let widths = result.items.compactMap { item in item.low.flatMap { low in item.high.map { $0 - low } } }
        page.add("How sure", "Items by the width of their 95 % interval, in the numbers' own unit.", HistogramPlot("Width of the interval", widths, high: max(widths.max() ?? 1, 1e-9)).html)
        page.addPeople(result)
        var table = ReportTable("item", "settled", "", "support", "answers", figures: [3, 4])
        for row in result.items.prefix(ReportTable.mostRows) {
            let interval = row.low.flatMap { low in row.high.map { "\(FigureText.trimmed(low, 3)) to \(FigureText.trimmed($0, 3))" } }
            table.add(
                row.item, row.text ?? row.ranking.map(VoteFiles.AnswerResult.words) ?? row.number.map { FigureText.trimmed($0, 4) } ?? "-", interval ?? (row.isTied == true ? "tied" : ""),
                FigureText.fixed(row.support, 3), FigureText.count(row.answers))
        }
        table.total = result.items.count
        page.add("Items", "In order of their names.", table.html)
        return page
    }

    private mutating func addPeople(_ result: VoteFiles.AnswerResult) {
        let sorted = result.annotators.sorted { ($0.agreement ?? 2, $0.login) < ($1.agreement ?? 2, $1.login) }
        var table = ReportTable("annotator", "answers", "agreement", "bias", "scatter", figures: [1, 2, 3, 4])
        for row in sorted { table.add(row.login, FigureText.count(row.answers), FigureText.fixed(row.agreement), FigureText.fixed(row.bias), FigureText.fixed(row.deviation)) }
        let ranges = sorted.compactMap { row in
            row.bias.flatMap { bias in
                row.deviation.map { RangePlot.Row(name: row.login, low: bias - $0, middle: bias, high: bias + $0, text: "\(FigureText.fixed(bias, 2)) ± \(FigureText.fixed($0, 2))") }
            }
        }
        let bars = sorted.filter { $0.agreement != nil }.map { BarPlot.Bar(name: $0.login, value: $0.agreement, text: FigureText.percent($0.agreement)) }
        add("Annotators", "How near each comes to what was settled.", RangePlot(caption: "How much higher each answers, and how far that scatters", rows: ranges).html,
            BarPlot(caption: "Agreement with what was settled", bars: bars, highest: 1).html, table.html)
    }

    /// Items put in order by comparisons of two.
    public static func ranking(_ result: VoteFiles.RankingResult, of source: String) -> ReportPage {
        var page = ReportPage(title: "Ranking", source: source)
        page.facts = [
            Fact(name: "method", value: result.method, note: result.iterations == 1 ? "one round" : "\(result.iterations) rounds, \(result.stopped)"),
            Fact(name: "items", value: FigureText.count(result.items.count)), Fact(name: "best", value: result.items.first { $0.rank == 1 }?.item ?? "-"),
        ]
        let ranges = result.items.compactMap { item in
            item.score.map { score in
                let reach = 1.96 * (item.standardError ?? 0)
                return RangePlot.Row(name: item.item, low: score - reach, middle: score, high: score + reach, text: FigureText.trimmed(score, 3))
            }
        }
        page.add("Scores", "From the best, with 95 % intervals where the method has them. Items whose intervals overlap much cannot be told apart yet.", RangePlot(caption: "Score by item", rows: ranges).html)
        var table = ReportTable("rank", "item", "score", "error", "comparisons", "wins", figures: [0, 2, 3, 4, 5])
        for row in result.items { table.add(row.rank.map { "\($0)" } ?? "-", row.item, FigureText.fixed(row.score), FigureText.fixed(row.standardError), FigureText.count(row.comparisons), FigureText.trimmed(row.wins, 2)) }
        page.add("Items", "", table.html)
        var people = ReportTable("annotator", "comparisons", "agreement", "left", "skill", figures: [1, 2, 3, 4])
        for row in result.annotators where !row.login.isEmpty { people.add(row.login, FigureText.count(row.comparisons), FigureText.fixed(row.agreement), FigureText.fixed(row.leftShare), FigureText.fixed(row.skill)) }
        page.add("Annotators", "Agreement is the share of comparisons that prefer the item with the higher score. A share of lefts far from one half may mean that somebody does not look.", people.html)
        return page
    }
}
