import Kernels

/// Which encoding bytes are likeliest in, cheapest evidence first.
///
/// A byte order mark decides. Then the zeros that UTF-16 leaves in every second place. Then UTF-8, which other encodings
/// are seldom by accident. Then each encoding of one byte a character is read and its letters judged: a small letter after
/// a letter speaks for it, a sign inside a word, a capital after a small letter, a letter of another script or a byte
/// without meaning against it. On a tie the order of `SingleByteEncoding.allCases` decides, Windows-1252 first.
///
/// Known to be wrong for Hungarian, whose `ő` and `ű` are other letters of Windows-1252.
struct EncodingGuess {
    enum UTF8Kind { case ascii, valid, invalid }

    let encoding: TextEncoding
    let markLength: Int

    /// Bytes looked at for letters: enough to be sure, few enough for a file of any size.
    private static let sample = 65_536

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        if let (encoding, length) = Self.mark(bytes) {
            (self.encoding, markLength) = (encoding, length)
            return
        }
        markLength = 0
        let kind = Self.utf8(bytes)
        if let wide = Self.utf16(bytes, isUTF8: kind != .invalid) {
            encoding = wide
        } else if kind != .invalid || Self.isMostlyUTF8(bytes) {
            encoding = .utf8
        } else {
            encoding = .singleByte(Self.likeliest(UnsafeBufferPointer(rebasing: bytes.prefix(Self.sample))))
        }
    }

    static func utf8(_ bytes: UnsafeBufferPointer<UInt8>) -> UTF8Kind {
        var place = 0, isASCII = true
        while place < bytes.count {
            if bytes[place] < 0x80 {
                place += 1
                continue
            }
            isASCII = false
            let length = ScalarReader.read(bytes, place).length
            guard length > 1 else { return .invalid }
            place += length
        }
        return isASCII ? .ascii : .valid
    }

    private static func mark(_ bytes: UnsafeBufferPointer<UInt8>) -> (TextEncoding, Int)? {
        let marks: [(TextEncoding, [UInt8])] = [
            (.utf8, [0xEF, 0xBB, 0xBF]), (.utf32LittleEndian, [0xFF, 0xFE, 0, 0]), (.utf32BigEndian, [0, 0, 0xFE, 0xFF]),
            (.utf16LittleEndian, [0xFF, 0xFE]), (.utf16BigEndian, [0xFE, 0xFF]),
        ]
        return marks.first { TextEdges.starts(bytes, $0.1) }.map { ($0.0, $0.1.count) }
    }

    /// More lines with valid sequences beyond ASCII than lines that are invalid: UTF-8 with foreign lines in it.
    private static func isMostlyUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var valid = 0, invalid = 0, start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: 10).map { $0 + 1 } ?? bytes.count
            switch utf8(UnsafeBufferPointer(rebasing: bytes[start..<end])) {
            case .ascii: break
            case .valid: valid += 1
            case .invalid: invalid += 1
            }
            start = end
        }
        return valid > invalid
    }

    /// Units that are nearly all letters, digits, spaces or punctuation in one order of bytes, and zeros in one half of the
    /// places or clearly more everyday units in that order than in the other. Bytes that are valid UTF-8 need many controls
    /// as well: two letters of ASCII make one ideograph.
    private static func utf16(_ bytes: UnsafeBufferPointer<UInt8>, isUTF8: Bool) -> TextEncoding? {
        let count = min(bytes.count, sample) & ~1
        guard count >= 4 else { return nil }
        var zeros = [0, 0], controls = 0
        for place in 0..<count where bytes[place] < 9 {
            controls += 1
            zeros[place & 1] += bytes[place] == 0 ? 1 : 0
        }
        guard zeros[0] + zeros[1] > 0, !isUTF8 || controls * 8 >= count else { return nil }
        let little = plainness(bytes, count, isBigEndian: false), big = plainness(bytes, count, isBigEndian: true)
        let isBigEndian = big.score > little.score
        let (best, other) = isBigEndian ? (big, little) : (little, big)
        let isOneSided = min(zeros[0], zeros[1]) * 10 <= max(zeros[0], zeros[1]) && (zeros[0] > zeros[1]) == isBigEndian
        guard best.plain * 40 >= count * 19, isOneSided || best.score * 10 > other.score * 11 else { return nil }
        return isBigEndian ? .utf16BigEndian : .utf16LittleEndian
    }

    /// Units that are text at all, and points: 3 for ASCII, kana, and the signs of Chinese, 1 for other text.
    private static func plainness(_ bytes: UnsafeBufferPointer<UInt8>, _ count: Int, isBigEndian: Bool) -> (plain: Int, score: Int) {
        var plain = 0, score = 0
        for place in stride(from: 0, to: count, by: 2) {
            let unit = WideText.unit(bytes, place, isBigEndian)
            let isText = ScalarClass.table[Int(unit)] != 0 || (0x20..<0x7F).contains(unit) || unit & 0xF800 == 0xD800
            let isEveryday = (9..<0x7F).contains(unit) || (0x3000..<0x3100).contains(unit) || (0xFF01..<0xFF5F).contains(unit)
            plain += isText ? 1 : 0
            score += isText ? (isEveryday ? 3 : 1) : 0
        }
        return (plain, score)
    }

    private static func likeliest(_ bytes: UnsafeBufferPointer<UInt8>) -> SingleByteEncoding {
        var best = SingleByteEncoding.windows1252, most = Int.min
        for encoding in SingleByteEncoding.allCases {
            let score = LetterScore.of(bytes, encoding.upperHalf)
            if score > most { (best, most) = (encoding, score) }
        }
        return best
    }
}

