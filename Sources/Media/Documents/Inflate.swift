/// Unpacks DEFLATE (RFC 1951) into at most so many bytes: what a DOCX and the object streams of a PDF need.
///
/// Whatever the bytes, the answer is what they unpack to or a failure with the place; memory grows with what was really
/// unpacked, never with what a header claims. Canonical Huffman codes are decoded bit by bit over the counts per length:
/// some 20 MB a second, enough for texts.
struct Inflate {
    enum Failure: Error, Equatable {
        /// The bytes end inside a block.
        case truncated(at: Int)
        case damaged(at: Int)
        case tooLarge(limit: Int)
    }

    private let bytes: ArraySlice<UInt8>
    private let limit: Int
    private var place: Int
    private var held: UInt32 = 0
    private var heldCount = 0
    private var out: [UInt8] = []

    /// - Returns: what was unpacked, and where the packed bytes end.
    static func unpack(_ bytes: ArraySlice<UInt8>, limit: Int) throws(Failure) -> (bytes: [UInt8], end: Int) {
        var work = Inflate(bytes, limit)
        try work.run()
        return (work.out, work.place)
    }

    /// Of one of many: what was unpacked, also before a failure, is taken from `left`, and a kilobyte for the attempt.
    static func unpack(_ bytes: ArraySlice<UInt8>, left: inout Int) throws(Failure) -> (bytes: [UInt8], end: Int) {
        var work = Inflate(bytes, left)
        defer { left -= work.out.count + 1024 }
        try work.run()
        return (work.out, work.place)
    }

    private init(_ bytes: ArraySlice<UInt8>, _ limit: Int) {
        (self.bytes, self.limit, place) = (bytes, limit, bytes.startIndex)
    }

    private mutating func run() throws(Failure) {
        var isLast = false
        while !isLast {
            isLast = try take(1) == 1
            switch try take(2) {
            case 0: try stored()
            case 1: try block(Self.fixedLengths, Self.fixedDistances)
            case 2:
                let codes = try dynamicCodes()
                try block(codes.lengths, codes.distances)
            default: throw .damaged(at: place)
            }
        }
    }

    private mutating func take(_ count: Int) throws(Failure) -> Int {
        while heldCount < count {
            guard place < bytes.endIndex else { throw .truncated(at: place) }
            held |= UInt32(bytes[place]) << UInt32(heldCount)
            heldCount += 8
            place += 1
        }
        let value = Int(held & (1 << UInt32(count) - 1))
        held >>= UInt32(count)
        heldCount -= count
        return value
    }

    private mutating func stored() throws(Failure) {
        (held, heldCount) = (0, 0)
        let length = try take(16)
        guard try take(16) == length ^ 0xFFFF else { throw .damaged(at: place) }
        guard bytes.endIndex - place >= length else { throw .truncated(at: bytes.endIndex) }
        guard out.count + length <= limit else { throw .tooLarge(limit: limit) }
        out += bytes[place..<place + length]
        place += length
    }

    private mutating func symbol(_ codes: HuffmanCodes) throws(Failure) -> Int {
        var code = 0, first = 0, index = 0
        for length in 1...15 {
            code |= try take(1)
            let count = codes.counts[length]
            if code - count < first { return codes.symbols[index + code - first] }
            index += count
            first = (first + count) << 1
            code <<= 1
        }
        throw .damaged(at: place)
    }

    private mutating func block(_ lengths: HuffmanCodes, _ distances: HuffmanCodes) throws(Failure) {
        while true {
            let symbol = try symbol(lengths)
            if symbol == 256 { return }
            if symbol < 256 {
                guard out.count < limit else { throw .tooLarge(limit: limit) }
                out.append(UInt8(symbol))
                continue
            }
            guard symbol - 257 < Self.lengthBases.count else { throw .damaged(at: place) }
            let length = Self.lengthBases[symbol - 257] + (try take(Self.lengthBits[symbol - 257]))
            let kind = try self.symbol(distances)
            guard kind < Self.distanceBases.count else { throw .damaged(at: place) }
            let distance = Self.distanceBases[kind] + (try take(Self.distanceBits[kind]))
            guard distance <= out.count else { throw .damaged(at: place) }
            guard out.count + length <= limit else { throw .tooLarge(limit: limit) }
            // The copy may overlap what it writes: that is how a run is packed.
            for _ in 0..<length { out.append(out[out.count - distance]) }
        }
    }

    private mutating func dynamicCodes() throws(Failure) -> (lengths: HuffmanCodes, distances: HuffmanCodes) {
        let literals = try take(5) + 257, distances = try take(5) + 1, orders = try take(4) + 4
        guard literals <= 286, distances <= 30 else { throw .damaged(at: place) }
        var lengths = [Int](repeating: 0, count: 19)
        for index in 0..<orders { lengths[Self.order[index]] = try take(3) }
        guard let codes = HuffmanCodes(lengths) else { throw .damaged(at: place) }
        lengths = []
        while lengths.count < literals + distances {
            switch try symbol(codes) {
            case 16:
                guard let last = lengths.last else { throw .damaged(at: place) }
                lengths += [Int](repeating: last, count: 3 + (try take(2)))
            case 17: lengths += [Int](repeating: 0, count: 3 + (try take(3)))
            case 18: lengths += [Int](repeating: 0, count: 11 + (try take(7)))
            case let length: lengths.append(length)
            }
        }
        guard lengths.count == literals + distances, lengths[256] != 0,
            let first = HuffmanCodes(Array(lengths[..<literals])), let second = HuffmanCodes(Array(lengths[literals...]))
        else { throw .damaged(at: place) }
        return (first, second)
    }

    // Tables of RFC 1951, section 3.2.
    private static let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
    private static let lengthBases = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258]
    private static let lengthBits = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0]
    private static let distanceBits = (0..<30).map { max(0, $0 / 2 - 1) }
    private static let distanceBases: [Int] = {
        var bases: [Int] = [], next = 1
        for bits in distanceBits {
            bases.append(next)
            next += 1 << bits
        }
        return bases
    }()
    private static let fixedLengths = HuffmanCodes(fixed: (0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 })
    private static let fixedDistances = HuffmanCodes(fixed: [Int](repeating: 5, count: 30))
}

/// How many codes there are of each length, and the symbols in the order of their codes.
struct HuffmanCodes {
    let counts: [Int]
    let symbols: [Int]

    /// nil when there are more codes than the lengths leave room for.
    init?(_ lengths: [Int]) {
        self.init(fixed: lengths)
        var left = 1
        for count in counts.dropFirst() {
            left = left * 2 - count
            if left < 0 { return nil }
        }
    }

    /// Lengths of 0...15 that are known to fit.
    init(fixed lengths: [Int]) {
        var counts = [Int](repeating: 0, count: 16)
        for length in lengths where length > 0 { counts[length] += 1 }
        self.counts = counts
        symbols = (1...15).flatMap { length in lengths.indices.filter { lengths[$0] == length } }
    }
}
