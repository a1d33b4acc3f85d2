/// A line from low to high with a dot between, one below the other on one scale: differences with their limits.
struct RangePlot {
    struct Row {
        var name: String
        var low: Double
        var middle: Double
        var high: Double
        var text: String
    }

    var caption: String
    var rows: [Row]
    private static let mostRows = 40

    /// nil without rows.
    var html: HTML? {
        let shown = Array(rows.prefix(Self.mostRows))
        guard let least = shown.map(\.low).min(), let most = shown.map(\.high).max() else { return nil }
        let width = 960.0
        let left = PlotText.width(shown.map(\.name), most: 280)
        let axis = PlotAxis(min(least, 0), max(most, 0), from: left, to: width - PlotText.width(shown.map(\.text), most: 190))
        let height = Double(shown.count) * 24 + 30
        var marks: [HTML] = axis.ticks().map { tick in
            "<path class=\"\(tick == 0 ? "axis" : "grid")\" d=\"M\(at: axis.at(tick)) 4V\(at: height - 22)\"/><text x=\"\(at: axis.at(tick))\" y=\"\(at: height - 8)\" text-anchor=\"middle\">\(axis.text(tick))</text>\n"
        }
        for (place, row) in shown.enumerated() {
            let y = Double(place) * 24 + 14
            marks.append("""
                <g><title>\(row.name): \(row.text)</title><text class="strong" x="\(at: left - 10)" y="\(at: y + 4)" text-anchor="end">\(PlotText.fitted(row.name, left))</text>\
                <path class="whisker" d="M\(at: axis.at(row.low)) \(at: y - 4)v8m0 -4H\(at: axis.at(row.high))m0 -4v8" fill="none"/>\
                <circle class="dot" cx="\(at: axis.at(row.middle))" cy="\(at: y)" r="5"/><text x="\(at: axis.to + 8)" y="\(at: y + 4)">\(row.text)</text></g>

                """)
        }
        return PlotText.figure(caption + (rows.count > shown.count ? " (the first \(shown.count) of \(rows.count))" : ""), width, height, marks)
    }
}
