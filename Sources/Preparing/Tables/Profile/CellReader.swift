import Glibc
import Kernels

/// What a cell of text holds, told from its bytes in one pass: kind, number, and what is odd about it.
///
/// The first byte decides what is tried: digits and minus for numbers and dates, a few letters for `true`, `NaN`, `inf`.
struct CellReading {
    var kind = CellKind.text
    /// The number, or of a date its seconds since 1970.
    var number = Double.nan
    /// In scalars.
    var length = 0
    /// A bit per `CellOddity`.
    var oddities: UInt32 = 0
    var hasSpace = false
    var hasDigit = false

    mutating func note(_ oddity: CellOddity) { oddities |= 1 << UInt32(oddity.rawValue) }
}

enum CellReader {
    static func read(_ text: UnsafePointer<UInt8>, _ count: Int) -> CellReading {
        var reading = CellReading()
        reading.length = count
        let first = text[0]
        if first &- 48 < 10 || first == UInt8(ascii: "-") {
            if let number = DecimalText.read(text, count) {
                reading.kind = number.isWhole ? .integerText : .numberText
                reading.number = number.value
                if !number.value.isFinite { reading.note(.infinite) }
                return reading
            }
            if readDate(text, count, &reading) || readComma(text, count, &reading) { return reading }
        }
        if count <= 9, readWord(text, count, &reading) { return reading }
        readText(text, count, &reading)
        return reading
    }

    private static func readDate(_ text: UnsafePointer<UInt8>, _ count: Int, _ reading: inout CellReading) -> Bool {
        guard let date = DateText.read(text, count) else { return false }
        guard let day = date.date(dayFirst: true) ?? date.date(dayFirst: false) else { return false }
        reading.kind = date.time == nil ? .dateText : .dateTimeText
        reading.number = Double(day.dayNumber) * 86_400
        if let time = date.time {
            reading.number += Double(time.hour * 3600 + time.minute * 60 + time.second - (time.offsetMinutes ?? 0) * 60) + Double(time.nanosecond) * 1e-9
        }
        if day.year == 0 { reading.note(.yearZero) } else if day.dayNumber < -141_427 { reading.note(.beforeCalendar) }
        if date.isAmbiguous { reading.note(.unclearDate) }
        return true
    }

    /// `3,5`, `1.234,56`, `1,234.56`, `1,234`.
    private static func readComma(_ text: UnsafePointer<UInt8>, _ count: Int, _ reading: inout CellReading) -> Bool {
        guard let number = GroupedDecimal.read(UnsafeRawBufferPointer(start: text, count: count)) else { return false }
        reading.kind = .commaText
        reading.number = number.value
        switch number.mark {
        case .comma: reading.note(.decimalComma)
        case .unclear: reading.note(.unclearComma)
        case .point, .none: break
        }
        return true
    }

    private static func readWord(_ text: UnsafePointer<UInt8>, _ count: Int, _ reading: inout CellReading) -> Bool {
        func word(_ word: StaticString) -> Bool {
            guard count == word.utf8CodeUnitCount else { return false }
            for place in 0..<count where text[place] | 32 != word.utf8Start[place] | 32 { return false }
            return true
        }
        switch text[0] | 32 {
        case UInt8(ascii: "t") where word("true"), UInt8(ascii: "f") where word("false"):
            reading.kind = .booleanText
            return true
        case UInt8(ascii: "i") where word("inf") || word("infinity"), UInt8(ascii: "-") where word("-inf") || word("-infinity"):
            reading.kind = .numberText
            reading.number = text[0] == UInt8(ascii: "-") ? -.infinity : .infinity
            reading.note(.infinite)
            return true
        default: return false
        }
    }

    private static func readText(_ text: UnsafePointer<UInt8>, _ count: Int, _ reading: inout CellReading) {
        var flags: UInt8 = 0
        for place in 0..<count { flags |= ByteFlags.table[Int(text[place])] }
        reading.hasSpace = flags & ByteFlags.space != 0
        reading.hasDigit = flags & ByteFlags.digit != 0
        if flags & ByteFlags.control != 0 { reading.note(.control) }
        if ByteClass.isSpace(text[0]) || ByteClass.isSpace(text[count - 1]) { reading.note(.looseSpace) }
        if flags & ByteFlags.high != 0 { readBeyondASCII(text, count, &reading) }
        if flags & ByteFlags.slash != 0 { reading.kind = address(text, count, hasSpace: reading.hasSpace) }
    }

    @inline(never)
    private static func readBeyondASCII(_ text: UnsafePointer<UInt8>, _ count: Int, _ reading: inout CellReading) {
        let bytes = UnsafeBufferPointer(start: text, count: count)
        var (place, length) = (0, 0)
        while place < count {
            let scalar = ScalarReader.read(bytes, place)
            if scalar.value == 0xFFFD { reading.note(scalar.length == 1 ? .invalidUTF8 : .damagedText) }
            if isDoubled(bytes, place) { reading.note(.damagedText) }
            place += scalar.length
            length += 1
        }
        reading.length = length
    }

    /// `Ã©` and its like: the two bytes of a scalar, each written as a scalar of its own.
    private static func isDoubled(_ bytes: UnsafeBufferPointer<UInt8>, _ place: Int) -> Bool {
        guard place + 3 < bytes.count, bytes[place] == 0xC3, bytes[place + 1] == 0x82 || bytes[place + 1] == 0x83 else { return false }
        return bytes[place + 2] == 0xC2 && bytes[place + 3] & 0xC0 == 0x80
    }

    private static func address(_ text: UnsafePointer<UInt8>, _ count: Int, hasSpace: Bool) -> CellKind {
        guard !hasSpace, count > 1 else { return .text }
        var place = 0
        while place < min(count, 12), (text[place] | 32) &- 97 < 26 || text[place] &- 48 < 10 { place += 1 }
        if place > 1, place + 3 < count, text[place] == 58, text[place + 1] == 47, text[place + 2] == 47 { return .urlText }
        if text[0] == 47 || text[0] == 46 || text[0] == 126 { return .pathText }
        if place == 1, text[1] == 58, count > 2, text[2] == 92 || text[2] == 47 { return .pathText }
        var end = count - 1
        while end > 0, count - end <= 5, text[end] != 46, text[end] != 47, text[end] != 92 { end -= 1 }
        return text[end] == 46 && end < count - 1 ? .pathText : .text
    }
}

/// What is remarkable about each byte.
enum ByteFlags {
    static let high: UInt8 = 1, space: UInt8 = 2, digit: UInt8 = 4, control: UInt8 = 8, slash: UInt8 = 16

    /// Never changed and never freed.
    nonisolated(unsafe) static let table: UnsafePointer<UInt8> = {
        let table = UnsafeMutablePointer<UInt8>.allocate(capacity: 256)
        for byte in 0..<256 {
            let value = UInt8(byte)
            var flags: UInt8 = 0
            if value >= 128 { flags |= high }
            if ByteClass.isSpace(value) { flags |= space }
            if value &- 48 < 10 { flags |= digit }
            if value < 32 && !ByteClass.isSpace(value) || value == 127 { flags |= control }
            if value == 47 || value == 92 { flags |= slash }
            table[byte] = flags
        }
        return UnsafePointer(table)
    }()
}
