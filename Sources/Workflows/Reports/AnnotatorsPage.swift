import Assuring
import Records

extension ReportPage {
    /// Everybody who answered: how good, how fast, what they mistake, and what to look into.
    public static func annotators(_ details: AnnotatorDetails, of source: String) -> ReportPage {
        var page = annotators(details.view, of: source)
        let people = details.annotators
        page.addFigures(people)
        page.addMistakes(people, details.classes)
        page.addCopying(details.copiedPairs)
        for report in people.prefix(50) { page.addFacts(report, details) }
        return page
    }

    /// The table alone, as of drawings.
    public static func annotators(_ view: AnnotatorReportView, of source: String) -> ReportPage {
        var page = ReportPage(title: "Annotators", source: source)
        let flagged = view.rows.count { !$0.flags.isEmpty }
        page.facts = [
            Fact(name: "annotators", value: FigureText.count(view.rows.count), note: flagged == 0 ? "nothing to look into" : "\(FigureText.count(flagged)) to look into"),
            Fact(name: "votes", value: FigureText.count(view.votes)),
            Fact(name: "median time", value: view.medianSeconds.map { "\(FigureText.fixed($0, 1)) s" } ?? "-", note: view.medianSeconds == nil ? "no times known" : "of a vote"),
        ]
        var flags = ReportTable("annotator", "what stands out")
        flags.sentences = [1]
        for row in view.rows { for words in row.words { flags.add(row.name, words) } }
        page.add("To look into", "Figures on the wrong side of their bar. A figure is a reason to look, not a verdict.", flags.html)
        let judged = view.rows.filter { $0.withOthers != nil }
        page.add("With the others", "Each against the majority of the others, best first, by number of votes.",
            ScatterPlot(caption: "Agreement with the others by votes", across: "votes", upwards: "agreement", dots: judged.map { .init(name: $0.name, x: Double($0.votes), y: $0.withOthers ?? 0) }, range: 0...1).htmlOrBars)
        var table = ReportTable("annotator", "votes", "items", "gold", "with others", "skill", "spammer", "median s", "flags", figures: [1, 2, 3, 4, 5, 6, 7])
        for row in view.rows {
            table.add(
                row.name, FigureText.count(row.votes), FigureText.count(row.items), FigureText.fixed(row.gold, 3), FigureText.fixed(row.withOthers, 3), FigureText.fixed(row.skill, 3),
                FigureText.fixed(row.spammerScore, 3), FigureText.fixed(row.medianSeconds, 1), row.flags.joined(separator: ", "))
        }
        page.add("All", "Best first. Skill is Cohen's kappa against gold, else the consensus, else the others; the spammer score is 0 for who answers blindly and 1 for who never does.", table.html)
        return page
    }

    private mutating func addFigures(_ people: [AnnotatorReport]) {
        func bars(_ caption: String, _ figure: (AnnotatorReport) -> ShareWithInterval?) -> HTML? {
            let known = people.compactMap { report in figure(report).map { (report.name, $0) } }
            return BarPlot(caption: caption, bars: known.map { name, share in
                .init(name: name, value: share.share, text: FigureText.percent(share.share), low: share.low, high: share.high, note: "\(share.right) of \(share.count)")
            }, highest: 1).html
        }
        add("Accuracy on gold items", "With 95 % intervals: a wide one is few items, not a bad annotator.", bars("Right answers on gold items") { $0.goldAccuracy.value })
        add("Agreement with the majority of the others", "With 95 % intervals.", bars("Answers equal to the majority of the others") { $0.agreementWithOthers.value })
        let speed = people.compactMap { report in report.speed.value.map { BarPlot.Bar(name: report.name, value: $0.medianSeconds, text: "\(FigureText.fixed($0.medianSeconds, 1)) s", note: "too quick \(FigureText.percent($0.tooQuick.share))") } }
        add("Speed", "The median time of a vote.", BarPlot(caption: "Median seconds", bars: speed).html)
        let fatigue = people.filter { ($0.fatigue.value?.probability ?? 1) < 0.05 }.prefix(4).compactMap { report in report.fatigue.value.map { LinePlot.Series(name: report.name, values: $0.accuracyByQuarter) } }
        add("Fatigue", "Right answers in the quarters of a session, of those for whom it falls more than by chance.", LinePlot(caption: "Accuracy by quarter of a session", across: "quarter", series: Array(fatigue), range: 0...1).html)
    }

    /// Counts of answers given each right label, of those with the least skill; of few labels only, since more cannot be read.
    private mutating func addMistakes(_ people: [AnnotatorReport], _ classes: [String]) {
        guard classes.count > 1, classes.count <= 15 else { return }
        let maps = people.reversed().prefix(8).compactMap { report -> HTML? in
            guard let confusion = report.confusion.value else { return nil }
            var counts = [[Int]](repeating: [Int](repeating: 0, count: classes.count), count: classes.count)
            for cell in confusion.cells { counts[cell.truth][cell.answer] += cell.count }
            var map = HeatMap("\(report.name): \(confusion.right) of \(confusion.count) right", counts: counts, rows: classes, columns: classes)
            map.rowTitle = "right"
            map.columnTitle = "answered"
            return map.html
        }
        add("What is mistaken for what", "Answers by the right label, of the lowest ranked; shaded by their share of the row.", maps.sideBySide)
    }

    private mutating func addCopying(_ pairs: [CopiedPair]) {
        var table = ReportTable("first", "second", "shared", "same wrong", "expected", "by chance", figures: [2, 3, 4, 5])
        for pair in pairs { table.add(pair.first, pair.second, FigureText.count(pair.shared), FigureText.count(pair.sameWrong), FigureText.fixed(pair.expected, 1), FigureText.fixed(pair.probability, 6)) }
        add("Copying", "Pairs who gave the same wrong answer more often than their mistakes explain.", table.html)
    }

    private mutating func addFacts(_ report: AnnotatorReport, _ details: AnnotatorDetails) {
        var table = ReportTable("figure", "")
        for line in AnnotatorFacts(report, in: details).lines.dropFirst() { table.add(line.name, line.text) }
        add(report.name, "", table.html)
    }
}
