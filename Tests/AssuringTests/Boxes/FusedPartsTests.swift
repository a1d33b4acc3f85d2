import Kernels
import Records
import Testing

@testable import Assuring

@Suite("One object from all drawings of it")
struct FusedPartsTests {
    static func fuse(_ table: PartTable, _ change: (inout FusedParts) -> Void = { _ in }) throws -> FusedItem {
        var method = FusedParts()
        change(&method)
        return try method.consensus(of: table).items[0]
    }

    @Test("coordinates by median, mean or member")
    func coordinates() throws {
        let table = PartTable.drawn([
            "ann": [.box("1", "cell", 0, 0, 10, 10)], "ben": [.box("1", "cell", 1, 0, 10, 10)], "cem": [.box("1", "cell", 2, 1, 12, 13)],
        ])
        #expect(try Self.fuse(table).settled[0].box == [1, 0, 10, 10])
        #expect(try Self.fuse(table) { $0.coordinates = .member }.settled[0].box == [1, 0, 10, 10])
        let mean = try Self.fuse(table) { $0.coordinates = .mean }.settled[0].box
        #expect(zip(mean, [1, 1.0 / 3, 32.0 / 3, 11]).allSatisfy { isClose($0, $1) })
        let weighted = try Self.fuse(table) { $0.coordinates = .mean; $0.annotatorWeights = [2, 1, 1] }.settled[0].box
        #expect(isClose(weighted[0], 0.75))
        #expect(try Self.fuse(table) { $0.annotatorWeights = [5, 1, 1] }.settled[0].box == [0, 0, 10, 10])
    }

    @Test("support decides: two of three settle, one of two stays open, one of five can be dismissed")
    func support() throws {
        let box = Part.box("1", "cell", 0, 0, 10, 10)
        let two = try Self.fuse(.drawn(["a": [box], "b": [box], "c": []]))
        #expect(two.settled.count == 1 && two.isSettled && isClose(two.settled[0].support, 2.0 / 3) && isClose(two.confidence, 2.0 / 3))
        let one = try Self.fuse(.drawn(["a": [box], "b": []]))
        #expect(one.open.count == 1 && !one.isSettled && one.open[0].support == 0.5 && one.parts.isEmpty)
        let five = try Self.fuse(.drawn(["a": [box], "b": [], "c": [], "d": [], "e": []])) { $0.dismissal = 0.2 }
        #expect(five.dismissed.count == 1 && five.isSettled && isClose(five.confidence, 0.8))
        let few = try Self.fuse(.drawn(["a": [box]])) { $0.minimumAnnotators = 2 }
        #expect(few.open.count == 1)
        #expect(try Self.fuse(.drawn(["a": [], "b": []])).isSettled)
    }

    @Test("labels and attributes are voted; a tie is left open unless told otherwise")
    func labels() throws {
        func box(_ label: String, _ cut: JSONValue? = nil) -> Part {
            Part(id: "1", labels: [label], shape: .box([0, 0, 10, 10]), attributes: cut.map { ["cut": $0] } ?? [:])
        }
        let voted = try Self.fuse(.drawn(["a": [box("owl", true)], "b": [box("cell", true)], "c": [box("owl", false)]])).settled[0]
        #expect(voted.part.labels == ["owl"] && isClose(voted.labelShare, 2.0 / 3) && voted.part.attributes["cut"] == true)
        let tie = PartTable.drawn(["a": [box("owl")], "b": [box("cell")]])
        #expect(try Self.fuse(tie).open.map(\.labelShare) == [0])
        let lower = try Self.fuse(tie) { $0.ties = .lowerClass; $0.bar = 0.5 }
        #expect(lower.settled.map(\.part.labels) == [["cell"]])
        let many = PartTable.drawn([
            "a": [Part(id: "1", labels: ["owl", "bird"], shape: .box([0, 0, 1, 1]))], "b": [Part(id: "1", labels: ["owl"], shape: .box([0, 0, 1, 1]))],
            "c": [Part(id: "1", labels: ["bird", "owl"], shape: .box([0, 0, 1, 1]))],
        ])
        #expect(try Self.fuse(many).settled.map(\.part.labels) == [["bird", "owl"]])
    }

    @Test("one part of each annotator in an object")
    func oneEach() throws {
        let twice = [Part.box("1", "cell", 0, 0, 10, 10), .box("2", "cell", 0, 0, 10, 9)]
        let item = try Self.fuse(.drawn(["a": twice, "b": [.box("1", "cell", 0, 0, 10, 10)]]))
        #expect(item.settled.map { $0.marks.map(\.part) } == [["1", "1"]] && item.open.map { $0.marks.map(\.part) } == [["2"]])
    }

