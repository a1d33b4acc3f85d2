import Kernels
import Testing
@testable import Suggesting

@Suite("Calibrated acceptance")
struct CalibratedAcceptanceTests {
    /// Labels whose accepted suggestions are wrong more often than promised.
    private static func broken(_ acceptance: CalibratedAcceptance) -> [String] {
        acceptance.rules.compactMap { rule in
            guard let threshold = rule.threshold, let label = DrawnSuggestions.Label(rawValue: rule.label) else { return nil }
            return label.error(above: threshold) > 1 - acceptance.target ? rule.label : nil
        }
    }

    @Test("over 200 projects the promise of each label fails no more often than it may")
    func eachLabel() throws {
        var (fails, accepts): ([String: Int], [String: Int]) = ([:], [:])
        for project in 0..<200 {
            let acceptance = try CalibratedAcceptance.fit(DrawnSuggestions.rows(2000, seed: project), target: 0.95, confidence: 0.95)
            for label in Self.broken(acceptance) { fails[label, default: 0] += 1 }
            for rule in acceptance.rules where rule.threshold != nil { accepts[rule.label, default: 0] += 1 }
        }
        // 20 of 200 has a chance of one in a thousand where the risk is 5 %.
        for label in DrawnSuggestions.Label.allCases { #expect(fails[label.rawValue] ?? 0 <= 20, "\(label): \(fails[label.rawValue] ?? 0)") }
        #expect(accepts["good"] ?? 0 >= 140 && accepts["graded"] ?? 0 >= 100, "\(accepts)")
    }

    @Test("over 200 projects all promises hold together where that was asked for")
    func allLabels() throws {
        let failed = try (200..<400).count { project in
            let acceptance = try CalibratedAcceptance.fit(DrawnSuggestions.rows(2000, seed: project), target: 0.95, confidence: 0.95, scope: .allLabels)
            return !Self.broken(acceptance).isEmpty
        }
        #expect(failed <= 20, "\(failed) of 200")
    }

    @Test("the accuracy that was seen, without a bound, would break the promise in most projects")
    func naive() {
        let failed = (0..<200).count { project in
            let rows = DrawnSuggestions.rows(2000, seed: project).filter { $0.label == "close" }.sorted { $0.confidence > $1.confidence }
            var wrong = 0
            for (place, row) in rows.enumerated() {
                if !row.isRight { wrong += 1 }
                if place >= 60, Double(wrong) <= 0.05 * Double(place + 1) { return true }
            }
            return false
        }
        #expect(failed > 100, "\(failed) of 200")
    }

    @Test("a label with too few judged rows accepts nothing and says how many more it takes")
    func tooFew() throws {
        let rows = (0..<100).map { JudgedSuggestion(label: "a", confidence: Double($0 + 1) / 100, isRight: true) }
        let short = try #require(try CalibratedAcceptance.fit(rows, target: 0.98, confidence: 0.95).rule(of: "a"))
        #expect(short.threshold == nil && short.refusal == .tooFew && short.moreNeeded == 49)
        let more = rows + (0..<49).map { _ in JudgedSuggestion(label: "a", confidence: 0.5, isRight: true) }
        let enough = try #require(try CalibratedAcceptance.fit(more, target: 0.98, confidence: 0.95).rule(of: "a"))
        #expect(enough.threshold == 0 && enough.wrong == 0 && enough.looks == 1)
        #expect(abs((enough.error?.high ?? 0) - 0.02) < 0.0005)
    }

    @Test("a label that is wrong too often says so; one that is nearly sure how many more would do")
    func notAccurate() throws {
        func rule(wrongOf: Int) throws -> LabelAcceptance? {
            let rows = (0..<300).map { JudgedSuggestion(label: "a", confidence: 0.9, isRight: $0 % wrongOf != 0) }
            return try CalibratedAcceptance.fit(rows, target: 0.98, confidence: 0.95).rule(of: "a")
        }
        let bad = try #require(try rule(wrongOf: 5)), near = try #require(try rule(wrongOf: 75))
        #expect(bad.refusal == .notAccurate && bad.moreNeeded == nil)
        #expect(near.refusal == .notAccurate)
        #expect((500...10_000).contains(near.moreNeeded ?? 0), "\(near.moreNeeded ?? -1)")
    }

    @Test("accepts strictly above the label's own threshold; what nobody judged is reviewed")
    func decides() throws {
        let acceptance = try CalibratedAcceptance.fit(DrawnSuggestions.rows(2000, seed: 3), target: 0.95, confidence: 0.95)
        let threshold = try #require(acceptance.rule(of: "graded")?.threshold)
        #expect(acceptance.decide(label: "graded", confidence: threshold) == .review(suggested: "graded"))
        #expect(acceptance.decide(label: "graded", confidence: threshold.nextUp) == .accept(label: "graded"))
        #expect(acceptance.decide(label: "graded", confidence: .nan) == .review(suggested: "graded"))
        #expect(acceptance.decide(label: "other", confidence: 1) == .review(suggested: "other"))
        #expect(acceptance.withdrawing(["graded"]).decide(label: "graded", confidence: 1) == .review(suggested: "graded"))
    }

    @Test("the order of the rows is nothing, and probabilities give what their best labels give")
    func order() throws {
        let rows = DrawnSuggestions.rows(1500, seed: 5)
        let acceptance = try CalibratedAcceptance.fit(rows, target: 0.95, confidence: 0.9)
        #expect(try CalibratedAcceptance.fit(rows.reversed(), target: 0.95, confidence: 0.9) == acceptance)
        let two = rows.filter { $0.label == "graded" || $0.label == "good" }
        let probabilities = two.flatMap { $0.label == "graded" ? [$0.confidence, 1 - $0.confidence] : [1 - $0.confidence, $0.confidence] }
        let labels = two.map { ($0.label == "graded") == $0.isRight ? 0 : 1 }
        let fitted = try CalibratedAcceptance.fit(probabilities, labels: labels, names: ["graded", "good"], target: 0.95, confidence: 0.9)
        #expect(fitted.rules.map(\.label) == ["good", "graded"])
        #expect(try fitted == CalibratedAcceptance.fit(two, target: 0.95, confidence: 0.9))
    }

    @Test("numbers that make no sense are refused by name")
    func refused() {
        let row = JudgedSuggestion(label: "a", confidence: 0.5, isRight: true)
        #expect(throws: AcceptanceError.badSetting("the target accuracy", 1)) { try CalibratedAcceptance.fit([row], target: 1, confidence: 0.95) }
        #expect(throws: AcceptanceError.badSetting("the confidence", 0)) { try CalibratedAcceptance.fit([row], target: 0.9, confidence: 0) }
        #expect(throws: AcceptanceError.noRows) { try CalibratedAcceptance.fit([], target: 0.9, confidence: 0.95) }
        #expect(throws: AcceptanceError.badConfidence(1.5, row: 1)) {
            try CalibratedAcceptance.fit([row, JudgedSuggestion(label: "a", confidence: 1.5, isRight: true)], target: 0.9, confidence: 0.95)
        }
        #expect(throws: AcceptanceError.rowCountsDiffer(3, labels: 1, classes: 2)) {
            try CalibratedAcceptance.fit([0.1, 0.2, 0.7], labels: [0], names: ["a", "b"], target: 0.9, confidence: 0.95)
        }
    }
}
