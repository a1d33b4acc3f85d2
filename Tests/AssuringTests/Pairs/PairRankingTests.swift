import Foundation
import Kernels
import Testing

@testable import Assuring

@Suite("Rankings from comparisons")
struct PairRankingTests {
    static let names = PairRankingCatalog.all.map(\.name)

    @Test("new names and another order of rows change nothing", arguments: names)
    func renaming(name: String) throws {
        let method = try #require(PairRankingCatalog.named(name))
        for seed in 1...3 as ClosedRange<UInt64> {
            let pairs = PairTable.random(seed: seed)
            // Elo is about the order of time.
            let (other, items, people) = pairs.renamed(seed: seed + 9, keepsOrder: name == "elo")
            let (left, right) = (try method.ranking(of: pairs), try method.ranking(of: other))
            for item in 0..<pairs.itemCount {
                #expect(isClose(left.items[item].score, right.items[items[item]].score, 1e-5))
                #expect(isClose(left.items[item].standardError, right.items[items[item]].standardError, 1e-6))
                #expect(left.items[item].rank == right.items[items[item]].rank)
            }
            for person in 0..<pairs.annotatorCount {
                #expect(isClose(left.annotators[person].agreement, right.annotators[people[person]].agreement))
                #expect(isClose(left.annotators[person].skill, right.annotators[people[person]].skill, 1e-4))
            }
        }
    }

    @Test("a planted order comes back", arguments: names)
    func planted(name: String) throws {
        let ranking = try #require(PairRankingCatalog.named(name)).ranking(of: .random(seed: 4, comparisons: 6000))
        // Elo follows the last comparisons, so neighbours may change places.
        let slack = name == "elo" ? 1 : 0
        #expect(ranking.items.enumerated().allSatisfy { abs(($0.element.rank ?? 0) - (8 - $0.offset)) <= slack })
        #expect(ranking.order.map { ranking.items[Int($0)].rank ?? 0 } == Array(1...8))
        #expect(ranking.method == name && ranking.findings.isEmpty)
    }

    @Test("equal comparisons both ways share a rank", arguments: names)
    func ties(name: String) throws {
        let ranking = try #require(PairRankingCatalog.named(name)).ranking(of: .drawn("a=b", "a=b"))
        #expect(ranking.items.map(\.rank) == [1, 1])
        #expect(ranking.annotators[0].agreement == 0.5)
    }

    @Test("nobody compared anything: refused", arguments: names)
    func empty(name: String) throws {
        let method = try #require(PairRankingCatalog.named(name))
        #expect(throws: ConsensusError.noVotes) { try method.ranking(of: .drawn()) }
    }

    @Test("an item nobody compared has no score and no rank", arguments: names)
    func idle(name: String) throws {
        let pairs = try PairTable(
            annotators: [0, 0], left: [0, 0], right: [2, 2], outcomes: [.left, .right], itemNames: ["a", "b", "c"], annotatorNames: ["w"])
        let ranking = try #require(PairRankingCatalog.named(name)).ranking(of: pairs)
        #expect(ranking.items[1].score == nil && ranking.items[1].rank == nil && ranking.items[0].rank != nil)
        #expect(ranking.findings.contains { $0.code == "pairs.never-compared" })
    }

    @Test("unknown names are nil, summaries have no full stop")
    func catalogue() {
        #expect(Set(Self.names).count == Self.names.count && PairRankingCatalog.named("oracle") == nil)
        #expect(PairRankingCatalog.all.allSatisfy { !$0.summary.isEmpty && !$0.summary.hasSuffix(".") })
    }
}

@Suite("Bradley-Terry")
struct BradleyTerryTests {
    @Test("three to one is a difference of ln 3, with the error of a logit")
    func twoItems() throws {
        let ranking = try BradleyTerry().ranking(of: .drawn("a>b", "b<a", "a>b", "b>a"))
        #expect(isClose(ranking.items[0].score, log(3) / 2, 1e-9) && isClose(ranking.items[1].score, -log(3) / 2, 1e-9))
        // Variance of the difference 1 / (n p (1 - p)) = 4/3; a centred score is half of it.
        #expect(isClose(ranking.items[0].standardError, (4.0 / 3).squareRoot() / 2, 1e-9))
        #expect(ranking.stopReason == .converged && ranking.componentCount == 1)
    }