    @Test("angles on both sides of the turn, and rectangles written the other way round, fuse to what is between them")
    func angles() throws {
        func rotated(_ numbers: [Double]) -> [Part] { [Part(id: "1", labels: ["cell"], shape: .rotated(numbers))] }
        let item = try Self.fuse(.drawn(["a": rotated([50, 50, 40, 10, 179]), "b": rotated([50, 50, 40, 10, -177]), "c": rotated([50, 50, 10, 40, 91])]))
        guard case .rotated(let fused) = item.settled[0].part.shape else { return #expect(Bool(false)) }
        let outline = try #require(PartOutline(.rotated(fused)))
        #expect(outline.iou(with: try #require(PartOutline(.rotated([50, 50, 40, 10, 1])))) > 0.97)
        #expect(isClose(fused[2] * fused[3], 400))
    }

    @Test("masks are voted pixel by pixel, polygons take the member in the middle")
    func areas() throws {
        func mask(_ rows: [UInt8]) -> [Part] {
            let mask = RunMask(x: 4, y: 2, width: 3, height: 2, rows: rows)
            return [Part(id: "1", labels: ["cell"], shape: .mask(Mask(size: [2, 3], runs: mask.runs, at: [4, 2])))]
        }
        let item = try Self.fuse(.drawn(["a": mask([1, 1, 0, 1, 1, 0]), "b": mask([1, 1, 1, 1, 1, 0]), "c": mask([1, 0, 0, 1, 1, 1])]))
        #expect(item.settled[0].part.shape == .mask(Mask(size: [2, 2], runs: [0, 4], at: [4, 2])))
        func polygon(_ side: Double) -> [Part] { [Part(id: "1", labels: ["cell"], shape: .polygons([PolygonRings(outer: [0, 0, side, 0, side, side])]))] }
        let fused = try Self.fuse(.drawn(["a": polygon(10), "b": polygon(11), "c": polygon(12)])).settled[0]
        #expect(fused.part.shape == polygon(11)[0].shape && isClose(fused.marks[1].iou, 1))
    }

    @Test("who agrees with what was settled")
    func standings() throws {
        let box = Part.box("1", "cell", 0, 0, 10, 10), other = Part.box("2", "owl", 50, 50, 70, 70)
        let table = PartTable.drawn(["a": [box, other], "b": [box, .box("2", "bird", 50, 50, 70, 70)], "c": [box, other, .box("3", "cell", 200, 0, 210, 10)]])
        let rows = try FusedParts().consensus(of: table).annotators
        let (third, ones): ([Double?], [Double?]) = ([1, 1, 2.0 / 3], [1, 1, 1])
        #expect(rows.map(\.confirmed) == [2, 2, 2])
        #expect(rows.map(\.labelAccuracy) == [1, 0.5, 1] as [Double?])
        #expect(rows.map(\.precision) == third)
        #expect(rows.map(\.recall) == ones)
        #expect(rows.map(\.f1) == [1, 1, 0.8] as [Double?])
        #expect(rows.map(\.meanIoU) == ones)
    }

    @Test("settings as a definition has them", arguments: [
        (["method": "fuse", "iou": 0.6, "bar": 0.5, "coordinates": "mean"], nil), (["iou": 0], "`iou` of `fuse` is `0`"),
        (["bar": 2], "`bar` of `fuse` is `2`"), (["coordinates": "mode"], "`coordinates` of `fuse` is `\"mode\"`"), (["ioo": 1], "`ioo` is not a setting of `fuse`"),
    ] as [(JSONObject, String?)])
    func settings(settings: JSONObject, refusal: String?) {
        do throws(Finding) {
            let method = try FusedParts(settings: settings)
            #expect(refusal == nil && method.iou == 0.6 && method.coordinates == .mean && method.parameters["bar"] == 0.5)
        } catch { #expect(error.message == refusal) }
    }

    @Test("what cannot be settled says why")
    func errors() {
        #expect(throws: ConsensusError.noVotes) { try FusedParts().consensus(of: PartTable([])) }
        var method = FusedParts()
        method.annotatorWeights = [1]
        #expect(throws: ConsensusError.settingOutOfRange(name: "annotatorWeights", value: 1, allowed: "one weight for each of 2 annotators")) {
            try method.consensus(of: .drawn(["a": [], "b": []]))
        }
    }
}

/// What holds for every way to settle shapes.
@Suite("Laws of consensus on parts")
struct PartConsensusLawTests {
    static let methods = PartConsensusCatalog.allVariants.map(\.fullName)

