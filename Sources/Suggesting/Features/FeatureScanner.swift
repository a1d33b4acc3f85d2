import Kernels

/// Reads one text after another into feature keys, reusing its buffers.
struct FeatureScanner {
    private enum Seed {
        static let word: UInt64 = 1
        static let characters: UInt64 = 2
    }

    private let features: TextFeatures
    /// Columns of each kind.
    private let half: UInt64
    private var folded: [UInt8] = []
    private var token: [UInt8] = []
    private var scalarStarts: [Int] = []
    /// Of the last text: the column times two, plus a sign bit; ascending, repeats kept.
    private(set) var keys: [UInt32] = []

    init(_ features: TextFeatures) {
        self.features = features
        half = UInt64(1) << UInt64(features.bits - 1)
    }

    mutating func scan(_ text: String) {
        keys.removeAll(keepingCapacity: true)
        folded.removeAll(keepingCapacity: true)
        FoldedText.append(text, to: &folded)
        if features.longestWordRun > 0 { scanWords() }
        if features.shortestCharacters > 0 { scanCharacters() }
        keys.sort()
    }

    private mutating func addWord(_ hash: UInt64) {
        keys.append(UInt32(truncatingIfNeeded: (hash & (half - 1)) << 1 | hash >> 63))
    }

    private mutating func addCharacters(_ hash: UInt64) {
        keys.append(UInt32(truncatingIfNeeded: (half | hash & (half - 1)) << 1 | hash >> 63))
    }

    /// Every digit of the folded text to 0; true if there was one.
    private mutating func flattenDigits(_ range: Range<Int>) -> Bool {
        var found = false
        for place in range where folded[place] &- 48 < 10 {
            folded[place] = 48
            found = true
        }
        return found
    }

    private mutating func scanWords() {
        var recent: [UInt64] = []
        var place = 0
        while place < folded.count {
            guard ByteClass.isWord(folded[place]) else { place += 1; continue }
            let start = place
            while place < folded.count, ByteClass.isWord(folded[place]) { place += 1 }
            let word = hash(start..<place)
            if features.digitsAsShape, flattenDigits(start..<place) { addWord(hash(start..<place)) }
            recent.append(word)
            if recent.count > features.longestWordRun { recent.removeFirst() }
            var run = word
            addWord(run)
            for earlier in recent.dropLast().reversed() {
                run = Hash64.combine(earlier, run)
                addWord(run)
            }
        }
    }

    private func hash(_ range: Range<Int>) -> UInt64 {
        folded.withUnsafeBufferPointer { Hash64.of(UnsafeBufferPointer(rebasing: $0[range]), seed: Seed.word) }
    }

    private mutating func scanCharacters() {
        if features.digitsAsShape { _ = flattenDigits(folded.indices) }
        var place = 0
        while place < folded.count {
            guard !ByteClass.isSpace(folded[place]) else { place += 1; continue }
            token.removeAll(keepingCapacity: true)
            token.append(UInt8(ascii: " "))
            while place < folded.count, !ByteClass.isSpace(folded[place]) {
                token.append(folded[place])
                place += 1
            }
            token.append(UInt8(ascii: " "))
            addGrams()
        }
    }

    /// Every n-gram of the padded token; a token shorter than n counts once, as a whole.
    private mutating func addGrams() {
        scalarStarts.removeAll(keepingCapacity: true)
        for place in 0..<token.count where ByteClass.isScalarStart(token[place]) { scalarStarts.append(place) }
        scalarStarts.append(token.count)
        let length = scalarStarts.count - 1
        for size in features.shortestCharacters...max(features.shortestCharacters, features.longestCharacters) {
            if length <= size {
                addGram(from: 0, to: token.count)
                return
            }
            for start in 0...(length - size) { addGram(from: scalarStarts[start], to: scalarStarts[start + size]) }
        }
    }

    private mutating func addGram(from start: Int, to end: Int) {
        addCharacters(ShortHash.of(token, start, end, seed: Seed.characters))
    }
}
