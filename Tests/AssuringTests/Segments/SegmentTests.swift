import Kernels
import Records
import Testing

@testable import Assuring

extension TimeSegment {
    static func said(_ label: String, _ from: Double, _ to: Double) -> TimeSegment { TimeSegment(from: from, to: to, label: label)! }
}

extension Part {
    static func segment(_ id: String, _ label: String, _ from: Double, _ to: Double, channel: Int? = nil) -> Part {
        Part(id: id, labels: [label], shape: .segment(Segment(from: from, to: to, channel: channel)))
    }
}

@Suite("Who spoke when")
struct DiarizationErrorTests {
    static let reference: [TimeSegment] = [.said("ann", 0, 10), .said("ben", 10, 20), .said("ann", 20, 25)]

    @Test("missed, false alarm and confused, whatever the speakers are called")
    func parts() {
        // Half a second of ann is silence, two seconds of ben are given to ann, one second after the end is speech.
        let answer: [TimeSegment] = [.said("1", 0.5, 12), .said("2", 12, 20), .said("1", 20, 26)]
        let error = DiarizationError(reference: Self.reference, answer: answer)
        #expect(isClose(error.missed, 0.5) && isClose(error.confused, 2) && isClose(error.falseAlarm, 1) && isClose(error.correct, 22.5))
        #expect(isClose(error.rate, 3.5 / 25))
        #expect(error.mapping == [.init(reference: "ann", answer: "1"), .init(reference: "ben", answer: "2")])
        #expect(isClose(DiarizationError(reference: Self.reference, answer: answer, names: .equal).rate, (0.5 + 24.5 + 1) / 25))
    }

    @Test("a collar forgives what is near a boundary of the reference")
    func collar() {
        let answer: [TimeSegment] = [.said("1", 0.2, 10.25), .said("2", 10.25, 20.1), .said("1", 20.1, 25.2)]
        let error = DiarizationError(reference: Self.reference, answer: answer, collar: 0.25)
        #expect(error.rate == 0 && isClose(error.speech, 25 - 0.25 * 6))
    }

    @Test("two at once: one missed is one missed; overlaps can be left out")
    func overlaps() {
        let reference: [TimeSegment] = [.said("ann", 0, 10), .said("ben", 6, 12)]
        let answer: [TimeSegment] = [.said("x", 0, 12)]
        let error = DiarizationError(reference: reference, answer: answer)
        #expect(isClose(error.missed, 4) && isClose(error.confused, 2) && isClose(error.rate, 6.0 / 16))
        #expect(isClose(DiarizationError(reference: reference, answer: answer, leavingOutOverlaps: true).rate, 2.0 / 8))
    }

    @Test("one best mapping over all: not the greedy one")
    func mapping() {
        // x shares 5 s with ann and 4 s with ben, y shares 4 s with ann only: ann-y and ben-x share 8 s, ann-x 5 s.
        let reference: [TimeSegment] = [.said("ann", 0, 9), .said("ben", 9, 13)]
        let answer: [TimeSegment] = [.said("x", 0, 5), .said("y", 5, 9), .said("x", 9, 13)]
        let error = DiarizationError(reference: reference, answer: answer)
        #expect(isClose(error.correct, 8) && error.mapping.map(\.answer) == ["y", "x"])
    }

    @Test("silence on both sides is no error, speech where none is has no rate, nobody answering misses all")
    func empty() {
        #expect(DiarizationError(reference: [], answer: []).rate == 0)
        #expect(DiarizationError(reference: [], answer: Self.reference).rate == nil)
        #expect(DiarizationError(reference: Self.reference, answer: []).rate == 1)
        #expect(DiarizationError(reference: Self.reference, answer: Self.reference).rate == 0)
    }

    @Test("what one says twice at a time is said once; what has no length is nothing")
    func joined() {
        let twice = Self.reference + [.said("ann", 2, 8)]
        #expect(DiarizationError(reference: twice, answer: Self.reference).speech == 25)
        #expect(TimeSegment(from: 2, to: 2, label: "") == nil && TimeSegment(from: 3, to: 2, label: "") == nil && TimeSegment(from: .nan, to: 2, label: "") == nil)
    }
}

@Suite("Events with boundaries that are nearly the same")
struct BoundaryMatchingTests {
    @Test("starts within the tolerance, ends within it or a share of the length")
    func drawn() {
        let first: [TimeSegment] = [.said("dog", 1, 3), .said("dog", 5, 6), .said("car", 8, 9)]
        let second: [TimeSegment] = [.said("dog", 1.15, 3.9), .said("dog", 5.3, 6), .said("bus", 8, 9)]
        #expect(BoundaryMatching().matches(first, second).map { [$0.first, $0.second] } == [[0, 0]])
        #expect(BoundaryMatching(tolerance: 0.5).matches(first, second).map(\.first) == [0, 1])
        #expect(BoundaryMatching(tolerance: 0.5, labels: .ignored).f1(first, second) == 1)
        #expect(BoundaryMatching(endShare: 0).matches(first, second).isEmpty)
    }

