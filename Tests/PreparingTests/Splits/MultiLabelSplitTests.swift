import Kernels
import Records
import Testing
@testable import Preparing

@Suite("Split of items with several labels")
struct MultiLabelSplitTests {
    private func shares(_ shares: [Double]) -> [SplitShare] { shares.enumerated().map { SplitShare(name: "side-\($0)", share: $1) } }

    /// Mean over ten seeds.
    private func evenness(_ golden: GoldenSplits.MultiLabel, _ order: MultiLabelSplit.Order) throws -> GoldenSplits.MultiLabel.Evenness {
        var sums = GoldenSplits.MultiLabel.Evenness(labels: 0, pairs: 0, sizes: 0)
        for seed in 0..<10 {
            let own = golden.evenness(try MultiLabelSplit(shares: shares(golden.shares), seed: UInt64(seed), order: order).assign(golden.items).sides)
            sums.labels += own.labels / 10
            sums.pairs += own.pairs / 10
            sums.sizes += own.sizes / 10
        }
        return sums
    }

    @Test("over all cases at least as even as scikit-multilearn of the same order, in each within a tenth", arguments: MultiLabelSplit.Order.allCases)
    func asEvenAsPeers(order: MultiLabelSplit.Order) throws {
        var own = (labels: 0.0, pairs: 0.0), peers = own
        for (number, golden) in try GoldenSplits.read().multilabel.enumerated() {
            let found = try evenness(golden, order), peer = try #require(golden.peers[order.rawValue])
            print("multi-label case \(number), order \(order.rawValue): labels \(Figure.rounded(found.labels, 5)) (theirs \(Figure.rounded(peer.labels, 5))), pairs \(Figure.rounded(found.pairs, 5)) (\(Figure.rounded(peer.pairs, 5)))")
            #expect(found.labels <= 1.1 * peer.labels && found.pairs <= 1.1 * peer.pairs && found.sizes < 1)
            own = (own.labels + found.labels, own.pairs + found.pairs)
            peers = (peers.labels + peer.labels, peers.pairs + peer.pairs)
        }
        #expect(own.labels <= peers.labels && own.pairs <= peers.pairs)
    }

    @Test("folds are over all cases at least as even as those of iterative-stratification")
    func asEvenAsFolds() throws {
        var own = 0.0, peers = 0.0
        for golden in try GoldenSplits.read().multilabel {
            guard let peer = golden.peers["iterative-stratification"] else { continue }
            own += try evenness(golden, .first).labels
            peers += peer.labels
        }
        print("multi-label folds: labels \(Figure.rounded(own / 3, 5)), iterative-stratification \(Figure.rounded(peers / 3, 5))")
        #expect(own <= peers)
    }

    private func drawn(_ count: Int, grouped: Bool = false) -> [MultiLabelItem] {
        var random = SeededRandom(seed: 5)
        return (0..<count).map { place in
            let labels = (0..<12).filter { random.below($0 + 2) == 0 }.map { "l\($0)" }
            return MultiLabelItem(key: "k\(place)", labels: labels, group: grouped && random.below(3) == 0 ? "g\(random.below(count / 8))" : nil)
        }
    }

    @Test("every label within three items of its share where items stand alone, within four where pairs count too", arguments: MultiLabelSplit.Order.allCases, [200, 1000, 3001])
    func bounds(order: MultiLabelSplit.Order, count: Int) throws {
        let items = drawn(count)
        let report = try MultiLabelSplit(shares: shares([0.8, 0.1, 0.1]), seed: 3, order: order).assign(items).report
        #expect(report.sides.map(\.count).reduce(0, +) == count)
        for side in report.sides {
            #expect(abs(Double(side.count) - side.asked * Double(count)) <= 2)
            for label in 0..<12 {
                let all = items.count { $0.labels.contains("l\(label)") }
                #expect(abs(Double(side.strata["l\(label)"] ?? 0) - side.asked * Double(all)) <= (order == .first ? 3 : 4))
            }
        }
        #expect(report.findings.isEmpty)
    }

    @Test("groups stay whole and labels nearly even")
    func grouped() throws {
        let items = drawn(2000, grouped: true)
        let result = try MultiLabelSplit(shares: shares([0.7, 0.15, 0.15]), seed: 1).assign(items)
        var sides: [String: Set<Int>] = [:]
        for (item, side) in zip(items, result.sides) { if let group = item.group { sides[group, default: []].insert(side) } }
        #expect(sides.count > 100)
        #expect(sides.values.allSatisfy { $0.count == 1 })
        for side in result.report.sides {
            #expect(abs(side.share - side.asked) < 0.01)
            #expect(side.distance < 0.02)
        }
    }

    @Test("is the same in any order of arrival, and another by another seed", arguments: [false, true])
    func order(isGrouped: Bool) throws {
        let items = drawn(600, grouped: isGrouped)
        for order in MultiLabelSplit.Order.allCases {
            let split = try MultiLabelSplit(shares: shares([0.8, 0.2]), seed: 7, order: order)
            let expected = Dictionary(uniqueKeysWithValues: zip(items.map(\.key), try split.assign(items).sides))
            var places = Array(items.indices), random = SeededRandom(seed: 2)
            random.shuffle(&places)
            let again = try split.assign(places.map { items[$0] }).sides
            #expect(Dictionary(uniqueKeysWithValues: zip(places.map { items[$0].key }, again)) == expected)
            #expect(try MultiLabelSplit(shares: shares([0.8, 0.2]), seed: 8, order: order).assign(items).sides != split.assign(items).sides)
        }
    }

    @Test("items without labels are dealt too; hostile label lists are refused in words")
    func edges() throws {
        let split = try MultiLabelSplit(shares: shares([0.5, 0.5]), seed: 1, order: .second)
        let empty = try split.assign((0..<10).map { MultiLabelItem(key: "\($0)", labels: []) })
        #expect(empty.report.sides.map(\.count) == [5, 5])
        let twice = try split.assign([MultiLabelItem(key: "a", labels: ["x", "x"]), MultiLabelItem(key: "b", labels: ["x"])])
        #expect(twice.report.sides.map { $0.strata["x"] } == [1, 1])
        let many = [MultiLabelItem(key: "a", labels: (0..<7000).map(String.init)), MultiLabelItem(key: "b", labels: [])]
        #expect(thrownFinding { try split.assign(many) }?.code == "split.too-many-pairs")
        #expect(thrownFinding { try split.assign([]) }?.code == "split.no-items")
    }
}
