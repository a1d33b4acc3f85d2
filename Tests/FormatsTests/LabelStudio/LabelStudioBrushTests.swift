import Testing
import Records
@testable import Formats

/// The run lengths of brush strokes, bit by bit.
@Suite("Label Studio brush")
struct LabelStudioBrushTests {
    @Test("a stream worked out by hand is the mask, and the mask the stream")
    func byHand() throws {
        // 2 x 1 pixels, the right one set: 8 values, 4 zeros and 4 times 255.
        // 00000008 | 00111 | 0010 0011 0111 1111 | 1 00 011 00000000 | 1 00 011 11111111 | 0
        let size = try #require(PixelSize(width: 2, height: 1))
        let bits = "00000000000000000000000000001000" + "00111" + "0010001101111111" + "10001100000000" + "10001111111111"
        let padded = bits + String(repeating: "0", count: (8 - bits.count % 8) % 8)
        let bytes = stride(from: 0, to: padded.count, by: 8).map { UInt8(padded.dropFirst($0).prefix(8), radix: 2) ?? 0 }
        let mask = Mask(size: [1, 2], runs: [1, 1])
        #expect(LabelStudioBrush.mask(bytes, size) == mask)
        #expect(LabelStudioBrush.bytes(mask, size) == bytes)
    }

    @Test("masks come back as they were, in runs by columns", arguments: [
        ["....", ".##.", ".##.", "...."], ["#...#", "....."], ["#####", "#####"], ["#.#.#.#.#", ".#.#.#.#.", "#........"],
    ])
    func roundTrip(rows: [String]) throws {
        let size = try #require(PixelSize(width: rows[0].count, height: rows.count))
        var runs: [Int] = [0]
        var value = false
        for x in 0..<size.width {
            for row in rows {
                let isSet = Array(row)[x] == "#"
                if isSet != value { runs.append(0) }
                value = isSet
                runs[runs.count - 1] += 1
            }
        }
        let mask = Mask(size: [size.height, size.width], runs: runs)
        let bytes = try #require(LabelStudioBrush.bytes(mask, size))
        #expect(LabelStudioBrush.mask(bytes, size) == mask)
    }

    @Test("a long run is several of the longest size")
    func longRuns() throws {
        let size = try #require(PixelSize(width: 300, height: 200))
        let mask = Mask(size: [200, 300], runs: [0, 60_000])
        let bytes = try #require(LabelStudioBrush.bytes(mask, size))
        #expect(bytes.count < 30)
        #expect(LabelStudioBrush.mask(bytes, size) == mask)
    }

    @Test("a stream that is cut, or of another size, is no mask")
    func broken() throws {
        let size = try #require(PixelSize(width: 4, height: 4)), other = try #require(PixelSize(width: 4, height: 5))
        let bytes = try #require(LabelStudioBrush.bytes(Mask(size: [4, 4], runs: [5, 3, 8]), size))
        #expect(LabelStudioBrush.mask(bytes, other) == nil)
        for length in 0..<(bytes.count - 1) { #expect(LabelStudioBrush.mask(Array(bytes[..<length]), size) == nil) }
    }
}
