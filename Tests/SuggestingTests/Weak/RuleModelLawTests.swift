import Kernels
import Testing
@testable import Suggesting

@Suite("Every way to settle rules")
struct RuleModelLawTests {
    static let names = RuleModelCatalog.all.map(\.name)

    private func model(_ name: String) throws -> any RuleModel { try #require(RuleModelCatalog.named(name)) }

    private func differ(_ left: [Double], _ right: [Double]) -> Double { zip(left, right).reduce(0) { max($0, abs($1.0 - $1.1)) } }

    @Test("probabilities sum to 1", arguments: names)
    func sums(name: String) throws {
        let settled = try model(name).settle(DrawnRules(500).votes, threads: 1)
        #expect(settled.method == name && settled.itemCount == 500)
        for item in 0..<500 {
            let own = settled.probabilities[item * 3..<item * 3 + 3]
            #expect(abs(own.reduce(0, +) - 1) < 1e-12 && own.allSatisfy { $0 >= 0 })
        }
    }

    @Test("three threads give the same bits", arguments: names)
    func threads(name: String) throws {
        let votes = try DrawnRules(100_000).votes
        #expect(try model(name).settle(votes, threads: 3) == model(name).settle(votes, threads: 1))
    }

    @Test("order of rules and items and numbers of classes do not matter", arguments: names)
    func orders(name: String) throws {
        let drawn = try DrawnRules(2000)
        let first = try model(name).settle(drawn.votes, threads: 1).probabilities
        var items = Array(0..<2000)
        var random = SeededRandom(seed: 1)
        random.shuffle(&items)
        let (rules, classes) = ([3, 1, 0, 7, 6, 5, 2, 4], [2, 0, 1])
        let second = try model(name).settle(drawn.changed(rules: rules, items: items, classes: classes), threads: 1).probabilities
        let back = (0..<2000 * 3).map { place in first[items[place / 3] * 3 + (classes.firstIndex(of: place % 3) ?? 0)] }
        #expect(differ(back, second) < 1e-9)
    }

    @Test("perfect rules give the truth", arguments: names)
    func perfect(name: String) throws {
        var random = SeededRandom(seed: 2)
        let truth = (0..<400).map { _ in random.below(3) }
        let table = truth.flatMap { label in (0..<4).map { _ in random.uniform() < 0.7 ? label : -1 } }
        let votes = try RuleVotes(table: table, ruleCount: 4, classCount: 3)
        let labels = try model(name).settle(votes, threads: 1).labels()
        for item in 0..<400 where !votes.votes(of: item).isEmpty { #expect(labels[item] == truth[item]) }
    }

    @Test("an item nobody speaks on has equal shares, and no label", arguments: names)
    func silence(name: String) throws {
        let votes = try RuleVotes(table: [0, 0, 0, -1, -1, -1, 1, 1, 0], ruleCount: 3, classCount: 2)
        let settled = try model(name).settle(votes, threads: 1)
        #expect(abs(settled.probabilities[2] - 0.5) < 1e-12)
        #expect(settled.labels()[1] == nil)
        #expect(settled.labels(ties: .lowestClass)[1] == 0)
        #expect(settled.labels(ties: .drawn(seed: 1)) == settled.labels(ties: .drawn(seed: 1)))
    }

    @Test("refuses no items", arguments: names)
    func empty(name: String) throws {
        let votes = try RuleVotes(ruleCount: 4, classCount: 2)
        #expect(throws: WeakError.noItems) { try model(name).settle(votes, threads: 1) }
    }

    @Test("the guessing rule is trusted least, the best most", arguments: ["label-model", "triplet"])
    func planted(name: String) throws {
        let drawn = try DrawnRules(5000)
        let settled = try model(name).settle(drawn.votes, threads: 1)
        let weights = settled.weights.map { $0 ?? 0 }
        #expect(weights.indices.min { weights[$0] < weights[$1] } == 7)
        #expect(weights.indices.max { weights[$0] < weights[$1] } == 0)
        func right(_ consensus: RuleConsensus) -> Int { zip(consensus.labels(ties: .lowestClass), drawn.truth).filter { $0.0 == $0.1 }.count }
        #expect(right(settled) > right(try RuleMajority().settle(drawn.votes)))
    }
}
