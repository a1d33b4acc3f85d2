/// What a `NameTagger` knows: weights of questions about words, which label may follow which, and a dictionary.
///
/// Made by `tools/train-names` out of packages and sentences; no model is part of the product. The bytes are not trusted:
/// whatever they hold, reading them ends in a model or in an error, and tagging with it does not trap.
///
/// File, little-endian: `WNM1`; u32 version; u32 CRC-32 of the rest; u8 labels (7); u8 rows of weights and u8 slots of the
/// dictionary, as powers of two; u8 0; f32 unit of the weights; 7 x 7 f32, from label to label; per row 7 i8 and a 0; per
/// slot the u32 upper half of a key; per slot a u8 of classes, 0 where it is free.
///
/// Weights are looked up by the hash of a question and its answer alone (Weinberger et al. 2009, arXiv 0902.2206), so the
/// file holds no words, and two questions may share a row; learning saw the same rows and has made the best of it.
public struct NameModel: Sendable, Hashable {
    /// Tells models apart: the checksum of the file.
    public let checksum: UInt32
    let rowMask: Int
    let unit: Double
    /// From label to label, row-major.
    let steps: [Double]
    let weights: [SIMD8<Int8>]
    let dictionary: NameDictionary

    static let version: UInt32 = 1
    static let rowSizes: ClosedRange<UInt8> = 4...22
    static let slotSizes: ClosedRange<UInt8> = 2...22

    public static func == (one: Self, other: Self) -> Bool { one.checksum == other.checksum && one.weights.count == other.weights.count }
    public func hash(into hasher: inout Hasher) { hasher.combine(checksum) }

    public init(_ bytes: [UInt8]) throws(NameModelError) {
        let result = bytes.withUnsafeBytes { raw in Result { () throws(NameModelError) in try NameModel(raw) } }
        self = try result.get()
    }

    /// - Throws: when the bytes are not such a file.
    public init(_ bytes: UnsafeRawBufferPointer) throws(NameModelError) {
        guard bytes.count >= 4, bytes.prefix(4).elementsEqual("WNM1".utf8) else { throw .notAModel }
        guard bytes.count >= Self.weightsStart else { throw .endsEarly(bytes.count) }
        func number(_ place: Int) -> UInt32 { UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self)) }
        guard number(4) == Self.version else { throw .unknownVersion(number(4)) }
        let (labels, rowSize, slotSize) = (bytes[12], bytes[13], bytes[14])
        guard labels == NameLabel.count, bytes[15] == 0 else { throw .badLabels(Int(labels)) }
        guard Self.rowSizes.contains(rowSize), Self.slotSizes.contains(slotSize) else { throw .badSizes(rows: Int(rowSize), slots: Int(slotSize)) }
        let (rows, slots) = (1 << Int(rowSize), 1 << Int(slotSize))
        let keysStart = Self.weightsStart + rows * 8, end = keysStart + slots * 5
        guard bytes.count >= end else { throw .endsEarly(bytes.count) }
        guard bytes.count == end else { throw .bytesBehindEnd(end) }
        checksum = number(8)
        guard CheckedBytes.crc32(UnsafeRawBufferPointer(rebasing: bytes[12...])) == checksum else { throw .badChecksum }
        let figures = (0...NameLabel.count * NameLabel.count).map { Double(Float(bitPattern: number(16 + $0 * 4))) }
        if let wrong = figures.firstIndex(where: { !$0.isFinite }) { throw .notANumber(16 + wrong * 4) }
        rowMask = rows - 1
        unit = figures[0]
        steps = Array(figures.dropFirst())
        weights = (0..<rows).map { row in
            var own = SIMD8<Int8>()
            for label in 0..<NameLabel.count { own[label] = Int8(bitPattern: bytes[Self.weightsStart + row * 8 + label]) }
            return own
        }
        dictionary = NameDictionary(
            keys: (0..<slots).map { number(keysStart + $0 * 4) }, classes: Array(bytes[(keysStart + slots * 4)...]))
    }

    /// Behind the head: magic, version, checksum, sizes, unit, steps.
    static let weightsStart = 16 + 4 + 4 * NameLabel.count * NameLabel.count
}

/// What a word is: outside of names, first of a name, or further in one.
///
/// Labels are 0 for none, then two for each kind: the first word of a name, and those that go on with it.
enum NameLabel {
    static let count = 7
    /// As presidio names them.
    static let entities = ["PERSON", "LOCATION", "ORGANIZATION"]

    static func isFirst(_ label: Int) -> Bool { label & 1 == 1 }
    static func goesOn(_ label: Int) -> Bool { label > 0 && label & 1 == 0 }
    /// Place in `entities`.
    static func entity(_ label: Int) -> Int { (label - 1) / 2 }
}
