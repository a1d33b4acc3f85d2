/// The writing system of a letter, as far as it tells languages apart.
public enum LetterScript: UInt8, Sendable, CaseIterable {
    case latin, cyrillic, greek, arabic, hebrew, devanagari, han, kana, hangul
    case armenian, georgian, bengali, gurmukhi, gujarati, oriya, tamil, telugu, kannada, malayalam, sinhala
    case thai, lao, tibetan, burmese, ethiopic, khmer, mongolian, other

    /// ISO 639-1 code of the language when the script alone tells it, or nearly: Hebrew letters may be Yiddish, Bengali ones
    /// Assamese, Ethiopic ones Tigrinya.
    public var onlyLanguage: String? {
        switch self {
        case .latin, .cyrillic, .arabic, .devanagari, .other: nil
        case .greek: "el"
        case .hebrew: "he"
        case .han: "zh"
        case .kana: "ja"
        case .hangul: "ko"
        case .armenian: "hy"
        case .georgian: "ka"
        case .bengali: "bn"
        case .gurmukhi: "pa"
        case .gujarati: "gu"
        case .oriya: "or"
        case .tamil: "ta"
        case .telugu: "te"
        case .kannada: "kn"
        case .malayalam: "ml"
        case .sinhala: "si"
        case .thai: "th"
        case .lao: "lo"
        case .tibetan: "bo"
        case .burmese: "my"
        case .ethiopic: "am"
        case .khmer: "km"
        case .mongolian: "mn"
        }
    }

    /// Of a letter; by blocks, which is what the property Script comes down to for letters in use.
    public static func of(_ value: UInt32) -> LetterScript {
        if value < 0x250 || (0x1E00...0x1EFF).contains(value) { return .latin }
        for (first, last, script) in blocks where value >= first && value <= last { return script }
        return .other
    }

    private static let blocks: [(UInt32, UInt32, LetterScript)] = [
        (0x370, 0x3FF, .greek), (0x1F00, 0x1FFF, .greek), (0x400, 0x52F, .cyrillic), (0x530, 0x58F, .armenian), (0x590, 0x5FF, .hebrew),
        (0x600, 0x77F, .arabic), (0xFB50, 0xFDFF, .arabic), (0xFE70, 0xFEFF, .arabic), (0x900, 0x97F, .devanagari), (0x980, 0x9FF, .bengali),
        (0xA00, 0xA7F, .gurmukhi), (0xA80, 0xAFF, .gujarati), (0xB00, 0xB7F, .oriya), (0xB80, 0xBFF, .tamil), (0xC00, 0xC7F, .telugu),
        (0xC80, 0xCFF, .kannada), (0xD00, 0xD7F, .malayalam), (0xD80, 0xDFF, .sinhala), (0xE00, 0xE7F, .thai), (0xE80, 0xEFF, .lao),
        (0xF00, 0xFFF, .tibetan), (0x1000, 0x109F, .burmese), (0x10A0, 0x10FF, .georgian), (0x1100, 0x11FF, .hangul), (0xAC00, 0xD7AF, .hangul),
        (0x3130, 0x318F, .hangul), (0x1200, 0x137F, .ethiopic), (0x1780, 0x17FF, .khmer), (0x1800, 0x18AF, .mongolian), (0x3040, 0x30FF, .kana),
        (0x3400, 0x9FFF, .han), (0xF900, 0xFAFF, .han), (0x20000, 0x323AF, .han),
    ]
}
