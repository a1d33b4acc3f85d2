/// The k nearest of every row for few columns, by a tree: the same rows, distances and order as `ExactNeighbours`.
///
/// Rows of one leaf are searched together. A box of the tree is left out when it is farther from the leaf's box than the
/// farthest neighbour any of its rows still has; what is left is measured in single precision, and in double precision
/// where that cannot tell. Slack for the rounding keeps every row in that may belong, so the result is exact.
/// Method: Friedman, Bentley & Finkel (1977), doi 10.1145/355744.355745, with groups of queries.
/// Cost: depends on the data; 50,000 normal rows of 10 columns meet about a fifth of all pairs.
struct TreeNeighbours<Rows: MatrixRows>: Sendable {
    /// Above it the tree is no faster.
    static var mostColumns: Int { 12 }
    static var leastRows: Int { 512 }

    let features: FeatureRows<Rows>
    let distinct: DistinctRows
    let k: Int

    init(_ features: FeatureRows<Rows>, _ distinct: DistinctRows, k: Int) {
        (self.features, self.distinct, self.k) = (features, distinct, k)
    }

    func find(threads: Int) throws(NeighbourError) -> FoundNeighbours {
        var units: [Double] = []
        units.reserveCapacity(distinct.count * features.columns)
        for first in distinct.firsts { try features.withUnitRows(Int(first)..<Int(first) + 1) { units.append(contentsOf: $0) } }
        let tree = RowTree(units, columns: features.columns)
        let (width, leaves) = (min(k, distinct.count - 1), tree.leaves)
        let parts = Pieces(leaves.count, size: 8).map(threads: threads) { (piece: Range<Int>) -> [LeafSearch] in
            piece.map { place in
                var search = LeafSearch(tree, leaf: leaves[place], width: width)
                search.run(tree)
                return search
            }
        }
        return collected(parts, tree, width)
    }

    private func collected(_ parts: [[LeafSearch]], _ tree: RowTree, _ width: Int) -> FoundNeighbours {
        var groups = [Int32](repeating: 0, count: distinct.count * width)
        var distances = [Double](repeating: 0, count: distinct.count * width)
        for search in parts.joined() {
            for (place, query) in search.range.enumerated() {
                let to = Int(tree.order[query]) * width
                for rank in 0..<width {
                    groups[to + rank] = search.groups[place * width + rank]
                    distances[to + rank] = features.distance(ofSquaredGap: search.gaps[place * width + rank])
                }
            }
        }
        return FoundNeighbours(width: width, groups: groups, distances: distances, recall: nil)
    }
}

/// The neighbours of the rows of one leaf, as they are found.
struct LeafSearch: Sendable {
    let leaf: Int
    /// Places in the tree's order.
    let range: Range<Int>
    let width: Int
    /// Rows of the leaf x width, nearest first.
    private(set) var gaps: [Double]
    private(set) var groups: [Int32]
    /// Of each row: what a squared distance of scaled rows may be to come in, slack added.
    private var limits: [Float]
    /// The greatest of them.
    private var farthest = Float.infinity
    /// Of each row: squared distance to the box looked at.
    private var boxGaps: [Float]
    /// Rows within reach of the box looked at.
    private var near: [Int32]

    init(_ tree: RowTree, leaf: Int, width: Int) {
        let node = tree.nodes[leaf]
        (self.leaf, self.width) = (leaf, width)
        range = Int(node.range.lowerBound)..<Int(node.range.upperBound)
        gaps = [Double](repeating: .infinity, count: range.count * width)
        groups = [Int32](repeating: .max, count: range.count * width)
        limits = [Float](repeating: .infinity, count: range.count)
        boxGaps = [Float](repeating: 0, count: RowTree.padded(range.count))
        near = (0..<Int32(range.count)).map { $0 }
    }

    /// Its own leaf first, then the tree, nearer boxes first.
    mutating func run(_ tree: RowTree) {
        look(at: leaf, tree)
        var open: [(node: Int, gap: Float)] = [(0, 0)]
        while let next = open.popLast() {
            let node = tree.nodes[next.node]
            if next.node == leaf || next.gap > farthest { continue }
            if node.left == 0 { look(at: next.node, tree); continue }
            let (left, right) = (Int(node.left), Int(node.left) + 1)
            let (leftGap, rightGap) = (Self.gap(tree, leaf, left), Self.gap(tree, leaf, right))
            let (near, far) = leftGap <= rightGap ? ((left, leftGap), (right, rightGap)) : ((right, rightGap), (left, leftGap))
            open.append(far)
            open.append(near)
        }
    }

