/// A fixed layout of characters in which an identifier is written, such as `ddd-dd-dddd`.
///
/// `d` is a digit, `A` a capital, `a` a letter of either case, `X` a capital or digit, `x` a letter or digit; every other
/// character stands for itself and parts two chunks. A layout has no choices, so it is compared in one pass without a
/// step back; an identifier written in several ways has several layouts.
public struct PersonalDataForm: Sendable, Hashable {
    public let pattern: String
    /// Base score of a text of this layout.
    public let score: Double
    /// Accepted classes of each character, as bits of `CharacterClass`.
    let classes: [UInt8]
    /// What stands before each character; 0 for nothing.
    let separators: [UInt8]
    /// Characters up to the first separator.
    let firstChunk: Int
    /// Written without its check digit, so the checksum is not asked.
    let isUnchecked: Bool
    /// Other identifiers look the same and one in ten passes the checksum: it then adds nothing to the score.
    let isWeak: Bool
    /// Digits alone, in one chunk: such a run is as likely an order number.
    let isBareNumber: Bool

    public init(_ pattern: String, _ score: Double, isUnchecked: Bool = false, isWeak: Bool = false) {
        self.isWeak = isWeak
        self.isUnchecked = isUnchecked
        self.pattern = pattern
        self.score = score
        var classes: [UInt8] = [], separators: [UInt8] = [], separator: UInt8 = 0
        for byte in pattern.utf8 {
            guard let accepted = CharacterClass.accepted(by: byte) else { separator = byte; continue }
            classes.append(accepted)
            separators.append(separator)
            separator = 0
        }
        self.classes = classes
        self.separators = separators
        firstChunk = separators.firstIndex { $0 != 0 } ?? separators.count
        isBareNumber = firstChunk == classes.count && classes.allSatisfy { $0 == CharacterClass.digit }
    }

    /// Each character is of the class that stands at its place; separators are not asked about.
    func admits(_ code: CodeText) -> Bool {
        classes.count == code.count && zip(classes, code.bytes).allSatisfy { $0 & CharacterClass.of($1) != 0 }
    }

    /// Several layouts, parted by `|`, of one score.
    static func all(_ patterns: String, _ score: Double) -> [PersonalDataForm] {
        patterns.split(separator: "|").map { PersonalDataForm(String($0), score) }
    }

    /// One character so often as each length says.
    static func runs(_ letter: Character, _ lengths: ClosedRange<Int>, _ score: Double, isWeak: Bool = false) -> [PersonalDataForm] {
        lengths.map { PersonalDataForm(String(repeating: letter, count: $0), score, isWeak: isWeak) }
    }

    /// The same layout in chunks of `size` characters, once with each separator; an empty one makes one chunk.
    static func grouped(_ pattern: String, every size: Int, by separators: [String], _ score: Double) -> [PersonalDataForm] {
        let letters = Array(pattern)
        let chunks = stride(from: 0, to: letters.count, by: size).map { String(letters[$0..<min($0 + size, letters.count)]) }
        return separators.map { PersonalDataForm(chunks.joined(separator: $0), score) }
    }
}

/// What an ASCII byte may stand for in a layout.
enum CharacterClass {
    static let digit: UInt8 = 1, capital: UInt8 = 2, small: UInt8 = 4
    static let hexadecimal: UInt8 = 8

    static func accepted(by letter: UInt8) -> UInt8? {
        switch letter {
        case UInt8(ascii: "d"): digit
        case UInt8(ascii: "A"): capital
        case UInt8(ascii: "a"): capital | small
        case UInt8(ascii: "X"): digit | capital
        case UInt8(ascii: "x"): digit | capital | small
        default: nil
        }
    }

    /// 0 for everything but the letters and digits of ASCII.
    static func of(_ byte: UInt8) -> UInt8 {
        if byte &- 48 < 10 { return digit | hexadecimal }
        let hexadecimal = (byte | 32) &- 97 < 6 ? Self.hexadecimal : 0
        if byte &- 65 < 26 { return capital | hexadecimal }
        if byte &- 97 < 26 { return small | hexadecimal }
        return 0
    }
}
