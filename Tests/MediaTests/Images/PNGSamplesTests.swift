import Media
import Testing

@Suite("PNG as numbers")
struct PNGSamplesTests {
    private static let kinds: [(PNGSamples.Colour, Int)] = [
        (.gray, 1), (.gray, 2), (.gray, 4), (.gray, 8), (.gray, 16), (.palette, 1), (.palette, 2), (.palette, 4), (.palette, 8),
        (.grayAlpha, 8), (.grayAlpha, 16), (.rgb, 8), (.rgb, 16), (.rgba, 8), (.rgba, 16),
    ]

    private static func drawn(_ colour: PNGSamples.Colour, _ depth: Int, _ width: Int = 13, _ height: Int = 5) -> PNGSamples {
        let entries = colour == .palette ? (0..<(1 << depth)).map { PNGSamples.Entry(UInt8($0), 3, 200, alpha: $0 == 1 ? 9 : 255) } : []
        let values = (0..<width * height * colour.channels).map { UInt16(truncatingIfNeeded: ($0 * 40_503 + 7) % (1 << depth)) }
        return PNGSamples(width: width, height: height, colour: colour, depth: depth, palette: entries, values: values)
    }

    private func outcome(_ bytes: [UInt8], _ limits: ImageLimits = ImageLimits()) -> Result<PNGSamples, ImageError> {
        do throws(ImageError) { return .success(try PNGSamples.decode(bytes, limits: limits)) } catch { return .failure(error) }
    }

    @Test("every kind and depth comes back number for number, and to the same bytes", arguments: kinds)
    func identity(kind: (PNGSamples.Colour, Int)) throws {
        let samples = Self.drawn(kind.0, kind.1)
        let bytes = try samples.encoded()
        #expect(try PNGSamples.decode(bytes) == samples)
        #expect(try samples.encoded() == bytes)
    }

    @Test("what other programs wrote is read as stored: no palette applied, no depth scaled")
    func foreign() throws {
        let palette = try PNGSamples.decode(TestPictures.bytes(Miniatures.palettePNG))
        #expect(palette.colour == .palette)
        #expect(palette.values.allSatisfy { Int($0) < palette.palette.count })
        let deep = try PNGSamples.decode(TestPictures.bytes(Miniatures.deepPNG))
        #expect(deep.depth == 16)
        let interlaced = try PNGSamples.decode(TestPictures.bytes(Miniatures.interlacedPNG))
        #expect(interlaced.values.map { UInt8($0) } == TestPictures.colours.pixels)
    }

    @Test("our label rasters decode as pictures by their palette")
    func asPicture() throws {
        let samples = PNGSamples(width: 2, height: 1, colour: .palette, depth: 8, palette: [.init(0, 0, 0), .init(128, 0, 0)], values: [1, 0])
        #expect(try ImageDecoder.decode(samples.encoded()).raster.pixels == [128, 0, 0, 0, 0, 0])
    }

    @Test("a file cut off anywhere is refused", arguments: [(PNGSamples.Colour.gray, 1), (.palette, 8), (.gray, 16), (.rgb, 8)])
    func truncations(kind: (PNGSamples.Colour, Int)) throws {
        let whole = try Self.drawn(kind.0, kind.1).encoded()
        for length in 0..<whole.count {
            guard case .failure = outcome(Array(whole.prefix(length))) else { Issue.record("read \(length) of \(whole.count) bytes"); continue }
        }
    }

    @Test("any byte changed gives samples or an error, never a crash")
    func damage() throws {
        for (colour, depth) in Self.kinds {
            let whole = try Self.drawn(colour, depth).encoded()
            for place in whole.indices {
                for mask: UInt8 in [1, 0x80, 0xFF] {
                    var bytes = whole
                    bytes[place] ^= mask
                    _ = outcome(bytes)
                }
            }
        }
    }

    @Test("limits are checked before memory is asked for")
    func limits() throws {
        var bytes = try Self.drawn(.gray, 8).encoded()
        bytes.replaceSubrange(18..<20, with: [0x75, 0x30])
        bytes.replaceSubrange(22..<24, with: [0x75, 0x30])
        guard case .failure(.tooManyPixels) = outcome(bytes) else { Issue.record("not refused"); return }
        guard case .failure(.tooManyBytes) = outcome(bytes, ImageLimits(maximumBytes: 20, maximumPixels: 100, maximumSide: 100, maximumFrames: 1)) else { Issue.record("not refused"); return }
    }

    @Test("other formats and no pictures are refused by name")
    func others() {
        #expect(outcome([]) == .failure(.empty))
        #expect(outcome(TestPictures.bytes(Miniatures.jpeg)) == .failure(.unsupported(.jpeg, "samples are read from PNG only")))
    }

    @Test("numbers that do not fit are not written", arguments: [
        PNGSamples(width: 1, height: 1, depth: 8, values: [256]), PNGSamples(width: 1, height: 1, depth: 1, values: [2]),
        PNGSamples(width: 1, height: 1, depth: 3, values: [0]), PNGSamples(width: 2, height: 1, values: [0]), PNGSamples(width: 0, height: 1, values: []),
        PNGSamples(width: 1, height: 1, colour: .palette, depth: 8, values: [0]),
        PNGSamples(width: 1, height: 1, colour: .palette, depth: 8, palette: [.init(0, 0, 0)], values: [1]),
        PNGSamples(width: 1, height: 1, colour: .rgb, depth: 4, values: [0, 0, 0]),
    ])
    func unwritable(samples: PNGSamples) {
        #expect(throws: ImageError.self) { try samples.encoded() }
    }
}
