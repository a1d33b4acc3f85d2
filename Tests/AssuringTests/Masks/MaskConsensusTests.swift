import Foundation
import Kernels
import Testing

@testable import Assuring

@Suite("Masks settled by vote")
struct MaskVoteTests {
    static let three = MaskTable.drawn(["a": .drawn("##.", "##."), "b": .drawn("###", "##."), "c": .drawn("#..", "###")])

    @Test("a pixel belongs when at least half have it")
    func majority() throws {
        let item = try MaskMajority().consensus(of: Self.three).items[0]
        #expect(item.mask == .drawn("##.", "##.") && item.disputedPixels == 3)
        #expect(isClose(item.certainty, (1 + 1 + 1 + 2.0 / 3 + 2.0 / 3 + 2.0 / 3) / 6))
        #expect(item.opinions.map(\.iou) == [1, 0.8, 3.0 / 5])
        #expect(item.opinions.map(\.sensitivity) == [1, 1, 0.75] && item.opinions.map(\.specificity) == [1, 0.5, 0.5])
    }

    @Test("a tie belongs, weights turn it")
    func ties() throws {
        let table = MaskTable.drawn(["a": .drawn("#."), "b": .drawn(".#")])
        var method = MaskMajority()
        #expect(try method.consensus(of: table).items[0].mask == .drawn("##"))
        method.annotatorWeights = [2, 1]
        #expect(try method.consensus(of: table).items[0].mask == .drawn("#."))
        #expect(try method.consensus(of: table).items[0].mask(atLeast: 0.3) == .drawn("##"))
    }

    @Test("who resembles the others counts more: two careful ones outvote two that paint elsewhere")
    func rasa() throws {
        let good = RunMask.drawn("####..", "####..")
        let table = MaskTable.drawn(["a": good, "b": good, "c": .drawn("....##", "......"), "d": .drawn("......", "....##")])
        let item = try MaskRASA().consensus(of: table).items[0]
        #expect(item.mask == good && item.opinions[0].weight > 5 * item.opinions[2].weight)
        #expect(isClose(item.opinions.reduce(0) { $0 + $1.weight }, 1) && item.stopReason == .converged)
    }

    @Test("masks in windows of their own are laid on one picture")
    func windows() throws {
        let table = MaskTable([
            .init(item: "i", annotator: "a", mask: RunMask(x: 5, y: 5, width: 2, height: 2, rows: [1, 1, 1, 1])),
            .init(item: "i", annotator: "b", mask: RunMask(x: 6, y: 4, width: 2, height: 3, rows: [1, 1, 1, 1, 1, 1])),
            .init(item: "i", annotator: "c", mask: RunMask(x: 0, y: 0, width: 0, height: 0, rows: [])),
        ])
        #expect(try MaskMajority().consensus(of: table).items[0].mask.pixels == [[6, 5], [6, 6]])
    }

    @Test("the later of two masks counts, and it is said")
    func repeated() {
        let table = MaskTable([.init(item: "i", annotator: "a", mask: .drawn("#.")), .init(item: "i", annotator: "a", mask: .drawn(".#"))])
        #expect(table.drawings.map(\.mask) == [.drawn(".#")] && table.findings.map(\.code) == ["masks.repeated"])
    }

    @Test("the area of a label, from drawings of objects of any shape")
    func ofParts() {
        let parts = PartTable.drawn(["a": [.box("1", "owl", 0, 0, 2, 1), .box("2", "owl", 1, 0, 3, 1), .box("3", "cell", 5, 5, 9, 9)], "b": []])
        let table = MaskTable(parts, label: "owl")
        #expect(table.drawings.map(\.mask.pixels) == [[[0, 0], [1, 0], [2, 0]], []])
    }
}

@Suite("Masks settled by estimates of who paints how well")
struct MaskEstimateTests {
    /// Ten obvious lines a pixel, as QUALITY.md has them.
    static func expectation(_ masks: [[Double]], rounds: Int) -> (posterior: [Double], accuracy: [Double]) {
        let pixels = masks[0].indices, people = masks.indices
        let region = Double(pixels.count { pixel in masks.contains { $0[pixel] > 0 } })
        func accuracy(_ p: [Double]) -> [Double] {
            people.map { w in 1 - pixels.filter { pixel in masks.contains { $0[pixel] > 0 } }.reduce(0.0) { $0 + abs(masks[w][$1] - p[$1]) } / region }
        }
        var p = pixels.map { pixel in people.reduce(0.0) { $0 + masks[$1][pixel] } / Double(masks.count) }
        // |m - p| is m + p - 2 m p for a mask of 0 and 1.
        var e = accuracy(p.map { $0 > 0.5 ? 1 : 0 })
        for _ in 0..<rounds {
            p = pixels.map { pixel in
                var (yes, no) = (p[pixel], 1 - p[pixel])
                for w in people {
                    yes *= masks[w][pixel] > 0 ? e[w] : 1 - e[w]
                    no *= masks[w][pixel] > 0 ? 1 - e[w] : e[w]
                }
                return yes + no > 0 ? yes / (yes + no) : 0
            }
            e = accuracy(p)
        }
        return (p, e)
    }

