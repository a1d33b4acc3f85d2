import Assuring
import Foundation
import Kernels
import Records
import Suggesting

/// Votes of rules weighed by the method that was asked for; gives probabilities stretch by stretch.
struct SettledRules: Sendable {
    /// `majority` where the method asked for cannot work.
    let method: String
    let balance: [Double]
    let balanceFrom: String
    /// How right each rule is taken to be.
    let learnt: [Double?]
    let says: [Double]
    let dependencies: [RulePair]
    private let answer: Answer

    private enum Answer: Sendable {
        case model(FittedLabelModel)
        case majority
        /// I x K.
        case posterior([Double])
    }

    /// - Parameter statistics: of these votes, and of others counted before.
    init(
        _ votes: RuleVotes, _ statistics: RuleStatistics, _ settings: WeakSettings, known: [Int32], _ findings: inout FileFindings, threads: Int
    ) throws {
        let asked = Self.feasible(settings.method, votes.ruleCount, &findings)
        let balance = try Self.balance(votes, settings, statistics.labels, known, &findings)
        let m = votes.ruleCount
        var (method, learnt, dependencies, answer) = (asked, [Double?](repeating: nil, count: m), [RulePair](), Answer.majority)
        do throws(WeakError) {
            let moments = try statistics.moments()
            if settings.findsDependencies, asked == LabelModel.name || asked == TripletModel.name { dependencies = try RuleDependencies().find(moments, balance: balance) }
            switch asked {
            case LabelModel.name:
                var model = LabelModel()
                (model.balance, model.dependencies) = (balance, dependencies)
                (model.optimiser, model.steps) = (.adam, 500)
                answer = .model(try model.fit(moments))
            case TripletModel.name:
                var model = TripletModel()
                model.balance = balance
                answer = .model(try model.fit(moments))
            default: break
            }
        } catch .diverged {
            findings.add(Finding(.warning, "weak.diverged", "the label model ran away, so the majority counts", hint: "leave out rules that speak almost everywhere, or take `--method triplet`"))
            method = "majority"
        } catch { throw WorkflowError(.unprocessable, error.finding.code, error.description, hint: error.hint) }
        if case .model(let model) = answer { learnt = model.weights }
        if asked == "dawid-skene" {
            let consensus = try Self.dawidSkene(votes, statistics, threads)
            answer = .posterior(consensus.posterior)
            for row in consensus.annotators { learnt[Int(row.annotator)] = row.skill }
        }
        if case .model(let model) = answer { says = model.exponents } else { says = Array(repeating: 1, count: m) }
        (self.method, self.balance, balanceFrom, self.learnt, self.dependencies, self.answer) = (method, balance, Self.word(settings.balance), learnt, dependencies, answer)
    }

    /// Of these items, N x K.
    func probabilities(_ votes: RuleVotes, _ items: Range<Int>, threads: Int) throws -> [Double] {
        switch answer {
        case .model(let model): try model.settle(votes.items(items), threads: threads).probabilities
        case .majority: try Self.majority(votes, items, threads: threads)
        case .posterior(let posterior): Array(posterior[items.lowerBound * votes.classCount..<items.upperBound * votes.classCount])
        }
    }

    static func majority(_ votes: RuleVotes, _ items: Range<Int>, threads: Int) throws -> [Double] {
        try RuleMajority().settle(votes.items(items), threads: threads).probabilities
    }

    private static func feasible(_ method: String, _ rules: Int, _ findings: inout FileFindings) -> String {
        guard rules < 3, method == LabelModel.name || method == TripletModel.name else { return method }
        findings.add(Finding(.note, "weak.few-rules", "\(rules == 1 ? "there is one rule" : "there are \(rules) rules"): `\(method)` learns from how three or more agree, so the majority counts", hint: "write more rules"))
        return "majority"
    }

    private static func word(_ balance: WeakSettings.Balance) -> String {
        switch balance {
        case .uniform: "uniform"
        case .estimated: "estimated"
        case .known: "known"
        case .given: "given"
        }
    }

    private static func balance(_ votes: RuleVotes, _ settings: WeakSettings, _ labels: [String], _ known: [Int32], _ findings: inout FileFindings) throws -> [Double] {
        let uniform = [Double](repeating: 1 / Double(labels.count), count: labels.count)
        switch settings.balance {
        case .uniform: return uniform
        case .given(let shares): return try WeakSettings.shares(shares, of: labels)
        case .known:
            var counts = [Double](repeating: 1, count: labels.count)
            for label in known where label >= 0 { counts[Int(label)] += 1 }
            let sum = counts.reduce(0, +)
            guard sum > Double(labels.count) else { throw WorkflowError(.badInput, "weak.balance", "no record has a known label, so its shares are not known", hint: "name their column with `--label`, or take another `--balance`") }
            return counts.map { $0 / sum }
        case .estimated:
            do throws(WeakError) { return try BalanceEstimate().estimate(votes) } catch {
                findings.add(Finding(.warning, "weak.balance", "the shares of the labels cannot be estimated: \(error); all count alike"))
                return uniform
            }
        }
    }

    /// Rules as annotators; a stage cannot ask another, so the two meet here.
    private static func dawidSkene(_ votes: RuleVotes, _ statistics: RuleStatistics, _ threads: Int) throws -> Consensus {
        guard let method = ConsensusCatalog.named("dawid-skene") else { throw WorkflowError.unknown("method", "dawid-skene") }
        var (items, rules, classes) = ([Int32](), [Int32](), [Int32]())
        let k = UInt32(votes.classCount)
        for item in 0..<votes.itemCount {
            for place in votes.starts[item]..<votes.starts[item + 1] {
                items.append(Int32(item))
                rules.append(Int32(votes.columns[place] / k))
                classes.append(Int32(votes.columns[place] % k))
            }
        }
        let table = try VoteTable(
            items: items, annotators: rules, classes: classes, itemNames: (0..<votes.itemCount).map(String.init), annotatorNames: statistics.rules, classNames: statistics.labels)
        return try VoteFiles.consensus(of: table, by: method, threads: threads)
    }
}

extension VoteFiles {
    fileprivate static func consensus(of table: VoteTable, by method: any ConsensusMethod, threads: Int) throws -> Consensus {
        do throws(ConsensusError) { return try method.consensus(of: table, threads: threads) } catch {
            throw WorkflowError(.unprocessable, "weak.dawid-skene", "\(error)", hint: "take another `--method`")
        }
    }
}
