import Testing
@testable import Suggesting

@Suite("Votes of rules")
struct RuleVotesTests {
    @Test("a table and a list of votes are the same thing")
    func sources() throws {
        let table = try RuleVotes(table: [0, -1, 2, -1, -1, -1, 1, 1, 0], ruleCount: 3)
        let list = try RuleVotes([(2, 2, 0), (0, 2, 2), (2, 0, 1), (0, 0, 0), (2, 1, 1)], itemCount: 3, ruleCount: 3, classCount: 3)
        #expect(table == list)
        #expect(table.itemCount == 3 && table.voteCount == 5 && table.classCount == 3)
        #expect(table.votes(of: 0).map { [$0.rule, $0.class] } == [[0, 0], [2, 2]])
    }

    @Test("what is no vote is refused with its place")
    func refusals() {
        #expect(throws: WeakError.noRules) { try RuleVotes(table: [], ruleCount: 0) }
        #expect(throws: WeakError.rowTooShort(item: 1, rules: 1, expected: 2)) { try RuleVotes(table: [0, 1, 0], ruleCount: 2) }
        #expect(throws: WeakError.classOutOfRange(-2, classCount: 2, item: 1, rule: 0)) { try RuleVotes(table: [0, 1, -2, 1], ruleCount: 2) }
        #expect(throws: WeakError.classOutOfRange(3, classCount: 3, item: 0, rule: 1)) { try RuleVotes(table: [0, 3], ruleCount: 2, classCount: 3) }
        #expect(throws: WeakError.twoVotes(item: 0, rule: 1)) { try RuleVotes([(0, 1, 0), (0, 1, 1)], itemCount: 1, ruleCount: 2, classCount: 2) }
        #expect(throws: WeakError.itemOutOfRange(5, itemCount: 1)) { try RuleVotes([(5, 1, 0)], itemCount: 1, ruleCount: 2, classCount: 2) }
        #expect(WeakError.classOutOfRange(3, classCount: 3, item: 0, rule: 1).description == "rule 1 gives item 0 class 3, which is none of 0 to 2, nor -1 for silence")
    }

    /// Four items: agreement, conflict, one voice, silence. Rule 3 never speaks.
    private func four() throws -> RuleVotes {
        try RuleVotes(table: [0, 0, -1, -1, 1, 0, 0, -1, -1, -1, 1, -1, -1, -1, -1, -1], ruleCount: 4, classCount: 2)
    }

    @Test("coverage, overlap, conflict and polarity by hand")
    func analysis() throws {
        let analysis = try RuleAnalysis(four())
        #expect([analysis.coverage, analysis.overlap, analysis.conflict] == [0.75, 0.5, 0.25])
        #expect(analysis.rules.map(\.coverage) == [0.5, 0.5, 0.5, 0])
        #expect(analysis.rules.map(\.overlap) == [0.5, 0.5, 0.25, 0])
        #expect(analysis.rules.map(\.conflict) == [0.25, 0.25, 0.25, 0])
        #expect(analysis.rules.map(\.normalisedConflict) == [0.5, 0.5, 1, nil])
        #expect(analysis.rules.map(\.polarity) == [[0, 1], [0], [0, 1], []])
        #expect(try RuleAnalysis(four(), threads: 3) == analysis)
    }

    @Test("accuracy and probabilities by hand; unknown labels count for neither")
    func accuracy() throws {
        let accuracy = try RuleAccuracy(four(), gold: [0, 1, 0, -1])
        #expect(accuracy.knownCount == 3)
        #expect(accuracy.accuracies == [1, 0.5, 0, nil])
        #expect(accuracy.probabilities[0] == [[0.5, 0], [0.5, 0], [0, 1]])
        #expect(accuracy.probabilities[3] == [[1, 1], [0, 0], [0, 0]])
        #expect(try RuleAccuracy(four(), gold: [0, 0, 0, 0]).probabilities[0][0] == [0.5, nil])
        #expect(throws: WeakError.goldOutOfRange(7, classCount: 2, item: 1)) { try RuleAccuracy(four(), gold: [0, 7, 0, 0]) }
        #expect(throws: WeakError.goldCountDiffers(1, itemCount: 4)) { try RuleAccuracy(four(), gold: [0]) }
    }

    @Test("majority by hand: ties share")
    func majority() throws {
        let settled = try RuleMajority().settle(RuleVotes(table: [0, 0, 1, 1, 0, -1, -1, -1, -1], ruleCount: 3, classCount: 3))
        let third = 1.0 / 3
        let due: [Double] = [1, 0, 0, 0.5, 0.5, 0, third, third, third]
        #expect(settled.probabilities == due)
        #expect(settled.labels() == [0, nil, nil])
    }
}
