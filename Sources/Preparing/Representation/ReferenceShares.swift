import Records

/// How the data should be spread: a share for each value, or for each combination of values of up to three columns.
public struct ReferenceShares: Sendable, Hashable, Codable {
    public struct Cell: Sendable, Hashable, Codable {
        /// In the order of the columns.
        public var values: [String]
        public var share: Double

        public init(values: [String], share: Double) {
            self.values = values
            self.share = share
        }
    }

    public let columns: [String]
    /// In the order of their values; shares add up to 1.
    public let cells: [Cell]

    /// Weights of any sum, such as counts of a census; scaled to add up to 1.
    /// - Throws: no columns or more than three, a combination twice or of another length, weights that are no shares.
    public init(columns: [String], cells: [Cell]) throws(Finding) {
        guard (1...3).contains(columns.count) else { throw Finding(.error, "reference.columns", "a reference has 1 to 3 columns, not \(columns.count)") }
        guard !cells.isEmpty else { throw Finding(.error, "reference.empty", "the reference for \(Figure.list(columns)) names no values") }
        var seen: Set<[String]> = []
        for cell in cells {
            let named = cell.values.joined(separator: ", ")
            guard cell.values.count == columns.count else { throw Finding(.error, "reference.values", "`\(named)` does not name \(columns.count) values") }
            guard seen.insert(cell.values).inserted else { throw Finding(.error, "reference.twice", "`\(named)` is named twice") }
            guard cell.share >= 0, cell.share.isFinite else { throw Finding(.error, "reference.share", "the share of `\(named)` is \(cell.share)") }
        }
        let sum = cells.reduce(0) { $0 + $1.share }
        guard sum > 0, sum.isFinite else { throw Finding(.error, "reference.sum", "the shares of \(Figure.list(columns)) add up to \(sum)") }
        self.columns = columns
        self.cells = cells.map { Cell(values: $0.values, share: $0.share / sum) }.sorted { $0.values.lexicographicallyPrecedes($1.values) }
    }

    public init(column: String, shares: [String: Double]) throws(Finding) {
        try self.init(columns: [column], cells: shares.map { Cell(values: [$0.key], share: $0.value) })
    }

    /// `north=0.5,south=0.3,east=20%`, or `north/female=1,north/male=1` of two columns.
    ///
    /// - Parameter columns: those that groups are made by; the values name the first of them, all alike.
    public init(declared text: String, columns: [String]) throws(Finding) {
        var cells: [Cell] = []
        for part in text.split(separator: ",") {
            let part = part.trimmed
            guard let sign = part.lastIndex(of: "="), case let (name, figure) = (part[..<sign].trimmed, part[part.index(after: sign)...].trimmed), !name.isEmpty,
                let weight = Double((figure.hasSuffix("%") ? figure.dropLast() : figure).trimmed)
            else { throw Finding(.error, "reference.written", "`\(part)` is not `group=share`", hint: "write shares or counts like `north=0.5,south=0.5`, of two columns `north/female=1,north/male=1`") }
            let values = columns.count > 1 ? name.split(separator: "/", omittingEmptySubsequences: false).map { String($0.trimmed) } : [String(name)]
            cells.append(Cell(values: values, share: figure.hasSuffix("%") ? weight / 100 : weight))
        }
        try self.init(columns: Array(columns.prefix(max(1, cells.first?.values.count ?? 1))), cells: cells)
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(columns: container.decode([String].self, forKey: .columns), cells: container.decode([Cell].self, forKey: .cells))
    }

    /// The quotas of a question's labels, as shares of their sum; nil where none has one. The column is that of the labels.
    public static func quotas(of question: Question, column: String? = nil) -> ReferenceShares? {
        let cells = question.labels.compactMap { label in label.quota.map { Cell(values: [label.name], share: Double($0)) } }
        return cells.isEmpty ? nil : try? ReferenceShares(columns: [column ?? question.name], cells: cells)
    }

    /// Every value of a declared environment equally often.
    public static func even(_ axis: String, _ values: [String]) -> ReferenceShares? {
        try? ReferenceShares(columns: [axis], cells: values.map { Cell(values: [$0], share: 1) })
    }
}

extension Substring {
    fileprivate var trimmed: Substring {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return self[first...last]
    }
}
