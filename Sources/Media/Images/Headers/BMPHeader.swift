/// Reads the two families of BMP headers: OS/2's 12 bytes and Windows' 40 and more.
enum BMPHeader {
    /// What the decoder needs beyond `ImageFacts`.
    struct Layout {
        var pixelsAt: Int
        var paletteAt: Int
        /// Bytes per palette entry.
        var paletteStep: Int
        var paletteCount: Int
        var bitsPerPixel: Int
        var compression: Int
        var isTopDown: Bool
        var width: Int
        var height: Int
    }

    static func read(_ reading: HeaderReading) throws(ImageError) -> ImageFacts {
        let layout = try layout(reading)
        let isPalette = layout.bitsPerPixel <= 8
        guard [1, 4, 8, 16, 24, 32].contains(layout.bitsPerPixel) else { throw .damaged(.bmp, "\(layout.bitsPerPixel) bits per pixel") }
        return ImageFacts(
            .bmp, width: layout.width, height: layout.height, colour: isPalette ? .palette : .rgb, channels: isPalette ? 1 : 3,
            bitDepth: isPalette ? layout.bitsPerPixel : layout.bitsPerPixel == 16 ? 5 : 8)
    }

    static func layout(_ reading: HeaderReading) throws(ImageError) -> Layout {
        let bytes = reading.bytes
        let size = try reading.need(bytes.little32(14)), pixelsAt = try reading.need(bytes.little32(10))
        if size == 12 {
            let bits = try reading.need(bytes.little16(24))
            return Layout(
                pixelsAt: pixelsAt, paletteAt: 26, paletteStep: 3, paletteCount: bits <= 8 ? 1 << bits : 0, bitsPerPixel: bits, compression: 0,
                isTopDown: false, width: try reading.need(bytes.little16(18)), height: try reading.need(bytes.little16(20)))
        }
        let width = Int(Int32(truncatingIfNeeded: try reading.need(bytes.little32(18))))
        let height = Int(Int32(truncatingIfNeeded: try reading.need(bytes.little32(22))))
        let bits = try reading.need(bytes.little16(28)), used = try reading.need(bytes.little32(46))
        return Layout(
            pixelsAt: pixelsAt, paletteAt: 14 + size, paletteStep: 4, paletteCount: bits <= 8 ? (used == 0 ? 1 << bits : min(used, 256)) : 0,
            bitsPerPixel: bits, compression: try reading.need(bytes.little32(30)), isTopDown: height < 0, width: width, height: abs(height))
    }
}
