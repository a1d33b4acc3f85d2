/// A square per row and column, the darker the more: confusions of labels, kappas of pairs.
struct HeatMap {
    struct Cell {
        /// 0 to 1; nil is blank.
        var shade: Double?
        var text: String
    }

    var caption: String
    /// Beside the rows and above the columns; empty where both are the same thing.
    var rowTitle = ""
    var columnTitle = ""
    var rows: [String]
    var columns: [String]
    var cells: [[Cell]]
    /// Up to so many columns the text stands in the squares.
    private static let mostWritten = 24

    /// Counts; a square's shade is its share of its row, so that rare labels are seen too.
    init(_ caption: String, counts: [[Int]], rows: [String], columns: [String]) {
        self.caption = caption
        self.rows = rows
        self.columns = columns
        cells = counts.map { row in
            let all = row.reduce(0, +)
            return row.map { Cell(shade: $0 > 0 ? Double($0) / Double(all) : nil, text: FigureText.count($0)) }
        }
    }

    /// Shares or coefficients; below 0 is blank but for its text.
    init(_ caption: String, values: [[Double?]], rows: [String], columns: [String]) {
        self.caption = caption
        self.rows = rows
        self.columns = columns
        cells = values.map { $0.map { Cell(shade: $0.map { max(min($0, 1), 0) }, text: $0.map { FigureText.fixed($0, 2) } ?? "") } }
    }

    /// nil without squares.
    var html: HTML? {
        guard !rows.isEmpty, !columns.isEmpty else { return nil }
        let left = PlotText.width(rows, most: 180) + (rowTitle.isEmpty ? 0 : 18)
        let top = PlotText.width(columns, most: 130) * 0.72 + 14 + (columnTitle.isEmpty ? 0 : 18)
        let side = max(14, min(56, (960 - left - 70) / Double(columns.count)))
        let height = min(side, 34)
        var marks = names(left, top, side, height)
        for (row, cells) in cells.enumerated() {
            for (column, cell) in cells.enumerated() { marks.append(square(row, column, cell, left, top, side, height)) }
        }
        return PlotText.figure(caption, left + side * Double(columns.count) + 70, top + height * Double(rows.count) + 6, marks)
    }

    private func names(_ left: Double, _ top: Double, _ side: Double, _ height: Double) -> [HTML] {
        var marks: [HTML] = rows.enumerated().map { place, name in
            "<text class=\"strong\" x=\"\(at: left - 8)\" y=\"\(at: top + (Double(place) + 0.5) * height + 4)\" text-anchor=\"end\">\(PlotText.fitted(name, 180))</text>\n"
        }
        for (place, name) in columns.enumerated() {
            let x = left + (Double(place) + 0.5) * side
            marks.append("<text class=\"strong\" transform=\"translate(\(at: x),\(at: top - 8)) rotate(-40)\">\(PlotText.fitted(name, 130))</text>\n")
        }
        if !rowTitle.isEmpty {
            marks.append("<text transform=\"translate(11,\(at: top + height * Double(rows.count) / 2)) rotate(-90)\" text-anchor=\"middle\">\(rowTitle)</text>\n")
        }
        if !columnTitle.isEmpty { marks.append("<text x=\"\(at: left)\" y=\"12\">\(columnTitle)</text>\n") }
        return marks
    }

    private func square(_ row: Int, _ column: Int, _ cell: Cell, _ left: Double, _ top: Double, _ side: Double, _ height: Double) -> HTML {
        let (x, y) = (left + Double(column) * side, top + Double(row) * height)
        let shade = cell.shade.map { 0.06 + 0.94 * $0 } ?? 0
        var marks: HTML = "<g><title>\(rows[row]) / \(columns[column]): \(cell.text.isEmpty ? "-" : cell.text)</title>"
        marks += "<rect class=\"track\" x=\"\(at: x + 0.5)\" y=\"\(at: y + 0.5)\" width=\"\(at: side - 1)\" height=\"\(at: height - 1)\"/>"
        marks += "<rect class=\"cell\" fill-opacity=\"\(at: shade)\" x=\"\(at: x + 0.5)\" y=\"\(at: y + 0.5)\" width=\"\(at: side - 1)\" height=\"\(at: height - 1)\"/>"
        if columns.count <= Self.mostWritten, cell.shade != nil || !cell.text.isEmpty && cell.text != "0", Double(cell.text.count) * 6.2 < side {
            marks += "<text class=\"\(shade > 0.5 ? "on" : "strong")\" x=\"\(at: x + side / 2)\" y=\"\(at: y + height / 2 + 4)\" text-anchor=\"middle\">\(cell.text)</text>"
        }
        marks += "</g>\n"
        return marks
    }
}
