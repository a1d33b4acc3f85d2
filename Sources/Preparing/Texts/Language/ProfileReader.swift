/// Numbers and bytes one after the other; what is not there is an error with its place.
struct ProfileReader {
    private let all: UnsafeRawBufferPointer
    private(set) var place = 0

    init(_ all: UnsafeRawBufferPointer) { self.all = all }

    var isAtEnd: Bool { place == all.count }

    mutating func bytes(_ count: Int) throws(LanguageProfileError) -> [UInt8] {
        guard all.count - place >= count else { throw .endsEarly(place) }
        defer { place += count }
        return Array(all[place..<place + count])
    }

    mutating func u8() throws(LanguageProfileError) -> UInt8 { try bytes(1)[0] }
    mutating func u16() throws(LanguageProfileError) -> UInt16 { try UInt16(littleEndian: number()) }
    mutating func u32() throws(LanguageProfileError) -> UInt32 { try UInt32(littleEndian: number()) }

    private mutating func number<Number: FixedWidthInteger & BitwiseCopyable>() throws(LanguageProfileError) -> Number {
        let size = MemoryLayout<Number>.size
        guard all.count - place >= size else { throw .endsEarly(place) }
        defer { place += size }
        return all.loadUnaligned(fromByteOffset: place, as: Number.self)
    }
}

/// Why bytes are no language profiles; places are byte offsets. See `LanguageProfileError+Words.swift`.
public enum LanguageProfileError: Error, Hashable {
    case notAProfile
    case badLongest(Int)
    case endsEarly(Int)
    case badRun(Int)
    case bytesBehindEnd(Int)
}
