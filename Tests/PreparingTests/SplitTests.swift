import Foundation
import Kernels
import Records
import Testing
@testable import Preparing

@Suite("Split")
struct SplitTests {
    static let shares = [SplitShare(name: "train", share: 0.8), SplitShare(name: "validation", share: 0.1), SplitShare(name: "test", share: 0.1)]

    private func items(_ count: Int, grouped: Bool, seed: UInt64 = 1) -> [SplitItem] {
        var random = SeededRandom(seed: seed)
        return (0..<count).map { place in
            let group = grouped && random.below(4) == 0 ? "g\(random.below(max(1, count / 12)))" : nil
            return SplitItem(key: "item-\(place)", stratum: random.below(8) == 0 ? "spam" : "ham", group: group)
        }
    }

    @Test("single items: every stratum within one of its share", arguments: [10, 57, 100, 999, 5574])
    func stratified(count: Int) throws {
        let items = items(count, grouped: false)
        let result = try Split(shares: Self.shares, seed: 7).assign(items)
        for (place, share) in Self.shares.enumerated() {
            for stratum in ["ham", "spam"] {
                let all = items.count { $0.stratum == stratum }
                let own = zip(items, result.sides).count { $0.0.stratum == stratum && $0.1 == place }
                #expect(abs(Double(own) - share.share * Double(all)) < 1 + 1e-9)
            }
            #expect(abs(Double(result.sides.count { $0 == place }) - share.share * Double(count)) < 2)
        }
    }

    @Test("groups stay whole, shares and strata nearly even", arguments: [200, 1000, 5000])
    func grouped(count: Int) throws {
        let items = items(count, grouped: true)
        let result = try Split(shares: Self.shares, seed: 7).assign(items)
        var sides: [String: Set<Int>] = [:]
        for (item, side) in zip(items, result.sides) { if let group = item.group { sides[group, default: []].insert(side) } }
        #expect(sides.values.allSatisfy { $0.count == 1 })
        #expect(Set(sides.values.flatMap { $0 }) == [0, 1, 2])
        for side in result.report.sides {
            #expect(abs(side.share - side.asked) < 0.02)
            #expect(side.distance < 0.05)
        }
    }

    @Test("is the same in any order of arrival, and another by another seed", arguments: [false, true])
    func order(isGrouped: Bool) throws {
        let items = items(500, grouped: isGrouped)
        let expected = Dictionary(uniqueKeysWithValues: zip(items.map(\.key), try Split(shares: Self.shares, seed: 7).assign(items).sides))
        var order = Array(items.indices), random = SeededRandom(seed: 2)
        random.shuffle(&order)
        let shuffled = order.map { items[$0] }
        let again = try Split(shares: Self.shares, seed: 7).assign(shuffled)
        #expect(Dictionary(uniqueKeysWithValues: zip(shuffled.map(\.key), again.sides)) == expected)
        #expect(try Split(shares: Self.shares, seed: 8).assign(items).sides != Split(shares: Self.shares, seed: 7).assign(items).sides)
    }

    @Test("refuses what cannot be, in words", arguments: [
        ([], "split.no-shares"), ([("a", 0.5), ("b", 0.4)], "split.shares-sum"), ([("a", 0), ("b", 1)], "split.share"),
        ([("a", -0.5), ("b", 1.5)], "split.share"), ([("a", 0.5), ("a", 0.5)], "split.name-twice"), ([("a", .nan), ("b", 1)], "split.share"),
    ] as [([(String, Double)], String)])
    func refusals(shares: [(String, Double)], code: String) {
        let shares = shares.map { SplitShare(name: $0.0, share: $0.1) }
        let thrown = #expect(throws: Finding.self) { try Split(shares: shares, seed: 1) }
        #expect(thrown?.code == code)
    }

    @Test("refuses no items, keys twice and fewer units than sides")
    func impossible() throws {
        let split = try Split(shares: Self.shares, seed: 1)
        func code(_ items: [SplitItem]) -> String? { #expect(throws: Finding.self) { try split.assign(items) }?.code }
        #expect(code([]) == "split.no-items")
        #expect(code([SplitItem(key: "a"), SplitItem(key: "a")]) == "split.key-twice")
        #expect(code((0..<10).map { SplitItem(key: "\($0)", group: "all") }) == "split.too-few-units")
    }

    @Test("a group larger than its share is reported, not cut")
    func large() throws {
        let items = (0..<100).map { SplitItem(key: "\($0)", group: $0 < 95 ? "g" : nil) }
        let report = try Split(shares: Self.shares, seed: 1).assign(items).report
        #expect(report.findings.contains { $0.code == "split.share-missed" })
        #expect(report.largestGroup == 95 && report.groups == 1)
    }

    @Test("an absent stratum is reported")
    func absent() throws {
        let items = (0..<100).map { SplitItem(key: "\($0)", stratum: $0 == 0 ? "rare" : "common") }
        let report = try Split(shares: Self.shares, seed: 1).assign(items).report
        #expect(report.findings.count { $0.code == "split.stratum-absent" } == 2)
        #expect(report.sides.map { $0.strata["rare"] ?? 0 }.reduce(0, +) == 1)
    }

    @Test("a stable split never moves an item and meets its shares on average")
    func stable() throws {
        let split = try StableSplit(shares: Self.shares, seed: 3)
        let sides = (0..<20_000).map { split.side(key: "k\($0)") }
        for (place, share) in Self.shares.enumerated() {
            #expect(abs(Double(sides.count { $0 == place }) / 20_000 - share.share) < 0.01)
        }
        #expect(split.side(key: "a", group: "g") == split.side(key: "b", group: "g"))
        #expect((0..<100).map { split.side(key: "k\($0)") } == Array(sides.prefix(100)))
    }
}