/// How much the bytes beyond ASCII look like letters of words in one encoding.
enum LetterScore {
    static func of(_ bytes: UnsafeBufferPointer<UInt8>, _ upper: [UInt32]) -> Int {
        let values = (0..<256).map { $0 < 0x80 ? UInt32($0) : upper[$0 - 0x80] }
        let kinds = values.map { ScalarClass.of($0) }
        let usual = values.map(isUsual)
        var score = 0
        for place in bytes.indices where bytes[place] >= 0x80 {
            let byte = Int(bytes[place])
            if values[byte] == 0xFFFD || (0x80..<0xA0).contains(values[byte]) {
                score -= 20
                continue
            }
            let before = place > 0 ? Int(bytes[place - 1]) : 32, after = place + 1 < bytes.count ? Int(bytes[place + 1]) : 32
            score += judge(byte, before, after, values, kinds) + (usual[byte] ? 1 : 0)
        }
        return score
    }

    private static func judge(_ byte: Int, _ before: Int, _ after: Int, _ values: [UInt32], _ kinds: [ScalarClass]) -> Int {
        let isLetterBefore = kinds[before].contains(.letter), isLetterAfter = kinds[after].contains(.letter)
        guard kinds[byte].contains(.letter) else {
            if values[byte] == 0x20AC, kinds[before].contains(.number) || kinds[after].contains(.number) || before == 32 { return 3 }
            if !isLetterBefore, isLetterAfter, values[byte] == 0xBF || values[byte] == 0xA1 { return 4 }
            return isLetterBefore && isLetterAfter && values[byte] != 0x2019 && values[byte] != 0xB7 ? -5 : 1
        }
        var score = isLetterBefore || isLetterAfter ? 2 : 0
        if isLetterBefore, script(values[before]) != script(values[byte]) { score -= 6 }
        if isLetterAfter, script(values[after]) != script(values[byte]) { score -= 6 }
        let isSmall = kinds[byte].contains(.lowercase)
        if isLetterBefore, !isSmall, kinds[before].contains(.lowercase) { score -= 5 }
        if isSmall, after &- 65 < 26, after >= 65 { score -= 5 }
        if isSmall { score += 1 }
        return score
    }

    /// Letters of everyday Western European text before the rarer ones that share their bytes.
    private static func isUsual(_ value: UInt32) -> Bool {
        switch value {
        case 0xC0...0xFF: value != 0xD7 && value != 0xF7 && value != 0xD0 && value != 0xDE && value != 0xF0 && value != 0xFE
        case 0x410...0x44F, 0x391...0x3CE: true
        case 0x104...0x107, 0x10C...0x10F, 0x118...0x11B, 0x141...0x144, 0x147...0x148, 0x150...0x151, 0x158...0x15B, 0x160...0x161, 0x164...0x165,
            0x16E...0x171, 0x179...0x17E: true
        default: false
        }
    }

    /// 0 Latin, 1 Greek, 2 Cyrillic, 3 other.
    private static func script(_ value: UInt32) -> Int {
        switch value {
        case 0..<0x250: 0
        case 0x370..<0x400: 1
        case 0x400..<0x530: 2
        default: 3
        }
    }
}
