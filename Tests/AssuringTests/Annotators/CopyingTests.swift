import Foundation
import Kernels
import Testing

@testable import Assuring

@Suite("Copied answers")
struct CopyingTests {
    private func copied(seed: UInt64, classes: Int) -> DrawnHistory {
        var answers: [Int32] = []
        return DrawnHistory(seed: seed, items: 150, annotators: 8, classes: classes) { turn, random in
            let own = DrawnHistory.honest(turn, &random, skill: 0.7, classes: classes)
            if turn.annotator == 2 { answers.append(own) }
            return turn.annotator == 5 && random.uniform() < 0.9 ? answers[turn.place] : own
        }
    }

    @Test("the pair that copies is found and no other", arguments: 0..<6 as Range<UInt64>, [2, 4])
    func planted(seed: UInt64, classes: Int) throws {
        let drawn = copied(seed: seed, classes: classes)
        let reports = try AnnotatorReports(drawn.history, gold: drawn.truth)
        #expect(reports.copiedPairs.map { [$0.first, $0.second] } == [["annotator-2", "annotator-5"]])
        let pair = reports.copiedPairs[0]
        #expect(pair.shared == 150 && pair.lift > 2)
        #expect(reports["annotator-5"].copying.value?.other == "annotator-2")
        #expect(Set(reports.annotators.filter { $0.flags.contains { $0.kind == .copying } }.map(\.name)) == ["annotator-2", "annotator-5"])
        let others = try AnnotatorReports(drawn.history)
        #expect(others.copiedPairs.map { [$0.first, $0.second] } == [["annotator-2", "annotator-5"]], "without gold too")
    }

    @Test("people who only misread the same hard items are not accused", arguments: 0..<6 as Range<UInt64>)
    func honest(seed: UInt64) throws {
        var hard = SeededRandom(seed: seed)
        let isHard = (0..<200).map { _ in hard.uniform() < 0.2 }
        let drawn = DrawnHistory(seed: seed, items: 200, annotators: 8) { turn, random in
            if isHard[turn.place] { return random.uniform() < 0.5 ? turn.truth : (turn.truth + 1) % 3 }
            return DrawnHistory.honest(turn, &random, skill: 0.9)
        }
        #expect(try AnnotatorReports(drawn.history, gold: drawn.truth).copiedPairs.isEmpty)
    }

    @Test("Poisson's tail", arguments: [(1, 0.3), (3, 0.5), (10, 2.0), (40, 10.0)])
    func poisson(count: Int, mean: Double) {
        var below = 0.0
        var term = exp(-mean)
        for k in 0..<count {
            below += term
            term *= mean / Double(k + 1)
        }
        #expect(abs(CopyingSearch.poissonTail(count, mean) - (1 - below)) < 1e-12)
        #expect(CopyingSearch.poissonTail(0, mean) == 1)
        #expect(CopyingSearch.poissonTail(count, mean + Double(count)) == 1, "not more than expected")
    }

    @Test("what is not looked at is counted")
    func bounded() throws {
        let drawn = copied(seed: 1, classes: 3)
        var bars = AnnotatorBars()
        bars.copyingPairs = 10
        let reports = try AnnotatorReports(drawn.history, gold: drawn.truth, bars: bars)
        #expect(reports.findings.contains { $0.code == "annotators.copying-bounded" })
    }
}
