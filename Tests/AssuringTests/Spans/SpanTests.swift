import Kernels
import Testing

@testable import Assuring

extension SpanTable {
    /// One list per text, an annotator each: `drawn(["0-4 per, 5-9 loc", "", nil])`.
    static func drawn(_ items: [String?]..., texts: [String: String] = [:]) throws -> SpanTable {
        try SpanTable(items.enumerated().flatMap { item, sheets in
            sheets.enumerated().compactMap { annotator, marks in
                marks.map { Given(item: "t\(item)", annotator: "a\(annotator)", marks: $0.split(separator: ",").map(Mark.init(drawn:))) }
            }
        }, texts: texts)
    }

    /// Texts of 200 scalars with spans of two labels; annotators miss, move and mix up a few, the last one many.
    static func random(seed: UInt64, items: Int = 60, annotators: Int = 4) -> (given: [Given], truth: [Set<Mark>]) {
        var random = SeededRandom(seed: seed)
        var (given, truth): ([Given], [Set<Mark>]) = ([], [])
        for item in 0..<items {
            let marks = (0..<random.below(5)).map { place in
                Mark([[place * 40 + random.below(10), place * 40 + 15 + random.below(10)]], label: ["loc", "per"][random.below(2)])
            }
            truth.append(Set(marks))
            for annotator in 0..<annotators {
                let noise = annotator == annotators - 1 ? 0.6 : 0.1
                let seen = marks.filter { _ in random.uniform() >= noise }.map { mark in
                    var mark = mark
                    if random.uniform() < noise { mark.ranges[0][1] += 2 }
                    if random.uniform() < noise / 2 { mark.label = mark.label == "per" ? "loc" : "per" }
                    return mark
                }
                given.append(Given(item: "t\(item)", annotator: "a\(annotator)", marks: seen))
            }
        }
        return (given, truth)
    }
}

extension SpanTable.Mark {
    /// `0-4 per`, or `0-4+6-8 per`.
    fileprivate init(drawn text: Substring) {
        let words = text.split(separator: " ")
        self.init(words[0].split(separator: "+").map { $0.split(separator: "-").map { Int($0)! } }, label: String(words[1]))
    }
}

@Suite("Agreement on spans")
struct SpanAgreementTests {
    static let names = SpanAgreementCatalog.allVariants.map(\.fullName)

    private func value(_ name: String, _ table: SpanTable) throws -> Double? {
        try #require(SpanAgreementCatalog.named(name)).agreement(of: table).overall.value
    }

    @Test("by hand")
    func worked() throws {
        // Ann lives in New York.
        let table = try SpanTable.drawn(["0-3 per, 13-21 loc", "0-3 per, 17-21 loc"], texts: ["t0": "Ann lives in New York."])
        #expect(try value("span-exact", table) == 0.5 && value("span-overlap", table) == 1)
        #expect(try isClose(value("span-iou", table), 7.0 / 11) && isClose(value("span-token", table), 4.0 / 5))
        let labels = try SpanTable.drawn(["0-3 per", "0-3 loc"])
        for name in Self.names { #expect(try value(name, labels) == (name.hasSuffix(":unlabelled") ? 1 : 0)) }
    }

    @Test("discontinuous spans, a span over two, tokens touched in the middle")
    func shapes() throws {
        #expect(try isClose(value("span-iou", .drawn(["0-4+6-8 x", "2-7 x"])), 3.0 / 8))
        #expect(try value("span-overlap", .drawn(["0-20 x", "1-3 x, 5-6 x, 30-31 x"])) == 0.75)
        let table = try SpanTable.drawn(["6-8 x", "8-11 x"], texts: ["t0": "héllo wörld, yes"])
        #expect(try value("span-token", table) == 1 && value("span-iou", table) == 0)
    }

    @Test("nothing marked by both agrees, by one does not; one annotator has no value", arguments: names)
    func empty(name: String) throws {
        #expect(try value(name, .drawn(["", ""])) == 1)
        #expect(try value(name, .drawn(["0-1 x", ""])) == 0)
        #expect(try value(name, .drawn(["0-1 x", nil])) == nil)
    }

    @Test("names of annotators and order of rows change nothing; the careless one agrees least", arguments: names)
    func laws(name: String) throws {
        let (given, _) = SpanTable.random(seed: 1)
        let measure = try #require(SpanAgreementCatalog.named(name))
        let other = given.reversed().map { SpanTable.Given(item: $0.item, annotator: "z" + $0.annotator, marks: $0.marks.reversed()) }
        let (left, right) = (measure.agreement(of: try SpanTable(given)), measure.agreement(of: try SpanTable(other)))
        #expect(isClose(left.overall.value, right.overall.value) && isClose(left.pooled, right.pooled))
        let people = left.people.compactMap(\.value)
        #expect(people.indices.min { people[$0] < people[$1] } == 3 && left.pairs.count == 6)
        #expect(isClose(left.overall.value, left.pairs.map(\.value).reduce(0, +) / 6))
    }

    @Test("per label, and with an interval")
    func perLabel() throws {
        let table = try SpanTable.drawn(["0-3 per, 5-8 loc", "0-3 per, 6-8 loc"], ["0-1 per", "0-1 per"])
        #expect(SpanExactF1().agreement(of: table, label: 1).overall.value == 1)
        #expect(isClose(SpanExactF1().agreement(of: table, label: 0).overall.value, 0))
        let interval = SpanExactF1().agreement(of: table, bootstrap: Bootstrap(rounds: 100, seed: 3)).overall.interval
        #expect(interval == .init(low: 0.5, high: 1))
    }

    @Test("what is no range is refused with its row; empty spans are counted")
    func bad() throws {
        #expect(throws: SpanTableError.notARange([4, 2], row: 0)) { try SpanTable.drawn(["4-2 x"]) }
        #expect(throws: SpanTableError.beyondText([0, 3], length: 2, row: 0)) { try SpanTable.drawn(["0-3 x"], texts: ["t0": "a🦊"]) }
        #expect(try SpanTable.drawn(["2-2 x", "0-1 x"]).findings.map(\.code) == ["spans.empty"])
        #expect(Set(Self.names).count == Self.names.count && SpanAgreementCatalog.named("span") == nil)
    }
}

@Suite("Spans settled")
struct SpanConsensusTests {
    static let names = SpanConsensusCatalog.all.map(\.name)

