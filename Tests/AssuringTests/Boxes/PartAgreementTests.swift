import Foundation
import Kernels
import Records
import Testing

@testable import Assuring

@Suite("Overlap of parts")
struct PartOutlineTests {
    static let square = Shape.box([2, 2, 6, 6])

    @Test("every two kinds of the same square are the same", arguments: [
        square, .rotated([4, 4, 4, 4, 90]), .polygons([PolygonRings(outer: [2, 2, 6, 2, 6, 6, 2, 6])]),
        .mask(Mask(size: [4, 4], runs: [0, 16], at: [2, 2])),
    ])
    func kinds(shape: Shape) throws {
        let outline = try #require(PartOutline(shape))
        for other in [Self.square, .rotated([4, 4, 4, 4, 0]), .polygons([PolygonRings(outer: [2, 2, 6, 2, 6, 6, 2, 6])]), .mask(Mask(size: [8, 8], runs: [18] + Array([4, 4, 4, 4, 4, 4, 4].prefix(7)) + [18], at: [0, 0]))] {
            let other = try #require(PartOutline(other))
            #expect(isClose(outline.iou(with: other), 1) && isClose(other.iou(with: outline), 1) && isClose(outline.area, 16))
        }
    }

    @Test("an ellipse covers pi / 4 of its box")
    func ellipse() throws {
        let (ellipse, box) = (try #require(PartOutline(.ellipse([10, 10, 6, 3, 0]))), try #require(PartOutline(.box([4, 7, 16, 13]))))
        #expect(isClose(ellipse.iou(with: box), .pi / 4, 1e-3))
    }

    @Test("what has no area has no outline", arguments: [
        .point([1, 1]), .line([0, 0, 5, 5]), .joints([[1, 1, 2]]), .box([5, 5, 5, 9]), .box([9, 9, 5, 5]), .box([0, 0, .nan, 1]), .box([0, 0, 1e200, 1e200]), .box([0, 1]), .mask(Mask(size: [100_000, 100_000], runs: [0, 10_000_000_000])),
        .polygons([]), .polygons([PolygonRings(outer: [0, 0, 1, 1])]), .mask(Mask(size: [2, 2], runs: [3])), .mask(Mask(size: [2, 2], runs: [4])), .ranges([[0, 3]]),
    ] as [Shape])
    func none(shape: Shape) {
        #expect(PartOutline(shape) == nil)
    }
}

@Suite("Agreement on parts")
struct PartAgreementTests {
    static let ann = [Part.box("1", "cell", 0, 0, 10, 10), .box("2", "cell", 20, 0, 30, 10), .box("3", "bird", 50, 50, 60, 60)]
    static let ben = [Part.box("a", "cell", 0, 0, 10, 9), .box("b", "bird", 20, 0, 30, 10)]

    @Test("matched boxes over all boxes")
    func f1() {
        let table = PartTable.drawn(["ann": Self.ann, "ben": Self.ben])
        let strict = PartTallies(table).overall
        #expect(strict.f1(at: 0.5) == 2.0 / 5 && strict.f1(at: 0.9) == 2.0 / 5 && strict.f1(at: 0.95) == 0)
        #expect(isClose(strict.meanIoU, 0.9 / 3) && isClose(strict.matchedIoU(at: 0.5), 0.9))
        let blind = PartTallies(table, labels: .ignored).overall
        #expect(blind.f1(at: 0.5) == 4.0 / 5 && isClose(blind.meanIoU, 1.9 / 3) && isClose(blind.meanF1, (4.0 * 9 + 2) / 50))
    }

    @Test("both empty agree, one empty does not, nothing shared is undefined")
    func empty() {
        #expect(PartTallies(.drawn(["ann": [], "ben": []])).overall.f1(at: 0.5) == 1)
        #expect(PartTallies(.drawn(["ann": Self.ann, "ben": []])).overall.f1(at: 0.5) == 0)
        let alone = OverlapF1().agreement(of: .drawn(["ann": Self.ann]))
        #expect(alone.value == nil && alone.undefined == .nothingRatedTwice)
    }

    @Test("by label, by pair and by person")
    func tables() {
        let table = PartTable.drawn(["ann": Self.ann, "ben": Self.ben, "cem": Self.ann], ["ann": Self.ann])
        let tallies = PartTallies(table)
        let byLabel: [Double?] = [0.8, 2.0 / 6, nil]  // cells: 4 pairs of 10 boxes, birds: 1 of 6
        #expect(tallies.byLabel.map { $0.tally.f1(at: 0.5) } == byLabel)
        #expect(tallies.byLabel.map(\.parts) == [7, 4, 0])
        let pairs: [[Int32]] = tallies.pairs.map { [$0.first, $0.second, Int32($0.items)] }
        #expect(pairs == [[0, 1, 1], [0, 2, 1], [1, 2, 1]])
        #expect(tallies.pairs.map { $0.tally.f1(at: 0.5) } == [0.4, 1, 0.4])
        #expect(tallies.people.map(\.items) == [2, 1, 1])
        #expect(tallies.people.map(\.shared) == [1, 1, 1])
        #expect(isClose(tallies.people[1].tally.f1(at: 0.5), 0.4) && isClose(tallies.people[0].tally.f1(at: 0.5), 8.0 / 11))
        #expect(tallies.comparedItems == 1 && isClose(tallies.itemMeanF1(at: 0.5), 10.0 / 16))
    }

