/// The values of one page, one after another: as they are, or as numbers of entries of the column's dictionary.
struct PageValues {
    private enum Way { case plain, booleans, indices, runs, differences, texts, split }

    private let leaf: ParquetLeaf
    private let bytes: [UInt8]
    private let end: Int
    private var place: Int
    private var bit = 0
    private var way = Way.plain
    private var numbers: RunLengthReader
    private let dictionary: [ParquetValue]
    private var differences: DeltaIntegers?
    private var texts: DeltaTexts?
    /// Of values whose bytes lie apart: all first bytes, all second bytes, ...
    private var splitCount = 0

    /// nil when the encoding's own head is broken.
    init?(_ bytes: [UInt8], _ range: Range<Int>, encoding: Int, leaf: ParquetLeaf, dictionary: [ParquetValue]) {
        self.leaf = leaf
        self.bytes = bytes
        self.dictionary = dictionary
        end = range.upperBound
        place = range.lowerBound
        numbers = RunLengthReader(bytes, 0..<0, width: 0)
        switch encoding {
        case 2, 8:
            way = .indices
            if range.isEmpty { return }
            guard bytes[place] <= 32 else { return nil }
            numbers = RunLengthReader(bytes, (place + 1)..<end, width: Int(bytes[place]))
        case 3:
            way = .runs
            guard range.count >= 4 else { return nil }
            numbers = RunLengthReader(bytes, (place + 4)..<end, width: 1)
        case 5:
            way = .differences
            differences = DeltaIntegers(bytes, range)
            guard differences != nil else { return nil }
        case 6, 7:
            way = .texts
            texts = DeltaTexts(bytes, range, sharesPrefixes: encoding == 7)
            guard texts != nil else { return nil }
        case 9:
            way = .split
            let width = Self.width(leaf)
            guard width > 0, range.count % width == 0 else { return nil }
            splitCount = range.count / width
        default: way = leaf.storage == .boolean ? .booleans : .plain
        }
    }

    /// Bytes of a value; 0 where values have none of their own or not all the same.
    private static func width(_ leaf: ParquetLeaf) -> Int {
        switch leaf.storage {
        case .int32, .float: 4
        case .int64, .double: 8
        case .fixedByteArray: leaf.length
        default: 0
        }
    }

    /// The name of an encoding that is not read for such values; nil when it is.
    static func name(ofUnread encoding: Int, _ leaf: ParquetLeaf) -> String? {
        switch encoding {
        case 0, 2, 8: nil
        case 3: leaf.storage == .boolean ? nil : "RLE of values"
        case 4: "BIT_PACKED"
        case 5: leaf.storage == .int32 || leaf.storage == .int64 ? nil : "DELTA_BINARY_PACKED"
        case 6: leaf.storage == .byteArray ? nil : "DELTA_LENGTH_BYTE_ARRAY"
        case 7: leaf.storage == .byteArray || leaf.storage == .fixedByteArray ? nil : "DELTA_BYTE_ARRAY"
        case 9: width(leaf) > 0 ? nil : "BYTE_STREAM_SPLIT"
        default: String(encoding)
        }
    }

    /// nil where the page ends or is broken.
    mutating func next() -> ParquetValue? {
        switch way {
        case .plain: return plain()
        case .booleans:
            guard place + bit >> 3 < end else { return nil }
            defer { bit += 1 }
            return .bool(bytes[place + bit >> 3] >> UInt8(bit & 7) & 1 == 1)
        case .runs: return numbers.next().map { .bool($0 != 0) }
        case .differences:
            return differences?.next().map { ScalarMeaning.value(leaf.storage == .int32 ? Int64(Int32(truncatingIfNeeded: $0)) : $0, leaf) }
        case .texts:
            return texts?.next().map { leaf.storage == .byteArray ? Self.text($0[...], leaf) : .bytes($0) }
        case .split: return splitValue()
        case .indices:
            guard let number = numbers.next(), number < dictionary.count else { return nil }
            return dictionary[number]
        }
    }

    private mutating func splitValue() -> ParquetValue? {
        let width = Self.width(leaf), start = end - splitCount * width, index = place - start
        guard index < splitCount else { return nil }
        place += 1
        let value = (0..<width).map { bytes[start + $0 * splitCount + index] }
        var whole = PageValues(value, 0..<width, encoding: 0, leaf: leaf, dictionary: [])
        return whole?.next()
    }

    private mutating func plain() -> ParquetValue? {
        switch leaf.storage {
        case .boolean: return nil
        case .int32: return number(4).map { ScalarMeaning.value(Int64(Int32(truncatingIfNeeded: $0)), leaf) }
        case .int64: return number(8).map { ScalarMeaning.value(Int64(bitPattern: $0), leaf) }
        case .float: return number(4).map { .double(Double(Float(bitPattern: UInt32(truncatingIfNeeded: $0)))) }
        case .double: return number(8).map { .double(Double(bitPattern: $0)) }
        case .int96: return take(12).map { .bytes(Array($0)) }
        case .fixedByteArray: return take(leaf.length).map { .bytes(Array($0)) }
        case .byteArray:
            guard let length = number(4), let slice = take(Int(length)) else { return nil }
            return Self.text(slice, leaf)
        }
    }

    /// Text that is not UTF-8 stays bytes, so that whoever reads it can say so.
    private static func text(_ slice: ArraySlice<UInt8>, _ leaf: ParquetLeaf) -> ParquetValue {
        guard leaf.meaning == .text || leaf.meaning == .json else { return .bytes(Array(slice)) }
        return slice.withUnsafeBytes { UTF8Check.firstFault(in: $0) } == nil ? .text(String(decoding: slice, as: UTF8.self)) : .bytes(Array(slice))
    }

    private mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
        guard count <= end - place else { return nil }
        defer { place += count }
        return bytes[place..<(place + count)]
    }

    private mutating func number(_ width: Int) -> UInt64? {
        guard width <= end - place else { return nil }
        defer { place += width }
        return bytes.withUnsafeBytes { raw in
            width == 8 ? UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: place, as: UInt64.self))
                : UInt64(UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: place, as: UInt32.self)))
        }
    }
}
