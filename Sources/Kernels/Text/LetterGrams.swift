/// Runs of one to a few letters of the words of a text, as hashes: what a language is known by.
///
/// A word is a run of letters and marks; it is framed by a space on either side, and runs of two and more letters may take
/// a space in (` th`, `he `), so beginnings and ends of words count as what they are. Runs never cross words. A word in
/// capitals is taken in small letters. Vietnamese letters above U+1EA0 are taken as one, U+1EC3, as there are too many to be
/// frequent; the comma letters of Romanian as their cedilla forms.
public struct LetterGrams: Sendable {
    public let longest: Int
    private var word: [UInt32] = []
    public private(set) var hashes: [UInt64] = []
    /// Letters seen, per `LetterScript`.
    public private(set) var letters = [Int](repeating: 0, count: LetterScript.allCases.count)

    /// - Parameter longest: letters of the longest run, 1 to 5.
    public init(longest: Int = 3) {
        precondition((1...5).contains(longest))
        self.longest = longest
    }

    /// Reads at most `limit` letters.
    public mutating func cut(_ text: UnsafeBufferPointer<UInt8>, limit: Int = 5000) {
        hashes.removeAll(keepingCapacity: true)
        for script in letters.indices { letters[script] = 0 }
        word.removeAll(keepingCapacity: true)
        var place = 0, count = 0
        while place < text.count, count < limit {
            let (value, length) = ScalarReader.read(text, place)
            place += length
            let kind = value < 0x80 ? ((value | 32) &- 97 < 26 ? ScalarClass.letter : []) : ScalarClass.of(value)
            if kind.contains(.letter) {
                word.append(Self.normal(value))
                letters[Int(LetterScript.of(value).rawValue)] += 1
                count += 1
            } else if kind.contains(.mark), !word.isEmpty {
                word.append(value)
            } else {
                endWord()
            }
        }
        endWord()
    }

    /// The hash of one run, as `cut` gives it.
    public static func hash(_ scalars: [UInt32]) -> UInt64 { scalars.reduce(0, step) }

    @inline(__always)
    private static func step(_ hash: UInt64, _ value: UInt32) -> UInt64 { Hash64.finalise((hash &+ UInt64(value)) &* 0x9E37_79B9_7F4A_7C15 &+ 1) }

    /// The letter that stands for this one in a run.
    public static func normal(_ value: UInt32) -> UInt32 {
        switch value {
        case 0x1EA0...0x1EFF: 0x1EC3
        case 0x218: 0x15E
        case 0x219: 0x15F
        case 0x21A: 0x162
        case 0x21B: 0x163
        case 0x6CC: 0x64A
        default: value
        }
    }

    private mutating func endWord() {
        guard !word.isEmpty else { return }
        if word.count > 1, word.allSatisfy(Self.isCapital) { word = word.map(Self.small) }
        for letter in word { hashes.append(Self.step(0, letter)) }
        if longest > 1 { framed() }
        word.removeAll(keepingCapacity: true)
    }

    private mutating func framed() {
        word.insert(32, at: 0)
        word.append(32)
        for start in 0..<word.count - 1 {
            var hash = Self.step(0, word[start])
            for place in start + 1..<min(start + longest, word.count) {
                hash = Self.step(hash, word[place])
                hashes.append(hash)
            }
        }
    }

    /// Of the scripts that have capitals and stand side by side with their small letters.
    private static func isCapital(_ value: UInt32) -> Bool {
        value &- 65 < 26 || (0xC0...0xDE).contains(value) || (0x391...0x3AB).contains(value) || (0x400...0x42F).contains(value)
    }

    private static func small(_ value: UInt32) -> UInt32 { (0x400...0x40F).contains(value) ? value + 80 : value + 32 }
}
