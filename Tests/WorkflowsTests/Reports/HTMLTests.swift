import Testing

@testable import Workflows

@Suite("Markup of reports")
struct HTMLTests {
    @Test("sets names between backticks apart, and escapes them")
    func sentence() {
        #expect(HTML.sentence("`a<b` is confused with `c`").text == "<code>a&lt;b</code> is confused with <code>c</code>")
    }

    @Test("what is put in is text, what is markup stays markup")
    func escaping() {
        let name = "<b>\"Ada\" & 'Ben'</b>\u{1B}[2J"
        let cell: HTML = "<td title='\(name)'>\(name)</td>"
        #expect(cell.text == "<td title='\(HTML.escaped(name))'>&lt;b&gt;&quot;Ada&quot; &amp; &#39;Ben&#39;&lt;/b&gt; [2J</td>")
        let row: HTML = "<tr>\([cell, cell])</tr>"
        #expect(row.text == "<tr>\(cell.text)\(cell.text)</tr>")
    }

    @Test("figures are the same everywhere", arguments: [
        (0.5, 2, "0.50"), (-0.004, 2, "0.00"), (-1.5, 0, "-2"), (1234.5678, 3, "1234.568"), (0, 4, "0.0000"), (.nan, 2, "-"), (.infinity, 2, "-"), (1e17, 0, "100000000000000000"),
    ])
    func figures(value: Double, places: Int, text: String) {
        #expect(FigureText.fixed(value, places) == text)
    }

    @Test("counts have commas, shares a percent sign")
    func words() {
        #expect(FigureText.count(1_234_567) == "1,234,567" && FigureText.count(999) == "999" && FigureText.count(-1000) == "-1,000")
        #expect(FigureText.percent(0.1234) == "12.3 %" && FigureText.percent(nil) == "-")
        #expect(FigureText.trimmed(1.500, 3) == "1.5" && FigureText.trimmed(2, 3) == "2" && FigureText.short("abcdef", 4) == "abc…")
    }
}

@Suite("Axes of plots")
struct PlotAxisTests {
    @Test("marks are round numbers inside the range", arguments: [(0.0, 1.0), (-3.2, 7.9), (0, 123_456), (0.001, 0.0042), (5, 5)])
    func ticks(low: Double, high: Double) {
        let axis = PlotAxis(low, high, from: 0, to: 100)
        let ticks = axis.ticks()
        #expect((2...12).contains(ticks.count))
        #expect(ticks.allSatisfy { $0 >= axis.low - 1e-9 && $0 <= axis.high + 1e-9 * abs(axis.high) })
        #expect(Set(ticks.map(axis.text)).count == ticks.count)
    }

    @Test("what is outside is drawn at the edge")
    func edges() {
        let axis = PlotAxis(0, 1, from: 10, to: 110)
        #expect(axis.at(0.5) == 60 && axis.at(-4) == 10 && axis.at(9) == 110)
    }

    @Test("nothing to draw is no drawing")
    func nothing() {
        #expect(BarPlot(caption: "", bars: []).html == nil)
        #expect(HistogramPlot("", []).html == nil)
        #expect(ScatterPlot(caption: "", across: "", upwards: "", dots: []).html == nil)
        #expect(LinePlot(caption: "", across: "", series: [.init(name: "a", values: [1])]).html == nil)
        #expect(HeatMap("", counts: [], rows: [], columns: []).html == nil)
        #expect(RangePlot(caption: "", rows: []).html == nil)
    }
}
