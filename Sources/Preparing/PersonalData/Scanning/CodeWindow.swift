/// The next characters of a text from a word on, with what parts them set aside: filled once for a candidate, then
/// compared with every layout.
///
/// At most one separator stands between two chunks: a space, a no-break space, or one of `- . / : +`; dashes of
/// typesetting count as hyphens. Memory is asked for once for each text.
struct CodeWindow {
    static let capacity = LayoutTable.longest + 1

    /// As written, then as capitals, then what stands before each.
    let raw: UnsafeMutablePointer<UInt8>
    let code: UnsafeMutablePointer<UInt8>
    let separator: UnsafeMutablePointer<UInt8>
    /// Offset of each in the text.
    let offset: UnsafeMutablePointer<Int>

    init() {
        raw = .allocate(capacity: Self.capacity * 3)
        code = raw + Self.capacity
        separator = code + Self.capacity
        offset = .allocate(capacity: Self.capacity)
    }

    func release() {
        raw.deallocate()
        offset.deallocate()
    }

    /// Characters from `start` on, at most `limit`. Tells how many.
    func fill(_ bytes: UnsafePointer<UInt8>, _ count: Int, from start: Int, limit: Int) -> Int {
        let kinds = CharacterTable.kinds
        var place = start, filled = 0, pending: UInt8 = 0
        while filled < limit, place < count {
            let byte = bytes[place]
            if kinds[Int(byte)] & CharacterTable.word != 0 {
                raw[filled] = byte
                code[filled] = byte &- 97 < 26 ? byte & 0xDF : byte
                separator[filled] = pending
                offset[filled] = place
                (filled, place, pending) = (filled + 1, place + 1, 0)
                continue
            }
            guard pending == 0 else { break }
            (pending, place) = Self.separator(bytes, count, place)
            guard pending != 0 else { break }
        }
        return filled
    }

    /// What stands at `place` as an ASCII separator, and where it ends; 0 for what parts nothing.
    static func separator(_ bytes: UnsafePointer<UInt8>, _ count: Int, _ place: Int) -> (UInt8, Int) {
        switch bytes[place] {
        case 0x20, 0x2D, 0x2E, 0x2F, 0x3A, 0x2B: return (bytes[place], place + 1)
        case 0xC2 where place + 1 < count && bytes[place + 1] == 0xA0: return (0x20, place + 2)
        case 0xE2 where place + 2 < count && bytes[place + 1] == 0x80 && bytes[place + 2] &- 0x90 < 4: return (0x2D, place + 3)
        default: return (0, place)
        }
    }
}
