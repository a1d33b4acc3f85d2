/// Reads Parquet's mixture of run lengths and packed bits: levels, dictionary indices, booleans.
///
/// A head of seven-bit groups: even, a run of head/2 equal values; odd, head/2 groups of eight values packed from the
/// lowest bit. Nothing is unpacked ahead, so a run of two billion costs nothing.
struct RunLengthReader {
    private let bytes: [UInt8]
    private let end: Int
    private let width: Int
    private var place: Int
    private var left = 0
    private var value = 0
    private var isPacked = false
    /// Of the next packed value, from the start of `bytes`.
    private var bit = 0

    /// Values are `width` bits wide, 0 to 32.
    init(_ bytes: [UInt8], _ range: Range<Int>, width: Int) {
        self.bytes = bytes
        end = range.upperBound
        place = range.lowerBound
        self.width = width
    }

    /// nil when the bytes are used up or broken.
    mutating func next() -> Int? {
        while left == 0 { guard startRun() else { return nil } }
        left -= 1
        guard isPacked else { return value }
        defer { bit += width }
        return packedValue()
    }

    private func packedValue() -> Int {
        var result: UInt64 = 0
        var taken = 0
        while taken < width {
            let position = bit + taken
            let inByte = position & 7
            let count = min(8 - inByte, width - taken)
            let piece = (UInt64(bytes[position >> 3]) >> UInt64(inByte)) & ((1 << UInt64(count)) - 1)
            result |= piece << UInt64(taken)
            taken += count
        }
        return Int(result)
    }

    private mutating func startRun() -> Bool {
        guard let head = varint() else { return false }
        if head & 1 == 0 { return startRepeat(Int(head >> 1)) }
        isPacked = true
        let groups = Int(head >> 1)
        guard groups <= 1 << 28 else { return false }
        bit = place * 8
        if width == 0 {
            left = groups * 8
            return true
        }
        // The last group may be cut after its last real value.
        let available = end - place
        let wanted = groups * width
        left = wanted <= available ? groups * 8 : available * 8 / width
        place += min(wanted, available)
        return true
    }

    private mutating func startRepeat(_ count: Int) -> Bool {
        isPacked = false
        let size = (width + 7) / 8
        guard size <= end - place else { return false }
        var number = 0
        for step in 0..<size { number |= Int(bytes[place + step]) << (8 * step) }
        place += size
        (value, left) = (number, count)
        return true
    }

    private mutating func varint() -> UInt64? {
        var value: UInt64 = 0
        for step in 0..<5 {
            guard place < end else { return nil }
            let next = bytes[place]
            place += 1
            value |= UInt64(next & 0x7F) << UInt64(7 * step)
            if next < 0x80 { return value }
        }
        return nil
    }
}

/// Writes what `RunLengthReader` reads: runs of eight and more as such, all else packed.
enum RunLengthWriter {
    static func encode(_ values: ArraySlice<UInt32>, width: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        var literals: [UInt32] = []
        var place = values.startIndex
        while place < values.endIndex {
            var stop = place + 1
            while stop < values.endIndex, values[stop] == values[place] { stop += 1 }
            // Packed groups are whole but for the last, so a run first fills the open one.
            let filling = min((8 - literals.count % 8) % 8, stop - place)
            if stop - place - filling >= 8 {
                literals.append(contentsOf: repeatElement(values[place], count: filling))
                flush(&literals, width, &bytes)
                appendRun(values[place], stop - place - filling, width, &bytes)
            } else {
                literals.append(contentsOf: values[place..<stop])
            }
            place = stop
        }
        flush(&literals, width, &bytes)
        return bytes
    }

    /// How many bits the largest value takes.
    static func width(of maximum: Int) -> Int { maximum <= 0 ? 0 : Int.bitWidth - maximum.leadingZeroBitCount }

    private static func appendRun(_ value: UInt32, _ count: Int, _ width: Int, _ bytes: inout [UInt8]) {
        Varint.append(UInt64(count) << 1, to: &bytes)
        for step in 0..<((width + 7) / 8) { bytes.append(UInt8(truncatingIfNeeded: value >> UInt32(8 * step))) }
    }

    private static func flush(_ literals: inout [UInt32], _ width: Int, _ bytes: inout [UInt8]) {
        guard !literals.isEmpty else { return }
        let groups = (literals.count + 7) / 8
        Varint.append(UInt64(groups) << 1 | 1, to: &bytes)
        let start = bytes.count
        bytes.append(contentsOf: repeatElement(0, count: groups * width))
        for (number, value) in literals.enumerated() {
            for position in 0..<width where value >> UInt32(position) & 1 == 1 {
                let bit = number * width + position
                bytes[start + bit >> 3] |= 1 << UInt8(bit & 7)
            }
        }
        literals.removeAll(keepingCapacity: true)
    }
}