    @Test("renaming annotators and shuffling their parts changes no answer", arguments: methods)
    func renaming(name: String) throws {
        let method = try #require(PartConsensusCatalog.named(name))
        for seed in 1...5 as ClosedRange<UInt64> {
            let given = PartTable.randomGiven(seed: seed)
            let names = ["ann": "zoe", "ben": "amy", "cem": "max"]
            let other = given.map { PartTable.Given(item: $0.item, annotator: names[$0.annotator]!, parts: $0.parts.reversed()) }
            let labels = ["cell", "bird", "owl"]
            let (left, right) = (try method.consensus(of: PartTable(given, labels: labels)), try method.consensus(of: PartTable(other, labels: labels)))
            for (a, b) in zip(left.items, right.items) {
                #expect(a.settled.map(\.part.labels) == b.settled.map(\.part.labels) && a.open.count == b.open.count)
                for (p, q) in zip(a.settled, b.settled) {
                    #expect(zip(p.box, q.box).allSatisfy { isClose($0, $1, 1e-9) } && isClose(p.support, q.support, 1e-6))
                }
            }
        }
    }

    @Test("where all agree, all is settled as they drew it", arguments: methods)
    func unanimous(name: String) throws {
        let method = try #require(PartConsensusCatalog.named(name))
        let parts = [Part.box("1", "cell", 0, 0, 10, 10), .box("2", "owl", 3, 20, 30.5, 44.25)]
        let item = try method.consensus(of: .drawn(["a": parts, "b": parts, "c": parts])).items[0]
        #expect(item.parts.map(\.shape) == parts.map(\.shape) && item.parts.map(\.labels) == [["cell"], ["owl"]] && isClose(item.confidence, 1, 1e-4) && item.isSettled)
    }

    @Test("one annotator gets back what they drew, and so do any number of copies", arguments: methods, [1, 2, 5])
    func copies(name: String, count: Int) throws {
        let method = try #require(PartConsensusCatalog.named(name))
        let drawn = PartTable.randomGiven(seed: 31, annotators: ["ann"], slips: 0)
        let given = drawn.flatMap { sheet in (0..<count).map { PartTable.Given(item: sheet.item, annotator: "ann-\($0)", parts: sheet.parts) } }
        let consensus = try method.consensus(of: PartTable(given))
        for (item, sheet) in zip(consensus.items, drawn) {
            #expect(item.isSettled && item.parts.count == sheet.parts.count)
            for part in item.parts { #expect(sheet.parts.contains { $0.shape == part.shape && $0.labels == part.labels }) }
        }
        #expect(consensus.annotators.allSatisfy { $0.f1 == 1 })
    }

    @Test("the same drawings give the same bits, supports are shares, ids are unique", arguments: methods)
    func deterministic(name: String) throws {
        let method = try #require(PartConsensusCatalog.named(name))
        let table = PartTable(PartTable.randomGiven(seed: 8, slips: 0.3))
        let consensus = try method.consensus(of: table)
        #expect(try method.consensus(of: table) == consensus)
        for item in consensus.items {
            let all = item.settled + item.open + item.dismissed
            #expect(all.allSatisfy { $0.support > 0 && $0.support <= 1 && $0.labelShare <= 1 } && Set(all.map(\.part.id)).count == all.count)
            #expect(all.reduce(0) { $0 + $1.marks.count } == table.drawings(ofItem: item.item).reduce(0) { $0 + $1.parts.count })
        }
    }

    @Test("settled boxes lie nearer to the truth than the drawings they come from")
    func nearer() throws {
        let truth = PartTable.randomGiven(seed: 21, items: 30, annotators: ["truth"], shake: 0, slips: 0)
        var random = SeededRandom(seed: 5)
        let drawn = truth.flatMap { sheet in
            (0..<5).map { person in
                PartTable.Given(item: sheet.item, annotator: "p\(person)", parts: sheet.parts.map { part in
                    guard case .box(let box) = part.shape else { return part }
                    return Part(id: part.id, labels: part.labels, shape: .box(box.map { $0 + (random.uniform() - 0.5) * 8 }))
                })
            }
        }
        let table = PartTable(drawn, labels: ["cell", "bird", "owl"])
        let consensus = try FusedParts().consensus(of: table)
        var fused = OverlapTally(), single = OverlapTally()
        for (item, sheet) in truth.enumerated() {
            let settled = PartMatching.matches(sheet.parts, consensus.items[item].parts, labels: .equal)
            fused.add(matches: settled.map(\.iou), first: sheet.parts.count, second: consensus.items[item].parts.count)
            let one = table.drawings(ofItem: Int32(item)).first?.parts ?? []
            single.add(matches: PartMatching.matches(sheet.parts, one, labels: .equal).map(\.iou), first: sheet.parts.count, second: one.count)
        }
        #expect(try #require(fused.meanIoU) > #require(single.meanIoU) && fused.f1(at: 0.5)! > 0.95)
    }
}
