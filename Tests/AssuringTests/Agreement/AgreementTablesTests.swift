import Kernels
import Testing

@testable import Assuring

@Suite("Agreement by class and by annotator")
struct AgreementTablesTests {
    @Test("alpha of a class is alpha of the class against the rest", arguments: 1...6 as ClosedRange<UInt64>)
    func classAlpha(seed: UInt64) throws {
        let votes = VoteTable.random(seed: seed, classes: 4, answered: 0.6)
        for row in ClassAgreement.table(of: votes) {
            let binary = try VoteTable(
                items: votes.items, annotators: votes.annotators, classes: votes.classes.map { $0 == row.label ? 1 : 0 },
                itemNames: votes.itemNames, annotatorNames: votes.annotatorNames, classNames: ["rest", "it"])
            #expect(isClose(row.alpha, KrippendorffAlpha().agreement(of: binary).value))
        }
    }

    @Test("a worked example by class")
    func worked() {
        // Item 1: a a b, item 2: a b, item 3: c alone, which has no partner.
        let rows = ClassAgreement.table(of: .drawn("aab", "ab-", "c--"))
        #expect(rows.map(\.ratings) == [3, 2, 0] && rows.map(\.items) == [2, 2, 0])
        // a: of 2 x 2 + 1 x 1 partners 2 say a too; b: none of 2 + 1.
        #expect(rows[0].specific == 0.4 && rows[1].specific == 0 && rows[2].specific == nil)
        // a against the rest: seen 2 x 2 x 1 / 2 + 2 x 1 x 1 / 1 = 4, expected 2 x 3 x 2 / 4 = 3.
        #expect(isClose(rows[0].alpha, 1 - 4.0 / 3))
        #expect(rows[2].alpha == nil && rows[2].undefined == .noVariation)
    }

    @Test("an annotator's row is the plain sums over a dense table", arguments: 1...6 as ClosedRange<UInt64>)
    func annotators(seed: UInt64) throws {
        let votes = VoteTable.random(seed: seed, items: 25, annotators: 4, answered: 0.6)
        for row in AnnotatorAgreement.table(of: votes) {
            let me = Int(row.annotator)
            let shared = votes.dense.compactMap { answers -> (own: Int, others: [Int])? in
                let others = answers.indices.filter { $0 != me }.compactMap { answers[$0] }
                guard let own = answers[me], !others.isEmpty else { return nil }
                return (own, others)
            }
            let observed = shared.reduce(0.0) { sum, item in sum + Double(item.others.count { $0 == item.own }) / Double(item.others.count) } / Double(shared.count)
            #expect(row.shared == shared.count && isClose(row.observed, observed))
            var expected = 0.0
            for left in shared { for right in shared { expected += Double(right.others.count { $0 == left.own }) / Double(right.others.count) } }
            expected /= Double(shared.count * shared.count)
            #expect(isClose(row.kappa, (observed - expected) / (1 - expected)))
            let others = try votes.without(row.annotator)
            #expect(isClose(row.alphaWithout, KrippendorffAlpha().agreement(of: others).value))
        }
    }

    @Test("somebody who answers by chance agrees least, and alpha is highest without them")
    func planted() throws {
        var random = SeededRandom(seed: 4)
        let items = (0..<300).map { _ in
            let truth = random.below(3)
            let answers = (0..<4).map { annotator in annotator < 3 && random.uniform() < 0.8 ? truth : random.below(3) }
            return answers.map { ["a", "b", "c"][$0] }.joined()
        }
        let rows = AnnotatorAgreement.table(of: .drawn(items))
        let least = try #require(rows.min { $0.observed ?? 2 < $1.observed ?? 2 })
        let lowest = try #require(rows.min { $0.kappa ?? 2 < $1.kappa ?? 2 })
        let best = try #require(rows.max { $0.alphaWithout ?? -2 < $1.alphaWithout ?? -2 })
        #expect(least.annotator == 3 && lowest.annotator == 3 && best.annotator == 3)
    }

    @Test("nothing shared is a reason, not a number")
    func nothingShared() {
        let rows = AnnotatorAgreement.table(of: .drawn("a-", "-b"))
        #expect(rows.allSatisfy { $0.observed == nil && $0.kappa == nil && $0.undefined == .nothingRatedTwice && $0.others == 0 && $0.votes == 1 })
        let same = AnnotatorAgreement.table(of: .drawn("aa", "aa"))
        #expect(same.allSatisfy { $0.observed == 1 && $0.undefined == .noVariation && $0.others == 1 })
        #expect(AnnotatorAgreement.table(of: .drawn([])).isEmpty && ClassAgreement.table(of: .drawn([])).isEmpty)
    }
}

extension VoteTable {
    fileprivate func without(_ annotator: Int32) throws -> VoteTable {
        let kept = items.indices.filter { annotators[$0] != annotator }
        return try VoteTable(
            items: kept.map { items[$0] }, annotators: kept.map { annotators[$0] }, classes: kept.map { classes[$0] },
            itemNames: itemNames, annotatorNames: annotatorNames, classNames: classNames)
    }
}
