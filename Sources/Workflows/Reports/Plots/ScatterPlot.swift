/// A dot per person or item by two figures.
struct ScatterPlot {
    struct Dot {
        var name: String
        var x: Double
        var y: Double
    }

    static let mostDots = 5000
    var caption: String
    var across: String
    var upwards: String
    var dots: [Dot]
    /// Bounds of the upright axis; nil for those of the dots.
    var range: ClosedRange<Double>?
    /// Names of so few dots are written beside them.
    private static let mostNamed = 12

    /// nil without dots.
    var html: HTML? {
        guard !dots.isEmpty else { return nil }
        let (width, height) = (960.0, 320.0)
        let x = PlotAxis(min(0, dots.map(\.x).min() ?? 0), (dots.map(\.x).max() ?? 1) * 1.04, from: 56, to: width - 24)
        let y = PlotAxis(range?.lowerBound ?? min(0, dots.map(\.y).min() ?? 0), range?.upperBound ?? dots.map(\.y).max() ?? 1, from: height - 40, to: 22)
        var marks: [HTML] = y.ticks().map { tick in
            "<path class=\"grid\" d=\"M56 \(at: y.at(tick))H\(at: width - 24)\"/><text x=\"50\" y=\"\(at: y.at(tick) + 4)\" text-anchor=\"end\">\(y.text(tick))</text>\n"
        }
        for tick in x.ticks(8) { marks.append("<text x=\"\(at: x.at(tick))\" y=\"\(at: height - 24)\" text-anchor=\"middle\">\(x.text(tick))</text>\n") }
        marks.append("<path class=\"axis\" d=\"M56 \(at: y.from)H\(at: width - 24)\"/>\n")
        marks.append("<text x=\"\(at: width - 24)\" y=\"\(at: height - 6)\" text-anchor=\"end\">\(across)</text><text x=\"6\" y=\"12\">\(upwards)</text>\n")
        for dot in dots.prefix(Self.mostDots) {
            let name: HTML = dots.count <= Self.mostNamed ? "<text x=\"\(at: x.at(dot.x) + 8)\" y=\"\(at: y.at(dot.y) + 4)\">\(FigureText.short(dot.name, 24))</text>" : ""
            marks.append("<g><title>\(dot.name): \(FigureText.trimmed(dot.x, 4)), \(FigureText.trimmed(dot.y, 4))</title><circle class=\"dot\" cx=\"\(at: x.at(dot.x))\" cy=\"\(at: y.at(dot.y))\" r=\"5\"/>\(name)</g>\n")
        }
        let rest = dots.count - Self.mostDots
        return PlotText.figure(caption + (rest > 0 ? " (the first \(Self.mostDots) of \(dots.count))" : ""), width, height, marks)
    }
}

extension ScatterPlot {
    /// Bars where everybody has about the same `x`, since the dots would stand on one another.
    var htmlOrBars: HTML? {
        guard dots.count > 1, let least = dots.map(\.x).min(), let most = dots.map(\.x).max(), least > 0.8 * most else { return html }
        let bars = dots.map { BarPlot.Bar(name: $0.name, value: $0.y, text: FigureText.fixed($0.y, 3), note: "\(across) \(FigureText.trimmed($0.x, 2))") }
        return BarPlot(caption: caption, bars: bars, highest: range?.upperBound).html
    }
}
