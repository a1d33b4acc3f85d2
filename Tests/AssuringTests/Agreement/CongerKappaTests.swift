import Testing

@testable import Assuring

@Suite("Conger's kappa")
struct CongerKappaTests {
    @Test("is Cohen's for two annotators who rate everything", arguments: 1...6 as ClosedRange<UInt64>)
    func cohen(seed: UInt64) {
        let votes = VoteTable.random(seed: seed, annotators: 2, classes: 4, answered: 1)
        #expect(isClose(CongerKappa().agreement(of: votes).value, CohenKappa().agreement(of: votes).value))
        #expect(isClose(CongerKappa(weights: .linear).agreement(of: votes).value, CohenKappa(weights: .linear).agreement(of: votes).value))
        #expect(isClose(CongerKappa(weights: .quadratic).agreement(of: votes).value, CohenKappa(weights: .quadratic).agreement(of: votes).value))
    }

    /// The definition over dense tables: chance from all ordered pairs of annotators.
    @Test("chance is the mean over ordered pairs of annotators, ratings missing or not", arguments: 1...6 as ClosedRange<UInt64>)
    func chance(seed: UInt64) throws {
        let votes = VoteTable.random(seed: seed, items: 30, annotators: 4, classes: 3, answered: 0.6)
        let shares: [[Double]] = (0..<4).map { annotator in
            (0..<3).map { label -> Double in
                let own = votes.dense.compactMap { $0[annotator] }
                return Double(own.count { $0 == label }) / Double(own.count)
            }
        }
        let weights = AgreementWeights(.linear, classCount: 3)
        var expected = 0.0
        for g in 0..<4 { for h in 0..<4 where h != g { for k in 0..<3 { for l in 0..<3 { expected += shares[g][k] * shares[h][l] * weights[k, l] / 12 } } } }
        #expect(isClose(CongerKappa(weights: .linear).agreement(of: votes).expected, expected))
    }

    @Test("an annotator without ratings does not count")
    func silent() {
        let (left, right) = (VoteTable.drawn("ab-", "aa-", "bb-", "ba-"), VoteTable.drawn("ab", "aa", "bb", "ba"))
        #expect(isClose(CongerKappa().agreement(of: left).value, CongerKappa().agreement(of: right).value))
        #expect(isClose(CongerKappa().agreement(of: left).standardError, CongerKappa().agreement(of: right).standardError))
    }

    @Test("habits that differ cost Fleiss's kappa and not Conger's")
    func habits() throws {
        let votes = VoteTable.pair([[40, 20], [0, 40]])
        let conger = try #require(CongerKappa().agreement(of: votes).value)
        let fleiss = try #require(FleissKappa().agreement(of: votes).value)
        #expect(conger > fleiss)
    }
}
