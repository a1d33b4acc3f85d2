import Foundation
import Kernels
import Testing

@testable import Assuring

@Suite("Figures of an annotator")
struct AnnotatorFigureTests {
    /// 8 of 10: Wilson by its formula, Jeffreys by integrating Beta(8.5, 2.5).
    @Test("a share has Wilson's and Jeffreys' interval")
    func interval() {
        let share = ShareWithInterval(right: 8, count: 10)
        #expect(isClose(share.low, 0.490162, 1e-5) && isClose(share.high, 0.943318, 1e-5))
        #expect(isClose(share.betaLow, 0.49722, 1e-4) && isClose(share.betaHigh, 0.95594, 1e-4))
        let all = ShareWithInterval(right: 5, count: 5)
        #expect(all.high == 1 && all.betaHigh == 1 && all.low > 0.5)
        #expect(ShareWithInterval(right: 0, count: 5).low == 0)
    }

    @Test("the majority of the others leaves out the own vote, and a tie leaves it open")
    func others() {
        let evidence = AnnotatorEvidence(VoteHistory(.drawn("aab", "ab-", "a--", "abb")), gold: nil, consensus: nil, bars: AnnotatorBars())
        #expect(evidence.others == [-1, -1, 0, 1, 0, -1, 1, -1, -1])
    }

    @Test("kappa and spammer score of a worked table")
    func confusion() throws {
        // Right answers aaaaabbbbb; the annotator says aaaabbbbbb: po 0.9, pe 0.5 * 0.4 + 0.5 * 0.6.
        let evidence = AnnotatorEvidence(
            .drawn("aaaabbbbbb", classes: "ab"), gold: [0, 0, 0, 0, 0, 1, 1, 1, 1, 1], consensus: nil, bars: AnnotatorBars())
        let confusion = try #require(AnswerConfusion(0, evidence))
        #expect(confusion.basis == .gold && confusion.right == 9)
        #expect(isClose(confusion.kappa, (0.9 - 0.5) / 0.5))
        // Rows (0.8, 0.2) and (0, 1): 0.64 + 0.64 over K (K - 1) = 2.
        #expect(isClose(confusion.spammerScore(minimum: 5), 0.64))
        #expect(confusion.spammerScore(minimum: 6) == nil)
    }

    @Test("blind answers have a spammer score of 0, right ones of 1", arguments: [("aaaaaaaaaa", 0.0), ("aaaaabbbbb", 1.0), ("bbbbbaaaaa", 1.0), ("ababaababa", 0.0)])
    func spammer(answers: String, expected: Double) throws {
        let evidence = AnnotatorEvidence(.drawn(answers, classes: "ab"), gold: [0, 0, 0, 0, 0, 1, 1, 1, 1, 1], consensus: nil, bars: AnnotatorBars())
        let score = AnswerConfusion(0, evidence)?.spammerScore(minimum: 1)
        #expect(isClose(score, expected))
    }

    /// The exact probability of five equal flips in twenty, by counting run lengths, is 0.458.
    @Test("a run is as likely as the Poisson count of runs says")
    func run() {
        let flips = AnswerRun.probability(of: 5, among: 20, [0.5, 0.5])
        #expect(isClose(flips, 1 - exp(-2 / 32.0 * (1 + 15 * 0.5)), 1e-12))
        #expect(abs(flips - 0.458) < 0.06)
        #expect(AnswerRun.probability(of: 20, among: 20, [1]) > 0.6)
        #expect(isClose(AnswerRun.probability(of: 20, among: 20, [0.5, 0.5]), 2 * pow(0.5, 20), 1e-9))
    }

    @Test("the longest run says what and where")
    func longestRun() throws {
        let history = VoteHistory.drawn("ababaaaaaaaaabababab", classes: "ab")
        let run = try #require(AnswerRun.of(0, AnnotatorEvidence(history, gold: nil, consensus: nil, bars: AnnotatorBars())).value)
        #expect(run.longest == 9 && run.start == 4 && run.answer == 0 && run.count == 20)
    }

    @Test("the Kolmogorov tail at the usual bars", arguments: [(1.3581, 0.05), (1.6276, 0.01), (0.1, 1.0), (5.0, 0.0)])
    func kolmogorov(x: Double, p: Double) {
        #expect(abs(AnswerDrift.kolmogorovTail(x) - p) < 1e-4)
    }

    @Test("a change of mind is found where it is", arguments: 0..<4 as Range<UInt64>)
    func drift(seed: UInt64) throws {
        let drawn = DrawnHistory(seed: seed, items: 200, annotators: 5) { turn, random in
            DrawnHistory.honest(turn, &random, skill: turn.annotator == 2 && turn.place >= 120 ? 0.1 : 0.95)
        }
        let reports = try AnnotatorReports(drawn.history, gold: drawn.truth)
        let drift = try #require(reports["annotator-2"].drift.value)
        #expect(abs(drift.changeAfter - 120) < 12 && drift.after < 0.6 && drift.before > 0.85)
        #expect(reports.annotators.filter { $0.flags.contains { $0.kind == .drift } }.map(\.name) == ["annotator-2"])
    }

