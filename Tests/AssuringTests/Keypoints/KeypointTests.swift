import Foundation
import Kernels
import Records
import Testing

@testable import Assuring

extension KeypointTable {
    /// A skeleton of four points per item, each annotator's placings shaken by a normal of `spread`; the last one is careless.
    static func randomGiven(seed: UInt64, items: Int = 6, spread: [Double] = [1, 1, 1, 12]) -> [Given] {
        var random = SeededRandom(seed: seed)
        return (0..<items).flatMap { item -> [Given] in
            let truth = (0..<4).map { _ in (x: random.uniform() * 100, y: random.uniform() * 100) }
            return spread.indices.map { person in
                let points = truth.map { [$0.x + (random.uniform() - 0.5) * 2 * spread[person], $0.y + (random.uniform() - 0.5) * 2 * spread[person], 2] }
                return Given(item: "item-\(item)", annotator: "p\(person)", points: points)
            }
        }
    }

    static let sigmas = KeypointSimilarity(sigma: 0.05, points: 4)

    static func points(_ rows: [Double]..., area: Double? = 10_000) -> (String) -> Given {
        { Given(item: "i", annotator: $0, points: rows, area: area) }
    }
}

@Suite("Points settled")
struct KeypointConsensusTests {
    @Test("each point at the median or the mean, visibility by vote, the far one reported")
    func drawn() throws {
        let table = try KeypointTable(
            [
                KeypointTable.points([0, 0, 2], [50, 50, 2], [10, 90, 0])("a"), KeypointTable.points([2, 1, 2], [52, 50, 1], [12, 90, 2])("b"),
                KeypointTable.points([1, 2, 2], [95, 50, 1], [0, 0, 0])("c"),
            ], similarity: KeypointSimilarity(sigma: 0.05, points: 3))
        let consensus = try KeypointMedian().consensus(of: table)
        let item = consensus.items[0]
        #expect(item.points == [[1, 1, 2], [52, 50, 1], [0, 0, 0]])
        #expect(item.outliers == [.init(annotator: 2, point: 1, distance: 43)])
        #expect(isClose(item.details[1].visibleShare, 1.0 / 3) && isClose(item.details[2].support, 1.0 / 3) && item.details[2].meanSimilarity == nil)
        #expect(consensus.annotators.map(\.outliers) == [0, 0, 1] && consensus.annotators.map(\.placings) == [2, 3, 2])
        let mean = try KeypointMean().consensus(of: table).items[0].points
        #expect(isClose(mean[0][0], 1) && isClose(mean[1][0], 197.0 / 3))
    }

    @Test("weights move the median, a tie counts as labelled and visible")
    func weights() throws {
        let table = try KeypointTable(
            [KeypointTable.points([0, 0, 2])("a"), KeypointTable.points([8, 0, 1])("b")], similarity: KeypointSimilarity(sigma: 0.5, points: 1))
        var method = KeypointMedian()
        #expect(try method.consensus(of: table).items[0].points == [[4, 0, 2]])
        method.annotatorWeights = [1, 3]
        #expect(try method.consensus(of: table).items[0].points == [[8, 0, 1]])
    }

    @Test("17 points are COCO's, any other number needs to be told how far placings spread")
    func sigmas() throws {
        let people = KeypointTable.Given(item: "i", annotator: "a", points: Array(repeating: [1, 1, 2], count: 17))
        #expect(try KeypointTable([people]).similarity == .coco)
        #expect(throws: KeypointError.sigmasNeeded(points: 1)) { try KeypointTable([KeypointTable.points([1, 1, 2])("a")]) }
        #expect(KeypointError.sigmasNeeded(points: 5).description.contains("5 points"))
    }

    @Test("what is no skeleton is refused with its place")
    func refused() {
        let similarity = KeypointSimilarity(sigma: 0.1, points: 1)
        #expect(throws: KeypointError.notAPoint(0, item: "i", annotator: "a")) { try KeypointTable([KeypointTable.points([1, .nan, 2])("a")], similarity: similarity) }
        #expect(throws: KeypointError.notAPoint(0, item: "i", annotator: "a")) { try KeypointTable([KeypointTable.points([1, 2])("a")], similarity: similarity) }
        #expect(throws: KeypointError.pointCount(2, expected: 1, item: "i", annotator: "a")) {
            try KeypointTable([KeypointTable.points([1, 2, 2], [1, 2, 2])("a")], similarity: similarity)
        }
        #expect(throws: KeypointError.area(0, item: "i", annotator: "a")) { try KeypointTable([KeypointTable.points([1, 2, 2], area: 0)("a")], similarity: similarity) }
    }
}

@Suite("Laws of points")
struct KeypointLawTests {
    static let methods = KeypointConsensusCatalog.all.map(\.name)
    static let measures = KeypointAgreementCatalog.all.map(\.name)

    @Test("one annotator and any number of copies get back what they placed", arguments: methods, [1, 2, 5])
    func copies(name: String, count: Int) throws {
        let given = KeypointTable.randomGiven(seed: 2, spread: [3])
        let copied = given.flatMap { sheet in (0..<count).map { KeypointTable.Given(item: sheet.item, annotator: "p\($0)", points: sheet.points) } }
        let consensus = try #require(KeypointConsensusCatalog.named(name)).consensus(of: KeypointTable(copied, similarity: KeypointTable.sigmas))
        #expect(consensus.items.map(\.points) == given.map(\.points))
        #expect(consensus.annotators.allSatisfy { $0.meanOKS == 1 && $0.outliers == 0 })
    }

