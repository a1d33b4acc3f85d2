/// Figures one after the other as lines: rounds of a method, blocks of an annotator's answers. Gaps stay gaps.
struct LinePlot {
    struct Series {
        var name: String
        /// In steps of one along the plot; nil is a gap.
        var values: [Double?]
    }

    var caption: String
    var across: String
    /// At most four, each with a colour of its own.
    var series: [Series]
    /// What the first value stands for.
    var first = 1
    var range: ClosedRange<Double>?
    var width = 960.0

    /// nil without a line: one value is none.
    var html: HTML? {
        let shown = Array(series.prefix(4))
        let all = shown.flatMap { $0.values.compactMap(\.self) }.filter(\.isFinite)
        guard let count = shown.map(\.values.count).max(), count > 1, let least = all.min(), let most = all.max() else { return nil }
        let height = 240.0
        let left = 78.0
        let x = PlotAxis(Double(first), Double(first + count - 1), from: left, to: width - 24)
        let y = PlotAxis(range?.lowerBound ?? least, range?.upperBound ?? most, from: height - 40, to: shown.count > 1 ? 30 : 14)
        var marks: [HTML] = y.ticks().map { tick in
            "<path class=\"grid\" d=\"M\(at: left) \(at: y.at(tick))H\(at: width - 24)\"/><text x=\"\(at: left - 6)\" y=\"\(at: y.at(tick) + 4)\" text-anchor=\"end\">\(y.text(tick))</text>\n"
        }
        for tick in x.ticks(10) where tick == tick.rounded() { marks.append("<text x=\"\(at: x.at(tick))\" y=\"\(at: height - 24)\" text-anchor=\"middle\">\(FigureText.count(Int(tick)))</text>\n") }
        marks.append("<text x=\"\(at: width - 24)\" y=\"\(at: height - 6)\" text-anchor=\"end\">\(across)</text>\n")
        for (place, series) in shown.enumerated() {
            marks.append("<path class=\"series s\(place + 1)\" d=\"\(path(series.values, x, y))\"/>\n")
            guard shown.count > 1 else { continue }
            let start = left + Double(place) * 200
            marks.append("<path class=\"series s\(place + 1)\" d=\"M\(at: start) 12h16\"/><text class=\"strong\" x=\"\(at: start + 22)\" y=\"16\">\(FigureText.short(series.name, 24))</text>\n")
        }
        return PlotText.figure(caption, width, height, marks)
    }

    private func path(_ values: [Double?], _ x: PlotAxis, _ y: PlotAxis) -> HTML {
        var path: HTML = ""
        var isDrawing = false
        for (place, value) in values.enumerated() {
            guard let value, value.isFinite else { isDrawing = false; continue }
            path += "\(isDrawing ? "L" : "M")\(at: x.at(Double(first + place))) \(at: y.at(value))"
            isDrawing = true
        }
        return path
    }
}
