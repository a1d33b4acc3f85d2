import Foundation
import Testing
@testable import Suggesting

@Suite("Models beside scikit-learn")
struct ModelReferenceTests {
    private let golden = GoldenModels.all

    private func rows() -> SparseRows { WordTerms.fit(golden.texts).rows(golden.texts) }

    @Test("TF-IDF has the terms and the values of TfidfVectorizer")
    func terms() {
        let fitted = WordTerms.fit(golden.texts)
        #expect(fitted.terms == golden.terms)
        let rows = fitted.rows(golden.texts)
        for (row, expected) in golden.rows.enumerated() {
            let places = rows.starts[row]..<rows.starts[row + 1]
            #expect(places.map { Double(rows.columns[$0]) } == expected.map { $0[0] })
            for (place, pair) in zip(places, expected) { #expect(abs(Double(rows.values[place]) - pair[1]) < 1e-6) }
        }
    }

    @Test("counts are damped as with sublinear_tf")
    func sublinear() {
        let texts = golden.texts + ["card card card fee"]
        let rows = WordTerms.fit(texts, .init(isSublinear: true)).rows([texts[texts.count - 1]])
        #expect(rows.columns.map { Double($0) } == golden.sublinear[0].map { $0[0] })
        for (value, pair) in zip(rows.values, golden.sublinear[0]) { #expect(abs(Double(value) - pair[1]) < 1e-6) }
    }

    @Test("logistic regression has its coefficients at the optimum", arguments: ["three", "two"], ["equal", "balanced"])
    func logistic(labels: String, weights: String) throws {
        let own = labels == "two" ? golden.labels.map { min($0, 1) } : golden.labels
        let regression = LogisticRegression(c: 2, labelWeights: weights == "equal" ? .equal : .balanced, maximumIterations: 5000, tolerance: 1e-9)
        let model = LinearModel(try regression.fit(rows(), labels: own, labelCount: labels == "two" ? 2 : 3))
        let expected = try #require(golden.linear["logistic-\(labels)-\(weights)"])
        #expect(expected.distance(model) < 1e-4)
    }

    @Test("margins have the coefficients of LinearSVC", arguments: ["three", "two"])
    func margins(labels: String) throws {
        let own = labels == "two" ? golden.labels.map { min($0, 1) } : golden.labels
        let model = try LinearSVM(tolerance: 1e-8, maximumPasses: 100_000).fit(rows(), labels: own, labelCount: labels == "two" ? 2 : 3)
        let expected = try #require(golden.linear["margins-\(labels)"])
        #expect(expected.distance(model) < 1e-4)
    }

    @Test("ridge regression has the coefficients of Ridge")
    func ridge() throws {
        let model = try RidgeRegression(alpha: 0.5, tolerance: 1e-12).fit(rows(), numbers: golden.numbers)
        #expect(golden.ridge.distance(model) < 1e-4)
    }

    @Test("a sigmoid and a rising curve are those of CalibratedClassifierCV's calibrators")
    func calibrators() {
        let sigmoid = SigmoidScaling.fit(golden.scores, isPositive: golden.truths.map { $0 == 1 })
        let isotonic = IsotonicCurve.fit(golden.scores, golden.truths.map { Double($0) })
        for (place, score) in golden.asked.enumerated() {
            #expect(abs(sigmoid.probability(score) - golden.sigmoid[place]) < 1e-4)
            #expect(abs(isotonic.value(at: score) - golden.isotonic[place]) < 1e-9)
        }
    }
}
