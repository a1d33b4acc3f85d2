import Foundation
import Kernels
import Testing

@testable import Assuring

@Suite("Annotator reports")
struct AnnotatorReportsTests {
    enum Spam: String, CaseIterable {
        case random, constant, first
        func answer(_ random: inout SeededRandom) -> Int32 { self == .random ? Int32(random.below(3)) : self == .constant ? 1 : 0 }
    }

    private func spammed(_ spam: Spam, seed: UInt64, answered: Double = 0.7) -> DrawnHistory {
        DrawnHistory(seed: seed, items: 150, annotators: 8, answered: answered) { turn, random in
            turn.annotator == 3 ? spam.answer(&random) : DrawnHistory.honest(turn, &random, skill: 0.6 + 0.05 * Double(turn.annotator))
        }
    }

    @Test("a planted spammer is last, with gold and without", arguments: Spam.allCases, 0..<4 as Range<UInt64>)
    func last(spam: Spam, seed: UInt64) throws {
        let drawn = spammed(spam, seed: seed)
        for gold in [drawn.truth, nil] {
            let reports = try AnnotatorReports(drawn.history, gold: gold)
            #expect(reports.annotators.last?.name == "annotator-3")
            let flags = Set(reports["annotator-3"].flags.map(\.kind))
            #expect(flags.contains(.spammer) && flags.contains(.lowSkill))
            if spam != .random { #expect(flags.isSuperset(of: [.longRun, .lowEntropy, .positionBias])) }
            #expect(reports.annotators.dropLast().allSatisfy { !$0.flags.contains { $0.kind == .spammer } })
            #expect(reports.findings.first?.message.contains("annotator-3") == true)
        }
        let consensus = try DawidSkene().consensus(of: drawn.history.votes)
        let reports = try AnnotatorReports(drawn.history, consensus: consensus)
        #expect(reports.annotators.last?.name == "annotator-3")
        #expect(reports.annotators.allSatisfy { $0.estimatedSkill.value == consensus.annotators[$0.annotator].skill })
    }

    @Test("gold accuracy, and a flag when even its favourable end is below the bar")
    func gold() throws {
        let drawn = spammed(.random, seed: 11)
        let reports = try AnnotatorReports(drawn.history, gold: drawn.truth.indices.map { $0 < 60 ? drawn.truth[$0] : -1 })
        let bad = try #require(reports["annotator-3"].goldAccuracy.value)
        #expect(bad.count < 60 && bad.share < 0.6)
        #expect(reports["annotator-3"].flags.first?.kind == .lowGold)
        #expect(reports["annotator-7"].confusion.value?.basis == .gold)
    }

    @Test("names, order of rows and threads change nothing", arguments: 0..<3 as Range<UInt64>)
    func laws(seed: UInt64) throws {
        let drawn = spammed(.random, seed: seed)
        let votes = drawn.history
        let plain = try AnnotatorReports(votes, gold: drawn.truth)
        #expect(try AnnotatorReports(votes, gold: drawn.truth, threads: 4) == plain)
        var random = SeededRandom(seed: seed)
        var order = Array(0..<votes.count)
        var names = Array(0..<8)
        random.shuffle(&order)
        random.shuffle(&names)
        let times = try #require(votes.times)
        let moved = try VoteHistory(
            items: order.map { 149 - votes.items[$0] }, annotators: order.map { Int32(names[Int(votes.annotators[$0])]) },
            classes: order.map { votes.classes[$0] }, times: order.map { times[$0] }, itemNames: votes.votes.itemNames,
            annotatorNames: (0..<8).map { new in "annotator-\(names.firstIndex(of: new)!)" }, classNames: votes.votes.classNames)
        let other = try AnnotatorReports(moved, gold: drawn.truth.reversed())
        #expect(other.annotators.map(\.name) == plain.annotators.map(\.name))
        for (left, right) in zip(plain.annotators, other.annotators) {
            #expect(left.goldAccuracy == right.goldAccuracy && left.agreementWithOthers == right.agreementWithOthers)
            #expect(left.drift == right.drift && left.run == right.run && left.fatigue == right.fatigue && left.confusion == right.confusion)
            #expect(isClose(left.score, right.score) && left.flags.map(\.kind) == right.flags.map(\.kind))
        }
    }

    @Test("permuting the classes keeps every figure that does not name one")
    func classes() throws {
        let drawn = spammed(.constant, seed: 2)
        let votes = drawn.history
        let moved = try VoteHistory(
            items: votes.items, annotators: votes.annotators, classes: votes.classes.map { [2, 0, 1][Int($0)] }, times: votes.times,
            itemNames: votes.votes.itemNames, annotatorNames: votes.votes.annotatorNames, classNames: votes.votes.classNames)
        let plain = try AnnotatorReports(votes, gold: drawn.truth)
        let other = try AnnotatorReports(moved, gold: drawn.truth.map { [2, 0, 1][Int($0)] })
        for (left, right) in zip(plain.annotators, other.annotators) {
            #expect(left.name == right.name && left.goldAccuracy == right.goldAccuracy && left.drift == right.drift)
            #expect(isClose(left.skill.value, right.skill.value) && isClose(left.spammerScore.value, right.spammerScore.value))
            #expect(left.entropy == right.entropy && left.run.value?.longest == right.run.value?.longest)
        }
    }

    @Test("honest people of one mind are not flagged", arguments: 0..<5 as Range<UInt64>)
    func honest(seed: UInt64) throws {
        let drawn = DrawnHistory(seed: seed, items: 200, annotators: 10) { turn, random in DrawnHistory.honest(turn, &random, skill: 0.85) }
        #expect(try AnnotatorReports(drawn.history).findings.isEmpty)
        let perfect = DrawnHistory(seed: seed) { turn, _ in turn.truth }
        let reports = try AnnotatorReports(perfect.history, gold: perfect.truth)
        #expect(reports.findings.isEmpty && reports.annotators.allSatisfy { $0.skill.value == 1 && $0.spammerScore.value == 1 })
    }

    @Test("one annotator without gold, times or order has reasons in place of figures")
    func gaps() throws {
        let reports = try AnnotatorReports(VoteHistory(.drawn("a", "b", "a")))
        let only = reports.annotators[0]
        #expect(only.goldAccuracy.gap?.code == .noGold && only.agreementWithOthers.gap?.code == .noOverlap)
        #expect(only.skill.gap?.code == .noOverlap && only.spammerScore.gap?.code == .oneClass)
        #expect(only.speed.gap?.code == .noTimes && only.fatigue.gap?.code == .noTimes)
        #expect(only.run.gap?.code == .noOrder && only.drift.gap?.code == .noOrder && only.selfConsistency.gap?.code == .noOrder)
        #expect(only.copying.gap == FigureGap(.tooFew, have: 0, need: 20))
        #expect(reports.findings.isEmpty)
    }

    @Test("one class leaves the kappa open, not at a number")
    func oneClass() throws {
        let history = VoteHistory.drawn("aaaaaaaaaa", "aaaaaaaaaa", "aaaaaaaaaa", classes: "a")
        let reports = try AnnotatorReports(history)
        #expect(reports.annotators.allSatisfy { $0.skill.gap?.code == .noVariation && $0.agreementWithOthers.value?.share == 1 })
    }

    @Test("what cannot be judged is refused")
    func refusals() {
        let history = VoteHistory.drawn("ab", "ba", classes: "ab")
        #expect(throws: ConsensusError.unequalGold(items: 2, gold: 1)) { try AnnotatorReports(history, gold: [0]) }
        #expect(throws: ConsensusError.goldOutOfRange(2, classCount: 2, item: "item-1")) { try AnnotatorReports(history, gold: [0, 2]) }
        #expect(throws: ConsensusError.noVotes) { try AnnotatorReports(.drawn("--", classes: "ab")) }
        #expect(throws: VoteHistoryError.outOfRange(name: "seconds", value: -1, vote: 1)) {
            try VoteHistory(
                items: [0, 0], annotators: [0, 0], classes: [0, 0], seconds: [1, -1], itemNames: ["i"], annotatorNames: ["a"], classNames: ["k"])
        }
        #expect(throws: VoteHistoryError.undeclaredClass("owl", vote: 0)) {
            try VoteHistory(votes: [TimedVote(item: "i", annotator: "a", label: "owl")], classes: ["cat"])
        }
    }

    @Test("the last vote by time counts, whatever the order of rows")
    func lastByTime() throws {
        let votes = [("late", 9.0), ("early", 1.0)].map { TimedVote(item: "i", annotator: "a", label: $0.0, time: $0.1) }
        let history = try VoteHistory(votes: votes)
        #expect(history.votes.classNames[Int(history.votes.classes[0])] == "late")
        #expect(history.votes(ofAnnotator: 0).map { Int($0) } == [1, 0])
    }

    @Test("a report goes through JSON and comes back, with null and a reason where there is nothing")
    func json() throws {
        let drawn = spammed(.constant, seed: 3)
        let reports = try AnnotatorReports(drawn.history, gold: nil)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let data = try encoder.encode(reports)
        let back = try JSONDecoder().decode(AnnotatorReports.self, from: data)
        #expect(back.annotators.map(\.name) == reports.annotators.map(\.name) && back.findings == reports.findings)
        let text = try #require(String(data: data, encoding: .utf8))
        #expect(text.contains(#""goldAccuracy":{"gap":{"code":"no-gold","message":"no item of this annotator has a gold answer"},"value":null}"#))
        #expect(text.contains(#""hint":"Leave the votes out of the consensus"#))
    }
}
