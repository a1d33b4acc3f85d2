import Kernels
import Records
import Testing
@testable import Preparing

@Suite("Splits of data that grows")
struct KeptSplitTests {
    private let shares = [SplitShare(name: "train", share: 0.8), SplitShare(name: "test", share: 0.2)]

    private func items(_ range: Range<Int>) -> [SplitItem] {
        range.map { SplitItem(key: "k\($0)", stratum: Hash64.of("\($0)") % 5 == 0 ? "rare" : "common", group: $0 % 3 == 0 ? "g\($0 % 60)" : nil) }
    }

    private func named(_ items: [SplitItem], _ result: SplitResult) -> [String: String] {
        Dictionary(uniqueKeysWithValues: items.indices.map { (items[$0].key, result.name(of: $0)) })
    }

    @Test("earlier items keep their sides, new ones bring every stratum back to its share")
    func keeps() throws {
        let split = try Split(shares: shares, seed: 1)
        let first = items(0..<300), all = items(0..<900)
        let earlier = named(first, try split.assign(first))
        let result = try split.assign(all, keeping: earlier)
        let now = named(all, result)
        for item in first { #expect(now[item.key] == earlier[item.key]) }
        for side in result.report.sides {
            #expect(abs(side.share - side.asked) < 0.02)
            #expect(side.distance < 0.03)
        }
        var groups: [String: Set<String>] = [:]
        for item in all { if let group = item.group { groups[group, default: []].insert(now[item.key] ?? "") } }
        #expect(groups.values.allSatisfy { $0.count == 1 })
    }

    @Test("keeping nothing is the plain split; the order of arrival does not matter")
    func plain() throws {
        let split = try Split(shares: shares, seed: 1), all = items(0..<200)
        #expect(try split.assign(all, keeping: [:]).sides == split.assign(all).sides)
        let earlier = ["k1": "test", "k2": "test", "k4": "train"]
        let backwards = Array(all.reversed())
        #expect(try named(all, split.assign(all, keeping: earlier)) == named(backwards, split.assign(backwards, keeping: earlier)))
    }

    @Test("a torn group and a side that is gone are told")
    func told() throws {
        let all = (0..<20).map { SplitItem(key: "k\($0)", group: $0 < 4 ? "g" : nil) }
        let result = try Split(shares: shares, seed: 1).assign(all, keeping: ["k0": "test", "k1": "test", "k2": "train", "k9": "gone"])
        #expect(named(all, result)["k3"] == "test")
        #expect(Set(result.report.findings.map(\.code)).isSuperset(of: ["split.group-torn", "split.side-forgotten"]))
    }

    @Test("a stable split of many says what it came to, and adding items moves none")
    func stable() throws {
        let split = try StableSplit(shares: shares, seed: 2)
        let first = items(0..<5000), all = items(0..<10000)
        let result = try split.assign(all)
        #expect(Array(result.sides.prefix(5000)) == (try split.assign(first).sides))
        for side in result.report.sides { #expect(abs(side.share - side.asked) < 0.1) }
        #expect(result.report.words.count == 3)
    }

    @Test("groups of several reasons are joined, by names that do not depend on the order")
    func joined() {
        let names = JoinedGroups.names(
            keys: ["d", "c", "b", "a", "e"], groupings: [["p", "p", nil, "q", nil], [nil, "x", "x", nil, "y"]], pairs: [(3, 3), (9, 1)])
        #expect(names == ["b", "b", "b", nil, nil])
        #expect(JoinedGroups.names(keys: ["a", "b", "c"], pairs: [(0, 2)]) == ["a", nil, "a"])
    }
}
