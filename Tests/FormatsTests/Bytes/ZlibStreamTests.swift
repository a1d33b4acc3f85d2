import Testing
@testable import Formats

@Suite("zlib streams")
struct ZlibStreamTests {
    static func drawn(_ count: Int) -> [UInt8] {
        var random = Seeded(11)
        return (0..<count).map { $0 % 3 == 0 ? UInt8(truncatingIfNeeded: random.next()) & 15 : UInt8(truncatingIfNeeded: $0 >> 8) }
    }

    @Test("pieces of any size give the bytes of the whole", arguments: [(0, 1), (1, 1), (700_000, 70_001), (700_000, 700_000), (1_500_000, 300_000)])
    func packing(_ count: Int, _ step: Int) throws {
        let plain = Self.drawn(count)
        let sink = ByteSink(memory: "packed")
        let stream = ZlibSink(sink)
        for start in stride(from: 0, to: count, by: step) { try stream.write(Array(plain[start..<min(start + step, count)])) }
        try stream.finish()
        try sink.finish()
        #expect(sink.contents == ZlibBytes.deflate(plain))
    }

    static func inflate(_ bytes: [UInt8], maximumBytes: Int = 1 << 30) throws -> [UInt8] {
        let spool = try ZlibBytes.inflate(try ByteSource(memory: bytes), maximumPackedBytes: 1 << 30, maximumBytes: maximumBytes)
        var plain: [UInt8] = []
        try spool.forEachPiece { plain += $0 }
        return plain
    }

    @Test("a stream is unpacked, and what follows it is passed over", arguments: [0, 1, 300_000, 900_000])
    func unpacking(_ count: Int) throws {
        let plain = Self.drawn(count)
        let packed = ZlibBytes.deflate(plain)
        #expect(try Self.inflate(packed) == plain)
        #expect(try Self.inflate(packed + [1, 2, 3]) == plain)
        if count > 1 { #expect(throws: ZlibBytes.Fault.tooLarge) { try Self.inflate(packed, maximumBytes: count - 1) } }
    }

    @Test("every cut and every broken byte is refused as of the whole")
    func broken() throws {
        let packed = ZlibBytes.deflate(Self.drawn(500))
        for end in 0..<packed.count { #expect(throws: ZlibBytes.Fault.truncated) { try Self.inflate(Array(packed[..<end])) } }
        for place in packed.indices {
            var other = packed
            other[place] ^= 0x55
            let expected = Result { () throws(ZlibBytes.Fault) in try ZlibBytes.inflate(other, maximumBytes: 1 << 20) }
            let found = Result { try Self.inflate(other, maximumBytes: 1 << 20) }
            switch (expected, found) {
            case (.success(let first), .success(let second)): #expect(first == second)
            case (.failure(let first), .failure(let second)): #expect(first == second as? ZlibBytes.Fault)
            default: Issue.record("byte \(place): \(expected) and \(found)")
            }
        }
    }
}