    @Test("renaming annotators changes no point", arguments: methods)
    func renaming(name: String) throws {
        let given = KeypointTable.randomGiven(seed: 3)
        let names = ["p0": "z", "p1": "b", "p2": "y", "p3": "a"]
        let other = given.map { KeypointTable.Given(item: $0.item, annotator: names[$0.annotator]!, points: $0.points) }
        let method = try #require(KeypointConsensusCatalog.named(name))
        let (left, right) = (
            try method.consensus(of: KeypointTable(given, similarity: KeypointTable.sigmas)),
            try method.consensus(of: KeypointTable(other, similarity: KeypointTable.sigmas))
        )
        #expect(left.items.map(\.points) == right.items.map(\.points))
        for measure in KeypointAgreementCatalog.all {
            let values = (
                measure.agreement(of: try KeypointTable(given, similarity: KeypointTable.sigmas)).value,
                measure.agreement(of: try KeypointTable(other, similarity: KeypointTable.sigmas)).value
            )
            #expect(isClose(values.0, values.1, 1e-12))
        }
    }

    @Test("the careless one is last", arguments: methods)
    func planted(name: String) throws {
        let table = try KeypointTable(KeypointTable.randomGiven(seed: 4, items: 20), similarity: KeypointTable.sigmas)
        let rows = try #require(KeypointConsensusCatalog.named(name)).consensus(of: table).annotators
        #expect(rows.min { ($0.meanOKS ?? 1) < ($1.meanOKS ?? 1) }?.annotator == 3)
        #expect(MeanOKS().scores(of: table).people.min { ($0.mean ?? 1) < ($1.mean ?? 1) }?.annotator == 3)
    }

    @Test("equal answers agree, nothing labelled twice agrees, once does not, one alone is undefined", arguments: measures)
    func extremes(name: String) throws {
        let measure = try #require(KeypointAgreementCatalog.named(name))
        let similarity = KeypointSimilarity(sigma: 0.1, points: 2)
        let (some, none) = (KeypointTable.points([1, 2, 2], [8, 9, 1]), KeypointTable.points([0, 0, 0], [0, 0, 0]))
        func value(_ given: KeypointTable.Given...) throws -> Agreement { measure.agreement(of: try KeypointTable(given, similarity: similarity)) }
        #expect(try value(some("a"), some("b"), some("c")).value == 1)
        #expect(try value(none("a"), none("b")).value == 1)
        #expect(try value(some("a"), none("b")).value == 0)
        #expect(try value(some("a")).undefined == .nothingRatedTwice)
    }

    @Test("which point people differ on most")
    func byPoint() throws {
        let table = try KeypointTable(
            [KeypointTable.points([0, 0, 2], [50, 50, 2])("a"), KeypointTable.points([0, 0, 2], [60, 50, 2])("b")],
            similarity: KeypointSimilarity(sigma: 0.05, points: 2))
        // 10 pixels are one standard deviation: 2 * 0.05 * sqrt(10,000).
        #expect(table.similarityByPoint[0] == 1 && isClose(table.similarityByPoint[1], 0.6065306597126334))
    }
}

@Suite("Several skeletons on one picture")
struct SkeletonPartTests {
    static func skeleton(_ id: String, _ x: Double, _ y: Double, off: Double = 0) -> Part {
        Part(id: id, labels: ["player"], shape: .joints([[x, y, 2], [x + 40 + off, y, 2], [x, y + 80, 2], [x + 40, y + 80, 1]]))
    }

    @Test("are matched and grouped by similarity where it is said how near points must be")
    func fused() throws {
        let given = [
            PartTable.Given(item: "i", annotator: "a", parts: [Self.skeleton("1", 0, 0), Self.skeleton("2", 200, 0)]),
            .init(item: "i", annotator: "b", parts: [Self.skeleton("1", 202, 1), Self.skeleton("2", 1, 1)]),
            .init(item: "i", annotator: "c", parts: [Self.skeleton("1", 2, 0, off: 60)]),
        ]
        let table = PartTable(given, keypoints: KeypointTable.sigmas)
        let item = try FusedParts().consensus(of: table).items[0]
        #expect(item.settled.map { $0.marks.map(\.part) } == [["1", "2", "1"], ["2", "1"]])
        #expect(item.settled[0].part.shape == .joints([[1, 0, 2], [41, 0, 2], [1, 80, 2], [41, 80, 1]]))
        #expect(item.settled[0].outliers.map(\.annotator) == [2] && item.settled[0].outliers[0].point == 1)
        #expect(isClose(PartTallies(table).pairs[0].tally.f1(at: 0.5), 1))
    }

    @Test("without it they are left out, and it is said")
    func leftOut() {
        let table = PartTable([.init(item: "i", annotator: "a", parts: [Self.skeleton("1", 0, 0)])])
        #expect(table.drawings[0].parts.isEmpty && table.findings.map(\.code) == ["parts.without-area"])
    }
}
