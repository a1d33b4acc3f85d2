import Kernels

/// Looks for a word that speaks for a hit among the five words before it.
enum ContextWords {
    static let reach = 5
    /// Bytes of a word or of a gap that are looked at: a text without spaces must not be read again for each hit.
    private static let longestWord = 64

    /// The place of the first word found, nearest to the hit; -1 for none.
    static func find(_ words: [[UInt8]], before start: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var place = start
        for _ in 0..<reach {
            let next = place
            while place > 0, next - place < longestWord, !ByteClass.isWord(bytes[place - 1]) { place -= 1 }
            if endsSentence(bytes, place, next) { return -1 }
            let end = place
            while place > 0, end - place < longestWord, ByteClass.isWord(bytes[place - 1]) { place -= 1 }
            guard place < end else { return -1 }
            let word = UnsafeBufferPointer(rebasing: bytes[place..<end])
            if let found = words.firstIndex(where: { isSame($0, word) }) { return found }
        }
        return -1
    }

    /// A mark that ends sentences, a space, and a capital: what stands before belongs to another statement. `Tel. 030` and
    /// lines of a form go on.
    private static func endsSentence(_ bytes: UnsafeBufferPointer<UInt8>, _ mark: Int, _ next: Int) -> Bool {
        guard next < bytes.count, next - mark >= 2, bytes[next] &- 65 < 26, bytes[mark + 1] == 32 else { return false }
        return bytes[mark] == UInt8(ascii: ".") || bytes[mark] == UInt8(ascii: "!") || bytes[mark] == UInt8(ascii: "?") || bytes[mark] == UInt8(ascii: ";")
    }

    /// Case does not count. Scripts that write without spaces, or with endings, are searched inside the word.
    private static func isSame(_ wanted: [UInt8], _ word: UnsafeBufferPointer<UInt8>) -> Bool {
        if wanted[0] >= 0xE0 { return contains(wanted, word) }
        return wanted.count == word.count && matches(wanted, word, at: 0)
    }

    private static func contains(_ wanted: [UInt8], _ word: UnsafeBufferPointer<UInt8>) -> Bool {
        guard wanted.count <= word.count else { return false }
        return (0...word.count - wanted.count).contains { matches(wanted, word, at: $0) }
    }

    /// Capitals of ASCII, and of Latin-1 (`É` is C3 89, `é` is C3 A9), count as small letters.
    private static func matches(_ wanted: [UInt8], _ word: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
        for place in 0..<wanted.count {
            var byte = word[start + place]
            if byte &- 65 < 26 { byte |= 32 }
            if start + place > 0, word[start + place - 1] == 0xC3, byte &- 0x80 < 0x1F { byte |= 0x20 }
            if byte != wanted[place] { return false }
        }
        return true
    }
}
