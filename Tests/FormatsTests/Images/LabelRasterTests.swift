@testable import Formats
import Media
import Records
import Testing

@Suite("Label rasters")
struct LabelRasterTests {
    private static func drawn(_ rows: String...) throws -> LabelRaster {
        let size = try #require(PixelSize(width: rows[0].count, height: rows.count))
        return try #require(LabelRaster(size, values: rows.joined().compactMap { $0 == "." ? 0 : $0.wholeNumberValue.map(UInt32.init) }))
    }

    @Test("each number becomes a mask in the window that just holds it, column by column")
    func masks() throws {
        // The mask of FORMATS' example: rows 1-2, columns 2-3 of 4 x 5.
        let raster = try Self.drawn(".....", "..22.", "..22.", "7....")
        let masks = try #require(raster.masks())
        #expect(masks.map(\.number) == [2, 7])
        #expect(masks[0].mask == Mask(size: [2, 2], runs: [0, 4], at: [2, 1]))
        #expect(masks[1].mask == Mask(size: [1, 1], runs: [0, 1], at: [0, 3]))
    }

    @Test("a number in two places is one mask over both")
    func scattered() throws {
        let raster = try Self.drawn("1..", "...", "..1")
        #expect(try #require(raster.masks()).map(\.mask) == [Mask(size: [3, 3], runs: [0, 1, 7, 1])])
    }

    @Test("drawing the masks of a raster gives the raster", arguments: [1, 17, 40])
    func identity(width: Int) throws {
        let size = try #require(PixelSize(width: width, height: 23))
        let raster = try #require(LabelRaster(size, values: (0..<width * 23).map { UInt32($0 * $0 / 31 % 5) }))
        var copy = LabelRaster(size)
        for (number, mask) in try #require(raster.masks()) {
            let counts = copy.draw(mask, as: number)
            #expect(counts?.covered == 0 && counts?.outside == 0)
        }
        #expect(copy.values == raster.values)
        let sums = try #require(raster.counts())
        #expect(sums.values.reduce(0, +) == width * 23)
    }

    @Test("what is covered and what lies outside is counted")
    func overlaps() throws {
        var raster = try Self.drawn("11..", "11..")
        let counts = raster.draw(Mask(size: [2, 2], runs: [0, 4], at: [1, 1]), as: 2)
        #expect(counts?.covered == 1 && counts?.outside == 2)
        #expect(raster.values == [1, 1, 0, 0, 1, 2, 2, 0])
        let broken = raster.draw(Mask(size: [2, 2], runs: [0, 3]), as: 2)
        #expect(broken == nil)
    }

    @Test("a photograph is no label raster")
    func photograph() throws {
        let size = try #require(PixelSize(width: 30, height: 30))
        let raster = try #require(LabelRaster(size, values: (0..<900).map(UInt32.init)))
        #expect(raster.masks(atMost: 100) == nil)
        #expect(raster.counts(atMost: 100) == nil)
    }

    @Test("numbers survive as palette, gray and colours")
    func files() throws {
        let raster = try Self.drawn("012", "210")
        let palette = (0..<3).map { PNGSamples.Entry(UInt8($0), 0, 0) }
        let indexed = try PNGSamples.decode(try #require(raster.png(palette: palette)).encoded())
        #expect(LabelRaster(indices: indexed)?.values == raster.values)
        #expect(LabelRaster(colours: indexed)?.values == raster.values)
        let gray = try PNGSamples.decode(try #require(raster.png(grayOfDepth: 2)).encoded())
        #expect(LabelRaster(indices: gray)?.values == raster.values)
        #expect(raster.png(grayOfDepth: 1) == nil)
        let size = raster.size
        let large = try #require(LabelRaster(size, values: [0, 255, 256, 65_536, 16_777_215, 70_000]))
        let colours = try PNGSamples.decode(try #require(large.pngOfColours()).encoded())
        #expect(LabelRaster(colours: colours)?.values == large.values)
        #expect(LabelRaster(indices: colours) == nil)
    }
}