    @Test("measures are found by name, in all their forms")
    func names() throws {
        #expect(PartAgreementCatalog.allVariants.map(\.fullName) == ["iou-f1", "iou-f1:0.75", "iou-f1:0.9", "iou-f1:0.5:0.95", "mean-iou"])
        #expect(PartAgreementCatalog.named("iou-f1:0.3") == nil && PartAgreementCatalog.named("kappa") == nil)
        let measure = try #require(PartAgreementCatalog.named("iou-f1:0.5:0.95"))
        #expect(isClose(measure.agreement(of: .drawn(["ann": Self.ann, "ben": Self.ben])).value, 0.4 * 0.9))
    }

    @Test("an interval by drawing items again, the same for the same seed")
    func interval() throws {
        let tallies = PartTallies(PartTable(PartTable.randomGiven(seed: 4, items: 40)))
        let agreement = OverlapF1().agreement(of: tallies, bootstrap: Bootstrap(rounds: 200, seed: 9))
        let (value, interval) = (try #require(agreement.value), try #require(agreement.interval))
        #expect(interval.low < value && value < interval.high && agreement == OverlapF1().agreement(of: tallies, bootstrap: Bootstrap(rounds: 200, seed: 9)))
    }

    @Test("names of annotators, the order of drawings and of parts change nothing", arguments: PartAgreementCatalog.allVariants.map(\.fullName))
    func renaming(name: String) throws {
        let measure = try #require(PartAgreementCatalog.named(name))
        let given = PartTable.randomGiven(seed: 11)
        let names = ["ann": "zoe", "ben": "amy", "cem": "max"]
        let other = given.reversed().map { PartTable.Given(item: $0.item, annotator: names[$0.annotator]!, parts: $0.parts.reversed()) }
        #expect(isClose(measure.agreement(of: PartTable(given)).value, measure.agreement(of: PartTable(other)).value, 1e-12))
    }

    @Test("a drawing made twice counts once, parts without area are counted out")
    func findings() {
        let table = PartTable([
            .init(item: "i", annotator: "ann", parts: Self.ben), .init(item: "i", annotator: "ann", parts: Self.ann + [Part(id: "p", labels: [], shape: .point([1, 1]))]),
            .init(item: "i", annotator: "ben", parts: [Part(id: "x", labels: ["cell"], shape: .polygons([PolygonRings(outer: [0, 0, 4, 4, 4, 0, 0, 4])]))]),
        ])
        #expect(table.drawings.count == 2 && table.drawings[0].parts == Self.ann)
        #expect(table.findings.map(\.code) == ["parts.repeated", "parts.without-area", "parts.crossing"])
    }
}

@Suite("Agreement on boxes beside the reference case")
struct PartAgreementParityTests {
    @Test("box_iou_matching")
    func parity() throws {
        guard let parity = try ParityCase("box_iou_matching") else { return }
        func boxes(_ name: String) throws -> [Part] {
            let (values, columns) = try SharedData.numbers(parity.file(name))
            return stride(from: 0, to: values.count, by: columns).map { Part(id: String($0), labels: [], shape: .box(Array(values[$0..<$0 + 4]))) }
        }
        let (a, b) = (try boxes("a.csv"), try boxes("b.csv"))
        let outlines = (a.compactMap { PartOutline($0.shape) }, b.compactMap { PartOutline($0.shape) })
        let iou = outlines.0.map { first in outlines.1.map { first.iou(with: $0) } }
        #expect(parity.difference(at: "iou", iou) == nil)
        #expect(parity.difference(at: "dice", iou.map { $0.map(Overlap.dice(ofIoU:)) }) == nil)
        let tally = PartTallies(.drawn(["a": a, "b": b])).overall
        for threshold in [0.5, 0.75, 0.9] {
            #expect(parity.difference(at: "matches_\(threshold)", PartMatching.matches(a, b, atLeast: threshold).count) == nil)
            #expect(parity.difference(at: "f1_\(threshold)", tally.f1(at: threshold)) == nil)
        }
        #expect(parity.difference(at: "mean_iou_all", tally.meanIoU) == nil)
        parity.finish()
    }
}
