/// Rows in boxes within boxes, each cut in two at the median of its longest side, down to boxes of at most 48 rows.
///
/// Numbers are shifted by the mean and scaled so that the largest magnitude is 1; then a single-precision copy tells most
/// pairs apart, and `slack` is more than its rounding can add to or take from a distance. In a leaf the copy stands by
/// columns, padded to full vectors, so that one number of a query meets sixteen rows at a time; the squared lengths of the
/// rows follow, infinite for padding.
///
/// For few columns: above a dozen or so, boxes overlap every search and looking at all pairs is as fast.
struct RowTree: Sendable {
    static let leafRows = 48

    struct Node: Sendable {
        /// Places in `order`.
        var range: Range<Int32>
        /// Children are `left` and `left + 1`; 0 for a leaf.
        var left: Int32
        /// Of a leaf: where its columns begin in `columnsOfLeaves`.
        var start: Int32
        /// Of a leaf: the length of its longest scaled row.
        var length: Float = 0
    }

    let columns: Int
    private(set) var nodes: [Node] = []
    /// nodes x columns: the least and greatest number of the scaled rows.
    private(set) var lows: [Float] = []
    private(set) var highs: [Float] = []
    /// Rows by leaf.
    private(set) var order: [Int32]
    /// Row-major, in the order of `order`, as they came.
    private(set) var rows: [Double] = []
    /// The same, shifted, scaled and times -2: what a query multiplies with, |b|^2 - 2 a b.
    private(set) var doubledRows: [Float] = []
    /// Squared lengths of the scaled rows.
    private(set) var squares: [Float] = []
    /// What a squared distance of two rows may have lost to rounding, over the square of their summed lengths.
    var rounding: Float { Float(columns + 8) * 0x1p-23 }
    /// What a squared distance is multiplied with to be one of scaled rows.
    let scale: Double
    private(set) var columnsOfLeaves: [Float] = []
    let slack: Double

    /// - Parameter values: row-major.
    init(_ values: [Double], columns: Int) {
        self.columns = columns
        let count = values.count / columns
        let (scaled, factor) = Self.scaled(values, columns)
        order = (0..<Int32(count)).map { $0 }
        (slack, scale) = (Double(columns).squareRoot() * 0x1p-21, factor * factor)
        nodes.append(Node(range: 0..<Int32(count), left: 0, start: 0))
        var open = [0]
        var boxes = [0: Self.box(scaled, columns, order[...])]
        while let node = open.popLast() {
            let range = Int(nodes[node].range.lowerBound)..<Int(nodes[node].range.upperBound)
            guard let box = boxes[node], range.count > Self.leafRows else { continue }
            let widths = (0..<columns).map { box.high[$0] - box.low[$0] }
            guard let longest = widths.indices.max(by: { (widths[$0], $1) < (widths[$1], $0) }), widths[longest] > 0 else { continue }
            let sorted = order[range].sorted { (scaled[Int($0) * columns + longest], $0) < (scaled[Int($1) * columns + longest], $1) }
            order.replaceSubrange(range, with: sorted)
            // A whole number of leaves to the left, so that leaves are full.
            let leaves = (range.count + Self.leafRows - 1) / Self.leafRows
            let middle = range.lowerBound + (leaves + 1) / 2 * Self.leafRows
            nodes[node].left = Int32(nodes.count)
            for part in [range.lowerBound..<middle, middle..<range.upperBound] {
                boxes[nodes.count] = Self.box(scaled, columns, order[part])
                open.append(nodes.count)
                nodes.append(Node(range: Int32(part.lowerBound)..<Int32(part.upperBound), left: 0, start: 0))
            }
        }
        for node in nodes.indices {
            lows += (boxes[node]?.low ?? []).map { Float($0) }
            highs += (boxes[node]?.high ?? []).map { Float($0) }
        }
        for row in order {
            let range = Int(row) * columns..<(Int(row) + 1) * columns
            rows += values[range]
            doubledRows += scaled[range].map { -2 * Float($0) }
            squares.append(Float(scaled[range].reduce(0) { $0 + $1 * $1 }))
        }
        addLeaves()
    }

    var leaves: [Int] { nodes.indices.filter { nodes[$0].left == 0 } }

    /// Rows of a leaf, rounded up to four full vectors.
    static func padded(_ count: Int) -> Int { (count + 15) / 16 * 16 }

    private mutating func addLeaves() {
        for node in leaves {
            let range = Int(nodes[node].range.lowerBound)..<Int(nodes[node].range.upperBound)
            nodes[node].start = Int32(columnsOfLeaves.count)
            for column in 0..<columns {
                for row in range { columnsOfLeaves.append(doubledRows[row * columns + column] / -2) }
                for _ in range.count..<Self.padded(range.count) { columnsOfLeaves.append(0) }
            }
            for row in range { columnsOfLeaves.append(squares[row]) }
            for _ in range.count..<Self.padded(range.count) { columnsOfLeaves.append(.infinity) }
            nodes[node].length = (range.map { squares[$0] }.max() ?? 0).squareRoot()
        }
    }

    private static func scaled(_ values: [Double], _ columns: Int) -> ([Double], factor: Double) {
        let count = values.count / columns
        var means = [Double](repeating: 0, count: columns)
        for place in values.indices { means[place % columns] += values[place] / Double(count) }
        var shifted = values
        for place in values.indices { shifted[place] -= means[place % columns] }
        let largest = Vector.greatestMagnitude(shifted)
        guard largest > 0 else { return (shifted, 1) }
        return (shifted.map { $0 / largest }, 1 / largest)
    }

    private static func box(_ rows: [Double], _ columns: Int, _ order: ArraySlice<Int32>) -> (low: [Double], high: [Double]) {
        var low = [Double](repeating: .infinity, count: columns)
        var high = [Double](repeating: -.infinity, count: columns)
        for row in order {
            for column in 0..<columns {
                let value = rows[Int(row) * columns + column]
                if value < low[column] { low[column] = value }
                if value > high[column] { high[column] = value }
            }
        }
        return (low, high)
    }
}
