import Kernels
import Testing
@testable import Suggesting

@Suite("Batches that spread")
struct SpreadTests {
    /// Four clumps of 30 on a line, 100 apart.
    private func clumps() -> (features: Matrix, clump: (Int) -> Int) {
        let values = (0..<120).map { (row: Int) -> Double in
            let clump = Double(row % 4) * 100
            return clump + Double(row / 4) * 0.1
        }
        return (Matrix(values, rowCount: 120, columnCount: 1), { $0 % 4 })
    }

    @Test("one of each clump", arguments: ["k-center", "typiclust"])
    func covers(name: String) throws {
        let (features, clump) = clumps()
        let method = try #require(SelectionCatalog.named(name))
        let chosen = try method.select(4, from: SelectionPool(features: features), seed: 1)
        #expect(Set(chosen.rows.map(clump)) == [0, 1, 2, 3])
    }

    @Test("a clump that somebody is labelling is left alone", arguments: ["k-center", "typiclust", "discriminative"])
    func inFlight(name: String) throws {
        let (features, clump) = clumps()
        let method = try #require(SelectionCatalog.named(name))
        let held = [0, 1, 4, 5]
        let chosen = try method.select(2, from: SelectionPool(features: features, inFlight: held), seed: 1)
        #expect(Set(chosen.rows.map(clump)).isSubset(of: [2, 3]), "\(chosen.rows)")
        #expect(try method.select(2, from: SelectionPool(features: features, labelled: held), seed: 1).rows == chosen.rows)
    }

    @Test("TypiClust takes the middle of a clump")
    func typical() throws {
        let values = [0.0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 30]
        let chosen = try TypiClust().select(1, from: SelectionPool(features: Matrix(values, rowCount: 11, columnCount: 1)), seed: 1)
        #expect([4, 5].contains(chosen.rows[0]))
    }

    @Test("cluster margin goes round the clumps by least margin")
    func clusterMargin() throws {
        let (features, clump) = clumps()
        // Clump 0 is the least sure by far: margin alone would take nothing else.
        let probabilities = (0..<120).flatMap { row -> [Double] in
            let high = (clump(row) == 0 ? 0.5 : 0.7) + Double(row) * 0.0005
            return [high, 1 - high]
        }
        let pool = SelectionPool(probabilities: Matrix(probabilities, rowCount: 120, columnCount: 2), features: features)
        let chosen = try ClusterMargin(poolFactor: 30).select(4, from: pool, seed: 1)
        #expect(Set(chosen.rows.map(clump)).count > 1)
        #expect(Set(try UncertaintyScores(SmallestMargin()).select(4, from: pool, seed: 1).rows.map(clump)) == [0])
    }

    @Test("BADGE does not draw next to what is in flight")
    func badgeInFlight() throws {
        // Two equal rows with large gradients, one in flight: the other is at distance 0 and is never drawn.
        let features = Matrix([10, 0, 10, 0, 0, 1, 1, 1], rowCount: 4, columnCount: 2)
        let probabilities = Matrix([Double](repeating: 0.5, count: 8), rowCount: 4, columnCount: 2)
        for seed in UInt64(0)..<20 {
            let chosen = try BADGE().select(2, from: SelectionPool(probabilities: probabilities, features: features, inFlight: [0]), seed: seed)
            #expect(Set(chosen.rows) == [2, 3])
        }
    }

    @Test("equal rows are still given when nothing else is left", arguments: ["k-center", "badge", "typiclust", "cluster-margin", "discriminative"])
    func equalRows(name: String) throws {
        let method = try #require(SelectionCatalog.named(name))
        let pool = SelectionPool(
            probabilities: Matrix([Double](repeating: 0.5, count: 20), rowCount: 10, columnCount: 2), features: Matrix([Double](repeating: 3, count: 30), rowCount: 10, columnCount: 3),
            labelled: [4])
        #expect(Set(try method.select(9, from: pool, seed: 2).rows) == Set(0..<10).subtracting([4]))
    }
}
