/// One random tree, held so that a row falls through it without a branch.
///
/// A node's children stand side by side; a row goes to the right one when its number is above the cut. A leaf is its own left
/// child below an infinite cut, so a row that has arrived stays while others of its group of four fall on.
struct IsolationTree: Sendable, Hashable {
    struct Node: Sendable, Hashable {
        var cut: Double
        var column: Int32
        /// Its right child follows.
        var left: Int32
    }

    private(set) var nodes: [Node] = []
    /// Of leaves: how deep they are, and what the rows in them would take further.
    private(set) var depths: [Double] = []
    private(set) var height = 0

    /// Rows of a part of the sample, and where their node stands.
    private struct Part {
        var range: Range<Int>
        var node: Int
        var depth: Int
    }

    init(_ rows: Matrix, sample: [Int], _ random: inout SeededRandom) {
        var sample = sample
        var columns = Array(0..<rows.columnCount)
        let deepest = sample.count > 1 ? Int.bitWidth - (sample.count - 1).leadingZeroBitCount : 0
        addNode()
        var parts = [Part(range: 0..<sample.count, node: 0, depth: 0)]
        while let part = parts.popLast() {
            height = max(height, part.depth)
            guard part.depth < deepest, part.range.count > 1, let (column, cut) = Self.cut(rows, sample[part.range], &columns, &random) else {
                depths[part.node] = Double(part.depth) + IsolationForest.expectedDepth(part.range.count)
                continue
            }
            let middle = Self.partition(&sample, part.range) { rows.values[$0 * rows.columnCount + column] > cut }
            let left = nodes.count
            addNode()
            addNode()
            nodes[part.node] = Node(cut: cut, column: Int32(column), left: Int32(left))
            parts.append(Part(range: middle..<part.range.upperBound, node: left + 1, depth: part.depth + 1))
            parts.append(Part(range: part.range.lowerBound..<middle, node: left, depth: part.depth + 1))
        }
    }

    private mutating func addNode() {
        nodes.append(Node(cut: .infinity, column: 0, left: Int32(nodes.count)))
        depths.append(0)
    }

    /// A random place within the range of a random column that varies; nil when none does.
    private static func cut(
        _ rows: Matrix, _ sample: ArraySlice<Int>, _ columns: inout [Int], _ random: inout SeededRandom
    ) -> (column: Int, cut: Double)? {
        for tried in columns.indices {
            columns.swapAt(tried, tried + random.below(columns.count - tried))
            var (least, greatest) = (Double.infinity, -Double.infinity)
            for row in sample {
                let value = rows.values[row * rows.columnCount + columns[tried]]
                least = min(least, value)
                greatest = max(greatest, value)
            }
            guard least < greatest else { continue }
            let share = random.uniform()
            let cut = least * (1 - share) + greatest * share
            return (columns[tried], cut >= greatest ? least : cut)
        }
        return nil
    }

    /// Rows that pass the test behind those that do not, each in order; returns where they begin.
    private static func partition(_ sample: inout [Int], _ range: Range<Int>, _ isRight: (Int) -> Bool) -> Int {
        let rows = sample[range]
        let left = rows.filter { !isRight($0) }
        sample.replaceSubrange(range, with: left + rows.filter(isRight))
        return range.lowerBound + left.count
    }

    /// Adds the depth each row comes to; `rows` are row-major.
    func addDepths(_ rows: UnsafePointer<Double>, _ count: Int, _ columns: Int, to sums: UnsafeMutablePointer<Double>) {
        nodes.withUnsafeBufferPointer { nodes in
            depths.withUnsafeBufferPointer { depths in
                guard let nodes = nodes.baseAddress, let depths = depths.baseAddress else { return }
                @inline(__always) func fall(_ node: Int, _ row: UnsafePointer<Double>) -> Int {
                    let at = nodes[node]
                    return Int(at.left) &+ (row[Int(at.column)] > at.cut ? 1 : 0)
                }
                var row = 0
                while row &+ 4 <= count {
                    let r0 = rows + row &* columns
                    let (r1, r2, r3) = (r0 + columns, r0 + 2 &* columns, r0 + 3 &* columns)
                    var (n0, n1, n2, n3) = (0, 0, 0, 0)
                    for _ in 0..<height { (n0, n1, n2, n3) = (fall(n0, r0), fall(n1, r1), fall(n2, r2), fall(n3, r3)) }
                    sums[row] += depths[n0]
                    sums[row &+ 1] += depths[n1]
                    sums[row &+ 2] += depths[n2]
                    sums[row &+ 3] += depths[n3]
                    row &+= 4
                }
                while row < count {
                    var node = 0
                    for _ in 0..<height { node = fall(node, rows + row &* columns) }
                    sums[row] += depths[node]
                    row &+= 1
                }
            }
        }
    }
}

/// Stored as lists; the infinite cut of a leaf is null, and its place is its own left child.
extension IsolationTree: Codable {
    private enum Key: String, CodingKey { case cuts, columns, left, depths, height }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        let cuts = try container.decode([Double?].self, forKey: .cuts)
        let columns = try container.decode([Int32].self, forKey: .columns)
        let left = try container.decode([Int32].self, forKey: .left)
        depths = try container.decode([Double].self, forKey: .depths)
        height = try container.decode(Int.self, forKey: .height)
        let count = cuts.count
        let isWhole = count > 0 && columns.count == count && left.count == count && depths.count == count && (0...64).contains(height)
            && cuts.indices.allSatisfy { columns[$0] >= 0 && left[$0] >= 0 && Int(left[$0]) + (cuts[$0] == nil ? 0 : 1) < count }
        guard isWhole else { throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "not a tree")) }
        nodes = cuts.indices.map { Node(cut: cuts[$0] ?? .infinity, column: columns[$0], left: left[$0]) }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(nodes.map { $0.cut == .infinity ? nil : $0.cut }, forKey: .cuts)
        try container.encode(nodes.map(\.column), forKey: .columns)
        try container.encode(nodes.map(\.left), forKey: .left)
        try container.encode(depths, forKey: .depths)
        try container.encode(height, forKey: .height)
    }
}

extension IsolationForest {
    private enum Key: String, CodingKey { case columnCount, sampleSize, trees }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        columnCount = try container.decode(Int.self, forKey: .columnCount)
        sampleSize = try container.decode(Int.self, forKey: .sampleSize)
        trees = try container.decode([IsolationTree].self, forKey: .trees)
        let columns = columnCount
        guard sampleSize > 0, !trees.isEmpty, trees.allSatisfy({ $0.nodes.allSatisfy { $0.column < columns } }) else {
            throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "trees cut columns there are not"))
        }
    }
}
