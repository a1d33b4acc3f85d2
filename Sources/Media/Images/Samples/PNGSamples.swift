/// A PNG as numbers: its stored samples without any colour conversion.
///
/// Label rasters keep classes, instances and ids in their samples: palette indices, gray of 1 to 16 bits, or bytes of a
/// number spread over red, green and blue. Decoding such a file as a picture would apply the palette and scale the depth.
///
///     let labels = try PNGSamples.decode(bytes)              // SegmentationClass/2007_000032.png
///     labels.colour == .palette, labels.values[0]            // an index, not a colour
///     try PNGSamples(width: 2, height: 1, depth: 16, values: [7, 26_001]).encoded()
///
/// Shape: `values` is H x W x C, row-major, interleaved, each below 2^depth. Two bytes of memory a sample.
/// The same value always encodes to the same bytes (with the same libpng and zlib).
public struct PNGSamples: Sendable, Hashable {
    public enum Colour: Int, Sendable, Hashable {
        case gray = 0, rgb = 2, palette = 3, grayAlpha = 4, rgba = 6

        /// Samples per pixel.
        public var channels: Int {
            switch self {
            case .gray, .palette: 1
            case .grayAlpha: 2
            case .rgb: 3
            case .rgba: 4
            }
        }

        /// Bits per sample that PNG allows.
        public var depths: [Int] {
            switch self {
            case .gray: [1, 2, 4, 8, 16]
            case .palette: [1, 2, 4, 8]
            case .rgb, .grayAlpha, .rgba: [8, 16]
            }
        }
    }

    /// A palette entry. `alpha` is 255 where the file says nothing.
    public struct Entry: Sendable, Hashable {
        public var red: UInt8, green: UInt8, blue: UInt8, alpha: UInt8

        public init(_ red: UInt8, _ green: UInt8, _ blue: UInt8, alpha: UInt8 = 255) {
            (self.red, self.green, self.blue, self.alpha) = (red, green, blue, alpha)
        }
    }

    public let width: Int
    public let height: Int
    public let colour: Colour
    public let depth: Int
    /// At most 2^depth entries; empty unless `colour` is `.palette`. A file may use indices beyond it.
    public let palette: [Entry]
    public let values: [UInt16]

    public init(width: Int, height: Int, colour: Colour = .gray, depth: Int = 8, palette: [Entry] = [], values: [UInt16]) {
        (self.width, self.height, self.colour, self.depth, self.palette, self.values) = (width, height, colour, depth, palette, values)
    }

    public var channels: Int { colour.channels }
}
