import Testing

@testable import Kernels

@Suite("Graph of nearest neighbours")
struct NeighbourGraphTests {
    /// Clusters with copies, scaled copies and rows of zeros among them.
    static func drawn(_ count: Int, _ columns: Int, seed: UInt64, copies: Bool = true) -> Matrix {
        var random = SeededRandom(seed: seed)
        let centres = (0..<5 * columns).map { _ in random.uniform() * 4 - 2 }
        var values: [Double] = []
        for row in 0..<count {
            let cluster = random.below(5)
            let isCopy = copies && row > 20 && random.below(8) == 0
            if isCopy {
                let (other, factor) = (random.below(row), random.below(3) == 0 ? 2.0 : 1)
                values += values[other * columns..<(other + 1) * columns].map { $0 * factor }
            } else if copies, random.below(40) == 0 {
                values += [Double](repeating: 0, count: columns)
            } else {
                values += (0..<columns).map { centres[cluster * columns + $0] + (random.uniform() - 0.5) }
            }
        }
        return Matrix(values, rowCount: count, columnCount: columns)
    }

    /// All distances by the plain formula, sorted.
    static func plain(_ matrix: Matrix, k: Int, metric: NeighbourMetric) -> (indices: [[Int]], distances: [[Double]]) {
        let d = matrix.columnCount
        let rows = (0..<matrix.rowCount).map { row -> [Double] in
            let values = Array(matrix.values[row * d..<(row + 1) * d])
            guard metric == .cosine else { return values }
            let length = values.reduce(0) { $0 + $1 * $1 }.squareRoot()
            return length == 0 ? values : values.map { $0 / length }
        }
        func distance(_ a: [Double], _ b: [Double]) -> Double {
            let squares = zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
            if metric == .euclidean { return squares.squareRoot() }
            let (isZeroA, isZeroB) = (a.allSatisfy { $0 == 0 }, b.allSatisfy { $0 == 0 })
            return isZeroA != isZeroB ? 1 : squares / 2
        }
        var (indices, distances): ([[Int]], [[Double]]) = ([], [])
        for i in rows.indices {
            let all = rows.indices.filter { $0 != i }.map { (distance(rows[i], rows[$0]), $0) }.sorted { $0 < $1 }.prefix(k)
            indices.append(all.map(\.1))
            distances.append(all.map(\.0))
        }
        return (indices, distances)
    }

    @Test("holds what sorting all distances gives", arguments: NeighbourMetric.allCases, [(2, 1, 1), (9, 5, 8), (64, 3, 5), (131, 17, 10), (400, 40, 12)])
    func asPlain(metric: NeighbourMetric, shape: (count: Int, columns: Int, k: Int)) throws {
        for seed in 0..<3 as Range<UInt64> {
            let matrix = Self.drawn(shape.count, shape.columns, seed: seed)
            let graph = try NeighbourGraph.of(matrix, k: shape.k, metric: metric)
            let plain = Self.plain(matrix, k: shape.k, metric: metric)
            for row in 0..<shape.count {
                #expect(zip(graph.distances(of: row), plain.distances[row]).allSatisfy { abs($0 - $1) < 1e-7 }, "row \(row)")
                // The plain sum rounds otherwise, so rows equally near may stand in another order there.
                for (place, index) in graph.neighbours(of: row).enumerated() where Int(index) != plain.indices[row][place] {
                    let gap = plain.distances[row][place]
                    #expect(zip(plain.indices[row], plain.distances[row]).contains { $0 == Int(index) && abs($1 - gap) < 1e-7 } || abs(gap - plain.distances[row][shape.k - 1]) < 1e-7)
                }
            }
        }
    }

