import Kernels

/// Words and phrases whose presence drops a document, from a list that the caller brings (C4's "bad words").
///
/// Compared by folded words, so case, width and punctuation between the words of a phrase do not matter, and a word inside
/// another is not one. Entries of more than eight words, and entries without a letter, are not looked for and counted.
public struct BlockedWords: Sendable {
    public private(set) var ignored = 0
    /// Window hashes by number of words.
    private var phrases: [Int: Set<UInt64>] = [:]
    private var lengths: [Int] = []
    private var words = FoldedWords()
    private var windows: [UInt64] = []
    private static let longest = 8

    public init(_ list: [String] = []) {
        for entry in list {
            var entry = entry
            entry.withUTF8 { words.cut($0) }
            guard (1...Self.longest).contains(words.count) else {
                ignored += 1
                continue
            }
            WindowHashes.fill(&windows, of: words.hashes, size: words.count)
            phrases[words.count, default: []].formUnion(windows)
        }
        lengths = phrases.keys.sorted()
    }

    /// How many places of a text hold one.
    public mutating func count(in text: UnsafeBufferPointer<UInt8>) -> Int {
        guard !lengths.isEmpty else { return 0 }
        words.cut(text)
        var found = 0
        for length in lengths {
            WindowHashes.fill(&windows, of: words.hashes, size: length)
            guard let wanted = phrases[length] else { continue }
            for window in windows where wanted.contains(window) { found += 1 }
        }
        return found
    }
}
