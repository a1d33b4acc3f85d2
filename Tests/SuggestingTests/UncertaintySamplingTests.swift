import Foundation
import Kernels
import Testing
@testable import Suggesting

@Suite("Uncertainty sampling")
struct UncertaintySamplingTests {
    private func matrix(_ file: String) -> [Double] {
        file.split(separator: "\n").dropFirst().flatMap { $0.split(separator: ",").compactMap { Double($0) } }
    }

    @Test("equals the worked example, and gives the whole pool when the budget is larger")
    func worked() {
        guard let file = SharedFolder.text("parity-worked/probabilities.csv", for: "P05 worked example"),
            let expected = SharedFolder.text("parity-worked/uncertain.expected.csv", for: "P05 worked example") else { return }
        let pool = matrix(file)
        let chosen = UncertaintySampling.choose(pool, labelCount: 3, budget: 3)
        let lines = expected.split(separator: "\n").dropFirst().map { $0.split(separator: ",") }
        #expect(chosen.map(\.row) == lines.compactMap { Int($0[0]) })
        for (choice, line) in zip(chosen, lines) { #expect(abs(choice.score - (Double(line[1]) ?? -1)) < 1e-12) }
        #expect(UncertaintySampling.choose(pool, labelCount: 3, budget: 1000).count == pool.count / 3)
    }

    private struct Reference: Decodable {
        struct Values: Decodable {
            var least_confidence: [Double], margin: [Double], entropy: [Double]
            var top20_least_confidence: [Int], top20_entropy: [Int], top20_margin: [Int]
        }
        var values: Values
    }

    @Test("equals the reference library on 300 rows")
    func reference() throws {
        guard let file = SharedFolder.text("parity/active_uncertainty/pred_probs.csv", for: "uncertainty parity"),
            let json = SharedFolder.text("parity/active_uncertainty/expected.json", for: "uncertainty parity") else { return }
        let expected = try JSONDecoder().decode(Reference.self, from: Data(json.utf8)).values
        let pool = matrix(file)
        let cases: [(any SamplingStrategy, [Double], [Int])] = [
            (LeastConfidence(), expected.least_confidence, expected.top20_least_confidence),
            (SmallestMargin(), expected.margin, expected.top20_margin),
            (GreatestEntropy(), expected.entropy, expected.top20_entropy),
        ]
        for (strategy, scores, top) in cases {
            let all = UncertaintySampling.choose(pool, labelCount: 5, strategy: strategy, budget: 300)
            for choice in all { #expect(abs(choice.score - scores[choice.row]) < 1e-6) }
            #expect(UncertaintySampling.choose(pool, labelCount: 5, strategy: strategy, budget: 20).map(\.row) == top)
        }
    }

    @Test("ties go to the lower row whatever the order of arrival", arguments: StrategyCatalog.all.map(\.name))
    func ties(name: String) throws {
        let strategy = try #require(StrategyCatalog.strategy(named: name))
        let pool = (0..<50).flatMap { $0 % 2 == 0 ? [0.5, 0.5] : [0.9, 0.1] }
        #expect(UncertaintySampling.choose(pool, labelCount: 2, strategy: strategy, budget: 5).map(\.row) == [0, 2, 4, 6, 8])
        var backwards = UncertaintySampling(strategy: strategy, budget: 5)
        for row in (0..<50).reversed() { backwards.add(Array(pool[row * 2..<row * 2 + 2]), labelCount: 2, first: row) }
        #expect(backwards.chosen.map(\.row) == [0, 2, 4, 6, 8])
    }

    @Test("every strategy asks about the even row before the sure one", arguments: StrategyCatalog.all.map(\.name))
    func law(name: String) throws {
        let strategy = try #require(StrategyCatalog.strategy(named: name))
        let chosen = UncertaintySampling.choose([1, 0, 0, 0.34, 0.33, 0.33, .nan, .nan, .nan], labelCount: 3, strategy: strategy, budget: 3)
        #expect(chosen.map(\.row) == [1, 0, 2])
    }

    @Test("the default budget is 100")
    func budget() {
        #expect(UncertaintySampling.choose([Double](repeating: 0.5, count: 1000), labelCount: 2).map(\.row) == Array(0..<100))
    }
}
