/// Chooses for each text the examples that are most like it.
///
/// Likeness is the cosine of the counts of hashed words and character runs (``TextFeatures``). Nearest examples teach more
/// than fixed ones (Liu et al. 2022, "What makes good in-context examples for GPT-3?"). Cost: one product a pool example.
public struct ChatExamples: Sendable {
    private let pool: [ChatExample]
    private let rows: SparseRows
    private let lengths: [Double]
    private let features: TextFeatures
    /// Position of a column's value in the text that is compared; filled and cleared for each.
    private let columnCount: Int

    public init(_ pool: [ChatExample], features: TextFeatures = TextFeatures(bits: 16)) {
        self.pool = pool
        self.features = features
        rows = features.hashed(pool.map(\.text))
        columnCount = rows.columnCount
        lengths = pool.indices.map { [rows] place in Self.length(rows, place) }
    }

    /// The `count` nearest, the least alike first, so that the nearest stands right before the text; the earlier wins a tie.
    public func nearest(to text: String, count: Int) -> [ChatExample] {
        guard count > 0, !pool.isEmpty else { return [] }
        let wanted = features.hashed([text])
        let length = Self.length(wanted, 0)
        guard length > 0 else { return Array(pool.prefix(count)) }
        var dense = [Float](repeating: 0, count: columnCount)
        for place in wanted.starts[0]..<wanted.starts[1] { dense[Int(wanted.columns[place])] = wanted.values[place] }
        let scores = pool.indices.map { lengths[$0] > 0 ? product($0, dense) / (lengths[$0] * length) : 0 }
        let order = pool.indices.sorted { scores[$0] != scores[$1] ? scores[$0] > scores[$1] : $0 < $1 }
        return order.prefix(count).reversed().map { pool[$0] }
    }

    private func product(_ row: Int, _ dense: [Float]) -> Double {
        var sum = 0.0
        for place in rows.starts[row]..<rows.starts[row + 1] { sum += Double(rows.values[place]) * Double(dense[Int(rows.columns[place])]) }
        return sum
    }

    private static func length(_ rows: SparseRows, _ row: Int) -> Double {
        var sum = 0.0
        for place in rows.starts[row]..<rows.starts[row + 1] { sum += Double(rows.values[place]) * Double(rows.values[place]) }
        return sum.squareRoot()
    }
}