    /// Squared distance of two boxes.
    private static func gap(_ tree: RowTree, _ a: Int, _ b: Int) -> Float {
        tree.lows.withUnsafeBufferPointer { lows in
            tree.highs.withUnsafeBufferPointer { highs in
                var sum: Float = 0
                for column in 0..<tree.columns {
                    let (i, j) = (a &* tree.columns &+ column, b &* tree.columns &+ column)
                    let gap = max(lows[i] - highs[j], lows[j] - highs[i], 0)
                    sum += gap * gap
                }
                return sum
            }
        }
    }

    /// Measures the leaf's rows against those of another, or its own.
    private mutating func look(at other: Int, _ tree: RowTree) {
        let node = tree.nodes[other]
        let count = other == leaf ? range.count : rowsNear(other, tree)
        tree.columnsOfLeaves.withUnsafeBytes { all in
            tree.doubledRows.withUnsafeBufferPointer { doubled in
                guard let all = all.baseAddress, let doubled = doubled.baseAddress else { return }
                for one in 0..<count {
                    let place = Int(near[one])
                    meet(place, doubled + (range.lowerBound &+ place) &* tree.columns, node, all + Int(node.start) &* 4, tree)
                }
            }
        }
        if count > 0 { farthest = Self.greatest(limits) }
    }

    /// Puts the rows that may have a neighbour in the box first in `near`; how many they are.
    private mutating func rowsNear(_ other: Int, _ tree: RowTree) -> Int {
        measureBox(other, tree)
        let rows = range.count
        return near.withUnsafeMutableBufferPointer { near in
            boxGaps.withUnsafeBufferPointer { gaps in
                limits.withUnsafeBufferPointer { limits in
                    var count = 0
                    for place in 0..<rows {
                        near[count] = Int32(truncatingIfNeeded: place)
                        count &+= gaps[place] <= limits[place] ? 1 : 0
                    }
                    return count
                }
            }
        }
    }

    /// None is negative: then the order of the bits is that of the numbers, and the compiler makes vectors.
    private static func greatest(_ numbers: [Float]) -> Float {
        numbers.withUnsafeBufferPointer { numbers in
            var greatest: Int32 = 0
            for number in numbers {
                let bits = Int32(bitPattern: number.bitPattern)
                greatest = bits > greatest ? bits : greatest
            }
            return Float(bitPattern: UInt32(bitPattern: greatest))
        }
    }

    /// Squared distance of each row of the leaf to the box of another. Plain loops: the compiler makes vectors of them, with
    /// comparisons as maxima, which it does not of the vector types' own.
    private mutating func measureBox(_ other: Int, _ tree: RowTree) {
        let (columns, padded) = (tree.columns, boxGaps.count)
        let start = Int(tree.nodes[leaf].start)
        tree.columnsOfLeaves.withUnsafeBufferPointer { all in
            boxGaps.withUnsafeMutableBufferPointer { gaps in
                guard let own = all.baseAddress.map({ $0 + start }), let gaps = gaps.baseAddress else { return }
                for row in 0..<padded { gaps[row] = 0 }
                for column in 0..<columns {
                    let (low, high) = (tree.lows[other &* columns &+ column], tree.highs[other &* columns &+ column])
                    let at = own + column &* padded
                    for row in 0..<padded {
                        let (below, above) = (low - at[row], at[row] - high)
                        let outside = below > above ? below : above
                        let gap = outside > 0 ? outside : 0
                        gaps[row] += gap * gap
                    }
                }
            }
        }
    }

