/// Rows of a page: words to the left, figures to the right, the first rows only where there are very many.
struct ReportTable {
    var header: [String]
    /// Columns of figures.
    var figures: Set<Int>
    /// Columns of sentences with names between backticks.
    var sentences: Set<Int> = []
    var rows: [[String]] = []
    /// Rows there are in all, where fewer were handed over.
    var total: Int?
    static let mostRows = 200

    init(_ header: String..., figures: Set<Int> = []) {
        self.header = header
        self.figures = figures
    }

    mutating func add(_ cells: String...) { rows.append(cells) }

    /// nil without rows: an empty table says nothing.
    var html: HTML? {
        guard !rows.isEmpty else { return nil }
        let shown = rows.prefix(Self.mostRows)
        let names: [HTML] = header.enumerated().map { "<th\(kind($0))>\($1)</th>" }
        let lines: [HTML] = shown.map { row in
            let cells: [HTML] = row.enumerated().map { "<td\(kind($0))>\(text($0, FigureText.short($1, 400)))</td>" }
            return "<tr>\(cells)</tr>\n"
        }
        let all = max(total ?? 0, rows.count)
        let more: HTML = all > shown.count ? "<p class=\"more\">The first \(FigureText.count(shown.count)) of \(FigureText.count(all)).</p>\n" : ""
        return "<div class=\"table\"><table>\n<thead><tr>\(names)</tr></thead>\n<tbody>\n\(lines)</tbody>\n</table></div>\n\(more)"
    }

    private func text(_ column: Int, _ cell: String) -> HTML { sentences.contains(column) ? HTML.sentence(cell) : "\(cell)" }

    private func kind(_ column: Int) -> HTML { figures.contains(column) ? " class=\"n\"" : "" }
}