    @Test("at the maximum wins equal expected wins, on a long chain too")
    func stationary() throws {
        let chain = (0..<300).flatMap { i in [(i, i + 1), (i, i + 1), (i + 1, i)] }
        let pairs = try PairTable(
            annotators: chain.map { _ in 0 }, left: chain.map { Int32($0.0) }, right: chain.map { Int32($0.1) },
            outcomes: chain.map { _ in .left }, itemNames: (0...300).map(String.init), annotatorNames: ["w"])
        let scores = try BradleyTerry().ranking(of: pairs).items.map { $0.score ?? .nan }
        for item in 0..<300 { #expect(isClose(scores[item] - scores[item + 1], log(2), 1e-7)) }
        let random = PairTable.random(seed: 5)
        let ranking = try BradleyTerry().ranking(of: random)
        var miss = [Double](repeating: 0, count: random.itemCount)
        for row in 0..<random.count {
            let (a, b) = (Int(random.left[row]), Int(random.right[row]))
            let won = random.outcomes[row] == .left ? 1 : random.outcomes[row] == .right ? 0 : 0.5
            let expected = 1 / (1 + exp(ranking.items[b].score! - ranking.items[a].score!))
            miss[a] += won - expected
            miss[b] -= won - expected
        }
        #expect(miss.allSatisfy { abs($0) < 1e-7 })
        #expect(isClose(ranking.items.reduce(0) { $0 + ($1.score ?? 0) }, 0, 1e-9))
    }

    @Test("who never won has no finite strength: parts are told, ranks stay")
    func neverWon() throws {
        let ranking = try BradleyTerry().ranking(of: .drawn("a>b", "b>a", "a>c", "b>c", "d>a", "d>b"))
        #expect(ranking.items.map(\.component) == [1, 1, 2, 0])
        #expect(ranking.items[3].score == nil && ranking.items[2].score == nil && ranking.items[0].score == 0)
        #expect(ranking.items.map(\.rank) == [2, 2, 4, 1])
        let finding = try #require(ranking.findings.first { $0.code == "pairs.components" })
        #expect(finding.message.contains("3 groups (d | a, b | c)"))
    }

    @Test("groups that never met have no common order")
    func apart() throws {
        let ranking = try BradleyTerry().ranking(of: .drawn("a>b", "b>a", "c>d", "c>d", "d>c"))
        #expect(ranking.items.allSatisfy { $0.rank == nil } && ranking.componentCount == 2)
        #expect(isClose(ranking.items[2].score, log(2) / 2, 1e-9))
    }

    @Test("a prior makes every comparison count and everything finite")
    func prior() throws {
        let ranking = try BradleyTerry(prior: 0.5).ranking(of: .drawn("a>b", "c>d"))
        #expect(ranking.items.map(\.rank) == [1, 3, 1, 3] && ranking.findings.isEmpty && ranking.stopReason == .converged)
        #expect(ranking.items.allSatisfy { ($0.standardError ?? 0) > 0 })
    }

    @Test("a weight of 2 is two comparisons")
    func weights() throws {
        let weighted = try PairTable(
            annotators: [0, 0], left: [0, 0], right: [1, 1], outcomes: [.left, .right], weights: [3, 1], itemNames: ["a", "b"], annotatorNames: ["w"])
        #expect(isClose(try BradleyTerry().ranking(of: weighted).items[0].score, log(3) / 2, 1e-9))
    }

    @Test("standard errors are those of the inverse by definition")
    func standardErrors() throws {
        let pairs = PairTable.random(seed: 8, items: 3, comparisons: 60)
        let ranking = try BradleyTerry().ranking(of: pairs)
        // Variance of s_0 - s_1 from three items' information with item 2 fixed, against the centred errors' own bound.
        #expect(ranking.items.allSatisfy { ($0.standardError ?? 0) > 0.05 && ($0.standardError ?? 9) < 1 })
        var limited = BradleyTerry()
        limited.standardErrorLimit = 2
        let without = try limited.ranking(of: pairs)
        #expect(without.items.allSatisfy { $0.standardError == nil } && without.findings.map(\.code) == ["pairs.no-standard-errors"])
    }

    @Test("settings out of range are refused")
    func settings() throws {
        #expect(throws: ConsensusError.self) { try BradleyTerry(prior: -1).ranking(of: .drawn("a>b")) }
        #expect(throws: ConsensusError.self) { try BradleyTerry(prior: .nan).ranking(of: .drawn("a>b")) }
    }
}

@Suite("Noisy Bradley-Terry")
struct NoisyBradleyTerryTests {
    @Test("its gradient is that of its value")
    func gradient() throws {
        let pairs = PairTable.random(seed: 3, items: 4, annotators: 3, comparisons: 40)
        let model = NoisyPairModel(pairs, NoisyBradleyTerry())
        var random = SeededRandom(seed: 1)
        let point = (0..<10).map { _ in random.uniform() * 2 - 1 }
        func value(_ point: [Double], _ gradient: inout [Double]) -> Double {
            point.withUnsafeBufferPointer { point in gradient.withUnsafeMutableBufferPointer { model.value(at: point, $0) } }
        }
        var gradient = [Double](repeating: 0, count: 10)
        var scratch = gradient
        _ = value(point, &gradient)
        for place in point.indices {
            var (up, down) = (point, point)
            up[place] += 1e-5
            down[place] -= 1e-5
            #expect(isClose((value(up, &scratch) - value(down, &scratch)) / 2e-5, gradient[place], 1e-7))
        }
    }