    @Test("far from the origin and nearly equal rows are told apart all the same")
    func farAway() throws {
        var random = SeededRandom(seed: 9)
        let values = (0..<300 * 12).map { _ in 1e6 + random.uniform() * 1e-3 }
        let matrix = Matrix(values, rowCount: 300, columnCount: 12)
        let graph = try NeighbourGraph.of(matrix, k: 7, metric: .euclidean)
        let plain = Self.plain(matrix, k: 7, metric: .euclidean)
        for row in 0..<300 { #expect(graph.neighbours(of: row).map(Int.init) == plain.indices[row]) }
    }

    @Test("one row far out does not blur the rest")
    func farOut() throws {
        var matrix = Self.drawn(200, 9, seed: 4, copies: false)
        var values = matrix.values
        values[5] = 1e9
        matrix = Matrix(values, rowCount: 200, columnCount: 9)
        let graph = try NeighbourGraph.of(matrix, k: 6, metric: .euclidean)
        let plain = Self.plain(matrix, k: 6, metric: .euclidean)
        for row in 0..<200 { #expect(graph.neighbours(of: row).map(Int.init) == plain.indices[row]) }
    }

    @Test("any number of threads gives the same graph", arguments: NeighbourGraph.Search.allCases)
    func threads(search: NeighbourGraph.Search) throws {
        let matrix = Self.drawn(900, 16, seed: 5)
        let one = try NeighbourGraph.of(matrix, k: 10, search: search)
        for threads in [2, 3, 7] { #expect(try NeighbourGraph.of(matrix, k: 10, search: search, threads: threads) == one) }
    }

    @Test("the order of the rows only renames them")
    func permuted() throws {
        let matrix = Self.drawn(150, 6, seed: 6, copies: false)
        var order = Array(0..<150)
        var random = SeededRandom(seed: 1)
        random.shuffle(&order)
        let shuffled = Matrix(order.flatMap { matrix.values[$0 * 6..<$0 * 6 + 6] }, rowCount: 150, columnCount: 6)
        let (graph, other) = (try NeighbourGraph.of(matrix, k: 5), try NeighbourGraph.of(shuffled, k: 5))
        for row in 0..<150 {
            #expect(other.neighbours(of: row).map { order[Int($0)] } == graph.neighbours(of: order[row]).map(Int.init))
        }
    }

    @Test("walking finds nearly all neighbours and says how many")
    func walking() throws {
        let matrix = Self.drawn(3000, 20, seed: 7)
        let exact = try NeighbourGraph.of(matrix, k: 10, search: .exact)
        let walked = try NeighbourGraph.of(matrix, k: 10, search: .navigable, seed: 3)
        let recall = try #require(walked.recall)
        #expect(exact.recall == nil)
        #expect(recall > 0.95)
        let hits = (0..<3000).reduce(0) { $0 + Set(exact.neighbours(of: $1)).intersection(walked.neighbours(of: $1)).count }
        #expect(Double(hits) / 30_000 > 0.95)
        #expect(try NeighbourGraph.of(matrix, k: 10, search: .navigable, seed: 3) == walked)
    }

    @Test("all rows equal: each has the first others at distance 0")
    func constant() throws {
        let matrix = Matrix([Double](repeating: 2, count: 5 * 4), rowCount: 5, columnCount: 4)
        for metric in NeighbourMetric.allCases {
            let graph = try NeighbourGraph.of(matrix, k: 2, metric: metric)
            #expect(graph.indices == [1, 2, 0, 2, 0, 1, 0, 1, 0, 1])
            #expect(graph.distances.allSatisfy { $0 == 0 })
        }
    }

    @Test("a graph of fewer neighbours is the beginning of the graph")
    func fewer() throws {
        let matrix = Self.drawn(60, 5, seed: 8)
        let graph = try NeighbourGraph.of(matrix, k: 9)
        #expect(graph.nearest(4) == (try NeighbourGraph.of(matrix, k: 4)))
        #expect(graph.nearest(10) == nil)
    }

    @Test("what has no distance is refused with its place")
    func refused() {
        let rows = Matrix([1, 2, 3, .nan, 5, 6], rowCount: 3, columnCount: 2)
        #expect { try NeighbourGraph.of(rows, k: 1) } throws: {
            guard case NeighbourError.notFinite(_, row: 1, column: 1) = $0 else { return false }
            return "\($0)".contains("row 1") && "\($0)".contains("column 1")
        }
        #expect(throws: NeighbourError.tooFewRows(1)) { try NeighbourGraph.of(Matrix([1], rowCount: 1, columnCount: 1), k: 1) }
        #expect(throws: NeighbourError.noColumns) { try NeighbourGraph.of(Matrix([], rowCount: 3, columnCount: 0), k: 1) }
        for k in [0, 3, 4] {
            #expect(throws: NeighbourError.neighboursOutOfRange(k, rows: 3)) {
                try NeighbourGraph.of(Matrix([1, 2, 3], rowCount: 3, columnCount: 1), k: k)
            }
        }
        #expect(throws: NeighbourError.tooLarge(row: 2)) {
            try NeighbourGraph.of(Matrix([1, 2, 1e200], rowCount: 3, columnCount: 1), k: 1)
        }
    }
}