    @Test("somebody who tires is told from somebody who does not")
    func fatigue() throws {
        let drawn = DrawnHistory(seed: 5, items: 300, annotators: 5) { turn, random in
            DrawnHistory.honest(turn, &random, skill: turn.annotator == 1 ? 0.98 - Double(turn.place % 100) / 100 : 0.9)
        }
        // Sessions of 100 votes, an hour apart.
        let votes = drawn.history
        let history = try VoteHistory(
            items: votes.items, annotators: votes.annotators, classes: votes.classes,
            times: votes.items.map { Double($0) * 10 + Double($0 / 100) * 3600 }, itemNames: votes.votes.itemNames,
            annotatorNames: votes.votes.annotatorNames, classNames: votes.votes.classNames)
        let reports = try AnnotatorReports(history, gold: drawn.truth)
        let tired = try #require(reports["annotator-1"].fatigue.value)
        #expect(tired.sessions == 3 && tired.trend < -0.3 && tired.count == 300)
        let first = try #require(tired.accuracyByQuarter[0])
        let last = try #require(tired.accuracyByQuarter[3])
        #expect(first > last)
        #expect(tired.secondsByQuarter.allSatisfy { $0 == 10 })
        #expect(reports.annotators.filter { $0.flags.contains { $0.kind == .fatigue } }.map(\.name) == ["annotator-1"])
    }

    @Test("self-consistency counts what was asked twice")
    func repeats() throws {
        let votes = [("x", "a"), ("y", "a"), ("x", "a"), ("y", "b"), ("x", "b"), ("z", "a")].map { TimedVote(item: $0.0, annotator: "ann", label: $0.1) }
        let reports = try AnnotatorReports(try VoteHistory(votes: votes))
        let same = try #require(reports["ann"].selfConsistency.value)
        #expect(same.right == 1 && same.count == 3)
        #expect(reports["ann"].votes == 6 && reports["ann"].items == 3)
    }

    @Test("entropy, its percentile and crowd-kit's cut")
    func entropy() throws {
        let reports = try AnnotatorReports(.drawn("aabb", "aaaa", "aaab", "abcc", "a---", classes: "abc"))
        #expect(isClose(reports["annotator-0"].entropy.value?.entropy, log(2)))
        #expect(isClose(reports["annotator-3"].entropy.value?.entropy, 1.5 * log(2)))
        #expect(reports["annotator-1"].entropy.value?.entropy == 0 && reports["annotator-1"].entropy.value?.percentile == 25)
        #expect(reports.annotators.filter { $0.entropy.value?.isLow == true }.map(\.name) == ["annotator-1"])
        #expect(reports["annotator-4"].entropy.gap == FigureGap(.tooFew, have: 1, need: 2))
    }

    @Test("seconds come from the votes, else from the times between them")
    func speed() throws {
        let slow = [Double](repeating: 20, count: 10) + [Double](repeating: 30, count: 10)
        let seconds = slow + [25] + [Double](repeating: 2, count: 9)
        let given = try AnnotatorReports(.drawn("aaaaaaaaaa", "bbbbbbbbbb", "ababababab", classes: "ab", seconds: seconds))
        let quick = try #require(given["annotator-2"].speed.value)
        #expect(given.medianSeconds == 20 && quick.medianSeconds == 2 && quick.tooQuick.right == 9)
        #expect(given["annotator-2"].flags.contains { $0.kind == .tooQuick })
        #expect(!given["annotator-0"].flags.contains { $0.kind == .tooQuick })

        let times = (0..<12).map { Double($0) * 7 + ($0 > 5 ? 10_000 : 0) }
        let derived = try AnnotatorReports(.drawn("aaaaaaaaaaaa", classes: "ab", times: times))
        let speed = try #require(derived["annotator-0"].speed.value)
        #expect(speed.count == 10 && speed.medianSeconds == 7, "the first vote of each session has no vote before it")
    }

    @Test("always the first answer in doubt is a bias, honest doubt is none")
    func position() throws {
        let drawn = DrawnHistory(seed: 9, items: 300, annotators: 6, classes: 4) { turn, random in
            if turn.annotator == 4 { return random.uniform() < 0.7 ? turn.truth : 0 }
            return DrawnHistory.honest(turn, &random, skill: 0.7, classes: 4)
        }
        let reports = try AnnotatorReports(drawn.history, gold: drawn.truth)
        #expect(reports.annotators.filter { $0.flags.contains { $0.kind == .positionBias } }.map(\.name) == ["annotator-4"])
        #expect(reports["annotator-4"].positionBias.value?.position == 0)
    }
}
