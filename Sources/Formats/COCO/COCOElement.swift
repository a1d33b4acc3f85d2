/// Finds the two numbers that sort annotations to their pictures, without reading the rest of the element.
enum COCOElement {
    /// An id as files have it: mostly numbers, sometimes text.
    enum ID: Hashable {
        case number(Int64)
        case text(String)

        var shown: String {
            switch self {
            case .number(let value): String(value)
            case .text(let text): text
            }
        }
    }

    /// `id` and `image_id` of the object in `bytes`; nil where it has none that is an integer or a text.
    static func ids(in bytes: UnsafeRawBufferPointer) -> (id: ID?, image: ID?) {
        var found: (id: ID?, image: ID?) = (nil, nil)
        guard let base = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return found }
        let count = bytes.count
        var place = 0, depth = 0
        while place < count {
            let byte = base[place]
            if byte == 0x22 {
                let start = place + 1
                place = stringEnd(base, start, count)
                let length = place - start
                place += 1
                guard depth == 1, length == 2 || length == 8 else { continue }
                if length == 2, base[start] == 0x69, base[start + 1] == 0x64 {
                    found.id = value(base, place, count) ?? found.id
                } else if length == 8, isImageID(base + start) {
                    found.image = value(base, place, count) ?? found.image
                }
                continue
            }
            if byte == 0x7B || byte == 0x5B { depth += 1 } else if byte == 0x7D || byte == 0x5D { depth -= 1 }
            place += 1
        }
        return found
    }

    @inline(__always)
    private static func stringEnd(_ base: UnsafePointer<UInt8>, _ start: Int, _ count: Int) -> Int {
        var place = start
        while place < count, base[place] != 0x22 { place += base[place] == 0x5C ? 2 : 1 }
        return min(place, count)
    }

    private static func isImageID(_ name: UnsafePointer<UInt8>) -> Bool {
        let wanted: StaticString = "image_id"
        for place in 0..<8 where name[place] != wanted.utf8Start[place] { return false }
        return true
    }

    /// The value behind a key that ends before `place`; nil when that was no key, or the value is neither integer nor text.
    private static func value(_ base: UnsafePointer<UInt8>, _ from: Int, _ count: Int) -> ID? {
        var place = from
        func skipSpace() { while place < count, base[place] == 32 || (base[place] >= 9 && base[place] <= 13) { place += 1 } }
        skipSpace()
        guard place < count, base[place] == UInt8(ascii: ":") else { return nil }
        place += 1
        skipSpace()
        guard place < count else { return nil }
        if base[place] == 0x22 {
            let end = stringEnd(base, place + 1, count)
            return .text(String(decoding: UnsafeBufferPointer(start: base + place + 1, count: end - place - 1), as: UTF8.self))
        }
        let isNegative = base[place] == UInt8(ascii: "-")
        if isNegative { place += 1 }
        let first = place
        var number: Int64 = 0
        while place < count, base[place] >= 48, base[place] <= 57 {
            let (product, isTooLarge) = number.multipliedReportingOverflow(by: 10)
            let (sum, overflows) = product.addingReportingOverflow(Int64(base[place] - 48))
            if isTooLarge || overflows { return nil }
            number = sum
            place += 1
        }
        // 12.0 is 12: some tools go through floating point.
        var end = place
        if end + 1 < count, base[end] == UInt8(ascii: "."), base[end + 1] == 48 {
            end += 1
            while end < count, base[end] == 48 { end += 1 }
        }
        guard place > first, end >= count || base[end] == 0x2C || base[end] == 0x7D || base[end] <= 32 else { return nil }
        return .number(isNegative ? -number : number)
    }
}
