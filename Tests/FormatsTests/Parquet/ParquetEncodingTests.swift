import Testing
@testable import Formats

/// Encodings that writers use on request, byte by byte as the standard (Encodings.md) lays them out.
@Suite("Parquet encodings")
struct ParquetEncodingTests {
    private static func values(_ bytes: [UInt8], _ encoding: Int, _ leaf: ParquetLeaf) -> [ParquetValue]? {
        guard var page = PageValues(bytes, 0..<bytes.count, encoding: encoding, leaf: leaf, dictionary: []) else { return nil }
        var values: [ParquetValue] = []
        while values.count < 100, let value = page.next() { values.append(value) }
        return values
    }

    /// A head of blocks of 128 in 4 parts.
    private static func head(_ count: UInt8, first: UInt8) -> [UInt8] { [0x80, 1, 4, count, first] }
    private static let falling = head(8, first: 14) + [3, 2, 0, 0, 0, 0xC0, 0x3F, 0, 0, 0, 0, 0, 0]
    private static let words = head(4, first: 10) + [0, 1, 0, 0, 0, 2, 0, 0, 0] + Array("HelloWorldFoobarABCDEF".utf8)
    private static let shared = head(4, first: 0) + [3, 3, 0, 0, 0, 0x44, 1] + [UInt8](repeating: 0, count: 10)
        + head(4, first: 8) + [3, 3, 0, 0, 0, 0x70] + [UInt8](repeating: 0, count: 11) + Array("axislebabbleyhood".utf8)

    @Test("differences, in parts of a least one and bits above it", arguments: [ParquetLeaf.Storage.int32, .int64])
    func differences(storage: ParquetLeaf.Storage) {
        #expect(Self.values(Self.falling, 5, ParquetLeaf(storage)) == [7, 5, 3, 1, 2, 3, 4, 5].map { .int($0) })
        #expect(Self.values(Self.head(3, first: 2) + [2, 0, 0, 0, 0], 5, ParquetLeaf(storage)) == [.int(1), .int(2), .int(3)])
    }

    @Test("differences that leave the range go round, as two's complement does")
    func wrapping() {
        let bytes: [UInt8] = [0x80, 1, 4, 2, 0xFE, 0xFF, 0xFF, 0xFF, 0x0F, 2, 0, 0, 0, 0]
        #expect(Self.values(bytes, 5, ParquetLeaf(.int32)) == [.int(Int64(Int32.max)), .int(Int64(Int32.min))])
    }

    @Test("texts behind their lengths, and texts that share beginnings")
    func texts() {
        #expect(Self.values(Self.words, 6, ParquetLeaf(.byteArray, .text)) == ["Hello", "World", "Foobar", "ABCDEF"].map { .text($0) })
        #expect(Self.values(Self.shared, 7, ParquetLeaf(.byteArray, .text)) == ["axis", "axle", "babble", "babyhood"].map { .text($0) })
    }

    @Test("numbers whose bytes lie apart")
    func split() {
        #expect(Self.values([0, 0, 0, 0, 0x80, 0, 0x3F, 0x40], 9, ParquetLeaf(.float)) == [.double(1), .double(2)])
        #expect(Self.values([1, 2, 0, 1, 0, 0, 0, 0], 9, ParquetLeaf(.int32)) == [.int(1), .int(258)])
    }

    @Test("every cut gives fewer values or none, and never crashes", arguments: [(falling, 5), (words, 6), (shared, 7)])
    func cuts(bytes: [UInt8], encoding: Int) throws {
        let leaf = encoding == 5 ? ParquetLeaf(.int64) : ParquetLeaf(.byteArray, .text)
        let whole = try #require(Self.values(bytes, encoding, leaf))
        for length in 0..<bytes.count { #expect((Self.values(Array(bytes[..<length]), encoding, leaf)?.count ?? 0) <= whole.count) }
    }
}
