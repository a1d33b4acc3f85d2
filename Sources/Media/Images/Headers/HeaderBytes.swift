/// Looks into bytes of unknown origin: every read is checked and answers nil past the end.
struct HeaderBytes {
    private let bytes: UnsafeRawBufferPointer

    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    var count: Int { bytes.count }
    /// A copy of what lies within.
    var all: [UInt8] { Array(bytes) }

    /// nil when the part reaches past the end.
    func part(_ start: Int, _ length: Int) -> HeaderBytes? {
        guard start >= 0, length >= 0, start <= count, length <= count - start else { return nil }
        return HeaderBytes(UnsafeRawBufferPointer(rebasing: bytes[start..<start + length]))
    }

    func byte(_ place: Int) -> UInt8? {
        place >= 0 && place < count ? bytes[place] : nil
    }

    func big16(_ place: Int) -> Int? { number(place, 2, isBig: true) }
    func big32(_ place: Int) -> Int? { number(place, 4, isBig: true) }
    func little16(_ place: Int) -> Int? { number(place, 2, isBig: false) }
    func little24(_ place: Int) -> Int? { number(place, 3, isBig: false) }
    func little32(_ place: Int) -> Int? { number(place, 4, isBig: false) }

    func number(_ place: Int, _ size: Int, isBig: Bool) -> Int? {
        guard place >= 0, place <= count - size else { return nil }
        var value = 0
        for step in 0..<size { value = value << 8 | Int(bytes[place + (isBig ? step : size - 1 - step)]) }
        return value
    }

    func starts(with signature: [UInt8]) -> Bool {
        count >= signature.count && signature.indices.allSatisfy { bytes[$0] == signature[$0] }
    }

    func matches(_ text: StaticString, at place: Int) -> Bool {
        let length = text.utf8CodeUnitCount
        guard place >= 0, place <= count - length else { return false }
        return (0..<length).allSatisfy { bytes[place + $0] == text.utf8Start[$0] }
    }
}
