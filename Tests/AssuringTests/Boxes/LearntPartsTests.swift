import Kernels
import Records
import Testing

@testable import Assuring

@Suite("Objects fused by their scores")
struct ScoredPartsTests {
    private static func box(_ score: Double?, _ label: String, _ x0: Double, _ x1: Double) -> Part {
        Part(id: "1", labels: [label], shape: .box([x0, 0, x1, 10]), score: score)
    }

    @Test("corners are the mean weighted by score, the score falls with those who lack it")
    func weighted() throws {
        let table = PartTable.drawn(["a": [Self.box(0.9, "cell", 0, 10)], "b": [Self.box(0.3, "cell", 2, 12)], "c": [], "d": []])
        var method = ScoredParts()
        method.fusion.bar = 0.5
        let part = try method.consensus(of: table).items[0].settled[0]
        #expect(zip(part.box, [0.5, 0, 10.5, 10]).allSatisfy { isClose($0, $1) } && part.support == 0.5)
        #expect(isClose(part.part.score, 0.6 * 2 / 4))
    }

    @Test("labels are voted by score, a part without score counts as sure")
    func labels() throws {
        let table = PartTable.drawn(["a": [Self.box(0.2, "cell", 0, 10)], "b": [Self.box(0.3, "cell", 0, 10)], "c": [Self.box(nil, "owl", 0, 10)]])
        let part = try ScoredParts().consensus(of: table).items[0].settled[0]
        #expect(part.part.labels == ["owl"] && isClose(part.labelShare, 1 / 1.5) && part.support == 1)
    }

    @Test("settings name the method they belong to")
    func settings() throws {
        #expect(throws: Finding.self) { try ScoredParts(settings: ["coordinate": "mean"]) }
        let method = try #require(try PartConsensusCatalog.method("fuse-scores", settings: ["iou": 0.4]) as? ScoredParts)
        #expect(method.iou == 0.4 && method.fusion.coordinates == .mean && PartConsensusCatalog.named("fuse-scores:mean") == nil)
    }
}

@Suite("Objects fused by what is learnt of people")
struct SkilledPartsTests {
    /// Five objects an item; `ann` and `ben` draw them, `cem` draws few of them and one of his own making.
    private static func given(items: Int) -> [PartTable.Given] {
        (0..<items).flatMap { item -> [PartTable.Given] in
            let objects = (0..<5).map { Part.box("\($0)", ["cell", "owl"][$0 % 2], Double($0) * 50, 0, Double($0) * 50 + 30, 30) }
            let invented = Part.box("x", "owl", 0, 100, 40, 140)
            return [
                .init(item: "\(item)", annotator: "ann", parts: objects), .init(item: "\(item)", annotator: "ben", parts: objects),
                .init(item: "\(item)", annotator: "cem", parts: [objects[item % 5], invented]),
            ]
        }
    }

    @Test("who invents is not believed, who overlooks does not count against an object", arguments: ["fuse-skills", "fuse-skills:dawid-skene", "fuse-skills:one-coin"])
    func learnt(name: String) throws {
        let method = try #require(PartConsensusCatalog.named(name))
        let consensus = try method.consensus(of: PartTable(Self.given(items: 12)))
        for item in consensus.items {
            #expect(item.parts.count == 5 && item.open.isEmpty && item.dismissed.count == 1 && item.confidence > 0.9)
        }
        #expect(consensus.skills.count == 3 && consensus.skills[2].skill! < consensus.skills[0].skill! && consensus.stopReason == .converged)
        #expect(method.fullName == name && type(of: method).learnsAcrossItems)
    }

    @Test("two who know outvote nobody, but one known to invent is dismissed even where only one other looked")
    func acrossItems() throws {
        let other = [
            PartTable.Given(item: "last", annotator: "ann", parts: []), .init(item: "last", annotator: "cem", parts: [.box("y", "owl", 0, 0, 9, 9)]),
        ]
        let last = try SkilledParts().consensus(of: PartTable(Self.given(items: 12) + other)).items[12]
        #expect(last.settled.isEmpty && last.dismissed.count == 1)
        let plain = try FusedParts().consensus(of: PartTable(other)).items[0]
        #expect(plain.open.count == 1)
    }

    @Test("where nobody drew anything, all is settled")
    func nothing() throws {
        #expect(try SkilledParts().consensus(of: .drawn(["a": [], "b": []])).items[0].isSettled)
        #expect(throws: ConsensusError.noVotes) { try SkilledParts().consensus(of: PartTable([])) }
    }
}
