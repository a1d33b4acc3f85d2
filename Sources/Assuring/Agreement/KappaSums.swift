/// The sums over one matrix that Cohen's kappa and its variances are made of. `w` weights, `p` shares of cells.
///
/// Over the cells and classes that occur, so neither time nor memory grows with the classes that do not.
struct KappaSums {
    private let weights: CohenKappa.Weights
    private let steps: Double
    private let cells: [(row: Int, column: Int, share: Double)]
    /// Classes that occur, by class, with each annotator's share.
    private let labels: [Int]
    private let rows: [Double]
    private let columns: [Double]
    /// sum_j w_ij columns_j, and the same the other way.
    private let rowMeans: [Double]
    private let columnMeans: [Double]
    let observed: Double
    let expected: Double
    /// Agreement if the off-diagonal were as small as the margins allow.
    let largest: Double

    init(_ matrix: ConfusionMatrix, _ weights: CohenKappa.Weights) {
        let total = Double(matrix.total)
        let margins = matrix.margins
        let (labels, rows, columns) = (margins.map { Int($0.label) }, margins.map { Double($0.row) / total }, margins.map { Double($0.column) / total })
        let steps = Double(max(matrix.classCount - 1, 1))
        func places(_ label: Int32) -> Int { labels.partition(below: Int(label)) }
        cells = matrix.cells.map { (places($0.row), places($0.column), Double($0.count) / total) }
        rowMeans = Self.means(of: columns, labels, weights, steps)
        columnMeans = Self.means(of: rows, labels, weights, steps)
        observed = cells.reduce(0) { $0 + $1.share * weights.credit(labels[$1.row], labels[$1.column], steps) }
        expected = zip(rows, rowMeans).reduce(0) { $0 + $1.0 * $1.1 }
        largest = zip(rows, columns).reduce(0) { $0 + min($1.0, $1.1) }
        (self.weights, self.steps, self.labels, self.rows, self.columns) = (weights, steps, labels, rows, columns)
    }

    private static func means(of shares: [Double], _ labels: [Int], _ weights: CohenKappa.Weights, _ steps: Double) -> [Double] {
        guard weights != .plain else { return shares }
        return labels.map { label in
            shares.indices.reduce(0) { $0 + shares[$1] * weights.credit(label, labels[$1], steps) }
        }
    }

    /// Times the number of items: (8) and (9) of Fleiss, Cohen and Everitt.
    func variances() -> (variance: Double, byChance: Double) {
        let free = 1 - expected
        var variance = 0.0
        for cell in cells {
            let pull = weights.credit(labels[cell.row], labels[cell.column], steps) * free
                - (rowMeans[cell.row] + columnMeans[cell.column]) * (1 - observed)
            variance += cell.share * pull * pull
        }
        let centre = observed * expected - 2 * expected + observed
        return ((variance - centre * centre) / (free * free * free * free), (squaresByChance - expected * expected) / (free * free))
    }

    /// sum_ij rows_i columns_j (w_ij - a_i - b_j)^2, a and b the means.
    private var squaresByChance: Double {
        guard weights == .plain else {
            return rows.indices.reduce(0) { sum, row in
                sum + columns.indices.reduce(0) { inner, column in
                    let pull = weights.credit(labels[row], labels[column], steps) - rowMeans[row] - columnMeans[column]
                    return inner + rows[row] * columns[column] * pull * pull
                }
            }
        }
        // Identity: the square without w, and what the diagonal changes.
        var (a, aa, b, bb, diagonal) = (0.0, 0.0, 0.0, 0.0, 0.0)
        for place in rows.indices {
            let (left, right) = (rowMeans[place], columnMeans[place])
            a += rows[place] * left
            aa += rows[place] * left * left
            b += columns[place] * right
            bb += columns[place] * right * right
            diagonal += rows[place] * columns[place] * (1 - 2 * (left + right))
        }
        return aa + 2 * a * b + bb + diagonal
    }
}

extension CohenKappa.Weights {
    /// By position in the declared list, `steps` from the first class to the last.
    func credit(_ row: Int, _ column: Int, _ steps: Double) -> Double {
        let distance = Double(abs(row - column)) / steps
        switch self {
        case .plain: return row == column ? 1 : 0
        case .linear: return 1 - distance
        case .quadratic: return 1 - distance * distance
        }
    }
}

extension [Int] {
    /// Where `value` stands or would stand in a sorted list.
    fileprivate func partition(below value: Int) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
