import Kernels
import Testing

@testable import Assuring

@Suite("Agreement on masks")
struct MaskAgreementTests {
    @Test("counted by hand")
    func drawn() throws {
        let table = MaskTable.drawn(["a": .drawn("##.", "##."), "b": .drawn("###", "##."), "c": .drawn("#..", "###")], ["a": .drawn("#..", "...")])
        // Shared a-b 4 of 5, a-c 3 of 5, b-c 3 of 6.
        #expect(isClose(MaskIoU().agreement(of: table).value, (0.8 + 0.6 + 0.5) / 3))
        #expect(isClose(MaskDice().agreement(of: table).value, (8.0 / 9 + 6.0 / 8 + 6.0 / 9) / 3))
        let scores = MaskIoU().scores(of: table)
        #expect(scores.pairs.map(\.mean) == [0.8, 0.6, 0.5] && scores.people.map(\.comparisons) == [2, 2, 2])
        #expect(isClose(scores.people[0].mean, 0.7) && scores.items[1] == nil)
        #expect(table.undisputedShares == [0.5, nil])
    }

    @Test("the item that many painted weighs no more than the one that two did")
    func items() {
        let (one, other) = (RunMask.drawn("#."), RunMask.drawn(".#"))
        let table = MaskTable.drawn(["a": one, "b": one, "c": one, "d": one], ["a": one, "b": other])
        #expect(MaskIoU().agreement(of: table).value == 0.5)
    }

    @Test("an interval by drawing items again, the same for the same seed")
    func interval() throws {
        let table = MaskTable(MaskTable.randomGiven(seed: 4, items: 12))
        let agreement = MaskIoU().agreement(of: table, bootstrap: Bootstrap(rounds: 200, seed: 9))
        let (value, interval) = (try #require(agreement.value), try #require(agreement.interval))
        #expect(interval.low < value && value < interval.high && agreement == MaskIoU().agreement(of: table, bootstrap: Bootstrap(rounds: 200, seed: 9)))
    }
}

@Suite("Laws of agreement on masks")
struct MaskAgreementLawTests {
    static let measures = MaskAgreementCatalog.all.map(\.name)

    @Test("equal masks agree, both empty agree, one empty does not, one alone is undefined", arguments: measures)
    func extremes(name: String) throws {
        let measure = try #require(MaskAgreementCatalog.named(name))
        let (some, none) = (RunMask.drawn("#.#"), RunMask.drawn("..."))
        #expect(measure.agreement(of: .drawn(["a": some, "b": some, "c": some])).value == 1)
        #expect(measure.agreement(of: .drawn(["a": none, "b": none])).value == 1)
        #expect(measure.agreement(of: .drawn(["a": some, "b": none])).value == 0)
        let alone = measure.agreement(of: .drawn(["a": some]))
        #expect(alone.value == nil && alone.undefined == .nothingRatedTwice)
    }

    @Test("renaming annotators and shuffling rows changes nothing", arguments: measures)
    func renaming(name: String) throws {
        let measure = try #require(MaskAgreementCatalog.named(name))
        let given = MaskTable.randomGiven(seed: 6, slips: [0.1, 0.2, 0.3])
        let names = ["p0": "z", "p1": "b", "p2": "y"]
        let other = given.reversed().map { MaskTable.Given(item: $0.item, annotator: names[$0.annotator]!, mask: $0.mask) }
        #expect(isClose(measure.agreement(of: MaskTable(given)).value, measure.agreement(of: MaskTable(other)).value, 1e-12))
    }
}
