/// Whole numbers as Parquet packs differences (DELTA_BINARY_PACKED): a head (block size, miniblocks per block, count, first
/// value), then blocks of a least difference, a width in bits per miniblock, and the differences above the least.
///
/// Given one by one: a page of equal steps stores no bits at all, so how many there are is no measure of its size.
struct DeltaIntegers {
    private let bytes: [UInt8]
    private let limit: Int
    let count: Int
    private let perMiniblock: Int
    private let miniblocks: Int
    private var place: Int
    private var given = 0
    private var value: Int64
    private var least: Int64 = 0
    private var widths = 0
    private var width = 0
    private var data = 0

    /// nil when the head is broken.
    init?(_ bytes: [UInt8], _ range: Range<Int>) {
        var place = range.lowerBound
        guard let block = Self.number(bytes, &place, range.upperBound), let miniblocks = Self.number(bytes, &place, range.upperBound),
              let count = Self.number(bytes, &place, range.upperBound), let first = Self.number(bytes, &place, range.upperBound),
              (1...1 << 20).contains(block), (1...1 << 10).contains(miniblocks), block % miniblocks == 0, block / miniblocks % 8 == 0, let whole = Int(exactly: count) else { return nil }
        self.bytes = bytes
        self.place = place
        self.count = whole
        limit = range.upperBound
        (perMiniblock, self.miniblocks) = (Int(block / miniblocks), Int(miniblocks))
        value = Self.signed(first)
    }

    /// nil behind the last, and where the bytes end or are broken.
    mutating func next() -> Int64? {
        guard given < count else { return nil }
        if given > 0 {
            let index = given - 1
            if index % perMiniblock == 0, !begin(index / perMiniblock % miniblocks) { return nil }
            value &+= least &+ Int64(bitPattern: bits(index % perMiniblock * width))
        }
        given += 1
        return value
    }

    /// Behind the last number; nil when the bytes do not reach so far.
    func end() -> Int? {
        var rest = self
        while rest.given < rest.count { if rest.next() == nil { return nil } }
        return rest.place
    }

    private mutating func begin(_ miniblock: Int) -> Bool {
        if miniblock == 0 {
            guard let least = Self.number(bytes, &place, limit), miniblocks <= limit - place else { return false }
            self.least = Self.signed(least)
            widths = place
            place += miniblocks
        }
        width = Int(bytes[widths + miniblock])
        data = place
        guard width <= 64, perMiniblock / 8 * width <= limit - place else { return false }
        place += perMiniblock / 8 * width
        return true
    }

    private func bits(_ start: Int) -> UInt64 {
        var (number, taken, bit): (UInt64, Int, Int) = (0, 0, start)
        while taken < width {
            let shift = bit & 7, step = min(8 - shift, width - taken)
            number |= (UInt64(bytes[data + bit >> 3]) >> UInt64(shift) & (1 << UInt64(step) - 1)) << UInt64(taken)
            (taken, bit) = (taken + step, bit + step)
        }
        return number
    }

    private static func signed(_ number: UInt64) -> Int64 { Int64(bitPattern: number >> 1) ^ -Int64(bitPattern: number & 1) }

    /// Seven bits a byte, the lowest first.
    private static func number(_ bytes: [UInt8], _ place: inout Int, _ limit: Int) -> UInt64? {
        var (number, shift): (UInt64, UInt64) = (0, 0)
        while place < limit, shift < 64 {
            let byte = bytes[place]
            place += 1
            number |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return number }
            shift += 7
        }
        return nil
    }
}

/// Texts whose lengths stand first, as differences (DELTA_LENGTH_BYTE_ARRAY); or also how much of the one before each shares
/// (DELTA_BYTE_ARRAY).
struct DeltaTexts {
    private let bytes: [UInt8]
    private let end: Int
    private var shared: DeltaIntegers?
    private var lengths: DeltaIntegers
    private var place: Int
    private var previous: [UInt8] = []

    init?(_ bytes: [UInt8], _ range: Range<Int>, sharesPrefixes: Bool) {
        var start = range.lowerBound
        if sharesPrefixes {
            guard let shared = DeltaIntegers(bytes, range), let after = shared.end() else { return nil }
            (self.shared, start) = (shared, after)
        }
        guard let lengths = DeltaIntegers(bytes, start..<range.upperBound), let after = lengths.end() else { return nil }
        (self.bytes, self.lengths, place, end) = (bytes, lengths, after, range.upperBound)
    }

    mutating func next() -> [UInt8]? {
        guard let length = lengths.next().flatMap({ Int(exactly: $0) }), length >= 0, length <= end - place else { return nil }
        defer { place += length }
        guard shared != nil else { return Array(bytes[place..<place + length]) }
        guard let kept = shared?.next().flatMap({ Int(exactly: $0) }), (0...previous.count).contains(kept) else { return nil }
        previous = Array(previous[..<kept] + bytes[place..<place + length])
        return previous
    }
}
