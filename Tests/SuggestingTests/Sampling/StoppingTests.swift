import Foundation
import Kernels
import Testing
@testable import Suggesting

@Suite("When to stop labelling")
struct StoppingTests {
    @Test("nothing is said of no rounds, except by the budget", arguments: StoppingCatalog.all.map(\.name))
    func none(name: String) throws {
        let verdict = try #require(StoppingCatalog.named(name)).verdict([])
        #expect(!verdict.isStop)
    }

    @Test("kappa of successive predictions, by hand")
    func kappa() {
        // 3 of 4 agree; by chance 1/2 * 1/4 + 1/2 * 3/4 = 1/2.
        #expect(abs(StablePredictions.kappa([0, 0, 1, 1], [0, 1, 1, 1]) - 0.5) < 1e-12)
        #expect(StablePredictions.kappa([2, 2], [2, 2]) == 1)
        #expect(StablePredictions.kappa([], []) == 0)
    }

    @Test("stable predictions stop after three agreeing pairs")
    func stable() {
        let same = LabellingRound(labelled: 0, predictions: [0, 1, 1, 0])
        #expect(StablePredictions().verdict([same, same, same]) == .tooEarly(rounds: 3, needed: 4))
        #expect(StablePredictions().verdict([same, same, same, same]) == .stop(value: 1, threshold: 0.99))
        let other = LabellingRound(labelled: 0, predictions: [1, 1, 1, 0])
        #expect(!StablePredictions().verdict([same, same, same, other]).isStop)
    }

    @Test("a plateau is three rounds without a gain")
    func plateau() {
        func rounds(_ values: [Double]) -> [LabellingRound] { values.map { LabellingRound(labelled: 0, validation: $0) } }
        #expect(Plateau().verdict(rounds([0.8, 0.8, 0.8])) == .tooEarly(rounds: 3, needed: 4))
        #expect(Plateau().verdict(rounds([0.7, 0.8, 0.79, 0.8, 0.801])).isStop)
        #expect(!Plateau().verdict(rounds([0.7, 0.8, 0.79, 0.8, 0.81])).isStop)
    }

    @Test("the greatest change of the expected error counts")
    func expectedError() {
        func rounds(_ values: [Double]) -> [LabellingRound] { values.map { LabellingRound(labelled: 0, expectedError: $0) } }
        #expect(ExpectedErrorChange().verdict(rounds([0.3, 0.1, 0.1005, 0.1, 0.1])).isStop)
        #expect(!ExpectedErrorChange().verdict(rounds([0.1, 0.11, 0.11, 0.11])).isStop)
    }

    @Test("budget and overall uncertainty look at the last round")
    func last() {
        #expect(LabelBudget(labels: 10).verdict([LabellingRound(labelled: 10)]).isStop)
        #expect(!LabelBudget(labels: 10).verdict([LabellingRound(labelled: 9)]).isStop)
        #expect(OverallUncertainty().verdict([LabellingRound(labelled: 1, uncertainty: 0.04)]).isStop)
        #expect(!OverallUncertainty().verdict([LabellingRound(labelled: 1, uncertainty: 0.06)]).isStop)
    }

    @Test("a pool's outlook by hand")
    func outlook() throws {
        let outlook = try #require(try PoolOutlook(Matrix([1, 0, 0.5, 0.5, 0.25, 0.75], rowCount: 3, columnCount: 2)))
        #expect(abs(outlook.expectedError - 0.25) < 1e-12)
        #expect(abs(outlook.uncertainty - (1 + (-0.25 * log2(0.25) - 0.75 * log2(0.75))) / 3) < 1e-12)
        #expect(outlook.predictions == [0, 0, 1])
    }
}
