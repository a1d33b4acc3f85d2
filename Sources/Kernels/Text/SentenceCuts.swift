/// Where the sentences of a text end, by rule and without a model.
///
/// A sentence ends after a run of `. ? ! …` and closing quotes or brackets when white space or the end follows and the
/// next letter is not a small one; a full stop after a single letter (`J. Smith`) ends nothing. The full stops of
/// Chinese, Japanese and Hindi end a sentence without a space. A blank line ends one always.
///
/// Known to be wrong after abbreviations before a name (`Dr. Smith`): it cuts there.
public enum SentenceCuts {
    /// Byte ranges, white space around them left out; empty ones do not occur.
    public static func cut(_ text: UnsafeBufferPointer<UInt8>, into ranges: inout [Range<Int>]) {
        ranges.removeAll(keepingCapacity: true)
        var start = 0, place = 0
        while place < text.count {
            let (value, length) = ScalarReader.read(text, place)
            place += length
            if value == 10, place < text.count, text[place] == 10 {
                append(text, start..<place, to: &ranges)
                start = place
            } else if isStop(value) {
                let end = pastClosing(text, place)
                if ends(text, stop: value, before: place - length, from: start, at: end) {
                    append(text, start..<end, to: &ranges)
                    start = end
                }
                place = end
            }
        }
        append(text, start..<text.count, to: &ranges)
    }

    private static func isStop(_ value: UInt32) -> Bool {
        value == 0x2E || value == 0x21 || value == 0x3F || value == 0x2026 || isWideStop(value)
    }

    /// Full stops that no space follows: ideographic, full-width, danda.
    private static func isWideStop(_ value: UInt32) -> Bool {
        value == 0x3002 || value == 0xFF01 || value == 0xFF1F || value == 0xFF0E || value == 0x0964
    }

    /// Past further stops and closing quotes and brackets.
    private static func pastClosing(_ text: UnsafeBufferPointer<UInt8>, _ from: Int) -> Int {
        var place = from
        while place < text.count {
            let (value, length) = ScalarReader.read(text, place)
            let isClosing = value == 0x22 || value == 0x27 || value == 0x29 || value == 0x5D || value == 0x2019 || value == 0x201D
                || value == 0xBB || value == 0x300D || value == 0x300F || value == 0xFF09
            guard isStop(value) || isClosing else { break }
            place += length
        }
        return place
    }

    private static func ends(_ text: UnsafeBufferPointer<UInt8>, stop: UInt32, before: Int, from start: Int, at end: Int) -> Bool {
        guard end < text.count, !isWideStop(stop) else { return true }
        guard ByteClass.isSpace(text[end]) else { return false }
        if stop == 0x2E, isInitial(text, before, start) { return false }
        var next = end
        while next < text.count, ByteClass.isSpace(text[next]) { next += 1 }
        guard next < text.count else { return true }
        return !ScalarClass.of(ScalarReader.read(text, next).value).contains(.lowercase)
    }

    /// A single ASCII letter before the full stop, with no letter before it.
    private static func isInitial(_ text: UnsafeBufferPointer<UInt8>, _ stop: Int, _ start: Int) -> Bool {
        guard stop - 1 >= start, (text[stop - 1] | 32) &- 97 < 26 else { return false }
        return stop - 2 < start || !ByteClass.isWord(text[stop - 2])
    }

    private static func append(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, to ranges: inout [Range<Int>]) {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, ByteClass.isSpace(text[start]) { start += 1 }
        while end > start, ByteClass.isSpace(text[end - 1]) { end -= 1 }
        if start < end { ranges.append(start..<end) }
    }
}
