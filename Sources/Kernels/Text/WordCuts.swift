/// Where the words of a text are, without making strings of them.
///
/// A word is a run of letters, marks, numbers and underscores, with single apostrophes inside (`don't` is one word); a Han
/// or Kana scalar is a word by itself, and so is any other scalar that is no white space (`.`, `#`, an emoji). Thai, Lao
/// and Khmer, which write no spaces, come out as one word per run.
///
/// Keep one value and `cut` text after text with it: the arrays are reused, so there is no allocation per text.
/// Offsets are bytes, lengths are scalars. Cost: about 1 ns a byte of ASCII, 4 beyond.
public struct WordCuts: Sendable {
    public private(set) var starts: [Int32] = []
    public private(set) var ends: [Int32] = []
    /// Scalars of each word.
    public private(set) var lengths: [Int32] = []
    /// `ScalarClass` bits that occur in each word.
    public private(set) var classes: [UInt8] = []

    public init() {}

    public var count: Int { starts.count }

    /// At most 2 GiB of text.
    public mutating func cut(_ text: UnsafeBufferPointer<UInt8>) {
        starts.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        lengths.removeAll(keepingCapacity: true)
        classes.removeAll(keepingCapacity: true)
        ScalarClass.table.withUnsafeBufferPointer { table in
            var place = 0
            while place < text.count {
                let (value, length) = ScalarReader.read(text, place)
                let kind = Self.kind(value, table)
                if kind & Self.running != 0, kind & ScalarClass.ideograph.rawValue == 0 {
                    place = run(text, table, from: place)
                } else {
                    if kind & ScalarClass.space.rawValue == 0 { append(place, place + length, 1, kind) }
                    place += length
                }
            }
        }
    }

    /// One hash per word, the same for the same bytes.
    public func hashes(_ text: UnsafeBufferPointer<UInt8>, into hashes: inout [UInt64]) {
        hashes.removeAll(keepingCapacity: true)
        for word in 0..<count { hashes.append(ShortHash.of(text, Int(starts[word]), Int(ends[word]), seed: 0)) }
    }

    /// The underscore counts as a letter would.
    private static let running = ScalarClass.word.rawValue
    private static let underscore: UInt32 = 95

    @inline(__always)
    private static func kind(_ value: UInt32, _ table: UnsafeBufferPointer<UInt8>) -> UInt8 {
        if value == underscore { return ScalarClass.mark.rawValue }
        return value < 65_536 ? table[Int(value)] : ScalarClass.of(value).rawValue
    }

    /// Past the end of the run that starts here.
    private mutating func run(_ text: UnsafeBufferPointer<UInt8>, _ table: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var place = start, scalars: Int32 = 0, seen: UInt8 = 0
        while place < text.count {
            let (value, length) = ScalarReader.read(text, place)
            let kind = Self.kind(value, table)
            if kind & Self.running != 0, kind & ScalarClass.ideograph.rawValue == 0 {
                seen |= kind
                scalars += 1
                place += length
            } else if value == 0x27 || value == 0x2019, isInside(text, table, place + length) {
                scalars += 1
                place += length
            } else {
                break
            }
        }
        append(start, place, scalars, seen)
        return place
    }

    private func isInside(_ text: UnsafeBufferPointer<UInt8>, _ table: UnsafeBufferPointer<UInt8>, _ place: Int) -> Bool {
        guard place < text.count else { return false }
        let kind = Self.kind(ScalarReader.read(text, place).value, table)
        return kind & Self.running != 0 && kind & ScalarClass.ideograph.rawValue == 0
    }

    @inline(__always)
    private mutating func append(_ start: Int, _ end: Int, _ scalars: Int32, _ kind: UInt8) {
        starts.append(Int32(truncatingIfNeeded: start))
        ends.append(Int32(truncatingIfNeeded: end))
        lengths.append(scalars)
        classes.append(kind)
    }
}
