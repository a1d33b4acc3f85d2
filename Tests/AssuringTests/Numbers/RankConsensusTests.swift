import Kernels
import Testing

@testable import Assuring

extension RankTable {
    /// One item, a ballot each: `drawn("a>b=c", "b>a")`.
    static func drawn(_ ballots: String...) throws -> RankTable {
        try RankTable(ballots.enumerated().map { annotator, text in
            Given(item: "i", annotator: "w\(annotator)", ranking: text.split(separator: ">").map { $0.split(separator: "=").map(String.init) })
        })
    }
}

@Suite("One order from several")
struct RankConsensusTests {
    static let names = RankConsensusCatalog.all.map(\.name)

    /// Ballots of `options` shuffled a little from 0, 1, 2 ...
    private func random(seed: UInt64, options: Int, ballots: Int = 7) throws -> RankTable {
        var random = SeededRandom(seed: seed)
        return try RankTable((0..<ballots).map { annotator in
            var order = Array(0..<options)
            for _ in 0..<options { let a = random.below(options - 1); order.swapAt(a, a + 1) }
            if annotator == ballots - 1 { random.shuffle(&order) }
            return .init(item: "i", annotator: "w\(annotator)", ranking: order.map { ["o\(10 + $0)"] })
        })
    }

    private func drawn(_ order: [[String]]) -> String { order.map { $0.joined(separator: "=") }.joined(separator: ">") }

    @Test("all of one mind", arguments: names)
    func unanimous(name: String) throws {
        let result = try #require(RankConsensusCatalog.named(name)).consensus(of: .drawn("c>a=b", "c>a=b"))
        #expect(drawn(result.items[0].order) == "c>a=b" && result.items[0].support == 1 && result.annotators.allSatisfy { $0.agreement == 1 })
    }

    @Test("Borda by hand; the one who beats all others can lose there and not in Kemeny's order")
    func condorcet() throws {
        let table = try RankTable.drawn("a>b>c", "a>b>c", "a>b>c", "b>c>a", "b>c>a")
        let borda = try Borda().consensus(of: table).items[0]
        #expect(isClose(borda.scores[0], 0.6) && isClose(borda.scores[1], 0.7) && drawn(borda.order) == "b>a>c")
        let kemeny = try Kemeny().consensus(of: table).items[0]
        #expect(drawn(kemeny.order) == "a>b>c" && kemeny.isOptimal == true && isClose(kemeny.support, 11.0 / 15))
    }

    @Test("Kemeny's table finds what trying all orders finds")
    func exact() throws {
        func orders(_ rest: [Int]) -> [[Int]] {
            rest.isEmpty ? [[]] : rest.flatMap { first in orders(rest.filter { $0 != first }).map { [first] + $0 } }
        }
        for seed in 1...6 as ClosedRange<UInt64> {
            let item = try random(seed: seed, options: 6).items[0]
            let preferences = PreferenceMatrix(item)
            let best = try #require(orders(Array(0..<6)).map { preferences.cost($0) }.min())
            #expect(isClose(preferences.cost(preferences.bestOrder()), best))
            #expect(preferences.cost(preferences.improved(Array((0..<6).reversed()))) >= best)
        }
    }

    @Test("many options are searched, and said so unless nothing could be better")
    func manyOptions() throws {
        var method = Kemeny()
        method.exactLimit = 3
        let table = try random(seed: 9, options: 8)
        let (searched, exact) = (try method.consensus(of: table).items[0], try Kemeny().consensus(of: table).items[0])
        #expect(exact.isOptimal == true && searched.support! <= exact.support! + 1e-12)
        #expect(try Kemeny().consensus(of: random(seed: 1, options: 30)).items[0].order.flatMap { $0 }.count == 30)
    }

    @Test("names of annotators change nothing, and the odd one agrees least", arguments: names)
    func laws(name: String) throws {
        let method = try #require(RankConsensusCatalog.named(name))
        let result = try method.consensus(of: random(seed: 4, options: 9))
        let agreement = result.annotators.compactMap(\.agreement)
        #expect(agreement.indices.min { agreement[$0] < agreement[$1] } == 6)
        let (left, right) = (try method.consensus(of: .drawn("a>b", "b>c>a", "c")), try method.consensus(of: .drawn("c", "b>c>a", "a>b")))
        #expect(left.items[0].order == right.items[0].order && left.annotators[2].agreement == nil)
        #expect(throws: ConsensusError.noVotes) { try method.consensus(of: RankTable([])) }
    }

    @Test("an option twice in one ranking is refused")
    func twice() {
        #expect(throws: RankTableError.optionTwice("a", row: 0)) { try RankTable.drawn("a>b>a") }
    }
}
