import Kernels

/// UTF-16 and UTF-32 as UTF-8.
enum WideText {
    /// Lone surrogates and a last odd byte become U+FFFD; their number.
    static func utf16(_ bytes: UnsafeBufferPointer<UInt8>, isBigEndian: Bool, to text: inout [UInt8]) -> Int {
        var unreadable = 0, place = 0
        while place + 1 < bytes.count {
            let unit = unit(bytes, place, isBigEndian)
            place += 2
            if unit & 0xFC00 == 0xD800, place + 1 < bytes.count, self.unit(bytes, place, isBigEndian) & 0xFC00 == 0xDC00 {
                ScalarWriter.append(0x1_0000 + (unit & 0x3FF) << 10 + self.unit(bytes, place, isBigEndian) & 0x3FF, to: &text)
                place += 2
            } else {
                unreadable += unit & 0xF800 == 0xD800 ? 1 : 0
                ScalarWriter.append(unit, to: &text)
            }
        }
        return finish(place < bytes.count, unreadable, &text)
    }

    static func utf32(_ bytes: UnsafeBufferPointer<UInt8>, isBigEndian: Bool, to text: inout [UInt8]) -> Int {
        var unreadable = 0, place = 0
        while place + 3 < bytes.count {
            let (first, second) = (unit(bytes, place, isBigEndian), unit(bytes, place + 2, isBigEndian))
            let value = isBigEndian ? first << 16 | second : second << 16 | first
            unreadable += value > 0x10_FFFF || value & 0xFFFF_F800 == 0xD800 ? 1 : 0
            ScalarWriter.append(value, to: &text)
            place += 4
        }
        return finish(place < bytes.count, unreadable, &text)
    }

    static func unit(_ bytes: UnsafeBufferPointer<UInt8>, _ place: Int, _ isBigEndian: Bool) -> UInt32 {
        let (first, second) = (UInt32(bytes[place]), UInt32(bytes[place + 1]))
        return isBigEndian ? first << 8 | second : second << 8 | first
    }

    private static func finish(_ hasRest: Bool, _ unreadable: Int, _ text: inout [UInt8]) -> Int {
        guard hasRest else { return unreadable }
        ScalarWriter.append(0xFFFD, to: &text)
        return unreadable + 1
    }
}
