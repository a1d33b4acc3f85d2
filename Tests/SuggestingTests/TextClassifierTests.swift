import Foundation
import Kernels
import Testing
@testable import Suggesting

@Suite("Text classifier")
struct TextClassifierTests {
    static let names = ["praise", "complaint", "question"]

    /// Sentences drawn from a few words per label.
    static func sample(_ count: Int, seed: UInt64 = 1) -> (texts: [String], labels: [Int]) {
        let words = [
            ["great", "thanks", "lovely", "works", "happy"], ["broken", "late", "refund", "angry", "never"],
            ["how", "when", "where", "which", "could"],
        ]
        let filler = ["the", "order", "my", "parcel", "phone", "today", "in", "12", "shop"]
        var random = SeededRandom(seed: seed)
        var texts: [String] = [], labels: [Int] = []
        for place in 0..<count {
            let label = place % 3
            let own = (0..<2).map { _ in words[label][random.below(5)] }
            texts.append((own + (0..<4).map { _ in filler[random.below(filler.count)] }).joined(separator: " "))
            labels.append(label)
        }
        return (texts, labels)
    }

    @Test("learns, predicts, and repeats by seed")
    func learns() throws {
        let (texts, labels) = Self.sample(150)
        let fitted = try TextClassifier().fit(texts, labels: labels, labelNames: Self.names, seed: 1)
        #expect((fitted.report.accuracy ?? 0) > 0.95)
        let (fresh, truth) = Self.sample(90, seed: 2)
        let probabilities = fitted.model.predict(fresh)
        #expect(ProbabilityMeasure(probabilities, labels: truth, labelCount: 3).accuracy > 0.95)
        #expect(fitted.model.label(of: "refund, never again").name == "complaint")
        let again = try TextClassifier().fit(texts, labels: labels, labelNames: Self.names, seed: 1)
        #expect(again.model.version == fitted.model.version)
        #expect(again.outOfFold == fitted.outOfFold)
        let alone = fitted.model.predict(fresh[7])
        #expect(alone == Array(probabilities[21..<24]))
    }

    @Test("a saved model reads back the same, to the last bit")
    func saves() throws {
        let (texts, labels) = Self.sample(60)
        let model = try TextClassifier(features: TextFeatures(bits: 12)).fit(texts, labels: labels, labelNames: Self.names, seed: 3).model
        let back = try TextModel(data: model.data)
        #expect(back.version == model.version && back.data == model.data)
        #expect(back.predict(texts) == model.predict(texts))
        #expect(back.labelNames == Self.names && back.seed == 3 && back.rows == 60)
        #expect(model.version.count == 32)
    }

    @Test("every truncation and every foreign file is refused, none crashes")
    func truncations() throws {
        let (texts, labels) = Self.sample(12)
        let data = try TextClassifier(features: TextFeatures(bits: 10)).fit(texts, labels: labels, labelNames: Self.names, seed: 3).model.data
        for length in stride(from: 0, to: data.count, by: 7) {
            #expect(throws: SuggestingError.self) { try TextModel(data: Array(data.prefix(length))) }
        }
        #expect(throws: SuggestingError.self) { try TextModel(data: data + [0]) }
        #expect(throws: SuggestingError.self) { try TextModel(data: Array("PK\u{3}\u{4} not a model".utf8)) }
    }

    @Test("refuses what cannot be learned, in words")
    func refusals() {
        let classifier = TextClassifier()
        #expect(throws: SuggestingError.oneLabel(name: "praise", rows: 2)) {
            try classifier.fit(["a", "b"], labels: [0, 0], labelNames: Self.names, seed: 1)
        }
        #expect(throws: SuggestingError.countsDiffer(texts: 1, labels: 2)) {
            try classifier.fit(["a"], labels: [0, 1], labelNames: Self.names, seed: 1)
        }
        #expect(throws: SuggestingError.oneLabel(name: nil, rows: 0)) { try classifier.fit([], labels: [], labelNames: [], seed: 1) }
        #expect(SuggestingError.oneLabel(name: "ham", rows: 3).description == "all 3 labelled items have the label `ham`")
    }

    @Test("works from two texts, without calibration")
    func tiny() throws {
        let fitted = try TextClassifier().fit(["yes", "no"], labels: [0, 1], labelNames: ["y", "n"], seed: 1)
        #expect(fitted.outOfFold == nil && fitted.model.temperature == 1)
        #expect(fitted.model.label(of: "yes").name == "y")
        #expect(fitted.model.predict("") .reduce(0, +) == 1)
    }

    @Test("groups of near duplicates do not leak between folds")
    func groups() throws {
        let texts = (0..<40).map { "message number \($0 / 2) \(["alpha", "beta"][$0 / 2 % 2])" }
        let labels = (0..<40).map { SeededRandom.derive(5, $0 / 2).firstBit }
        func accuracy(_ groups: [Int]?) throws -> Double {
            let held = try TextClassifier(features: TextFeatures(digitsAsShape: false)).outOfFold(
                texts, labels: labels, labelNames: ["a", "b"], seed: 1, groups: groups)
            return ProbabilityMeasure(held, labels: labels, labelCount: 2).accuracy
        }
        #expect(try accuracy((0..<40).map { $0 / 2 }) < accuracy(nil))
    }

    @Test("real text messages: 0.93 from 200 labels, 0.98 out of fold; numbers printed")
    func messages() throws {
        guard let (texts, labels) = SharedFolder.messages(for: "text classifier on real messages") else { return }
        var order = Array(texts.indices), random = SeededRandom(seed: 1)
        random.shuffle(&order)
        let train = Array(order.prefix(200)), rest = Array(order.dropFirst(200))
        let small = try TextClassifier().fit(
            train.map { texts[$0] }, labels: train.map { labels[$0] }, labelNames: ["ham", "spam"], seed: 1)
        let truth = rest.map { labels[$0] }
        let probabilities = small.model.predict(rest.map { texts[$0] })
        let measure = ProbabilityMeasure(probabilities, labels: truth, labelCount: 2)
        let accepted = AcceptancePolicy().expectation(probabilities, labels: truth, labelCount: 2)
        let fitted = try TextClassifier().fit(texts, labels: labels, labelNames: ["ham", "spam"], seed: 1)
        print("200 labels: accuracy \(measure.accuracy) on \(rest.count), calibration error \(measure.calibrationError), "
            + "accepted \(accepted.accepted) of which \(accepted.wrong) wrong; \(texts.count) labels out of fold: \(fitted.report)")
        #expect(measure.accuracy >= 0.93)
        #expect((fitted.report.accuracy ?? 0) >= 0.98)
    }
}

extension SeededRandom {
    fileprivate var firstBit: Int {
        var copy = self
        return Int(copy.next() & 1)
    }
}
