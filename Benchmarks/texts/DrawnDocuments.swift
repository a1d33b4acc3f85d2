import Glibc
import Kernels

/// Documents of drawn words with planted copies, the same in every run.
///
/// 20,000 words, frequent ones first as in a language (Zipf); every tenth document is a copy of the one before, with 3 % of
/// its words drawn anew: the setting in which MinHash with word 5-grams misses a third.
struct DrawnDocuments {
    let texts: [String]
    /// A planted copy and its original.
    let planted: [(Int, Int)]

    var megabytes: Double { Double(texts.reduce(0) { $0 + $1.utf8.count }) / 1e6 }

    init(count: Int, words: Int, changed: Double = 0.03, seed: UInt64 = 1) {
        var random = SeededRandom(seed: seed)
        let vocabulary = (0..<20_000).map { _ in Self.word(&random) }
        var texts: [String] = [], planted: [(Int, Int)] = []
        var last: [Int] = []
        for place in 0..<count {
            var drawn: [Int]
            if place % 10 == 9 {
                drawn = last.map { random.uniform() < changed ? Self.rank(&random) : $0 }
                if drawn == last { drawn[words / 2] = (last[words / 2] + 1) % 20_000 }
                planted.append((place - 1, place))
            } else {
                drawn = (0..<words).map { _ in Self.rank(&random) }
            }
            last = drawn
            texts.append(drawn.map { vocabulary[$0] }.joined(separator: " "))
        }
        self.texts = texts
        self.planted = planted
    }

    private static func word(_ random: inout SeededRandom) -> String {
        String((0..<2 + random.below(8)).map { _ in Character(Unicode.Scalar(UInt8(97 + random.below(26)))) })
    }

    /// Log-uniform: rank r with a probability near 1 / r.
    private static func rank(_ random: inout SeededRandom) -> Int {
        min(19_999, Int(pow(20_000, random.uniform())) - 1)
    }
}
