/// The characters of a candidate without its separators, letters as capitals: what checksums and rules are asked about.
///
/// Borrowed: valid only during the question. A rule sees only texts of its own layouts, so it knows the count and where
/// digits stand.
struct CodeText {
    let bytes: UnsafeBufferPointer<UInt8>
    /// The same as they were written, for the few codes in which case counts.
    let written: UnsafeBufferPointer<UInt8>

    init(_ bytes: UnsafeBufferPointer<UInt8>, written: UnsafeBufferPointer<UInt8>? = nil) {
        self.bytes = bytes
        self.written = written ?? bytes
    }

    var count: Int { bytes.count }

    subscript(_ place: Int) -> UInt8 { bytes[place] }

    /// Of a digit 0-9; of a letter A = 10 to Z = 35, as ISO 7064 and the IBAN count.
    func value(_ place: Int) -> Int {
        let byte = Int(bytes[place])
        return byte < 58 ? byte &- 48 : byte &- 55
    }

    func isDigit(_ place: Int) -> Bool { bytes[place] &- 48 < 10 }

    func isLetter(_ place: Int) -> Bool { bytes[place] &- 65 < 26 }

    /// Of at most eighteen digits.
    func number(_ start: Int, _ length: Int) -> Int {
        var number = 0
        for place in start..<start + length { number = number &* 10 &+ value(place) }
        return number
    }

    /// Sum of values times weights, from `start`.
    func sum(_ weights: [Int], from start: Int = 0) -> Int {
        var sum = 0
        for place in 0..<weights.count { sum &+= weights[place] &* value(start + place) }
        return sum
    }

    func part(_ range: Range<Int>) -> CodeText { CodeText(UnsafeBufferPointer(rebasing: bytes[range])) }

    func starts(with text: StaticString) -> Bool {
        guard text.utf8CodeUnitCount <= count else { return false }
        for place in 0..<text.utf8CodeUnitCount where text.utf8Start[place] != bytes[place] { return false }
        return true
    }

    func letter(_ place: Int, among letters: StaticString) -> Bool { index(place, in: letters) != nil }

    func index(_ place: Int, in letters: StaticString) -> Int? {
        for other in 0..<letters.utf8CodeUnitCount where letters.utf8Start[other] == bytes[place] { return other }
        return nil
    }

    /// All characters are the same.
    var isMonotone: Bool { bytes.allSatisfy { $0 == bytes[0] } }

    /// Asks about a text that is not being scanned: letters and digits of `text`, as capitals.
    static func asking<Answer>(_ text: String, _ question: (CodeText) -> Answer) -> Answer {
        let written = text.utf8.filter { CharacterClass.of($0) != 0 }
        let bytes = written.map { $0 &- 97 < 26 ? $0 & 0xDF : $0 }
        return written.withUnsafeBufferPointer { written in
            bytes.withUnsafeBufferPointer { question(CodeText($0, written: written)) }
        }
    }
}