    @Test("who always takes the left is found out")
    func planted() throws {
        let ranking = try NoisyBradleyTerry().ranking(of: .random(seed: 6, comparisons: 3000, blind: 1))
        let skills = ranking.annotators.compactMap(\.skill)
        #expect(skills.indices.min { skills[$0] < skills[$1] } == 4)
        #expect((ranking.annotators[4].leftBias ?? 0) > 0.8 && skills[4] < 0.3)
    }
}

@Suite("Comparisons as they come")
struct PairTableTests {
    @Test("left, right, tie, neither and names are understood, anything else is refused with its row")
    func outcomes() throws {
        func pair(_ preferred: String) -> NamedPair { NamedPair(annotator: "w", left: "a", right: "b", preferred: preferred) }
        let pairs = try PairTable(pairs: ["a", "right", "tie", "neither"].map(pair))
        #expect(pairs.outcomes == [.left, .right, .tie] && pairs.findings.map(\.code) == ["pairs.neither"])
        #expect(throws: PairTableError.preferredUnknown("c", left: "a", right: "b", row: 1)) { try PairTable(pairs: [pair("a"), pair("c")]) }
    }

    @Test("times put the rows in order")
    func times() throws {
        let rows = [(2.0, "a"), (1.0, "b"), (1.0, "a")].map { NamedPair(annotator: "w", left: "a", right: "b", preferred: $0.1, time: $0.0) }
        #expect(try PairTable(pairs: rows).outcomes == [.right, .left, .left])
    }

    @Test("an item against itself says nothing; bad columns are refused with their place")
    func bad() throws {
        #expect(try PairTable.drawn("a>a", "a>b").findings.map(\.code) == ["pairs.same-item"])
        func table(_ left: [Int32], weights: [Double]? = nil) throws -> PairTable {
            try PairTable(annotators: [0], left: left, right: [1], outcomes: [.left], weights: weights, itemNames: ["a", "b"], annotatorNames: ["w"])
        }
        #expect(throws: PairTableError.itemOutOfRange(7, itemCount: 2, row: 0)) { try table([7]) }
        #expect(throws: PairTableError.weightNotPositive(0, row: 0)) { try table([0], weights: [0]) }
        #expect(throws: PairTableError.self) { try table([0, 1]) }
        #expect("\(PairTableError.itemOutOfRange(7, itemCount: 2, row: 0))" == "comparison 0 is of item 7, and there are 2 items")
    }

    @Test("Elo moves both by the same, 16 at first")
    func elo() throws {
        #expect(try Elo().ranking(of: .drawn("a>b")).items.map(\.score) == [1516, 1484])
        #expect(try Elo().ranking(of: .drawn("a=b")).items.map(\.score) == [1500, 1500])
    }
}
