import Kernels

/// What is known of a word by itself: hashes of what is written, of its form, beginnings and endings. No text is kept.
struct NameWord {
    /// Bytes of the text.
    var start: Int32
    var end: Int32
    /// Of its letters in small.
    var hash: UInt64
    /// Of its form: capitals, other letters, digits and signs, runs of more than two as two.
    var shape: UInt64
    /// Of its first two, three and four letters.
    var prefixes: (UInt64, UInt64, UInt64)
    /// Of its last one to four.
    var suffixes: (UInt64, UInt64, UInt64, UInt64)
    /// Of `NameDictionary`; then of the phrase that it is part of, with 1 for its first word and 2 for the others.
    var classes: UInt8 = 0
    var phrase: UInt8 = 0
    var hasLetters = false
    var isCapital = false
    var endsSentence = false

    /// - Parameter table: `ScalarClass.table`
    init(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ table: UnsafeBufferPointer<UInt8>) {
        (start, end) = (Int32(truncatingIfNeeded: range.lowerBound), Int32(truncatingIfNeeded: range.upperBound))
        (hash, shape) = (NameHash.seed, NameHash.seed)
        let edge = NameHash.edge
        prefixes = (edge, edge, edge)
        suffixes = (edge, edge, edge, edge)
        var lastFour: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        var place = range.lowerBound, count = 0, last: UInt64 = 0, run = 0
        while place < range.upperBound {
            let (value, length) = ScalarReader.read(text, place)
            let small = NameHash.fold(value)
            hash = NameHash.mix(hash, UInt64(small))
            lastFour = (lastFour.1, lastFour.2, lastFour.3, UInt64(small))
            if count == 1 { prefixes.0 = hash } else if count == 2 { prefixes.1 = hash } else if count == 3 { prefixes.2 = hash }
            let form = figure(value, small, table)
            if count == 0, form == 1 { isCapital = true }
            run = form == last ? run + 1 : 1
            last = form
            if run <= 2 { shape = NameHash.mix(shape, form) }
            count += 1
            place += length
        }
        suffixes = Self.endings(lastFour, count)
        endsSentence = count == 1 && (text[range.lowerBound] == 46 || text[range.lowerBound] == 33 || text[range.lowerBound] == 63 || text[range.lowerBound] == 58)
    }

    /// 1 a capital, 2 another letter or a mark, 3 a number, 4 a sign.
    @inline(__always)
    private mutating func figure(_ value: UInt32, _ small: UInt32, _ table: UnsafeBufferPointer<UInt8>) -> UInt64 {
        let kind = value < 65_536 ? table[Int(value)] : ScalarClass.of(value).rawValue
        let ideograph = kind & ScalarClass.ideograph.rawValue != 0
        if kind & ScalarClass.letter.rawValue != 0, !ideograph { hasLetters = true }
        if ideograph || value == 95 || kind & (ScalarClass.letter.rawValue | ScalarClass.mark.rawValue) != 0 { return small != value ? 1 : 2 }
        return kind & ScalarClass.number.rawValue != 0 ? 3 : 4
    }

    private static func endings(_ last: (UInt64, UInt64, UInt64, UInt64), _ count: Int) -> (UInt64, UInt64, UInt64, UInt64) {
        let (seed, edge) = (NameHash.seed, NameHash.edge)
        let two = NameHash.mix(NameHash.mix(seed, last.2), last.3)
        let three = NameHash.mix(NameHash.mix(NameHash.mix(seed, last.1), last.2), last.3)
        let four = NameHash.mix(NameHash.mix(NameHash.mix(NameHash.mix(seed, last.0), last.1), last.2), last.3)
        return (count > 0 ? NameHash.mix(seed, last.3) : edge, count > 1 ? two : edge, count > 2 ? three : edge, count > 3 ? four : edge)
    }
}