    @Test("as many pairs as can be, then the nearest")
    func greatest() {
        let first: [TimeSegment] = [.said("a", 1, 2), .said("a", 1.2, 2.2)]
        let second: [TimeSegment] = [.said("a", 1.1, 2.1), .said("a", 1.35, 2.35)]
        #expect(BoundaryMatching().matches(first, second).map { [$0.first, $0.second] } == [[0, 0], [1, 1]])
        #expect(BoundaryMatching().matches([first[1]], second).map { [$0.first, $0.second] } == [[0, 0]])
    }
}

@Suite("Segments of time as parts")
struct SegmentPartTests {
    @Test("fused to median bounds, labels by vote, support by who marked it")
    func fused() throws {
        let table = PartTable.drawn([
            "a": [.segment("1", "bird", 0, 4), .segment("2", "owl", 10, 12)], "b": [.segment("1", "bird", 0.5, 4.4)],
            "c": [.segment("1", "cell", 0.2, 4.2), .segment("2", "owl", 10.4, 12.2)],
        ])
        let item = try FusedParts().consensus(of: table).items[0]
        #expect(item.settled.map(\.part.shape) == [.segment(Segment(from: 0.2, to: 4.2)), .segment(Segment(from: 10.2, to: 12.1))])
        #expect(item.settled.map(\.part.labels) == [["bird"], ["owl"]] && isClose(item.settled[1].support, 2.0 / 3))
        #expect(isClose(PartTallies(table).pairs[0].tally.f1(at: 0.75), 2.0 / 3))
    }

    @Test("channels do not meet, and what lasts no time is left out")
    func channels() throws {
        let (left, right) = (try #require(PartOutline(.segment(Segment(from: 0, to: 2, channel: 0)))), try #require(PartOutline(.segment(Segment(from: 0, to: 2, channel: 1)))))
        #expect(left.iou(with: right) == 0 && left.iou(with: left) == 1)
        #expect(PartOutline(.segment(Segment(from: 0, to: 2)))?.iou(with: left) == 0)
        #expect(isClose(left.iou(with: try #require(PartOutline(.segment(Segment(from: 1, to: 3, channel: 0))))), 1.0 / 3))
        #expect(PartOutline(.segment(Segment(from: 2, to: 2))) == nil && PartOutline(.segment(Segment(from: .nan, to: 2))) == nil)
    }
}

@Suite("Agreement on segments")
struct SegmentAgreementTests {
    static let measures = SegmentAgreementCatalog.allVariants.map(\.fullName)

    @Test("time with the same label over time with any; pieces do not matter, speakers may be renamed")
    func time() throws {
        let table = PartTable.drawn(["a": [.segment("1", "ann", 0, 6), .segment("2", "ben", 6, 10)], "b": [.segment("1", "ben", 0, 3), .segment("2", "ben", 3, 5), .segment("3", "ann", 5, 10)]])
        // As named: ann 5-6, ben nothing, of 10 + 10 seconds; with names mapped 0-5 and 6-10.
        #expect(isClose(TimeIoU().agreement(of: table).value, 1.0 / 19))
        let mapped = try #require(SegmentAgreementCatalog.named("time-iou:speakers"))
        #expect(isClose(mapped.agreement(of: table).value, 9.0 / 11) && mapped.agreement(of: table).measure == "time-iou:speakers")
    }

    @Test("equal answers agree, silence twice agrees, once does not, one alone is undefined", arguments: measures)
    func extremes(name: String) throws {
        let measure = try #require(SegmentAgreementCatalog.named(name))
        let some = [Part.segment("1", "owl", 0, 2), .segment("2", "cell", 1, 5)]
        #expect(measure.agreement(of: .drawn(["a": some, "b": some, "c": some])).value == 1)
        #expect(measure.agreement(of: .drawn(["a": [], "b": []])).value == 1)
        #expect(measure.agreement(of: .drawn(["a": some, "b": []])).value == 0)
        #expect(measure.agreement(of: .drawn(["a": some])).undefined == .nothingRatedTwice)
    }

    @Test("renaming annotators and shuffling segments changes nothing", arguments: measures)
    func renaming(name: String) throws {
        let measure = try #require(SegmentAgreementCatalog.named(name))
        var random = SeededRandom(seed: 5)
        let given = (0..<12).map { number in
            let parts = (0..<6).map { place -> Part in
                let from = Double(place * 5) + random.uniform()
                return .segment("\(place)", ["owl", "bird"][random.below(2)], from, from + 1 + random.uniform() * 6)
            }
            return PartTable.Given(item: "item-\(number / 3)", annotator: ["ann", "ben", "cem"][number % 3], parts: parts)
        }
        let names = ["ann": "zoe", "ben": "amy", "cem": "max"]
        let other = given.reversed().map { PartTable.Given(item: $0.item, annotator: names[$0.annotator]!, parts: $0.parts.reversed()) }
        #expect(isClose(measure.agreement(of: PartTable(given)).value, measure.agreement(of: PartTable(other)).value, 1e-12))
    }

    @Test("forms are found by name")
    func names() {
        #expect(Self.measures == ["time-iou", "time-iou:speakers", "boundary-f1", "boundary-f1:0.05", "boundary-f1:0.1", "boundary-f1:0.5", "boundary-f1:1"])
        #expect(SegmentAgreementCatalog.named("boundary-f1:3") == nil && SegmentAgreementCatalog.named("kappa") == nil)
    }
}
