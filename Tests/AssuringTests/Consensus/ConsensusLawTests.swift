import Testing

@testable import Assuring

/// What holds for every method.
@Suite("Laws of consensus")
struct ConsensusLawTests {
    @Test("renaming annotators and items changes no answer", arguments: ConsensusCatalog.all.map(\.name))
    func renaming(name: String) throws {
        let method = try #require(ConsensusCatalog.named(name))
        for seed in 1...5 as ClosedRange<UInt64> {
            let votes = VoteTable.random(seed: seed)
            let (other, items, annotators) = votes.renamed(seed: seed + 50)
            let (left, right) = (try method.consensus(of: votes), try method.consensus(of: other))
            #expect(left.iterations == right.iterations)
            for item in 0..<votes.itemCount {
                #expect(left.winner[item] == right.winner[items[item]])
                for (p, q) in zip(left.posterior(ofItem: item), right.posterior(ofItem: items[item])) { #expect(isClose(p, q, 1e-7)) }
            }
            for annotator in 0..<votes.annotatorCount {
                #expect(isClose(left.annotators[annotator].skill, right.annotators[annotators[annotator]].skill, 1e-7))
            }
        }
    }

    @Test("posteriors are shares that sum to 1, margins follow from them", arguments: ConsensusCatalog.all.map(\.name))
    func posteriors(name: String) throws {
        let method = try #require(ConsensusCatalog.named(name))
        let consensus = try method.consensus(of: .random(seed: 6, answered: 0.4))
        for item in 0..<consensus.itemCount {
            let row = consensus.posterior(ofItem: item)
            #expect(isClose(row.reduce(0, +), 1) && row.allSatisfy { $0 >= 0 && $0 <= 1 + 1e-12 })
            let sorted = row.sorted(by: >)
            #expect(isClose(consensus.margin[item], sorted[0] - sorted[1]))
            if consensus.winner[item] >= 0 {
                #expect(isClose(row[row.startIndex + Int(consensus.winner[item])], sorted[0], 2e-9))
            }
        }
        #expect(isClose(consensus.priors.reduce(0, +), 1))
    }

    @Test("an item without votes has no winner and the overall shares", arguments: ConsensusCatalog.all.map(\.name))
    func withoutVotes(name: String) throws {
        let consensus = try #require(ConsensusCatalog.named(name)).consensus(of: .drawn("aab", "---", "bba"))
        #expect(consensus.winner[1] == -1)
        #expect(Array(consensus.posterior(ofItem: 1)) == consensus.priors)
    }

    @Test("where all agree, all are believed", arguments: ConsensusCatalog.all.map(\.name))
    func unanimous(name: String) throws {
        let consensus = try #require(ConsensusCatalog.named(name)).consensus(of: .drawn("aaa", "bbb", "cc-", "aaa", "bb-"))
        #expect(consensus.winner == [0, 1, 2, 0, 1])
        #expect(consensus.annotators.allSatisfy { isClose($0.skill, 1, 1e-6) })
    }

    @Test("the same votes give the same bits", arguments: ConsensusCatalog.all.map(\.name))
    func deterministic(name: String) throws {
        let method = try #require(ConsensusCatalog.named(name))
        #expect(try method.consensus(of: .random(seed: 8)) == method.consensus(of: .random(seed: 8)))
    }

    @Test("an even race goes to the lower class, or to nobody when asked", arguments: ConsensusCatalog.all.map(\.name))
    func ties(name: String) throws {
        var method = try #require(ConsensusCatalog.named(name))
        #expect(try method.consensus(of: .drawn("ba")).winner == [0])
        method.ties = .unresolved
        #expect(try method.consensus(of: .drawn("ba")).winner == [-1])
    }

    @Test("one class only is no trouble", arguments: ConsensusCatalog.all.map(\.name))
    func oneClass(name: String) throws {
        let consensus = try #require(ConsensusCatalog.named(name)).consensus(of: .drawn("aa", "a-"))
        #expect(consensus.winner == [0, 0] && consensus.posterior == [1, 1])
    }

    @Test("no votes is refused", arguments: ConsensusCatalog.all.map(\.name))
    func noVotes(name: String) throws {
        let method = try #require(ConsensusCatalog.named(name))
        #expect(throws: ConsensusError.noVotes) { try method.consensus(of: .drawn("--", classes: "ab")) }
    }

    @Test("beats or equals chance by far on a planted truth", arguments: ConsensusCatalog.all.map(\.name))
    func planted(name: String) throws {
        let votes = VoteTable.random(seed: 11, items: 300, annotators: 7, classes: 4, skill: 0.6, answered: 0.9)
        let majority = try MajorityVote().consensus(of: votes).winner
        let ours = try #require(ConsensusCatalog.named(name)).consensus(of: votes).winner
        #expect(zip(majority, ours).count { $0 == $1 } > 270)
    }

    @Test("every stored result tells its method and settings", arguments: ConsensusCatalog.all.map(\.name))
    func provenance(name: String) throws {
        let consensus = try #require(ConsensusCatalog.named(name)).consensus(of: .drawn("ab", "aa"))
        #expect(consensus.method == name && consensus.parameters["ties"]?.string == "lower-class")
        #expect(consensus.annotators.map(\.annotator) == [0, 1])
    }

    @Test("names are unique and unknown ones are nil")
    func catalogue() {
        #expect(Set(ConsensusCatalog.all.map(\.name)).count == ConsensusCatalog.all.count)
        #expect(ConsensusCatalog.named("oracle") == nil)
        #expect(ConsensusCatalog.all.allSatisfy { !$0.summary.isEmpty && !$0.summary.hasSuffix(".") })
    }
}
