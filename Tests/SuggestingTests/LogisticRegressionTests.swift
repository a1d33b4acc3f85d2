import Foundation
import Kernels
import Testing
@testable import Suggesting

@Suite("Logistic regression")
struct LogisticRegressionTests {
    /// Seeded points around one centre per label, a third of the values zero.
    private func sample(rows: Int, columns: Int, labels: Int, seed: UInt64 = 3) -> (SparseRows, [Int]) {
        var random = SeededRandom(seed: seed)
        var dense: [Float] = [], own: [Int] = []
        for row in 0..<rows {
            let label = row % labels
            own.append(label)
            for column in 0..<columns {
                let value = Float(random.uniform() * 2 - 1) + (column % labels == label ? 0.7 : 0)
                dense.append(random.below(3) == 0 ? 0 : value)
            }
        }
        return (SparseRows(dense: dense, columnCount: columns), own)
    }

    private func objective(_ labels: Int, weights: [Double]? = nil) -> LogisticObjective {
        let (rows, own) = sample(rows: 40, columns: 6, labels: labels)
        return LogisticObjective(
            rows: rows, labels: own, rowWeights: own.map { weights?[$0] ?? 1 }, vectors: labels == 2 ? 1 : labels, c: 0.7)
    }

    @Test("the gradient equals finite differences", arguments: [2, 3, 5])
    func gradient(labels: Int) {
        let objective = objective(labels, weights: (0..<labels).map { 1 + Double($0) })
        var random = SeededRandom(seed: 1)
        let point = (0..<objective.unknowns).map { _ in random.uniform() - 0.5 }
        func value(_ point: [Double]) -> (Double, [Double]) {
            var gradient = [Double](repeating: 0, count: point.count)
            let value = point.withUnsafeBufferPointer { p in gradient.withUnsafeMutableBufferPointer { objective.evaluate(p, $0) } }
            return (value, gradient)
        }
        let (_, gradient) = value(point)
        for place in point.indices {
            var up = point, down = point
            up[place] += 1e-5
            down[place] -= 1e-5
            #expect(abs((value(up).0 - value(down).0) / 2e-5 - gradient[place]) < 1e-8)
        }
    }

    @Test("ends where the gradient vanishes, and says so", arguments: [2, 4])
    func optimum(labels: Int) throws {
        let (rows, own) = sample(rows: 200, columns: 12, labels: labels)
        let model = try LogisticRegression(tolerance: 1e-6).fit(rows, labels: own, labelCount: labels)
        #expect(model.fit.stop == .gradient && model.fit.gradientNorm <= 1e-6)
        let probabilities = model.probabilities(rows)
        for row in 0..<200 { #expect(abs(probabilities[row * labels..<(row + 1) * labels].reduce(0, +) - 1) < 1e-12) }
        #expect(ProbabilityMeasure(probabilities, labels: own, labelCount: labels).accuracy > 0.7)
        #expect(try LogisticRegression(tolerance: 1e-6).fit(rows, labels: own, labelCount: labels) == model)
    }

    @Test("a weight of two is a row twice")
    func weights() throws {
        let (rows, own) = sample(rows: 60, columns: 5, labels: 2)
        let twice = rows.rows(Array(0..<60) + (0..<60).filter { own[$0] == 1 })
        let given = try LogisticRegression(labelWeights: .given([1, 2]), tolerance: 1e-10).fit(rows, labels: own, labelCount: 2)
        let doubled = try LogisticRegression(tolerance: 1e-10).fit(
            twice, labels: own + own.filter { $0 == 1 }, labelCount: 2)
        #expect(zip(given.weights, doubled.weights).allSatisfy { abs($0 - $1) < 1e-6 })
    }

    @Test("a label without rows has probability 0; one label alone is refused")
    func absent() throws {
        let (rows, own) = sample(rows: 30, columns: 4, labels: 2)
        let model = try LogisticRegression().fit(rows, labels: own.map { $0 * 2 }, labelCount: 4)
        #expect(model.present == [0, 2])
        let probabilities = model.probabilities(rows)
        #expect(probabilities[1] == 0 && probabilities[3] == 0)
        #expect(throws: SuggestingError.oneLabel(name: nil, rows: 30)) {
            try LogisticRegression().fit(rows, labels: own.map { _ in 1 }, labelCount: 2)
        }
        #expect(throws: SuggestingError.labelOutOfRange(5, labelCount: 2, row: 0)) {
            try LogisticRegression().fit(rows, labels: own.map { _ in 5 }, labelCount: 2)
        }
    }
}

@Suite("Temperature scaling")
struct TemperatureScalingTests {
    @Test("finds the temperature that was planted, without touching the order", arguments: [0.4, 1, 2.5])
    func planted(temperature: Double) {
        var random = SeededRandom(seed: 11)
        var probabilities: [Double] = [], labels: [Int] = []
        for _ in 0..<20_000 {
            let scores = (0..<3).map { _ in random.uniform() * 4 }
            var draw = random.uniform(), label = 0
            for (place, p) in Softmax.probabilities(scores.map { $0 / temperature }).enumerated() {
                label = place
                draw -= p
                if draw < 0 { break }
            }
            labels.append(label)
            probabilities += Softmax.probabilities(scores)
        }
        let scaling = TemperatureScaling.fit(probabilities, labels: labels, labelCount: 3)
        #expect(abs(scaling.temperature / temperature - 1) < 0.06)
        var scaled = probabilities
        scaling.apply(to: &scaled, labelCount: 3)
        for row in 0..<1000 {
            #expect(TextModel.best(scaled, row: row, labelCount: 3) == TextModel.best(probabilities, row: row, labelCount: 3))
        }
        #expect(ProbabilityMeasure(scaled, labels: labels, labelCount: 3).calibrationError < 0.02)
    }
}

@Suite("Folds")
struct StratifiedFoldsTests {
    @Test("spread every label and every fold evenly, by seed", arguments: [2, 3, 5])
    func even(count: Int) {
        let labels = (0..<103).map { $0 % 7 == 0 ? 1 : $0 % 11 == 0 ? 2 : 0 }
        let cut = StratifiedFolds(labels: labels, count: count, seed: 4)
        for label in 0...2 {
            let sizes = (0..<count).map { fold in cut.heldOut(in: fold).count { labels[$0] == label } }
            #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= 1)
        }
        let sizes = (0..<count).map { cut.heldOut(in: $0).count }
        #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= 1)
        #expect(StratifiedFolds(labels: labels, count: count, seed: 4).folds == cut.folds)
        #expect(StratifiedFolds(labels: labels, count: count, seed: 5).folds != cut.folds)
        #expect(cut.training(for: 0).count + cut.heldOut(in: 0).count == 103)
    }

    @Test("keep groups whole")
    func groups() {
        let labels = (0..<100).map { $0 % 2 }, groups = (0..<100).map { $0 / 3 }
        let cut = StratifiedFolds(labels: labels, count: 5, seed: 1, groups: groups)
        for group in 0..<34 { #expect(Set((0..<100).filter { groups[$0] == group }.map { cut.folds[$0] }).count == 1) }
        #expect((0..<5).allSatisfy { abs(cut.heldOut(in: $0).count - 20) <= 4 })
    }
}
