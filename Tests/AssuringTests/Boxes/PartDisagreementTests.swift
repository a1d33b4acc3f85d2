import Kernels
import Records
import Testing

@testable import Assuring

@Suite("What people differ on in a picture")
struct PartDisagreementTests {
    static let first = Part.box("1", "cell", 0, 0, 10, 10)
    static let second = Part.box("2", "bird", 40, 0, 60, 20)

    static func kinds(_ table: PartTable) -> [PartDisagreement.Kind] { table.disagreements(ofItem: 0)?.disagreements.map(\.kind) ?? [] }

    @Test("each kind, with the parts concerned")
    func kinds() throws {
        let moved = Part.box("m", "cell", 0, 6, 10, 16)  // overlaps a quarter
        let renamed = Part.box("r", "owl", 40, 1, 60, 21)
        #expect(Self.kinds(.drawn(["ann": [Self.first, Self.second], "ben": [Self.first, Self.second]])).isEmpty)
        #expect(Self.kinds(.drawn(["ann": [Self.first], "ben": [moved]])) == [.place])
        #expect(Self.kinds(.drawn(["ann": [Self.second], "ben": [renamed]])) == [.label])
        #expect(Self.kinds(.drawn(["ann": [Self.first], "ben": []])) == [.missed])
        #expect(Self.kinds(.drawn(["ann": [Self.first], "ben": [], "cem": []])) == [.extra])
        #expect(Self.kinds(.drawn(["ann": [Self.first], "ben": [Self.first], "cem": []])) == [.missed])
        let missed = try #require(PartTable.drawn(["ann": [Self.first], "ben": [Self.first], "cem": []]).disagreements(ofItem: 0)).disagreements[0]
        #expect(missed.marks.map(\.annotator) == [0, 1] && missed.marks.map(\.part.id) == ["1", "1"] && missed.absent == [2] && missed.iou == 1)
        #expect(missed.bounds == Box(0, 0, 10, 10))
    }

    @Test("one object may be in dispute in two ways")
    func twice() {
        let renamed = Part.box("r", "owl", 40, 1, 60, 21)
        #expect(Self.kinds(.drawn(["ann": [Self.second], "ben": [renamed], "cem": []])) == [.label, .missed])
    }

    @Test("nearby with another label is another object")
    func nearby() {
        #expect(Self.kinds(.drawn(["ann": [Self.first], "ben": [.box("m", "owl", 0, 6, 10, 16)]])) == [.missed, .missed])
    }

    @Test("two equal boxes with two labels are paired by label")
    func coincident() {
        let rider = Part.box("r", "owl", 0, 0.5, 10, 10), horse = Part.box("h", "cell", 0, 0, 10, 10)
        #expect(Self.kinds(.drawn(["ann": [horse, rider], "ben": [.box("1", "owl", 0, 0, 10, 10), .box("2", "cell", 0, 0.5, 10, 10)]])).isEmpty)
    }

    @Test("a chain of boxes half over each other is not one object")
    func chain() {
        let boxes = (0..<4).map { Part.box("b", "cell", Double($0) * 3, 0, Double($0) * 3 + 10, 10) }
        let table = PartTable.drawn(["a": [boxes[0]], "b": [boxes[1]], "c": [boxes[2]], "d": [boxes[3]]])
        let clusters = PartClustering(iou: 0.5).clusters(table, item: 0)
        #expect(clusters.map { $0.members.count } == [2, 2])
    }

    @Test("the queue has the most disputed item first and leaves out the others")
    func queue() {
        let table = PartTable.drawn(
            ["ann": [Self.first, Self.second], "ben": [Self.first]], ["ann": [Self.first], "ben": [Self.first]], ["ann": [Self.first], "ben": [Self.second]], ["ann": [Self.first]])
        let queue = table.disputed()
        #expect(queue.map(\.item) == [2, 0] && queue.map(\.score) == [1, 0.5] && queue.map(\.agreed) == [0, 1])
        #expect(queue[0].count(.missed) == 2 && table.disputed(limit: 1).count == 1)
    }

    @Test("beside a reference: missed, extra, label, place, and how much was found")
    func reference() {
        let reference = [Self.first, Self.second, .box("3", "owl", 100, 0, 120, 20), .box("4", "cell", 0, 100, 10, 110)]
        let answer = [Self.first, .box("b", "owl", 40, 0, 60, 20), .box("c", "owl", 100, 12, 120, 32), .box("d", "cell", 200, 200, 210, 210)]
        let comparison = PartComparison(reference: reference, answer: answer)
        #expect(comparison.disagreements.map(\.kind) == [.label, .place, .missed, .extra])
        #expect(comparison.disagreements[2].marks.map(\.part.id) == ["4"] && comparison.disagreements[2].absent == [1])
        #expect(comparison.disagreements[3].marks.map(\.annotator) == [1] && comparison.disagreements[3].absent == [0])
        #expect(comparison.agreed.map(\.iou) == [1] && comparison.precision == 0.25 && comparison.recall == 0.25 && comparison.f1 == 0.25)
        let nothing = PartComparison(reference: [], answer: [])
        #expect(nothing.f1 == 1 && nothing.precision == nil && nothing.recall == nil)
    }

    @Test("renaming annotators changes no dispute", arguments: [UInt64(1), 2, 3])
    func renaming(seed: UInt64) {
        let given = PartTable.randomGiven(seed: seed, slips: 0.25)
        let names = ["ann": "zoe", "ben": "amy", "cem": "max"]
        let other = given.map { PartTable.Given(item: $0.item, annotator: names[$0.annotator]!, parts: $0.parts) }
        func shown(_ table: PartTable) -> [String] { table.disputed().map { item in "\(item.item) \(item.score) \(item.disagreements.map { "\($0.kind) \($0.marks.count) \($0.bounds)" }.sorted())" } }
        #expect(shown(PartTable(given)) == shown(PartTable(other)))
    }
}
