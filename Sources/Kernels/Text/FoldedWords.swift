/// Words of a text as hashes that are equal for writings people take for the same, with their places in the text as it is.
///
/// Punctuation, symbols and white space are no words here. A word is folded as `FoldedText` folds: lower case, NFKC; ASCII
/// byte by byte, the rest through Foundation word by word. Use it where copies are looked for and their places are needed.
public struct FoldedWords: Sendable {
    private var cuts = WordCuts()
    private var folded: [UInt8] = []
    public private(set) var hashes: [UInt64] = []
    /// Byte offsets.
    public private(set) var starts: [Int32] = []
    public private(set) var ends: [Int32] = []

    public init() {}

    public var count: Int { hashes.count }

    public mutating func cut(_ text: UnsafeBufferPointer<UInt8>) {
        cuts.cut(text)
        hashes.removeAll(keepingCapacity: true)
        starts.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        let wanted = ScalarClass([.letter, .number, .mark]).rawValue
        for word in 0..<cuts.count where cuts.classes[word] & wanted != 0 {
            let (start, end) = (Int(cuts.starts[word]), Int(cuts.ends[word]))
            hashes.append(hash(UnsafeBufferPointer(rebasing: text[start..<end])))
            starts.append(cuts.starts[word])
            ends.append(cuts.ends[word])
        }
    }

    private mutating func hash(_ word: UnsafeBufferPointer<UInt8>) -> UInt64 {
        folded.removeAll(keepingCapacity: true)
        for byte in word {
            if byte >= 0x80 { return hashBeyondASCII(word) }
            folded.append(byte &- 65 < 26 ? byte | 32 : byte)
        }
        return ShortHash.of(folded, 0, folded.count, seed: 0)
    }

    private mutating func hashBeyondASCII(_ word: UnsafeBufferPointer<UInt8>) -> UInt64 {
        folded.removeAll(keepingCapacity: true)
        FoldedText.append(String(decoding: word, as: UTF8.self), to: &folded)
        return ShortHash.of(folded, 0, folded.count, seed: 0)
    }
}
