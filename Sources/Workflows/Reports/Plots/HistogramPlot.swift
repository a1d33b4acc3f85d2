/// How many of something lie in each of equally wide ranges.
struct HistogramPlot {
    var caption: String
    var counts: [Int]
    /// The least value of the first range and the highest of the last.
    var low: Double
    var high: Double
    var width = 460.0

    /// Of values in `low...high`; those outside are counted at the ends.
    init(_ caption: String, _ values: some Sequence<Double>, low: Double = 0, high: Double = 1, ranges: Int = 20) {
        self.caption = caption
        self.low = low
        self.high = high
        counts = Array(repeating: 0, count: ranges)
        for value in values where value.isFinite {
            let place = high > low ? Int(((value - low) / (high - low) * Double(ranges)).rounded(.down)) : 0
            counts[min(max(place, 0), ranges - 1)] += 1
        }
    }

    /// nil when nothing was counted.
    var html: HTML? {
        guard let most = counts.max(), most > 0 else { return nil }
        let height = 190.0
        let left = PlotText.width([FigureText.count(most)], least: 46)
        let across = PlotAxis(low, high, from: left, to: width - 8)
        let up = PlotAxis(0, Double(most), from: height - 24, to: 10)
        var marks: [HTML] = up.ticks(4).filter { $0 == $0.rounded() }.map { tick in
            "<path class=\"grid\" d=\"M\(at: left) \(at: up.at(tick))H\(at: width - 8)\"/><text x=\"\(at: left - 6)\" y=\"\(at: up.at(tick) + 4)\" text-anchor=\"end\">\(FigureText.count(Int(tick)))</text>\n"
        }
        let step = (across.to - across.from) / Double(counts.count)
        for (place, count) in counts.enumerated() where count > 0 {
            let (start, end) = (low + (high - low) * Double(place) / Double(counts.count), low + (high - low) * Double(place + 1) / Double(counts.count))
            marks.append("""
                <rect class="bar" x="\(at: across.from + Double(place) * step + 1)" y="\(at: up.at(Double(count)))" width="\(at: step - 2)" height="\(at: up.from - up.at(Double(count)))" rx="2">\
                <title>\(FigureText.trimmed(start, 3)) to \(FigureText.trimmed(end, 3)): \(FigureText.count(count))</title></rect>

                """)
        }
        marks.append("<path class=\"axis\" d=\"M\(at: left) \(at: up.from)H\(at: width - 8)\"/>\n")
        for tick in across.ticks() {
            marks.append("<text x=\"\(at: across.at(tick))\" y=\"\(at: height - 8)\" text-anchor=\"middle\">\(across.text(tick))</text>\n")
        }
        return PlotText.figure(caption, width, height, marks)
    }
}
