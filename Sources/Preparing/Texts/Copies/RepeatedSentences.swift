import Kernels

/// Runs of sentences that were there before, in this document or an earlier one (datatrove's sentence de-duplication).
///
/// A run of `sentences` neighbours is known by the hash of its folded words; the first one seen stands, later ones are
/// marked. So results depend on the order of the documents, as the word "first" says, and on nothing else.
///
/// Memory: 16 to 32 bytes per different run, about one per sentence.
public struct RepeatedSentences: Sendable {
    public let sentences: Int
    private var runs = HashCounts()
    private var words = FoldedWords()
    private var cuts: [Range<Int>] = []
    private var hashes: [UInt64] = []
    private var windows: [UInt64] = []

    public init(sentences: Int = 3) {
        precondition(sentences >= 1)
        self.sentences = sentences
    }

    /// Marks what was there before, and remembers the rest. A document of fewer sentences than a run marks nothing.
    public mutating func add(_ text: String) -> TextMarks {
        var text = text
        return text.withUTF8 { bytes in
            var marks = TextMarks(bytes: bytes.count)
            SentenceCuts.cut(bytes, into: &cuts)
            cutWords(bytes)
            WindowHashes.fill(&windows, of: hashes, size: sentences)
            for (place, run) in windows.enumerated() where runs.add(run) > 1 {
                marks.mark(cuts[place].lowerBound..<cuts[place + sentences - 1].upperBound)
            }
            return marks
        }
    }

    /// One hash per sentence; one without words (`...`) is as if it were not there.
    private mutating func cutWords(_ bytes: UnsafeBufferPointer<UInt8>) {
        words.cut(bytes)
        hashes.removeAll(keepingCapacity: true)
        var word = 0, filled: [Range<Int>] = []
        for cut in cuts {
            var hash: UInt64 = 0
            let first = word
            while word < words.count, Int(words.starts[word]) < cut.upperBound {
                hash = Hash64.combine(hash, words.hashes[word])
                word += 1
            }
            guard word > first else { continue }
            hashes.append(hash)
            filled.append(cut)
        }
        cuts = filled
    }
}
