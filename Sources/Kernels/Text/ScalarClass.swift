/// What a Unicode scalar is, by one look into a table: for loops over text that is not only ASCII.
///
/// The standard library answers the same questions from `Unicode.Scalar.Properties`, some 30 times slower. The table of
/// the first 65,536 scalars is made from it once (about 5 ms); scalars beyond are asked for one by one.
public struct ScalarClass: OptionSet, Sendable, Hashable {
    public let rawValue: UInt8

    @inlinable
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// General categories L*: what Python's `isalpha` holds for.
    public static let letter = ScalarClass(rawValue: 1)
    /// M*: accents and vowel signs, which belong to the letter before.
    public static let mark = ScalarClass(rawValue: 2)
    /// N*.
    public static let number = ScalarClass(rawValue: 4)
    /// What Python's `isspace` holds for: the separators and the controls 9-13, 28-31, 133.
    public static let space = ScalarClass(rawValue: 8)
    /// Han, Hiragana and Katakana: scripts without spaces, in which each scalar counts as a word.
    public static let ideograph = ScalarClass(rawValue: 16)
    /// Where Python's `splitlines` cuts.
    public static let lineBreak = ScalarClass(rawValue: 32)
    public static let lowercase = ScalarClass(rawValue: 64)
    /// P*.
    public static let punctuation = ScalarClass(rawValue: 128)

    public static let word: ScalarClass = [.letter, .mark, .number]

    /// Classes of the scalars below 65,536. Hold it in a local before a loop.
    public static let table: [UInt8] = (0..<65_536).map { value in
        UInt32(value) & 0xF800 == 0xD800 ? 0 : compute(Unicode.Scalar(UInt32(value))!).rawValue
    }

    public static func of(_ value: UInt32) -> ScalarClass {
        if value < 65_536 { return ScalarClass(rawValue: table[Int(value)]) }
        return Unicode.Scalar(value).map(compute) ?? []
    }

    private static func compute(_ scalar: Unicode.Scalar) -> ScalarClass {
        var found: ScalarClass = []
        switch scalar.properties.generalCategory {
        case .lowercaseLetter: found = [.letter, .lowercase]
        case .uppercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: found = .letter
        case .nonspacingMark, .spacingMark, .enclosingMark: found = .mark
        case .decimalNumber, .letterNumber, .otherNumber: found = .number
        case .spaceSeparator, .lineSeparator, .paragraphSeparator: found = .space
        case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
            .finalPunctuation, .otherPunctuation: found = .punctuation
        default: break
        }
        let value = scalar.value
        if (9...13).contains(value) || (28...31).contains(value) || value == 0x85 { found.insert(.space) }
        if (10...13).contains(value) || (28...30).contains(value) || [0x85, 0x2028, 0x2029].contains(value) { found.insert(.lineBreak) }
        if isIdeograph(value) { found.insert(.ideograph) }
        return found
    }

    /// Kana, the unified ideographs with extensions A to H, and the compatibility ideographs.
    private static func isIdeograph(_ value: UInt32) -> Bool {
        switch value {
        case 0x3041...0x3096, 0x30A1...0x30FA, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x323AF: true
        default: false
        }
    }
}
