import Kernels

/// Looks for a word that speaks for a hit among the five words before it.
struct ContextWords: Sendable {
    static let reach = 5
    /// Bytes of a word or of a gap that are looked at: a text without spaces must not be read again for each hit.
    private static let longestWord = 64

    /// Words end to end, where each begins and the last ends, and of each entity which word is its first.
    private let bytes: Kept<UInt8>
    private let words: Kept<Int>
    private let entities: Kept<Int>

    /// By entity.
    init(_ all: [[String]]) {
        var (bytes, words, entities) = ([UInt8](), [0], [0])
        for own in all {
            for word in own {
                bytes += word.utf8
                words.append(bytes.count)
            }
            entities.append(words.count - 1)
        }
        (self.bytes, self.words, self.entities) = (Kept(bytes), Kept(words), Kept(entities))
    }

    func release() {
        bytes.release()
        words.release()
        entities.release()
    }

    /// The place, among the words of the entity, of the first word found, nearest to the hit; -1 for none.
    func find(of entity: Int, before start: Int, in text: UnsafeBufferPointer<UInt8>) -> Int {
        let first = entities[entity], end = entities[entity + 1]
        guard first < end else { return -1 }
        var place = start
        for _ in 0..<Self.reach {
            let next = place
            while place > 0, next - place < Self.longestWord, !ByteClass.isWord(text[place - 1]) { place -= 1 }
            if Self.endsSentence(text, place, next) { return -1 }
            let close = place
            while place > 0, close - place < Self.longestWord, ByteClass.isWord(text[place - 1]) { place -= 1 }
            guard place < close else { return -1 }
            let word = UnsafeBufferPointer(rebasing: text[place..<close])
            for wanted in first..<end where isSame(words[wanted], words[wanted + 1] - words[wanted], word) { return wanted - first }
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
    private func isSame(_ wanted: Int, _ count: Int, _ word: UnsafeBufferPointer<UInt8>) -> Bool {
        if bytes[wanted] < 0xE0 { return count == word.count && matches(wanted, count, word, at: 0) }
        guard count <= word.count else { return false }
        for start in 0...word.count - count where matches(wanted, count, word, at: start) { return true }
        return false
    }

    /// Capitals of ASCII, and of Latin-1 (`É` is C3 89, `é` is C3 A9), count as small letters.
    private func matches(_ wanted: Int, _ count: Int, _ word: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
        for place in 0..<count {
            var byte = word[start + place]
            if byte &- 65 < 26 { byte |= 32 }
            if start + place > 0, word[start + place - 1] == 0xC3, byte &- 0x80 < 0x1F { byte |= 0x20 }
            if byte != bytes[wanted + place] { return false }
        }
        return true
    }
}
