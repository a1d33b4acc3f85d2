import Kernels
import Testing

@testable import Assuring

@Suite("CROWDLAB")
struct CrowdlabTests {
    /// Majority a, a (by the model), b, b; P = (1 + 1/2 + 1 + 1) / 4, E = 1/2; each annotator agrees on 3 of 4 items.
    @Test("weighs a worked example as the paper does")
    func worked() throws {
        let votes = VoteTable.drawn("aa", "ab", "bb", "bb")
        let scores = try Crowdlab().scores(of: votes, models: .drawn("91", "64", "28", "37"))
        let root = 2.0.squareRoot()
        #expect(scores.labels == [0, 0, 1, 1])
        #expect(scores.annotators.allSatisfy { isClose($0.weight, 0.5) })
        #expect(isClose(scores.modelWeights?[0], root))
        #expect(isClose(scores.quality[0], (0.9 * root + 2 * 0.5 * 0.875) / (root + 1)))
        #expect(isClose(scores.quality[1], (0.6 * root + 0.5 * 0.875 + 0.5 * 0.125) / (root + 1)))
        #expect(scores.agreement == [1, 0.5, 1, 1])
        #expect(scores.annotators.map(\.agreement) == [1, 0.75])
        let share = root / (root + 1)
        let own = scores.posterior[0] + scores.posterior[2] + scores.posterior[5] + scores.posterior[7]
        #expect(isClose(scores.annotators[0].quality, share * own / 4 + (1 - share)))
        #expect(scores.annotators[0].worstClass == 1, "all right: the class on items of higher quality, b and b against a and a")
    }

    @Test("a tie goes to the model's class, then to the rarer, then to the trusted, then to the lower")
    func ties() {
        #expect(MajorityLabels(.drawn("ab"), model: [0.4, 0.6]).labels == [1])
        #expect(MajorityLabels(.drawn("ab", "aa"), model: [0.5, 0.5, 0.5, 0.5]).labels == [1, 0])
        #expect(MajorityLabels(.drawn("ab"), model: nil).labels == [0])
        // a and b are given four times each; the second annotator is in both untied majorities, the first in one.
        #expect(MajorityLabels(.drawn("ab-", "aaa", "-bb", "b--", classes: "ab"), model: nil).labels == [0, 0, 1, 1])
        #expect(MajorityLabels(.drawn("ab--", "baaa", "-bb-", classes: "ab"), model: nil).labels == [1, 0, 1])
    }

    @Test("the majority label stays where two posteriors are equal")
    func equalPosteriors() throws {
        let votes = VoteTable.drawn("ab", "ab", "aa", "bb")
        let scores = try Crowdlab().scores(of: votes, models: .drawn("11", "11", "11", "11"))
        #expect(scores.labels == [0, 0, 0, 1])
    }

    @Test("majority labels are kept, agreement is the quality when asked for")
    func majority() throws {
        let votes = VoteTable.drawn("aab", "bba", "aaa", "bbb", "ab-")
        let models = ModelProbabilities.drawn("19", "91", "55", "55", "19")
        let scores = try Crowdlab(labels: .majority).scores(of: votes, models: models)
        #expect(scores.labels == [0, 1, 0, 1, 1])
        let shares = try Crowdlab(quality: .agreement).scores(of: votes, models: models)
        #expect(shares.labels == [0, 1, 0, 1, 1])
        #expect(shares.quality == [2.0 / 3, 2.0 / 3, 1, 1, 0.5])
        #expect(shares.modelWeights == nil && shares.annotators.allSatisfy { $0.weight == nil })
    }

    @Test("an item without votes gets what the model says, an annotator without votes gets nothing")
    func gaps() throws {
        let votes = VoteTable.drawn("aa-", "bb-", "---", "ab-")
        let scores = try Crowdlab().scores(of: votes, models: .drawn("91", "19", "28", "55"))
        #expect(isClose(scores.quality[2], 0.8))
        #expect(scores.labels[2] == 1)
        #expect(scores.agreement[2] == nil)
        #expect(scores.majority[2] == -1)
        #expect(scores.annotators[2] == CrowdlabAnnotator(annotator: 2, votes: 0))
        #expect(scores.annotatorsByQuality.last == 2)
        let without = try Crowdlab().scores(of: .drawn("aa", "bb", "ab"), models: .drawn("91", "19", "55"))
        #expect(isClose(scores.quality[0], without.quality[0]), "a stranger changes nobody's figures")
    }

    @Test("a planted spammer has the lowest quality and the least weight", arguments: 0..<5 as Range<UInt64>)
    func spammer(seed: UInt64) throws {
        let good = VoteTable.random(seed: seed, items: 200, annotators: 6, skill: 0.85)
        var random = SeededRandom(seed: seed + 100)
        let votes = try VoteTable(
            items: good.items, annotators: good.annotators,
            classes: good.annotators.indices.map { good.annotators[$0] == 3 ? Int32(random.below(3)) : good.classes[$0] },
            itemNames: good.itemNames, annotatorNames: good.annotatorNames, classNames: good.classNames)
        let scores = try Crowdlab().scores(of: votes, models: .random(seed: seed, items: 200, classes: 3))
        #expect(scores.annotatorsByQuality.first == 3)
        #expect(scores.annotators.min { ($0.weight ?? 0) < ($1.weight ?? 0) }?.annotator == 3)
    }

    @Test("the form the other methods give says the same")
    func asConsensus() throws {
        let votes = VoteTable.random(seed: 3)
        let scores = try Crowdlab().scores(of: votes, models: .random(seed: 4, items: votes.itemCount, classes: 3))
        let consensus = scores.consensus
        #expect(consensus.winner == scores.labels && consensus.method == "crowdlab")
        #expect(consensus.annotators.map(\.skill) == scores.annotators.map(\.quality))
        #expect(isClose(consensus.priors.reduce(0, +), 1))
    }
}
