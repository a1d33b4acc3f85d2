import Foundation
import Kernels
import Testing
@testable import Suggesting

@Suite("Rules that err together, shares of labels, counts that go on")
struct RuleDependenciesTests {
    /// The drawn rules, and behind them copies of some of them that repeat a vote with a probability.
    private func withCopies(of rules: [Int], kept: Double = 1, items: Int = 20_000) throws -> (votes: RuleVotes, drawn: DrawnRules) {
        let drawn = try DrawnRules(items)
        let m = DrawnRules.quality.count
        var random = SeededRandom(seed: 21)
        var table: [Int] = []
        for item in 0..<items {
            let row = Array(drawn.table[item * m..<(item + 1) * m])
            table += row + rules.map { random.uniform() < kept ? row[$0] : -1 }
        }
        return (try RuleVotes(table: table, ruleCount: m + rules.count, classCount: DrawnRules.classes), drawn)
    }

    @Test("nothing is found among rules that err independently")
    func independent() throws {
        #expect(try RuleDependencies().find(RuleMoments(DrawnRules(20_000).votes)) == [])
    }

    @Test("a copy is found, a copy of parts too", arguments: [1.0, 0.7])
    func copies(kept: Double) throws {
        let (votes, _) = try withCopies(of: [6], kept: kept)
        let found = try RuleDependencies().find(RuleMoments(votes))
        #expect(found.map { [$0.first, $0.second] } == [[6, 8]])
        #expect((found.first?.correlation ?? 0) > (kept == 1 ? 0.9 : 0.5))
    }

    @Test("three copies of a weak rule no longer outvote the others")
    func say() throws {
        let (votes, drawn) = try withCopies(of: [7, 7, 7])
        func right(_ model: LabelModel) throws -> Double {
            let labels = try model.settle(votes).labels()
            return Double(zip(labels, drawn.truth).count { $0 == $1 }) / Double(drawn.truth.count)
        }
        var plain = LabelModel()
        (plain.optimiser, plain.steps) = (.adam, 500)
        var model = plain
        model.dependencies = try RuleDependencies().find(RuleMoments(votes))
        #expect(model.dependencies.count == 6, "\(model.dependencies)")
        let alone = try plain.settle(drawn.votes).labels()
        let best = Double(zip(alone, drawn.truth).count { $0 == $1 }) / Double(drawn.truth.count)
        let (apart, together) = (try right(model), try right(plain))
        #expect(apart > together + 0.02, "\(together) without, \(apart) with")
        #expect(apart > best - 0.01, "\(apart) with copies, \(best) without any")
    }

    @Test("says of copies sum to one")
    func exponents() {
        #expect(RuleDependencies.exponents([RulePair(first: 0, second: 2)], ruleCount: 3) == [0.5, 1, 0.5])
        #expect(RuleDependencies.exponents([], ruleCount: 2) == [1, 1])
    }

    @Test("a dependency of rules that are not there is refused")
    func refused() throws {
        var model = LabelModel()
        model.dependencies = [RulePair(first: 2, second: 2)]
        #expect(throws: WeakError.badDependency(ruleCount: 8)) { try model.settle(DrawnRules(100).votes) }
    }

    @Test("the shares of labels are found, also by rules that give one label only", arguments: [[0.87, 0.13], [0.5, 0.5], [0.2, 0.8]])
    func balance(shares: [Double]) throws {
        var random = SeededRandom(seed: 8)
        var table: [Int] = []
        // Each rule gives one label: to a good part of its items, and to a few of the other's.
        let rules = [(0, 0.5, 0.05), (1, 0.6, 0.04), (0, 0.4, 0.1), (1, 0.5, 0.08), (0, 0.7, 0.06), (1, 0.3, 0.02)]
        for _ in 0..<20_000 {
            let label = random.uniform() < shares[0] ? 0 : 1
            table += rules.map { given, own, other in random.uniform() < (given == label ? own : other) ? given : -1 }
        }
        let found = try BalanceEstimate().estimate(try RuleVotes(table: table, ruleCount: rules.count, classCount: 2))
        #expect(abs(found[0] - shares[0]) < 0.02 && abs(found.reduce(0, +) - 1) < 1e-9, "\(found)")
    }

    @Test("two batches are counted as one, and survive being saved")
    func statistics() throws {
        let votes = try DrawnRules(500).votes
        let (rules, labels) = ((0..<8).map { "r\($0)" }, ["a", "b", "c"])
        var whole = try RuleStatistics(rules: rules, labels: labels)
        try whole.add(votes)
        var parts = try RuleStatistics(rules: rules, labels: labels)
        try parts.add(votes.items(0..<200))
        var read = try JSONDecoder().decode(RuleStatistics.self, from: JSONEncoder().encode(parts))
        try read.add(votes.items(200..<500))
        #expect(read == whole)
        #expect(try read.moments() == RuleMoments(votes))
        let other = try RuleStatistics(rules: rules, labels: ["a", "b", "d"])
        #expect(throws: WeakError.self) { try whole.add(other) }
    }

    @Test("broken counts are refused", arguments: [
        #"{"rules":["a"],"labels":["x","y"],"items":2,"counts":[1,1]}"#, #"{"rules":["a"],"labels":["x","y"],"items":2,"counts":[3,0,0]}"#,
        #"{"rules":["a"],"labels":["x","y"],"items":-1,"counts":[0,0,0]}"#, #"{"rules":[],"labels":["x"],"items":0,"counts":[]}"#,
    ])
    func broken(json: String) { #expect(throws: WeakError.self) { try JSONDecoder().decode(RuleStatistics.self, from: Data(json.utf8)) } }

    @Test("the strongest conflict has good rules on both sides")
    func conflict() throws {
        let votes = try RuleVotes(table: [0, 1, -1, 0, 0, 1, 0, -1, 1, 0, -1, -1, 0, 0, 0], ruleCount: 3, classCount: 2)
        let judge = RuleConflict(weights: [0.9, 0.9, 0.6], classCount: 2)
        let strengths = (0..<5).map { judge.strength(votes, $0) }
        #expect(strengths[0] > strengths[1] && strengths[1] == strengths[2] && strengths[3] == 0 && strengths[4] == 0)
        #expect(abs(strengths[0] - log(9)) < 1e-12)
    }

    @Test("some of the items, and more classes, are the same votes")
    func parts() throws {
        let votes = try DrawnRules(50).votes
        let part = votes.items(10..<20)
        #expect((0..<10).allSatisfy { item in part.votes(of: item).map { [$0.rule, $0.class] } == votes.votes(of: item + 10).map { [$0.rule, $0.class] } })
        let wide = try votes.widened(classCount: 5)
        #expect((0..<50).allSatisfy { item in wide.votes(of: item).map { [$0.rule, $0.class] } == votes.votes(of: item).map { [$0.rule, $0.class] } })
        #expect(throws: WeakError.self) { try votes.widened(classCount: 2) }
    }
}
