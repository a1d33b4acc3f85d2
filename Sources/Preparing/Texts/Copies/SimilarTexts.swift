import Kernels
import Records

/// Near copies by SimHash: eight bytes a document, whatever its length.
///
/// Word 3-grams of the folded text, 64 bits, a distance of at most 3 bits; all pairs within it are found. Finds fewer copies
/// than `NearDuplicateTexts` for texts below some hundred words, where one changed word moves many bits; use it when memory
/// decides. Texts of fewer than `words` words are compared by equality only, so that greetings do not all become one.
///
/// Groups are connected components, so the ends of a chain may differ in more bits.
public struct SimilarTexts: Sendable {
    public let distance: Int
    public let words: Int
    private var ids: [ItemID] = []
    private var prints: [UInt64] = []
    private var folded = FoldedWords()
    private var windows: [UInt64] = []

    /// - Parameters:
    ///   - distance: 0 to 31 bits.
    ///   - words: in a feature, at least 1.
    public init(distance: Int = 3, words: Int = 3) {
        precondition((0...31).contains(distance) && words > 0)
        self.distance = distance
        self.words = words
    }

    public mutating func add(_ id: ItemID, _ text: String) {
        ids.append(id)
        prints.append(fingerprint(text))
    }

    /// 64 bits of a text.
    public mutating func fingerprint(_ text: String) -> UInt64 {
        var text = text
        text.withUTF8 { folded.cut($0) }
        guard folded.count >= words else {
            return folded.count == 0 ? Hash64.of(text) : folded.hashes.reduce(UInt64(folded.count)) { Hash64.combine($0, $1) }
        }
        WindowHashes.fill(&windows, of: folded.hashes, size: words)
        return SimHash.of(windows)
    }

    /// Groups of two and more by least member.
    public func groups() -> [[ItemID]] {
        var joined = UnionFind(count: ids.count)
        let order = ids.indices.sorted { (prints[$0], ids[$0], $0) < (prints[$1], ids[$1], $1) }
        var firsts: [Int] = [], distinct: [UInt64] = []
        for (place, id) in order.enumerated() {
            if place > 0, prints[order[place - 1]] == prints[id] {
                joined.join(order[place - 1], id)
            } else {
                firsts.append(id)
                distinct.append(prints[id])
            }
        }
        HammingPairs(radius: distance, shared: distinct.count > 1 << 20 ? 2 : 1).forEach(in: distinct) { joined.join(firsts[$0], firsts[$1]) }
        return joined.groups().map { $0.map { ids[$0] }.sorted() }.sorted { $0[0] < $1[0] }
    }
}
