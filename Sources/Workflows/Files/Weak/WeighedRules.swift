import Foundation
import Kernels
import Records
import Suggesting

/// A pass of rules over records, weighed: what the report says, and what each record gets.
///
/// Probabilities are made stretch by stretch and not kept, so a million records of two labels cost no more than their votes.
struct WeighedRules {
    static let stretch = 1 << 16
    let votes: RuleVotes
    let labels: [String]
    let settled: SettledRules
    let statistics: RuleStatistics
    private let rules: [LabellingRule]
    private let known: [Int32]
    private let threads: Int

    /// - Parameter before: what was counted of earlier records.
    init(_ pass: WeakPass, _ rules: [LabellingRule], _ settings: WeakSettings, before: RuleStatistics? = nil, _ findings: inout FileFindings, threads: Int) throws {
        (votes, labels, known, self.rules, self.threads) = (pass.votes, pass.labels, pass.known, rules, threads)
        do throws(WeakError) {
            var statistics = try RuleStatistics(rules: rules.map(\.name), labels: pass.labels)
            if let before { try statistics.add(before) }
            try statistics.add(pass.votes, threads: threads)
            self.statistics = statistics
        } catch { throw PreparedRules.refusal(error) }
        settled = try SettledRules(votes, statistics, settings, known: known, &findings, threads: threads)
    }

    /// A label and its probability, by the method; nil without a vote, or on a tie.
    struct Answer: Sendable {
        var label: Int?
        var probabilities: ArraySlice<Double>
        var confidence: Double? { label.map { probabilities[probabilities.startIndex + $0] } }
    }

    /// Stretch by stretch: the first item, N x K of the method and of the majority.
    private func forEachStretch(_ body: (Range<Int>, _ model: [Double], _ majority: [Double]) throws -> Void) throws {
        for first in stride(from: 0, to: votes.itemCount, by: Self.stretch) {
            let items = first..<min(first + Self.stretch, votes.itemCount)
            try body(items, try settled.probabilities(votes, items, threads: threads), try SettledRules.majority(votes, items, threads: threads))
        }
    }

    /// Answers of a stretch of items.
    func answers(_ items: Range<Int>) throws -> [Answer] {
        let (k, probabilities) = (labels.count, try settled.probabilities(votes, items, threads: threads))
        return items.map { item in
            let own = probabilities[(item - items.lowerBound) * k..<(item - items.lowerBound + 1) * k]
            return Answer(label: hasVotes(item) ? Self.label(own) : nil, probabilities: own)
        }
    }

    private func hasVotes(_ item: Int) -> Bool { votes.starts[item + 1] > votes.starts[item] }

    /// nil on a tie.
    private static func label(_ own: ArraySlice<Double>) -> Int? {
        var best = own.startIndex
        for place in own.indices where own[place] > own[best] { best = place }
        let isTied = own.indices.contains { $0 != best && own[best] - own[$0] < RuleConsensus.tieTolerance }
        return isTied ? nil : best - own.startIndex
    }

    // MARK: Report

    func report(_ examples: [RuleExamples], queue: Int) throws -> (report: WeakReport, conflicts: [TopK.Entry]) {
        let analysis: RuleAnalysis
        do throws(WeakError) { analysis = try RuleAnalysis(votes, threads: threads) } catch { throw PreparedRules.refusal(error) }
        let right = rightVotes()
        let rows = rules.indices.map { rule in row(rule, analysis.rules[rule], right[rule], examples[rule]) }
        var (model, majority) = (Tally(labels.count), Tally(labels.count)), (both, agreed) = (0, 0)
        var conflicts = TopK(queue)
        let judge = RuleConflict(weights: settled.learnt, classCount: labels.count, exponents: settled.says)
        try forEachStretch { items, modelShares, majorityShares in
            let k = labels.count
            for item in items {
                let place = (item - items.lowerBound) * k
                guard hasVotes(item) else { model.skip(known[item]); majority.skip(known[item]); continue }
                let (own, simple) = (Self.label(modelShares[place..<place + k]), Self.label(majorityShares[place..<place + k]))
                model.add(own, known[item])
                majority.add(simple, known[item])
                if let own, let simple {
                    both += 1
                    agreed += own == simple ? 1 : 0
                }
                if queue > 0 {
                    let strength = judge.strength(votes, item)
                    if strength > 0 { conflicts.add(item, strength) }
                }
            }
        }
        let report = WeakReport(
            records: votes.itemCount, labels: labels, balance: settled.balance, balanceFrom: settled.balanceFrom, coverage: analysis.coverage, overlap: analysis.overlap,
            conflict: analysis.conflict, rules: rows, majority: majority.judged("majority", labels), model: model.judged(settled.method, labels), bothLabelled: both, agreed: agreed,
            dependencies: settled.dependencies.map { .init(first: rules[$0.first].name, second: rules[$0.second].name, correlation: $0.correlation) }, queue: [],
            learntFrom: statistics.itemCount)
        return (report, conflicts.sorted)
    }

