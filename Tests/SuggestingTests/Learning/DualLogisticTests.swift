import Foundation
import Testing
@testable import Suggesting

@Suite("Softmax by dual ascent")
struct DualLogisticTests {
    @Test("comes to the minimum of the gradient method, intercepts included", arguments: [(1.0, false), (20.0, false), (5.0, true)])
    func sameMinimum(c: Double, isBalanced: Bool) throws {
        let golden = GoldenModels.all
        let rows = WordTerms.fit(golden.texts).rows(golden.texts)
        let weights = isBalanced ? [0.5, 1, 2] : [1, 1, 1]
        let rowWeights = golden.labels.map { weights[$0] }
        let exact = try LogisticRegression(c: c, labelWeights: .given(weights), maximumIterations: 5000, tolerance: 1e-9).fit(rows, labels: golden.labels, labelCount: 3)
        let found = DualLogistic(c: c, tolerance: 1e-5, maximumPasses: 3000).fit(rows, labels: golden.labels, labelCount: 3, rowWeights: rowWeights)
        #expect(found.isDone)
        let distance = zip(found.parameters, exact.weights).map { abs($0 - $1) }.max() ?? 1
        #expect(distance < 5e-3)
        let shift = found.parameters[rows.columnCount * 3] - exact.intercepts[0]
        for label in 1..<3 { #expect(abs(found.parameters[rows.columnCount * 3 + label] - exact.intercepts[label] - shift) < 1e-2) }
    }

    @Test("the Wright omega function solves t + ln t = y", arguments: [-60, -11, -5, -1, 0, 0.5, 1, 3, 20, 500] as [Float])
    func omega(y: Float) {
        let t = DualRow.omega(y)
        #expect(abs(t + log(t) - y) < 2e-3 * max(1, abs(y)))
    }
}
