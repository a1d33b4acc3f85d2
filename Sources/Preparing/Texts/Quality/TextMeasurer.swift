import Kernels

/// Counts `TextMeasures` of document after document; keeps its arrays and tables between them.
///
/// Cost: a scan for the words, one for the lines, and nine hash tables of the n-grams: about 20 ns a byte. Repeats are
/// found by 64-bit hashes, not by comparing text.
public struct TextMeasurer: Sendable {
    /// The words of English of which a document holds at least two (Gopher, appendix A1).
    public static let stopWords = ["the", "be", "to", "of", "and", "that", "have", "with"]

    var words = WordCuts()
    var hashes: [UInt64] = []
    var grams: [UInt64] = []
    /// Scalars of the words before word i.
    var scalarsBefore: [Int] = []
    var tally = HashTally()
    var sentences: [Range<Int>] = []
    private static let stopHashes = stopWords.map { word in Array(word.utf8).withUnsafeBufferPointer { ShortHash.of($0, 0, $0.count, seed: 0) } }

    private var blocked: BlockedWords

    /// - Parameter blocked: words that drop a document; none by default.
    public init(blocked: BlockedWords = BlockedWords()) { self.blocked = blocked }

    public mutating func measure(_ text: String) -> TextMeasures {
        var text = text
        return text.withUTF8 { measure($0) }
    }

    /// Bytes that are no UTF-8 count as scalars of their own.
    public mutating func measure(_ text: UnsafeBufferPointer<UInt8>) -> TextMeasures {
        var measures = TextMeasures()
        measures.scalars = ScalarReader.count(text)
        words.cut(text)
        words.hashes(text, into: &hashes)
        countWords(text, &measures)
        countSigns(text, &measures)
        countGrams(&measures)
        countLines(text, &measures)
        countParagraphs(text, &measures)
        countDisplayedLines(text, &measures)
        measures.blockedWords = blocked.count(in: text)
        return measures
    }

    private mutating func countWords(_ text: UnsafeBufferPointer<UInt8>, _ measures: inout TextMeasures) {
        measures.words = words.count
        var stopWordsSeen = 0
        for word in 0..<words.count {
            let hasLetter = words.classes[word] & ScalarClass.letter.rawValue != 0
            measures.wordsWithLetter += hasLetter ? 1 : 0
            if hasLetter || !isSigns(text, Int(words.starts[word])..<Int(words.ends[word])) {
                measures.plainWords += 1
                measures.plainWordScalars += Int(words.lengths[word])
            }
            if words.lengths[word] <= 4, let place = Self.stopHashes.firstIndex(of: hashes[word]) { stopWordsSeen |= 1 << place }
        }
        measures.stopWords = stopWordsSeen.nonzeroBitCount
    }

    private func isSigns(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
        var place = range.lowerBound
        while place < range.upperBound {
            let (value, length) = ScalarReader.read(text, place)
            guard SignScalars.isSign(value) else { return false }
            place += length
        }
        return true
    }

    /// `#`, `…` and `...`, the latter without overlap.
    private func countSigns(_ text: UnsafeBufferPointer<UInt8>, _ measures: inout TextMeasures) {
        var dots = 0
        for place in 0..<text.count {
            let byte = text[place]
            measures.hashSigns += byte == UInt8(ascii: "#") ? 1 : 0
            measures.lineFeeds += byte == 10 ? 1 : 0
            dots = byte == UInt8(ascii: ".") ? dots + 1 : 0
            if dots == 3 {
                measures.ellipses += 1
                dots = 0
            }
            if byte == 0xE2, place + 2 < text.count, text[place + 1] == 0x80, text[place + 2] == 0xA6 { measures.ellipses += 1 }
        }
    }
}
