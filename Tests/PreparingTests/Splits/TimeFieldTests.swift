import Records
import Testing

@testable import Preparing

@Suite("Times of a field")
struct TimeFieldTests {
    private func times(_ values: [JSONValue?]) throws -> [Double?] {
        var field = TimeField()
        for value in values { field.add(value) }
        return try field.times()
    }

    @Test("numbers as they are, dates in seconds since 1970, with and without a zone", arguments: [
        (JSONValue.int(7), 7.0), (.string("2.5"), 2.5), (.string("1970-01-02"), 86_400), (.string("1970-01-01T01:00:00+01:00"), 0), (.string("1970-01-01 00:00:01.5"), 1.5),
        (.string("1 Jan 1970"), 0), (.string("0000-01-01"), -62_167_219_200), (.string("9999-12-31T23:59:59Z"), 253_402_300_799),
    ])
    func read(_ value: JSONValue, _ time: Double) throws { #expect(try times([value]) == [time]) }

    @Test("what is none is counted, an empty one is not there")
    func unread() throws {
        var field = TimeField()
        let found = [JSONValue.string("soon"), .null, .string(""), .bool(true), .double(.infinity), .string("2024-02-30")].map { field.add($0) }
        #expect(found.allSatisfy { !$0 } && field.unread == 4 && field.firstUnread == "soon")
        #expect(try field.times().allSatisfy { $0 == nil })
    }

    @Test("an unclear day is told by a clear one, and is no time without one or where two contradict")
    func unclear() throws {
        let unclear = JSONValue.string("03/04/1970"), march = 62.0 * 86_400, april = 92.0 * 86_400
        #expect(try times([unclear]) == [nil])
        #expect(try times([unclear, .string("31/01/1970")])[0] == april)
        #expect(try times([.string("01/31/1970"), unclear])[1] == march)
        #expect(try times([unclear, .string("31/01/1970"), .string("01/31/1970")])[0] == nil)
        #expect(try times([.string("04/04/1970")])[0] == april + 86_400)
    }

    @Test("numbers and dates together are refused")
    func mixed() {
        #expect(thrownFinding { _ = try times([.int(1), .string("2024-01-01")]) }?.code == "split.times-mixed")
    }

    @Test("a cut is one clear time")
    func cut() {
        #expect(TimeField.time("1970-01-02")?.value == 86_400 && TimeField.time("1970-01-02")?.isDate == true)
        #expect(TimeField.time("12")?.isDate == false && TimeField.time("03/04/2024") == nil && TimeField.time("soon") == nil)
    }
}

@Suite("Cuts at given times")
struct TimeCutsTests {
    private let items = (0..<10).map { TimedItem(key: "\($0)", time: Double($0)) }

    @Test("a side begins at its time, the time itself included, and newer items move none")
    func sides() throws {
        let cuts = try TimeCuts(first: "train", cuts: [.init(name: "validation", time: 4), .init(name: "test", time: 7.5)])
        let result = try cuts.assign(items)
        #expect(result.places == [0, 0, 0, 0, 1, 1, 1, 1, 2, 2] && result.sides.map(\.count) == [4, 4, 2] && result.findings.isEmpty)
        let more = try cuts.assign(items + [TimedItem(key: "new", time: 99), TimedItem(key: "none", time: nil)])
        #expect(Array(more.places.prefix(10)) == result.places && more.places.suffix(2) == [2, nil] && more.withoutTime == 1)
    }

    @Test("the gap is measured from the cut, and an empty side is told")
    func gap() throws {
        let result = try TimeCuts(first: "train", cuts: [.init(name: "test", time: 7.5)], gap: 2).assign(items)
        #expect(result.places == [0, 0, 0, 0, 0, 0, nil, nil, 1, 1] && result.sides[0].leftOut == 2)
        let empty = try TimeCuts(first: "train", cuts: [.init(name: "test", time: 70)]).assign(items)
        #expect(empty.findings.map(\.code) == ["split.side-empty"])
    }

    @Test("refused are cuts that do not ascend, equal names, no cut and no length of time")
    func refused() {
        typealias Cut = TimeCuts.Cut
        #expect(thrownFinding { _ = try TimeCuts(first: "a", cuts: [Cut(name: "b", time: 2), Cut(name: "c", time: 2)]) }?.code == "split.cuts")
        #expect(thrownFinding { _ = try TimeCuts(first: "a", cuts: [Cut(name: "b", time: .nan), Cut(name: "c", time: 2)]) }?.code == "split.cuts")
        #expect(thrownFinding { _ = try TimeCuts(first: "a", cuts: [Cut(name: "a", time: 2)]) }?.code == "split.name-twice")
        #expect(thrownFinding { _ = try TimeCuts(first: "a", cuts: []) }?.code == "split.no-shares")
        #expect(thrownFinding { _ = try TimeCuts(first: "a", cuts: [Cut(name: "b", time: 2)], gap: -1) }?.code == "split.gap")
    }
}

@Suite("A stable split of what comes by once")
struct StableSplitTallyTests {
    @Test("gives the sides of a split of all, counts them, and is silent about chance")
    func sides() throws {
        let split = try StableSplit(shares: [SplitShare(name: "a", share: 0.7), SplitShare(name: "b", share: 0.3)], seed: 4)
        let items = (0..<2000).map { SplitItem(key: "k\($0)", group: $0 % 3 == 0 ? "g\($0 / 9)" : nil) }
        var tally = StableSplitTally(split)
        let sides = items.map { tally.side(key: $0.key, group: $0.group) }
        let whole = try split.assign(items)
        #expect(sides == whole.sides && tally.report.sides.map(\.count) == whole.report.sides.map(\.count) && tally.report.findings.isEmpty)
    }

    @Test("one key for all leaves a side empty, which is told")
    func oneKey() throws {
        var tally = StableSplitTally(try StableSplit(shares: [SplitShare(name: "a", share: 0.5), SplitShare(name: "b", share: 0.5)], seed: 0))
        #expect(tally.isEmpty)
        for _ in 0..<50 { _ = tally.side(key: "same") }
        #expect(Set(tally.report.findings.map(\.code)) == ["split.side-empty", "split.share-missed"])
    }
}