    /// Sixteen rows of the block at a time in single precision, as |b|^2 - 2 a b against the limit less |a|^2; those within
    /// the limit go on to `offer`. `query` is -2 a.
    private mutating func meet(_ place: Int, _ query: UnsafePointer<Float>, _ node: RowTree.Node, _ block: UnsafeRawPointer, _ tree: RowTree) {
        let (rows, columns) = (node.range, tree.columns)
        let padded = RowTree.padded(rows.count)
        let own = tree.squares[range.lowerBound &+ place]
        let lengths = own.squareRoot() + node.length
        let rounding = lengths * lengths * tree.rounding
        let squares = block + (columns &* padded) &* 4
        for row in stride(from: 0, to: padded, by: 16) {
            var at = squares + row &* 4
            var s0 = at.load(fromByteOffset: 0, as: SIMD4<Float>.self)
            var s1 = at.load(fromByteOffset: 16, as: SIMD4<Float>.self)
            var s2 = at.load(fromByteOffset: 32, as: SIMD4<Float>.self)
            var s3 = at.load(fromByteOffset: 48, as: SIMD4<Float>.self)
            at = block + row &* 4
            for column in 0..<columns {
                let x = SIMD4<Float>(repeating: query[column])
                s0 += x * at.load(fromByteOffset: 0, as: SIMD4<Float>.self)
                s1 += x * at.load(fromByteOffset: 16, as: SIMD4<Float>.self)
                s2 += x * at.load(fromByteOffset: 32, as: SIMD4<Float>.self)
                s3 += x * at.load(fromByteOffset: 48, as: SIMD4<Float>.self)
                at += padded &* 4
            }
            let limit = limits[place] - own + rounding
            let (first, end) = (Int(rows.lowerBound) &+ row, Int(rows.upperBound))
            guard Self.hasOne(s0, s1, s2, s3, SIMD4(repeating: limit)) else { continue }
            offer(place, s0, limit, first, end, tree)
            offer(place, s1, limit, first &+ 4, end, tree)
            offer(place, s2, limit, first &+ 8, end, tree)
            offer(place, s3, limit, first &+ 12, end, tree)
        }
    }

    /// Whether one of sixteen is at most the limit: the difference then has no sign bit. For infinite ones, which are padding,
    /// it may be no number and either is true.
    @inline(__always)
    private static func hasOne(_ s0: SIMD4<Float>, _ s1: SIMD4<Float>, _ s2: SIMD4<Float>, _ s3: SIMD4<Float>, _ limit: SIMD4<Float>) -> Bool {
        func signs(_ found: SIMD4<Float>) -> SIMD4<UInt32> { unsafeBitCast(limit - found, to: SIMD4<UInt32>.self) }
        let all = unsafeBitCast(signs(s0) & signs(s1) & signs(s2) & signs(s3), to: SIMD2<UInt64>.self)
        return all[0] & all[1] & 0x8000_0000_8000_0000 != 0x8000_0000_8000_0000
    }

    /// Measures in double precision and puts what is nearer than the last in its place.
    @inline(never)
    private mutating func offer(_ place: Int, _ found: SIMD4<Float>, _ limit: Float, _ first: Int, _ end: Int, _ tree: RowTree) {
        guard found[0] <= limit || found[1] <= limit || found[2] <= limit || found[3] <= limit else { return }
        let (query, columns) = (range.lowerBound &+ place, tree.columns)
        tree.rows.withUnsafeBufferPointer { rows in
            tree.order.withUnsafeBufferPointer { order in
                guard let rows = rows.baseAddress else { return }
                for lane in 0..<4 where found[lane] <= limit {
                    let other = first &+ lane
                    guard other < end, other != query else { continue }
                    insert(place, FeatureRows<Matrix>.gap(rows + query &* columns, 1, rows + other &* columns, 1, columns), order[other])
                }
            }
        }
        limits[place] = Float(reach(gaps[place &* width &+ width &- 1] * tree.scale, tree.slack)).nextUp
    }

    /// A limit no rounding can keep out a row within it.
    private func reach(_ squared: Double, _ slack: Double) -> Double {
        let distance = squared.squareRoot() + slack
        return distance * distance * 1.00001
    }

    @inline(__always)
    private mutating func insert(_ place: Int, _ gap: Double, _ group: Int32) {
        let (start, last) = (place &* width, place &* width &+ width &- 1)
        gaps.withUnsafeMutableBufferPointer { gaps in
            groups.withUnsafeMutableBufferPointer { groups in
                func isBefore(_ at: Int) -> Bool { gap < gaps[at] || gap == gaps[at] && group < groups[at] }
                guard isBefore(last) else { return }
                var at = last
                while at > start, isBefore(at &- 1) {
                    gaps[at] = gaps[at &- 1]
                    groups[at] = groups[at &- 1]
                    at &-= 1
                }
                gaps[at] = gap
                groups[at] = group
            }
        }
    }
}