    static func staple(_ masks: [[Double]], rounds: Int) -> (posterior: [Double], p: [Double], q: [Double]) {
        let pixels = masks[0].indices, people = masks.indices
        let prior = masks.joined().reduce(0, +) / Double(masks.count * pixels.count)
        var (p, q) = (people.map { _ in 0.99999 }, people.map { _ in 0.99999 })
        var w = pixels.map { _ in 0.0 }
        for _ in 0..<rounds {
            w = pixels.map { pixel in
                var (yes, no) = (prior, 1 - prior)
                for j in people {
                    yes *= masks[j][pixel] > 0 ? p[j] : 1 - p[j]
                    no *= masks[j][pixel] > 0 ? 1 - q[j] : q[j]
                }
                return yes / (yes + no)
            }
            p = people.map { j in pixels.reduce(0.0) { $0 + w[$1] * masks[j][$1] } / w.reduce(0, +) }
            q = people.map { j in pixels.reduce(0.0) { $0 + (1 - w[$1]) * (1 - masks[j][$1]) } / w.reduce(0) { $0 + 1 - $1 } }
        }
        return (w, p, q)
    }

    private static func dense(_ table: MaskTable) -> [[Double]] { table.drawings(ofItem: 0).map { $0.mask.rows.map { Double($0) } } }

    private static func probabilities(_ item: SettledMask) -> [Double] {
        var result = [Double](repeating: 0, count: item.mask.rows.count)
        for pattern in item.probability.indices {
            let rows = item.patterns.mask(keeping: item.probability.indices.map { $0 == pattern }).rows
            for place in rows.indices where rows[place] > 0 { result[place] = item.probability[pattern] }
        }
        return result
    }

