/// A bar per name, one below the other, with its figure and where there is one its interval.
struct BarPlot {
    struct Bar {
        var name: String
        /// nil shows as a dash.
        var value: Double?
        var text: String
        var low: Double?
        var high: Double?
        /// What hovering says.
        var note = ""
    }

    static let mostBars = 40
    var caption: String
    var bars: [Bar]
    /// Where the longest bar may end; nil for the highest value.
    var highest: Double?
    var width = 960.0

    /// nil without bars.
    var html: HTML? {
        guard !bars.isEmpty else { return nil }
        let shown = Array(bars.prefix(Self.mostBars))
        let left = PlotText.width(shown.map(\.name), most: width * 0.3)
        let right = PlotText.width(shown.map(\.text), least: 52, most: 150)
        let lowest = min(0, shown.flatMap { [$0.value, $0.low] }.compactMap(\.self).min() ?? 0)
        let top = highest ?? shown.flatMap { [$0.value, $0.high] }.compactMap(\.self).max() ?? 1
        let axis = PlotAxis(lowest, max(top, lowest + 1e-9), from: left, to: width - right)
        let rest = bars.count - shown.count
        return PlotText.figure(caption + (rest > 0 ? " (the first \(shown.count) of \(bars.count))" : ""), width, Double(shown.count) * 24 + 4, shown.enumerated().map { row($0, $1, axis) })
    }

    private func row(_ place: Int, _ bar: Bar, _ axis: PlotAxis) -> HTML {
        let top = Double(place) * 24 + 4
        let zero = axis.at(0)
        var marks: HTML = "<g><title>\(bar.name): \(bar.text)\(bar.note.isEmpty ? "" : ". " + bar.note)</title>"
        marks += "<text class=\"strong\" x=\"\(at: axis.from - 10)\" y=\"\(at: top + 13)\" text-anchor=\"end\">\(PlotText.fitted(bar.name, axis.from))</text>"
        marks += "<rect class=\"track\" x=\"\(at: axis.from)\" y=\"\(at: top)\" width=\"\(at: axis.to - axis.from)\" height=\"18\" rx=\"3\"/>"
        if let value = bar.value, value != 0 {
            let end = axis.at(value)
            marks += "<rect class=\"\(value < 0 ? "bad" : "bar")\" x=\"\(at: min(zero, end))\" y=\"\(at: top)\" width=\"\(at: max(abs(end - zero), 1))\" height=\"18\" rx=\"3\"/>"
        }
        if let low = bar.low, let high = bar.high {
            marks += "<path class=\"whisker\" d=\"M\(at: axis.at(low)) \(at: top + 5)v8m0 -4H\(at: axis.at(high))m0 -4v8\" fill=\"none\"/>"
        }
        marks += "<text x=\"\(at: axis.to + 8)\" y=\"\(at: top + 13)\">\(bar.text)</text></g>\n"
        return marks
    }
}
