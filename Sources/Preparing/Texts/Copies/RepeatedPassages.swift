import Kernels

/// Passages of at least so many words that were there before, word for word, wherever they begin.
///
/// A word lies in a repeated passage of n and more words exactly when it lies in a window of n words that was seen before;
/// so windows are looked up by a rolling hash, one table entry each, and neighbouring hits merge into passages. That marks
/// the same ranges as a suffix array over all documents (Lee et al. 2022, arXiv 2107.06499) marks for all copies but the
/// first, needs one pass in place of a sort of all suffixes, and takes documents as they come. Differences in case,
/// punctuation and spacing do not break a passage.
///
/// Memory: 16 to 32 bytes a word. For more than fits, run `shards` passes, each with one shard, and join the marks: a
/// shard keeps the windows whose hash falls to it. Results depend on the order of documents only; two different windows
/// are taken for one with a probability near 2^-64 a pair.
public struct RepeatedPassages: Sendable {
    public let words: Int
    public let shards: Int
    public let shard: Int
    private var windowsSeen = HashCounts()
    private var cuts = FoldedWords()
    private var windows: [UInt64] = []

    public init(words: Int = 50, shard: Int = 0, of shards: Int = 1) {
        precondition(words >= 1 && shards >= 1 && (0..<shards).contains(shard))
        self.words = words
        self.shards = shards
        self.shard = shard
    }

    /// Marks what was there before, in this document or an earlier one, and remembers the rest.
    public mutating func add(_ text: String) -> TextMarks {
        var text = text
        return text.withUTF8 { bytes in
            var marks = TextMarks(bytes: bytes.count)
            cuts.cut(bytes)
            WindowHashes.fill(&windows, of: cuts.hashes, size: words)
            for (place, window) in windows.enumerated() where isOurs(window) && windowsSeen.add(window) > 1 {
                marks.mark(Int(cuts.starts[place])..<Int(cuts.ends[place + words - 1]))
            }
            return marks
        }
    }

    /// The table uses the lower bits, so the upper ones choose the shard.
    private func isOurs(_ window: UInt64) -> Bool {
        shards == 1 || Int(window.multipliedFullWidth(by: UInt64(shards)).high) == shard
    }
}

extension TextMarks {
    /// Both sets of marks: for the shards of one text.
    public func union(_ other: TextMarks) -> TextMarks {
        var all = TextMarks(bytes: bytes)
        for range in (ranges + other.ranges).sorted(by: { $0.lowerBound < $1.lowerBound }) { all.mark(range) }
        return all
    }
}
