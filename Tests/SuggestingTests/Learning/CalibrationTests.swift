import Foundation
import Kernels
import Testing
@testable import Suggesting

@Suite("Calibration of scores")
struct CalibrationTests {
    /// Scores three times too sure of themselves, of drawn labels.
    private func sample(_ labelCount: Int, rows: Int = 3000) -> (scores: [Double], truths: [Bool], labels: [Int]) {
        var random = SeededRandom(seed: 8)
        var scores: [Double] = [], truths: [Bool] = [], labels: [Int] = []
        for _ in 0..<rows {
            let own = (0..<labelCount).map { _ in random.uniform() * 3 }
            var draw = random.uniform()
            var label = 0
            for share in Softmax.probabilities(own) {
                draw -= share
                if draw < 0 { break }
                label = min(label + 1, labelCount - 1)
            }
            scores += own.map { $0 * 3 }
            truths += (0..<labelCount).map { $0 == label }
            labels.append(label)
        }
        return (scores, truths, labels)
    }

    @Test("lowers the calibration error of scores that are too sure", arguments: [ScoreCalibration.Method.temperature, .sigmoid, .isotonic])
    func lowers(method: ScoreCalibration.Method) {
        let (scores, truths, labels) = sample(4)
        let plain = ScoreCalibration.none.probabilities(scores, outputCount: 4, isExclusive: true)
        let fitted = ScoreCalibration.fit(method, scores: scores, truths: truths, outputCount: 4, isExclusive: true)
        let calibrated = fitted.probabilities(scores, outputCount: 4, isExclusive: true)
        let before = ProbabilityMeasure(plain, labels: labels, labelCount: 4).calibrationError
        let after = ProbabilityMeasure(calibrated, labels: labels, labelCount: 4).calibrationError
        #expect(before > 0.15)
        #expect(after < (method == .temperature ? 0.03 : before * 0.6))
        for first in stride(from: 0, to: calibrated.count, by: 4) { #expect(abs(calibrated[first..<first + 4].reduce(0, +) - 1) < 1e-9) }
    }

    @Test("finds the temperature the scores were spoilt by")
    func temperature() throws {
        let (scores, truths, _) = sample(4)
        guard case .temperature(let found) = ScoreCalibration.fit(.temperature, scores: scores, truths: truths, outputCount: 4, isExclusive: true) else {
            Issue.record("no temperature")
            return
        }
        #expect(abs(found - 3) < 0.3)
    }

    @Test("a rising curve never falls, and knows equal scores as one", arguments: 0..<5)
    func rises(seed: Int) {
        var random = SeededRandom(seed: UInt64(seed))
        let scores = (0..<200).map { _ in Double(random.below(20)) }
        let curve = IsotonicCurve.fit(scores, scores.map { random.uniform() * 20 < $0 ? 1 : 0 })
        let values = (-2..<24).map { curve.value(at: Double($0)) }
        #expect(zip(values, values.dropFirst()).allSatisfy(<=))
        #expect(values.allSatisfy { (0...1).contains($0) })
    }

    @Test("the power law that made the errors is found again")
    func powerLaw() throws {
        let counts = [50.0, 100, 200, 400, 800, 1600]
        let law = try #require(PowerLaw.fit(counts: counts, errors: counts.map { 0.05 + 1.2 * pow($0, -0.5) }, weights: counts.map { _ in 1 }))
        #expect(abs(law.floor - 0.05) < 0.005)
        #expect(abs(law.rate - 0.5) < 0.02)
        let needed = try #require(law.count(for: 0.07))
        #expect(abs(needed - 3600) < 600)
        #expect(law.count(for: 0.01) == nil)
    }
}