    @Test("EM by patterns is EM by pixels", arguments: 1...5 as ClosedRange<UInt64>)
    func expectationMaximisation(seed: UInt64) throws {
        let table = MaskTable(MaskTable.randomGiven(seed: seed, items: 1, slips: [0.1, 0.2, 0.15, 0.3, 0.1]))
        let item = try MaskExpectation().consensus(of: table).items[0]
        let (posterior, accuracy) = Self.expectation(Self.dense(table), rounds: item.iterations)
        for (ours, plain) in zip(Self.probabilities(item), posterior) { #expect(isClose(ours, plain, 1e-8)) }
        for (ours, plain) in zip(item.opinions, accuracy) { #expect(isClose(ours.weight, plain, 1e-8)) }
        #expect(item.mask.rows.map { $0 > 0 } == posterior.map { $0 > 0.5 } && item.objective.count == item.iterations)
    }

    @Test("STAPLE by patterns is STAPLE by pixels", arguments: 1...5 as ClosedRange<UInt64>)
    func staple(seed: UInt64) throws {
        let table = MaskTable(MaskTable.randomGiven(seed: seed, items: 1, slips: [0.1, 0.2, 0.15, 0.3, 0.1]))
        var method = MaskStaple()
        method.maximumIterations = 7
        let item = try method.consensus(of: table).items[0]
        let (posterior, p, q) = Self.staple(Self.dense(table), rounds: item.iterations)
        for (ours, plain) in zip(Self.probabilities(item), posterior) { #expect(isClose(ours, plain, 1e-7)) }
        #expect(zip(item.opinions, p).allSatisfy { isClose($0.sensitivity, $1, 1e-7) } && zip(item.opinions, q).allSatisfy { isClose($0.specificity, $1, 1e-7) })
    }

    @Test("STAPLE finds who misses and who overpaints, and says why it stopped")
    func kinds() throws {
        let truth = RunMask.drawn("........", ".######.", ".######.", "........")
        let under = RunMask.drawn("........", ".###....", ".###....", "........")
        let over = RunMask.drawn("#######.", "########", "########", "........")
        let consensus = try MaskStaple().consensus(of: .drawn(["a": truth, "b": truth, "c": under, "d": over]))
        let item = consensus.items[0]
        #expect(item.mask == truth && item.stopReason == .converged && item.iterations < 200)
        #expect(isClose(item.opinions[2].sensitivity, 0.5, 1e-3) && isClose(item.opinions[2].specificity, 1, 1e-3))
        #expect(isClose(item.opinions[3].sensitivity, 1, 1e-3) && item.opinions[3].specificity! < 0.6)
        #expect(isClose(consensus.annotators[2].meanSensitivity, item.opinions[2].sensitivity))
    }

    @Test("hundreds of masks do not come to nothing")
    func many() throws {
        let table = MaskTable(MaskTable.randomGiven(seed: 3, items: 1, slips: Array(repeating: 0.3, count: 300)))
        for method in MaskConsensusCatalog.all {
            let area = try method.consensus(of: table).items[0].mask.area
            #expect(area > 20 && area < 300, "\(method.name)")
        }
    }
}

/// What holds for every way to settle masks.
@Suite("Laws of consensus on masks")
struct MaskConsensusLawTests {
    static let methods = MaskConsensusCatalog.all.map(\.name)

    @Test("one annotator gets back what they painted, and so do any number of copies", arguments: methods, [1, 2, 3, 6])
    func copies(name: String, count: Int) throws {
        let method = try #require(MaskConsensusCatalog.named(name))
        let given = MaskTable.randomGiven(seed: 5, slips: [0.1])
        let copied = given.flatMap { sheet in (0..<count).map { MaskTable.Given(item: sheet.item, annotator: "p\($0)", mask: sheet.mask) } }
        let consensus = try method.consensus(of: MaskTable(copied))
        for (item, sheet) in zip(consensus.items, given) { #expect(item.mask.pixels == sheet.mask.pixels && item.certainty > 0.999) }
        #expect(consensus.annotators.allSatisfy { $0.meanIoU == 1 && isClose($0.meanSensitivity, 1, 1e-4) })
    }

    @Test("renaming annotators and shuffling rows changes no pixel", arguments: methods)
    func renaming(name: String) throws {
        let method = try #require(MaskConsensusCatalog.named(name))
        for seed in 1...4 as ClosedRange<UInt64> {
            let given = MaskTable.randomGiven(seed: seed, slips: [0.1, 0.1, 0.2, 0.4])
            let names = ["p0": "z", "p1": "b", "p2": "y", "p3": "a"]
            let other = given.reversed().map { MaskTable.Given(item: $0.item, annotator: names[$0.annotator]!, mask: $0.mask) }
            let (left, right) = (try method.consensus(of: MaskTable(given)), try method.consensus(of: MaskTable(other)))
            for (item, pixels) in left.items.enumerated() { #expect(pixels.mask.pixels == right.items[left.items.count - 1 - item].mask.pixels) }
            #expect(isClose(left.annotators[3].meanIoU, right.annotators[0].meanIoU, 1e-9))
        }
    }

    @Test("pictures do not touch each other, whichever come along", arguments: methods)
    func alone(name: String) throws {
        let method = try #require(MaskConsensusCatalog.named(name))
        let given = MaskTable.randomGiven(seed: 8)
        let whole = try method.consensus(of: MaskTable(given))
        let second = try method.consensus(of: MaskTable(given.filter { $0.item == "item-1" }))
        #expect(second.items[0].mask == whole.items[1].mask && second.items[0].probability == whole.items[1].probability)
        #expect(try method.consensus(of: MaskTable(given)) == whole)
    }

    @Test("nobody painted anything, everybody painted everything", arguments: methods)
    func extremes(name: String) throws {
        let method = try #require(MaskConsensusCatalog.named(name))
        let items = try method.consensus(of: .drawn(["a": .drawn(".."), "b": .drawn("..")], ["a": .drawn("##"), "b": .drawn("##")])).items
        #expect(items[0].mask.area == 0 && items[0].certainty == 1 && items[0].opinions.allSatisfy { $0.iou == 1 })
        #expect(items[1].mask == .drawn("##") && items[1].opinions.allSatisfy { $0.iou == 1 })
        for opinion in items.flatMap(\.opinions) {
            for number in [opinion.weight, opinion.iou, opinion.sensitivity ?? 0, opinion.specificity ?? 0] { #expect(number.isFinite) }
        }
    }

    @Test("some painted nothing: no number is lost", arguments: methods)
    func someEmpty(name: String) throws {
        let method = try #require(MaskConsensusCatalog.named(name))
        let item = try method.consensus(of: .drawn(["a": .drawn("..."), "b": .drawn("..."), "c": .drawn("##.")])).items[0]
        #expect(item.mask.area == 0 && item.probability.allSatisfy { $0 >= 0 && $0 <= 1 })
    }

    @Test("who slips most resembles the outcome least", arguments: methods)
    func planted(name: String) throws {
        let method = try #require(MaskConsensusCatalog.named(name))
        let consensus = try method.consensus(of: MaskTable(MaskTable.randomGiven(seed: 12, slips: [0.03, 0.05, 0.45, 0.04, 0.05])))
        #expect(consensus.annotators.min { ($0.meanIoU ?? 1) < ($1.meanIoU ?? 1) }?.annotator == 2)
    }

    @Test("what cannot be settled says why", arguments: methods)
    func errors(name: String) throws {
        var method = try #require(MaskConsensusCatalog.named(name))
        #expect(throws: ConsensusError.noVotes) { try method.consensus(of: MaskTable([])) }
        method.annotatorWeights = [1, 0]
        #expect(throws: ConsensusError.settingOutOfRange(name: "annotatorWeights", value: 0, allowed: "more than 0")) {
            try method.consensus(of: .drawn(["a": .drawn("#"), "b": .drawn("#")]))
        }
    }
}
