import Kernels

/// Uncompressed BMP, read by ourselves: libvips has only ImageMagick for it, which is too much machinery for a copy of bytes.
///
/// Palettes of 1, 4 and 8 bits, 16 bits as 5-5-5, 24 and 32 bits. Alpha of 32-bit files is ignored: most writers leave it zero.
enum BMPDecoder {
    static func decode(_ bytes: UnsafeRawBufferPointer, _ facts: ImageFacts) throws(ImageError) -> Raster {
        let head = HeaderBytes(bytes)
        let layout = try BMPHeader.layout(HeaderReading(format: .bmp, bytes: head, isWhole: true))
        let isPlain = layout.compression == 0 || layout.compression == 3 && isUsualMask(head, layout)
        guard isPlain else { throw .unsupported(.bmp, "compression \(layout.compression)") }
        let row = (layout.width * layout.bitsPerPixel + 31) / 32 * 4
        guard head.part(layout.pixelsAt, row * layout.height) != nil else { throw .truncated(.bmp, at: bytes.count) }
        let palette = try palette(head, layout)
        return Raster(width: layout.width, height: layout.height, channels: 3) { out in
            for y in 0..<layout.height {
                let stored = layout.pixelsAt + row * (layout.isTopDown ? y : layout.height - 1 - y)
                let line = UnsafeRawBufferPointer(rebasing: bytes[stored..<stored + row])
                let target = UnsafeMutableBufferPointer(rebasing: out[y * layout.width * 3..<(y + 1) * layout.width * 3])
                copy(line, layout.bitsPerPixel, palette, to: target)
            }
        }
    }

    /// Blue, green, red, as every 32-bit file in practice.
    private static func isUsualMask(_ head: HeaderBytes, _ layout: BMPHeader.Layout) -> Bool {
        layout.bitsPerPixel == 32 && head.little32(54) == 0xFF0000 && head.little32(58) == 0xFF00 && head.little32(62) == 0xFF
    }

    /// 256 entries of blue, green, red; what the file does not define is black.
    private static func palette(_ head: HeaderBytes, _ layout: BMPHeader.Layout) throws(ImageError) -> [UInt8] {
        var palette = [UInt8](repeating: 0, count: 256 * 3)
        for entry in 0..<layout.paletteCount {
            for channel in 0..<3 {
                guard let value = head.byte(layout.paletteAt + entry * layout.paletteStep + channel) else { throw .truncated(.bmp, at: head.count) }
                palette[entry * 3 + channel] = value
            }
        }
        return palette
    }

    private static func copy(_ line: UnsafeRawBufferPointer, _ bits: Int, _ palette: [UInt8], to out: UnsafeMutableBufferPointer<UInt8>) {
        for x in 0..<out.count / 3 {
            let blue: UInt8, green: UInt8, red: UInt8
            switch bits {
            case 24, 32:
                let at = x * bits / 8
                (blue, green, red) = (line[at], line[at + 1], line[at + 2])
            case 16:
                let packed = UInt32(line[x * 2]) | UInt32(line[x * 2 + 1]) << 8
                func wide(_ five: UInt32) -> UInt8 { UInt8((five & 31) << 3 | (five & 31) >> 2) }
                (blue, green, red) = (wide(packed), wide(packed >> 5), wide(packed >> 10))
            default:
                let shift = 8 - bits - x * bits % 8
                let entry = Int(line[x * bits / 8]) >> shift & (1 << bits - 1)
                (blue, green, red) = (palette[entry * 3], palette[entry * 3 + 1], palette[entry * 3 + 2])
            }
            out[x * 3] = red
            out[x * 3 + 1] = green
            out[x * 3 + 2] = blue
        }
    }
}
