/// Walks the MessagePack of a file without making its values: where each of them lies. Refuses what `MessagePackParser`
/// refuses, with the same error and offset; memory is the file's window, or the longest text.
struct MessagePackScanner {
    /// The beginning of a value: an array or a map goes on with its elements, anything else lies behind already.
    enum Head {
        case array(Int)
        case map(Int)
        /// Where the contents lie.
        case text(Range<Int>)
        case bytes(Range<Int>)
        case other
    }

    private let file: FileBytes
    private let end: Int
    private(set) var place: Int
    private var depth = 0

    init(_ file: FileBytes, _ range: Range<Int>) { (self.file, place, end) = (file, range.lowerBound, range.upperBound) }

    /// Goes over one value, and gives where it lies.
    @discardableResult
    mutating func skip() throws -> Range<Int> {
        let start = place
        try pass(try head())
        return start..<place
    }

    /// Goes over the elements that `head` announced.
    mutating func pass(_ head: Head) throws {
        switch head {
        case .array(let count): for _ in 0..<count { try skip() }
        case .map(let count):
            for _ in 0..<count {
                try skip()
                try skip()
            }
        default: return
        }
        depth -= 1
    }

    func finish() throws(MessagePackError) {
        guard place == end else { throw .trailing(offset: place) }
    }

    /// Reads the beginning of the next value.
    mutating func head() throws -> Head {
        let start = place
        let byte = UInt8(try whole(1, start))
        switch byte {
        case 0x80...0x8F: return .map(try enter(Int(byte & 0x0F), start))
        case 0x90...0x9F: return .array(try enter(Int(byte & 0x0F), start))
        case 0xA0...0xBF: return .text(try text(Int(byte & 0x1F), start))
        case 0xC1: throw MessagePackError.unusedByte(offset: start)
        case 0xC4...0xC6: return .bytes(try take(try count(1 << (byte - 0xC4), start), start))
        case 0xC7...0xC9:
            let length = try count(1 << (byte - 0xC7), start)
            _ = try (take(1, start), take(length, start))
        case 0xCA, 0xCB: _ = try take(4 << Int(byte - 0xCA), start)
        case 0xCC...0xCF: _ = try take(1 << Int(byte - 0xCC), start)
        case 0xD0...0xD3: _ = try take(1 << Int(byte - 0xD0), start)
        case 0xD4...0xD8: _ = try (take(1, start), take(1 << Int(byte - 0xD4), start))
        case 0xD9...0xDB: return .text(try text(try count(1 << (byte - 0xD9), start), start))
        case 0xDC, 0xDD: return .array(try enter(try count(byte == 0xDC ? 2 : 4, start), start))
        case 0xDE, 0xDF: return .map(try enter(try count(byte == 0xDE ? 2 : 4, start), start))
        // Small whole numbers, null, true and false.
        default: break
        }
        return .other
    }

    private mutating func take(_ length: Int, _ start: Int) throws(MessagePackError) -> Range<Int> {
        guard length <= end - place else { throw .truncated(offset: start) }
        defer { place += length }
        return place..<place + length
    }

    /// Big-endian, of 1 to 8 bytes.
    private mutating func whole(_ length: Int, _ start: Int) throws -> UInt64 {
        var number: UInt64 = 0
        for byte in try file.bytes(in: try take(length, start)) { number = number << 8 | UInt64(byte) }
        return number
    }

    private mutating func count(_ length: Int, _ start: Int) throws -> Int { Int(clamping: try whole(length, start)) }

    private mutating func text(_ length: Int, _ start: Int) throws -> Range<Int> {
        let range = try take(length, start)
        guard UTF8Check.firstFault(in: try file.bytes(in: range)) == nil else { throw MessagePackError.notUTF8(offset: start) }
        return range
    }

    /// Each element takes a byte at least.
    private mutating func enter(_ elements: Int, _ start: Int) throws(MessagePackError) -> Int {
        guard elements <= end - place else { throw .truncated(offset: start) }
        depth += 1
        guard depth <= MessagePackParser.maximumDepth else { throw .tooDeep(offset: start, limit: MessagePackParser.maximumDepth) }
        return elements
    }
}

extension FileBytes {
    /// Valid until the next call.
    func bytes(in range: Range<Int>) throws(ByteError) -> UnsafeRawBufferPointer { try bytes(at: Int64(range.lowerBound), count: range.count) }
}
