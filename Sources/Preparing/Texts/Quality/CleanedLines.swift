import Kernels

/// Lines of a web page that C4 would drop, and pages it would drop whole.
///
/// Raffel et al. (2020), JMLR 21(140), section 2.2, in the order and with the extra rules of the code of TensorFlow
/// Datasets and datatrove: the first rule that speaks decides. Citations (`[3]`, `[edit]`, `[citation needed]`) are taken
/// out before the line's end is looked at. Nothing is deleted here: `outcomes` marks lines, `kept` says what would remain.
public enum CleanedLines {
    public enum Outcome: String, Sendable, CaseIterable {
        case kept
        case tooLongWord = "line-filter-too_long_word"
        case noTerminalPunctuation = "line-filter-no_terminal_punc"
        case tooFewWords = "line-filter-too_few_words"
        /// Drops the document.
        case loremIpsum = "lorem_ipsum"
        case javascript = "line-filter-javascript"
        /// Drops the document.
        case curlyBracket = "curly_bracket"
        case policy = "line-filter-policy"
    }

    /// Lines per outcome, and sentences of the kept ones.
    public struct Counts: Sendable, Hashable {
        /// By the order of `Outcome.allCases`.
        public var lines = [Int](repeating: 0, count: Outcome.allCases.count)
        public var sentences = 0

        public subscript(outcome: Outcome) -> Int { lines[Outcome.allCases.firstIndex(of: outcome) ?? 0] }

        mutating func add(_ judged: (outcome: Outcome, sentences: Int)) {
            lines[Outcome.allCases.firstIndex(of: judged.outcome) ?? 0] += 1
            sentences += judged.sentences
        }
    }

    private static let longestWord = 1000
    private static let fewestWords = 3
    private static let phrases = ["terms of use", "privacy policy", "cookie policy", "uses cookies", "use of cookies", "use cookies"].map { Array($0.utf8) }
    private static let loremIpsum = Array("lorem ipsum".utf8)
    private static let javascript = Array("javascript".utf8)
    private static let notes = ["[edit]", "[citation needed]"].map { Array($0.utf8) }

    /// Byte ranges of all lines, white space around them left out, and what becomes of each.
    public static func outcomes(_ text: UnsafeBufferPointer<UInt8>) -> [(range: Range<Int>, outcome: Outcome)] {
        var found: [(range: Range<Int>, outcome: Outcome)] = [], sentences: [Range<Int>] = []
        var place = 0
        while place < text.count, let base = text.baseAddress {
            let (end, next) = TextEdges.lineEnd(text, from: place)
            let line = TextEdges.trimmed(UnsafeBufferPointer(rebasing: text[place..<end]))
            let start = line.baseAddress.map { $0 - base } ?? place
            found.append((start..<start + line.count, outcome(of: line, &sentences).outcome))
            place = next
        }
        return found
    }

    /// What would be left: kept lines without their citations, one line feed between them.
    public static func kept(_ text: String) -> String {
        var text = text
        return text.withUTF8 { bytes in
            let lines = outcomes(bytes).filter { $0.outcome == .kept }.map { line in
                String(decoding: withoutCitations(UnsafeBufferPointer(rebasing: bytes[line.range])), as: UTF8.self)
            }
            return lines.joined(separator: "\n")
        }
    }

    static func outcome(of line: UnsafeBufferPointer<UInt8>, _ sentences: inout [Range<Int>]) -> (outcome: Outcome, sentences: Int) {
        let (words, longest) = words(line)
        if longest > longestWord { return (.tooLongWord, 0) }
        guard line.contains(UInt8(ascii: "[")) else { return outcome(of: line, words, &sentences) }
        return withoutCitations(line).withUnsafeBufferPointer { outcome(of: $0, words, &sentences) }
    }

    private static func outcome(
        of line: UnsafeBufferPointer<UInt8>, _ words: Int, _ sentences: inout [Range<Int>]
    ) -> (outcome: Outcome, sentences: Int) {
        guard let last = line.last, [46, 63, 33, 34, 39].contains(last), !TextEdges.ends(line, [46, 46, 46]) else { return (.noTerminalPunctuation, 0) }
        if words < fewestWords { return (.tooFewWords, 0) }
        if holds(line, loremIpsum) { return (.loremIpsum, 0) }
        if holds(line, javascript) { return (.javascript, 0) }
        if line.contains(UInt8(ascii: "{")) { return (.curlyBracket, 0) }
        if phrases.contains(where: { holds(line, $0) }) { return (.policy, 0) }
        SentenceCuts.cut(line, into: &sentences)
        return (.kept, sentences.count)
    }

    /// Parts between white space, and the scalars of the longest.
    private static func words(_ line: UnsafeBufferPointer<UInt8>) -> (count: Int, longest: Int) {
        var count = 0, longest = 0, run = 0, place = 0
        while place < line.count {
            let (value, length) = ScalarReader.read(line, place)
            let isSpace = value < 0x80 ? ByteClass.isSpace(line[place]) || (28...31).contains(value) : ScalarClass.of(value).contains(.space)
            if !isSpace, run == 0 { count += 1 }
            run = isSpace ? 0 : run + 1
            longest = max(longest, run)
            place += length
        }
        return (count, longest)
    }

    /// Small and capital letters of ASCII are the same; `phrase` is in small ones.
    private static func holds(_ line: UnsafeBufferPointer<UInt8>, _ phrase: [UInt8]) -> Bool {
        guard line.count >= phrase.count else { return false }
        let first = phrase[0]
        for start in 0...line.count - phrase.count where lower(line[start]) == first {
            var place = 1
            while place < phrase.count, lower(line[start + place]) == phrase[place] { place += 1 }
            if place == phrase.count { return true }
        }
        return false
    }

    @inline(__always)
    private static func lower(_ byte: UInt8) -> UInt8 { byte &- 65 < 26 ? byte | 32 : byte }

    private static func withoutCitations(_ line: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        var kept: [UInt8] = []
        kept.reserveCapacity(line.count)
        var place = 0
        while place < line.count {
            let end = citationEnd(line, place)
            if end == place { kept.append(line[place]) }
            place = max(end, place + 1)
        }
        return kept
    }

    /// `[`, digits or none, `]`; or one of `notes`. `start` itself when there is none.
    private static func citationEnd(_ line: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
        guard line[start] == UInt8(ascii: "[") else { return start }
        let rest = UnsafeBufferPointer(rebasing: line[start...])
        if let note = notes.first(where: { TextEdges.starts(rest, $0) }) { return start + note.count }
        var place = start + 1
        while place < line.count, line[place] &- 48 < 10 { place += 1 }
        return place < line.count && line[place] == UInt8(ascii: "]") ? place + 1 : start
    }
}
