import Records

/// 32 bytes as a dictionary key; reads and writes 64 lower-case hexadecimal digits.
struct Digest: Hashable, Sendable {
    let words: (UInt64, UInt64, UInt64, UInt64)

    /// From at least 32 bytes.
    init(_ bytes: UnsafeRawBufferPointer) {
        func word(_ place: Int) -> UInt64 { UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: place * 8, as: UInt64.self)) }
        words = (word(0), word(1), word(2), word(3))
    }

    /// The digest of these bytes.
    static func of(_ bytes: [UInt8]) -> Digest {
        ContentHash.digest(of: bytes).withUnsafeBytes { Digest($0) }
    }

    /// nil unless the text is a digest.
    init?(hex: String) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(32)
        var high: UInt8?
        for character in hex.utf8 {
            let value: UInt8
            switch character {
            case 48...57: value = character - 48
            case 97...102: value = character - 87
            default: return nil
            }
            if let first = high { bytes.append(first << 4 | value); high = nil } else { high = value }
        }
        guard bytes.count == 32, high == nil else { return nil }
        self = bytes.withUnsafeBytes { Digest($0) }
    }

    var bytes: [UInt8] {
        [words.0, words.1, words.2, words.3].flatMap { word in withUnsafeBytes(of: word.bigEndian) { Array($0) } }
    }

    var hex: String { ContentHash.hex(bytes) }

    static func == (left: Self, right: Self) -> Bool { left.words == right.words }
    func hash(into hasher: inout Hasher) { hasher.combine(words.0) }
}
