import Foundation
import Kernels
import Testing
@testable import Suggesting

@Suite("Selection against plain references")
struct SelectionReferenceTests {
    private func squared(_ left: [Double], _ right: [Double]) -> Double { zip(left, right).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } }

    /// Every row against every pick.
    private func plainCover(_ rows: [[Double]], held: [Int], budget: Int) -> [Int] {
        var least = rows.map { row in held.map { squared(row, rows[$0]) }.min() ?? .infinity }
        var picked: [Int] = []
        for _ in 0..<budget {
            var best: Int?
            for row in rows.indices where !held.contains(row) && !picked.contains(row) && least[row] > best.map({ least[$0] }) ?? -1 { best = row }
            guard let best else { break }
            picked.append(best)
            for row in rows.indices { least[row] = min(least[row], squared(rows[row], rows[best])) }
        }
        return picked
    }

    @Test("k-center picks what measuring everything picks", arguments: [UInt64](1...6))
    func cover(seed: UInt64) throws {
        let drawn = DrawnPool(200, seed: seed)
        let chosen = try KCenterGreedy().select(60, from: drawn.pool(labelled: [3, 50, 80], inFlight: [10], excluded: []))
        #expect(chosen.rows == plainCover((0..<200).map { drawn.feature($0) }, held: [3, 50, 80, 10], budget: 60))
    }

    @Test("k-center gives ties and equal rows to the lower row", arguments: [1, 3, 10])
    func ties(held: Int) throws {
        // A small grid, each point four times: distances are whole numbers, most of them ties.
        let rows = (0..<144).map { [Double($0 % 6), Double($0 / 6 % 6)] }
        let matrix = Matrix(rows.flatMap(\.self), rowCount: 144, columnCount: 2)
        let labelled = (0..<held).map { $0 * 5 }
        let chosen = try KCenterGreedy().select(100, from: SelectionPool(features: matrix, labelled: labelled))
        #expect(chosen.rows == plainCover(rows, held: labelled, budget: 100))
        #expect(chosen.radius == 0)
    }

    @Test("k-center starts at the row nearest the mean, and its scores never rise after that")
    func start() throws {
        let matrix = Matrix([0, 10, 4, 6, 30], rowCount: 5, columnCount: 1)
        let chosen = try KCenterGreedy().select(5, from: SelectionPool(features: matrix))
        #expect(chosen.rows == [1, 4, 0, 2, 3])
        #expect(chosen.choices.dropFirst().map(\.score) == [20, 10, 4, 2])
    }

    @Test("BADGE draws what draws over built gradients give", arguments: [UInt64](1...4))
    func badge(seed: UInt64) throws {
        let drawn = DrawnPool(150, seed: seed)
        let gradients = (0..<150).map { row in
            var own = drawn.probability(row)
            let best = own.indices.max { own[$0] < own[$1] } ?? 0
            own[best] -= 1
            return own.flatMap { part in drawn.feature(row).map { part * $0 } }
        }
        var random = SeededRandom(seed: seed)
        let draws = (0..<40).map { _ in random.uniform() }
        let zero = [Double](repeating: 0, count: gradients[0].count)
        var picked = [gradients.indices.max { squared(gradients[$0], zero) < squared(gradients[$1], zero) } ?? 0]
        var least = gradients.map { squared($0, gradients[picked[0]]) }
        for draw in draws.prefix(29) {
            let mark = draw * least.reduce(0, +)
            var sum = 0.0
            let next = least.indices.first { sum += least[$0]; return sum > mark } ?? 0
            picked.append(next)
            for row in least.indices { least[row] = min(least[row], squared(gradients[row], gradients[next])) }
        }
        var given = draws.makeIterator()
        let pool = drawn.pool(labelled: [], inFlight: [], excluded: [])
        #expect(try BADGE().select(30, from: pool) { given.next() ?? 0 }.rows == picked)
    }

    @Test("density is the mean over all pairs")
    func density() throws {
        let drawn = DrawnPool(60)
        let mine = try InformationDensity.density(PoolFeatures(drawn.matrix(drawn.features), threads: 1))
        for row in 0..<60 {
            let all = (0..<60).map { other in
                let (a, b) = (drawn.feature(row), drawn.feature(other))
                return (1 + Vector.dot(a, b) / Vector.norm(a) / Vector.norm(b)) / 2
            }
            #expect(abs(mine[row] - all.reduce(0, +) / 60) < 1e-12)
        }
    }

    @Test("a committee by hand: two models of two classes")
    func committee() throws {
        let models = [Matrix([0.9, 0.1, 0.5, 0.5, 1, 0], rowCount: 3, columnCount: 2), Matrix([0.1, 0.9, 0.5, 0.5, 1, 0], rowCount: 3, columnCount: 2)]
        let pool = SelectionPool(committee: models)
        let divided = log(2.0) - (-0.9 * log(0.9) - 0.1 * log(0.1))
        for (method, expected) in [
            (VoteEntropy() as any ScoringMethod, [log(2.0), 0, 0]), (ConsensusEntropy(), [log(2.0), log(2.0), 0]), (BALD(), [divided, 0, 0]),
            (MeanDivergence(), [divided, 0, 0]), (GreatestDivergence(), [divided, 0, 0]),
        ] {
            for (found, due) in zip(try method.scores(of: pool), expected) { #expect(abs(found - due) < 1e-12, "\(method.name)") }
        }
    }

    @Test("CAL by hand: one neighbour")
    func contrastive() throws {
        let pool = SelectionPool(
            probabilities: Matrix([0.8, 0.2, 0.5, 0.5, 0.8, 0.2, 0, 1], rowCount: 4, columnCount: 2), features: Matrix([0, 1, 2, 9], rowCount: 4, columnCount: 1), labelled: [0, 3])
        let scores = try ContrastiveActiveLearning(neighbours: 1).scores(of: pool)
        #expect(abs(scores[1] - (0.8 * log(1.6) + 0.2 * log(0.4))) < 1e-12)
        #expect(scores[2] == 0)
        for score in scores { #expect(score.isFinite) }
    }

    @Test("expected gradient length by hand")
    func gradientLength() throws {
        let pool = SelectionPool(probabilities: Matrix([0.5, 0.5, 1, 0], rowCount: 2, columnCount: 2), features: Matrix([3, 3], rowCount: 2, columnCount: 1))
        let scores = try ExpectedGradientLength().scores(of: pool)
        #expect(abs(scores[0] - 0.5.squareRoot() * 10.0.squareRoot()) < 1e-12)
        #expect(scores[1] == 0)
    }
}
