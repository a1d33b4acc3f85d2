import Kernels
import Records
import Testing
@testable import Preparing

@Suite("Folds and time")
struct FoldTests {
    @Test("grouped stratified folds are at least as even as StratifiedGroupKFold's", arguments: 0..<4)
    func asEvenAsPeer(number: Int) throws {
        let golden = try GoldenSplits.read().grouped[number]
        let items = zip(golden.groups, golden.labels).enumerated().map { SplitItem(key: "k\($0)", stratum: "c\($1.1)", group: "g\($1.0)") }
        var sizes = 0.0, distance = 0.0
        for seed in 0..<10 {
            let result = try Folds(count: golden.folds, seed: UInt64(seed)).assign(items)
            #expect(groupsAreWhole(items, result.folds))
            sizes += result.report.sides.reduce(0.0) { $0 + abs($1.share - $1.asked) } / Double(10 * golden.folds)
            distance += result.report.sides.reduce(0.0) { $0 + $1.distance } / Double(10 * golden.folds)
        }
        print("grouped case \(number): sizes \(Figure.rounded(sizes, 4)) (theirs \(Figure.rounded(golden.sizes, 4))), labels \(Figure.rounded(distance, 4)) (theirs \(Figure.rounded(golden.distance, 4)))")
        #expect(sizes <= golden.sizes)
        #expect(distance <= golden.distance)
    }

    private func groupsAreWhole(_ items: [SplitItem], _ folds: [Int]) -> Bool {
        var seen: [String: Int] = [:]
        return zip(items, folds).allSatisfy { item, fold in
            guard let group = item.group else { return true }
            defer { seen[group] = fold }
            return seen[group] == nil || seen[group] == fold
        }
    }

    @Test("every item judges once, and teaches in all other rounds", arguments: [2, 5, 10])
    func once(count: Int) throws {
        let items = (0..<103).map { SplitItem(key: "k\($0)", stratum: $0 % 7 == 0 ? "rare" : "common") }
        let result = try Folds(count: count, seed: 4).assign(items)
        let rounds = (0..<count).map(result.round)
        #expect(rounds.flatMap(\.test).sorted() == Array(0..<103))
        for round in rounds {
            #expect((round.train + round.test).sorted() == Array(0..<103))
            let rare = round.test.count { $0 % 7 == 0 }
            #expect(abs(Double(rare) - 15 / Double(count)) < 1)
            #expect(abs(Double(round.test.count) - 103 / Double(count)) < 2)
        }
    }

    @Test("folds of several labels are even")
    func multiLabel() throws {
        let items = (0..<100).map { MultiLabelItem(key: "k\($0)", labels: [$0 % 5 == 0 ? "a" : "b", $0 % 10 == 0 ? "c" : "d"]) }
        let report = try Folds(count: 5, seed: 1).assign(items).report
        #expect(report.sides.allSatisfy { $0.strata == ["a": 4, "b": 16, "c": 2, "d": 18] })
    }

    // MARK: Time

    private func timed(_ times: [Double?]) -> [TimedItem] { times.enumerated().map { TimedItem(key: "k\($0)", time: $1) } }
    private let shares = [SplitShare(name: "train", share: 0.6), SplitShare(name: "validation", share: 0.2), SplitShare(name: "test", share: 0.2)]

    @Test("nothing on a side is later than anything on the next, equal times stay together, shares are nearly met")
    func time() throws {
        var random = SeededRandom(seed: 9)
        let items = timed((0..<1000).map { _ in Double(random.below(300)) })
        let result = try TimeSplit(shares: shares).assign(items)
        #expect(result.places.allSatisfy { $0 != nil })
        for (side, next) in zip(result.sides, result.sides.dropFirst()) { #expect(try #require(side.last) < #require(next.first)) }
        for side in result.sides { #expect(abs(side.share - side.asked) < 0.01) }
        #expect(result.findings.isEmpty)
        #expect(result.places == (try TimeSplit(shares: shares).assign(items.reversed()).places.reversed()))
    }

    @Test("a gap leaves out what comes less than it before the next side, and counts it")
    func gap() throws {
        let result = try TimeSplit(shares: shares, gap: 3).assign(timed((0..<20).map(Double.init)))
        #expect(result.sides.map(\.count) == [10, 2, 4])
        #expect(result.sides.map(\.leftOut) == [2, 2, 0])
        #expect(result.places[9] == 0 && result.places[10] == nil && result.places[11] == nil && result.places[12] == 1)
        #expect(result.words.first == "train: 10 items, from 0 to 9; 2 left out by the gap")
    }

    @Test("equal times are on one side even when a share is missed, which is reported; no time is on no side")
    func ties() throws {
        let result = try TimeSplit(shares: shares).assign(timed([1, 1, 1, 1, 1, 1, 1, 1, 2, 3, nil, .nan]))
        #expect(result.places == [0, 0, 0, 0, 0, 0, 0, 0, 1, 2, nil, nil])
        #expect(result.withoutTime == 2)
        #expect(Set(result.findings.map(\.code)) == ["split.no-time", "split.share-missed"])
        let few = timed([1, 1, 2])
        #expect(thrownFinding { try TimeSplit(shares: shares).assign(few) }?.code == "split.too-few-times")
        #expect(thrownFinding { try TimeSplit(shares: shares, gap: .nan) }?.code == "split.gap")
    }

    @Test("expanding windows are those of TimeSeriesSplit where times differ", arguments: 0..<3)
    func windows(number: Int) throws {
        let golden = try GoldenSplits.read().windows[number]
        let rounds = try ExpandingWindows(count: golden.folds).rounds(timed((0..<golden.items).map(Double.init)))
        #expect(rounds.map { [$0.train.count, $0.test.first ?? -1, $0.test.last ?? -1] } == golden.rounds)
    }

    @Test("windows keep the gap and their length, and never learn from the present or the future")
    func windowGaps() throws {
        var random = SeededRandom(seed: 3)
        let items = timed((0..<400).map { _ in Double(random.below(90)) })
        let rounds = try ExpandingWindows(count: 5, gap: 4, longest: 30).rounds(items)
        let time = items.map { $0.time ?? .nan }
        for round in rounds {
            let begin = try #require(round.test.map { time[$0] }.min())
            #expect(round.train.allSatisfy { time[$0] <= begin - 4 && time[$0] >= begin - 30 })
            #expect(round.leftOut.allSatisfy { time[$0] > begin - 4 && time[$0] < begin || time[$0] < begin - 30 })
            #expect(round.train.count + round.leftOut.count == time.count { $0 < begin })
        }
        #expect(Set(rounds.flatMap(\.test)).count == rounds.map(\.test.count).reduce(0, +))
        #expect(thrownFinding { try ExpandingWindows(count: 3, gap: 5, longest: 5) }?.code == "split.window")
    }
}
