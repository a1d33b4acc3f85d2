import Kernels
@testable import Preparing
import Testing

@Suite("Groups in a store")
struct SpilledUnionTests {
    /// Documents whose pages take turns in one slot, and neighbours of them.
    static let documents: [Int] = (0..<6).flatMap { (page: Int) -> [Int] in
        let first = page * 1024 * 2048
        return [first, first + 1, page * 1024 + 5]
    }

    @Test("roots and copies are those of groups in memory, however often pages change places", arguments: [1, 2, 3])
    func roots(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let store = MemorySpill()
        var spilled = SpilledUnion(store), whole = UnionFind(count: Self.documents.count), copies: Set<Int> = []
        // In memory the same documents, numbered in their order.
        let ordered = Set(Self.documents).sorted()
        for _ in 0..<12 {
            let (left, right) = (random.below(ordered.count), random.below(ordered.count))
            whole.join(left, right)
            try spilled.join(ordered[left], ordered[right])
            if random.below(3) == 0 {
                copies.insert(left)
                try spilled.markCopy(ordered[left])
            }
            for (place, document) in ordered.enumerated() {
                #expect(try spilled.root(of: document) == ordered[whole.root(of: place)])
                #expect(try spilled.isCopy(document) == copies.contains(place))
            }
        }
        #expect(store.names == ["parents"])
        try spilled.remove()
        #expect(store.names.isEmpty)
    }
}
