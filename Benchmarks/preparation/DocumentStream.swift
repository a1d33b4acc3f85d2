import Foundation
import Kernels
import Records

/// Documents of drawn words, one after the other, the same in every run and never all in memory.
///
/// 20,000 words, frequent ones first as in a language (Zipf); every tenth document is a copy of the one before with 3 % of
/// its words drawn anew.
struct DocumentStream {
    private var random: SeededRandom
    private let vocabulary: [String]
    private let words: Int
    private var last: [Int] = []
    private var place = 0

    init(words: Int = 60, seed: UInt64 = 1) {
        var random = SeededRandom(seed: seed)
        vocabulary = (0..<20_000).map { _ in
            String((0..<2 + random.below(8)).map { _ in Character(Unicode.Scalar(UInt8(97 + random.below(26)))) })
        }
        (self.random, self.words) = (random, words)
    }

    mutating func next() -> (id: ItemID, text: String) {
        let isCopy = place % 10 == 9
        last = (0..<words).map { word in isCopy && random.uniform() >= 0.03 ? last[word] : rank() }
        defer { place += 1 }
        return (ItemID(raw: Int64(place)), last.map { vocabulary[$0] }.joined(separator: " "))
    }

    mutating func batch(_ count: Int) -> [(id: ItemID, text: String)] { (0..<count).map { _ in next() } }

    /// Log-uniform: rank r with a probability near 1 / r.
    private mutating func rank() -> Int { min(19_999, Int(pow(20_000, random.uniform())) - 1) }
}