    @Test("two of three settle, with the bounds most marked; one of two stays open")
    func vote() throws {
        let table = try SpanTable.drawn(["0-4 per", "0-4 per", "0-5 loc"], ["3-9 loc", ""])
        let result = try SpanVote().consensus(of: table)
        let span = try #require(result.items[0].settled.first)
        #expect(span.ranges == [[0, 4]] && table.labelNames[Int(span.label)] == "per" && span.support == 1 && isClose(span.posterior, 2.0 / 3))
        #expect(span.marks.map(\.iou) == [1, 1, 0.8] && isClose(span.margin, 1.0 / 3))
        #expect(result.items[1].settled.isEmpty && result.items[1].open.count == 1 && !result.items[1].isSettled)
        #expect(result.annotators[2].labelAccuracy == 0 && result.annotators[0].f1 == 2.0 / 3)
        let exact = try #require(SpanConsensusCatalog.named("span-vote:exact")).consensus(of: table)
        #expect(exact.items[0].settled.count == 1 && exact.items[0].open.count == 1)
    }

    @Test("a chain of overlaps is not one span, and nobody has two in a group")
    func chain() {
        func sheet(_ annotator: Int32, _ ranges: [[Int]]) -> SpanTable.Sheet {
            .init(item: 0, annotator: annotator, spans: ranges.compactMap { LabelledSpan([$0], label: 0) })
        }
        let groups = SpanGroups(iou: 0.5).groups([sheet(0, [[0, 10]]), sheet(1, [[3, 13]]), sheet(2, [[6, 16]])][...])
        #expect(groups.count == 2)
        #expect(SpanGroups(iou: 0.5).groups([sheet(0, [[0, 10], [0, 9]]), sheet(1, [[0, 10]])][...]).map(\.count).sorted() == [1, 2])
    }

    @Test("names of annotators and order of rows change nothing", arguments: names)
    func renaming(name: String) throws {
        let (given, _) = SpanTable.random(seed: 2)
        let method = try #require(SpanConsensusCatalog.named(name))
        let other = given.map { SpanTable.Given(item: $0.item, annotator: "x\(9 - (Int($0.annotator.dropFirst()) ?? 0))", marks: $0.marks.reversed()) }
        let (left, right) = (try method.consensus(of: SpanTable(given)), try method.consensus(of: SpanTable(other)))
        #expect(left.items.map { $0.settled.map(\.ranges) } == right.items.map { $0.settled.map(\.ranges) })
        #expect(left.items.map { $0.settled.map(\.label) } == right.items.map { $0.settled.map(\.label) })
        #expect(zip(left.annotators, right.annotators.reversed()).allSatisfy { isClose($0.f1, $1.f1) })
    }

    @Test("comes near the truth, the careless one is last", arguments: names)
    func planted(name: String) throws {
        let (given, truth) = SpanTable.random(seed: 3, items: 150, annotators: 5)
        let table = try SpanTable(given)
        let result = try #require(SpanConsensusCatalog.named(name)).consensus(of: table)
        let found = result.items.map { item in Set(item.settled.map { SpanTable.Mark($0.ranges, label: table.labelNames[Int($0.label)]) }) }
        let (right, all) = (zip(found, truth).reduce(0) { $0 + $1.0.intersection($1.1).count }, truth.reduce(0) { $0 + $1.count })
        #expect(Double(right) > 0.8 * Double(all) && found.reduce(0) { $0 + $1.count } - right < all / 12)
        let f1 = result.annotators.compactMap(\.f1)
        #expect(f1.indices.min { f1[$0] < f1[$1] } == 4)
    }

    @Test("all of one mind, nobody marked anything, no sheets", arguments: names)
    func simple(name: String) throws {
        let method = try #require(SpanConsensusCatalog.named(name))
        let result = try method.consensus(of: .drawn(["0-4 x, 6-8 y", "0-4 x, 6-8 y"], ["", ""]))
        #expect(result.items.map { $0.settled.map(\.ranges) } == [[[[0, 4]], [[6, 8]]], []] && result.items.allSatisfy(\.isSettled))
        #expect(try method.consensus(of: .drawn(["", ""])).items[0].isSettled)
        #expect(throws: ConsensusError.noVotes) { try method.consensus(of: SpanTable([])) }
        #expect(!method.summary.hasSuffix(".") && SpanConsensusCatalog.named(name + ":x") == nil)
    }
}