    func conflict(_ entry: TopK.Entry, place: String, text: String, _ answer: Answer, item: ItemID? = nil) -> WeakReport.Conflict {
        .init(
            place: place, text: ShownText.of(text, limit: 160), label: answer.label.map { labels[$0] }, confidence: answer.confidence, strength: entry.score,
            votes: votes.votes(of: entry.index).map { .init(rule: rules[$0.rule].name, label: labels[$0.class]) }, item: item)
    }

    private func rightVotes() -> [(given: Int, right: Int)] {
        var result = [(given: Int, right: Int)](repeating: (0, 0), count: rules.count)
        let k = UInt32(labels.count)
        for item in 0..<votes.itemCount where known[item] >= 0 {
            for place in votes.starts[item]..<votes.starts[item + 1] {
                let rule = Int(votes.columns[place] / k)
                result[rule].given += 1
                result[rule].right += votes.columns[place] % k == UInt32(known[item]) ? 1 : 0
            }
        }
        return result
    }

    private func row(_ rule: Int, _ analysis: RuleAnalysis.Rule, _ right: (given: Int, right: Int), _ examples: RuleExamples) -> WeakReport.Rule {
        WeakReport.Rule(
            name: rules[rule].name, kind: rules[rule].kind.rawValue, labels: analysis.polarity.map { labels[$0] }, votes: analysis.votes.reduce(0, +),
            coverage: analysis.coverage, overlap: analysis.overlap, conflict: analysis.conflict, known: right.given,
            accuracy: right.given > 0 ? Double(right.right) / Double(right.given) : nil, interval: WilsonInterval().of(right.right, among: right.given),
            learnt: settled.learnt[rule], say: settled.says[rule], fired: examples.fired.examples, conflicting: examples.conflicting.examples, wrong: examples.wrong.examples)
    }

    /// How many got which label, of those that have it.
    private struct Tally {
        var labelled = 0
        var known: [Int], given: [Int], correct: [Int]

        init(_ count: Int) {
            known = Array(repeating: 0, count: count)
            (given, correct) = (known, known)
        }

        mutating func skip(_ truth: Int32) { if truth >= 0 { known[Int(truth)] += 1 } }

        mutating func add(_ label: Int?, _ truth: Int32) {
            labelled += label == nil ? 0 : 1
            skip(truth)
            guard let label, truth >= 0 else { return }
            given[label] += 1
            if Int(truth) == label { correct[label] += 1 }
        }

        func judged(_ method: String, _ labels: [String]) -> WeakReport.Judged {
            let (judged, right) = (given.reduce(0, +), correct.reduce(0, +))
            return WeakReport.Judged(
                method: method, labelled: labelled, known: judged, correct: right, accuracy: judged > 0 ? Double(right) / Double(judged) : nil,
                interval: WilsonInterval().of(right, among: judged),
                labels: known.contains { $0 > 0 } ? labels.indices.map { .init(label: labels[$0], known: known[$0], given: given[$0], correct: correct[$0]) } : [])
        }
    }
}

/// Answers one by one, in the order of the items, made a stretch at a time.
struct AnswerStream {
    private let weighed: WeighedRules
    private var items = 0..<0
    private var answers: [WeighedRules.Answer] = []

    init(_ weighed: WeighedRules) { self.weighed = weighed }

    mutating func answer(_ item: Int) throws -> WeighedRules.Answer {
        if !items.contains(item) {
            items = item..<min(item + WeighedRules.stretch, weighed.votes.itemCount)
            answers = try weighed.answers(items)
        }
        return answers[item - items.lowerBound]
    }
}
